import type { Playground } from '../playground.ts';
import type { StoredMessage } from '../state.ts';
import { type Narrator, readable } from './narrator.ts';

export const channel = 'C0MARKETINGIT';
export const people = {
  cmo: 'U0CMO',
  cio: 'U0CIO',
  brand: 'U0BRAND',
  crm: 'U0CRM',
  platform: 'U0PLATFORM',
  data: 'U0DATA',
};

/** How long a step may take before the story counts as broken. */
const patienceMs = 30_000;

export interface StoryTools {
  playground: Playground;
  narrator: Narrator;
  clock: {
    now(): number;
    advance(ms: number): Promise<void>;
    next(): Promise<{ at: string; what: string } | null>;
    advanceTo(iso: string): Promise<void>;
  };
  /** Between two things that people do, so that a reader can follow. */
  pause(): Promise<void>;
}

export async function type(
  { playground, narrator, pause }: StoryTools,
  userId: string,
  line: string,
): Promise<void> {
  await pause();
  narrator.says(userId, line);
  const answer = await playground.as(userId).command(channel, line);
  if (!answer.ok) throw new Error(`${line} failed: ${answer.error}`);
  if (answer.response) narrator.note(`Concord, only to them: ${firstLines(playground, answer.response)}`);
}

export async function fillIn(
  { playground, narrator, pause }: StoryTools,
  userId: string,
  what: string,
  inputs: Record<string, string | string[]>,
): Promise<void> {
  await pause();
  narrator.says(userId, `fills in ${what}`);
  const result = await playground.as(userId).submit(inputs);
  if (!result.ok) throw new Error(`the form was refused: ${result.error}`);
}

export function until<T>(
  { playground, narrator }: StoryTools,
  what: string,
  look: () => T | undefined,
): Promise<NonNullable<T>> {
  const came = playground.waitFor(look, patienceMs).catch((error: unknown) => {
    throw new Error(`did not happen: ${what}`, { cause: error });
  });
  return narrator.waiting(what, came) as Promise<NonNullable<T>>;
}

/** What an answer says, in a few lines. */
function firstLines(playground: Playground, message: StoredMessage): string {
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item);
    else if (value && typeof value === 'object') {
      const { text } = value as { text?: unknown };
      if (typeof text === 'string') texts.push(text);
      else for (const item of Object.values(value)) collect(item);
    }
  };
  collect(message.blocks);
  const lines = (texts.length > 0 ? texts : [message.text]).join('\n').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .slice(0, 8)
    .map((line) => readable(playground, line))
    .join('\n      ');
}

export async function click(
  { playground, narrator, pause }: StoryTools,
  userId: string,
  message: StoredMessage,
  actionId: string,
  what: string,
): Promise<void> {
  await pause();
  narrator.says(userId, what);
  const result = await playground.as(userId).click(message, actionId);
  if (!result.ok) throw new Error(`the click was refused: ${result.error}`);
}

export async function react(
  tools: StoryTools,
  userId: string,
  message: StoredMessage,
  name: string,
): Promise<void> {
  await tools.pause();
  tools.narrator.says(userId, `reacts with :${name}:`);
  await tools.playground.as(userId).react(message.channel, message.ts, name);
}

interface Clickable {
  type: string;
  elements?: { type: string; action_id?: string; text?: { text?: string } }[];
}

/** Presses the button with these words in the row of a message that answers its n-th question. */
export async function answer(
  tools: StoryTools,
  userId: string,
  message: StoredMessage,
  question: number,
  words: string,
): Promise<void> {
  const rows = (message.blocks as unknown as Clickable[]).filter(({ type }) => type === 'actions');
  const button = rows[question]?.elements?.find(({ text }) => text?.text === words);
  if (!button?.action_id) throw new Error(`there is no button ${words}`);
  await click(tools, userId, message, button.action_id, `answers: ${words}`);
}
