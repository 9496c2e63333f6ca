import type { HomeView, ModalView } from '@slack/types';
import type { z } from 'zod';
import type { Block } from '../contract.ts';
import { Refusal, refusalWith } from '../refusal.ts';
import { messageBlocks } from './blocks.ts';
import { fillInIds, inconsistencies } from './consistency.ts';
import type { LaidOutBlock } from './layout.ts';
import { homeView, modalView } from './view.ts';

const largestViewBytes = 250_000;
/** Undocumented: text alone is refused from 13,298 characters on, and a divider costs another 125 (slackapi/bolt-js#2509). */
const longestTogether = 13_000;
const charactersPerBlock = 125;

/**
 * @returns the blocks with the ids that were left out
 * @throws Refusal `invalid_blocks` with every problem in `response_metadata.messages`; `invalid_blocks_format`;
 *   `msg_blocks_too_long`
 */
export function checkMessageBlocks(given: unknown): Block[] {
  if (!Array.isArray(given)) throw new Refusal('invalid_blocks_format');
  const parsed = messageBlocks.safeParse(given);
  if (!parsed.success) throw refusalWith('invalid_blocks', messagesOf(parsed.error, given, '/blocks'));
  if (charactersIn(parsed.data) + parsed.data.length * charactersPerBlock > longestTogether) {
    throw new Refusal('msg_blocks_too_long');
  }
  return complete(parsed.data, 'message', 'invalid_blocks') as unknown as Block[];
}

/**
 * @param type which view the method or answer takes
 * @returns the view with the ids that were left out
 * @throws Refusal `invalid_arguments` with every problem in `response_metadata.messages`, `view_too_large`
 */
export function checkView(given: unknown, type: 'modal'): ModalView;
export function checkView(given: unknown, type: 'home'): HomeView;
export function checkView(given: unknown, type: 'modal' | 'home'): ModalView | HomeView;
export function checkView(given: unknown, type: 'modal' | 'home'): ModalView | HomeView {
  if (Buffer.byteLength(JSON.stringify(given) ?? '') > largestViewBytes) throw new Refusal('view_too_large');
  const parsed = (type === 'modal' ? modalView : homeView).safeParse(given);
  if (!parsed.success) throw refusalWith('invalid_arguments', messagesOf(parsed.error, given, '/view'));
  complete(parsed.data.blocks, 'view', 'invalid_arguments');
  return parsed.data as unknown as ModalView | HomeView;
}

function complete(parsed: object[], surface: 'message' | 'view', code: string): LaidOutBlock[] {
  const blocks = parsed as LaidOutBlock[];
  const problems = inconsistencies(blocks, surface);
  if (problems.length > 0) throw refusalWith(code, problems);
  fillInIds(blocks);
  return blocks;
}

/** The characters of all texts at any depth: of blocks, fields, elements and their options. */
function charactersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, part]) =>
      sum + (key === 'text' && typeof part === 'string' ? part.length : charactersIn(part)),
    0,
  );
}

function messagesOf(error: z.ZodError, given: unknown, root: string): string[] {
  return error.issues.map((issue) => {
    const pointer = `${root}${issue.path.map((part) => `/${String(part)}`).join('')}`;
    return `[ERROR] ${said(issue, given)} [json-pointer:${pointer}]`;
  });
}

function said(issue: z.core.$ZodIssue, given: unknown): string {
  const value = issue.path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown>)?.[part], given);
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'array'
        ? `no more than ${issue.maximum} items allowed`
        : `must be less than ${Number(issue.maximum) + 1} ${issue.origin === 'string' ? 'characters' : ''}`.trim();
    case 'too_small':
      return issue.origin === 'array'
        ? `no fewer than ${issue.minimum} items allowed`
        : `must be more than ${Number(issue.minimum) - 1} ${issue.origin === 'string' ? 'characters' : ''}`.trim();
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return `unsupported type: ${String(value)}`;
    case 'invalid_type':
      return value === undefined
        ? `missing required field: ${String(issue.path.at(-1))}`
        : `must provide ${issue.expected}`;
    default:
      return issue.message;
  }
}
