import { z } from 'zod';
import { decisionRules } from '../proposals/decision.ts';
import type { EndingKind } from './ending.ts';

const stance = z.enum(['agree', 'object', 'abstain']);

/** What the ledger keeps of an agreement, as it was when the proposal closed. */
export const agreementContent = z.object({
  /** The n of A-n. */
  number: z.int().min(1),
  statement: z.string(),
  rationale: z.string().nullable(),
  initiative: z.string().nullable(),
  proposalId: z.int(),
  version: z.int(),
  rule: z.enum(decisionRules),
  /** Slack user id, as are all people here. */
  proposedBy: z.string(),
  departments: z.array(
    z.object({
      name: z.string(),
      /** How many could vote. */
      eligible: z.int(),
      /** Leads also appear in the list of their stance. */
      leads: z.array(z.object({ userId: z.string(), stance: stance.nullable() })),
      agree: z.array(z.string()),
      object: z.array(z.string()),
      abstain: z.array(z.string()),
      /** Who did not answer. */
      silent: z.array(z.string()),
    }),
  ),
  /** ISO 8601 in UTC. */
  openedAt: z.string(),
  /** ISO 8601 in UTC. */
  closedAt: z.string(),
  /** YYYY-MM-DD */
  reviewOn: z.string().nullable(),
  channelId: z.string(),
  /** Permalink of the proposal's message. */
  link: z.string().nullable(),
});

export type AgreementContent = z.infer<typeof agreementContent>;
export type AgreementDepartment = AgreementContent['departments'][number];

/** An agreement with its place in the ledger. */
export interface Agreement {
  number: number;
  seq: number;
  hash: string;
  previousHash: string;
  /** Null: erased by law, or damaged, which verifying tells apart. */
  content: AgreementContent | null;
  /** Null: it is in force. */
  ended: Ending | null;
}

/** Why an agreement is not in force any more. */
export interface Ending {
  kind: EndingKind;
  at: Date;
  /** The n of A-n by which it ended; null: erased by law, or damaged. */
  by: number | null;
}

/** The name by which people speak of it. */
export function agreementName(number: number): string {
  return `A-${number}`;
}

/** The n of what a person writes as "A-12", "a12", "A 12" or "12"; null: not a number of an agreement. */
export function readAgreementNumber(typed: string): number | null {
  const [, digits] = /^(?:a\s*[-‐-―−]?\s*)?(\d+)$/i.exec(typed.trim()) ?? [];
  return digits === undefined ? null : Number(digits);
}
