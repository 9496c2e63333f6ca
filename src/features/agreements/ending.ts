import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { excerpt } from '../../slack/excerpt.ts';
import { readAgreementNumber } from './agreement.ts';
import { tasks } from './tasks.ts';

/** How the departments end an agreement together; the ledger has an entry of that kind for it. */
export const endingKinds = ['superseded', 'revoked'] as const;
export type EndingKind = (typeof endingKinds)[number];

/** What a proposal does to an agreement once it is agreed. */
export interface Ends {
  kind: EndingKind;
  /** The n of A-n. */
  number: number;
}

/** What the form of proposals is filled in with. */
export interface EndingFormValues {
  deadline: Date;
  channelId?: string;
  statement?: string;
  departmentIds?: readonly number[];
  initiative?: string;
  replaces?: string;
}

/** What the ledger keeps of an ending. */
export const endingContent = z.object({
  /** The n of A-n that ends. */
  number: z.int().min(1),
  /** The n of A-n by which it ends. */
  by: z.int().min(1),
  /** Of the agreement by which it ends. */
  proposalId: z.int(),
  /** What that agreement says, and why; null: nothing, or erased by law since. */
  statement: z.string().nullable(),
  rationale: z.string().nullable(),
});

export type EndingContent = z.infer<typeof endingContent>;

/** What the job after a proposal ends; null: another job. */
export function endsOf(onClosed: { task: string; payload: Record<string, unknown> } | null): Ends | null {
  const kind = endingKinds.find((known) => tasks[known] === onClosed?.task);
  const number = z.int().safeParse(onClosed?.payload.number);
  return kind && number.success ? { kind, number: number.data } : null;
}

/**
 * The agreement that somebody wants to replace, as a person writes it.
 * @param field of the form in which it was written
 * @throws UserError `unreadable_replaced`
 */
export function readReplaced(typed: string, field?: string): Ends {
  const number = readAgreementNumber(typed);
  if (number !== null) return { kind: 'superseded', number };
  const values = { part: excerpt(typed) };
  throw new UserError('unreadable_replaced', 'agreements.errors.unreadableReplaced', values, field);
}
