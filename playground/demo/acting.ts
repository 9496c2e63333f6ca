import type { Clock } from '../clock.ts';
import type { Playground } from '../playground.ts';
import type { StoredMessage } from '../state.ts';
import type { StoryClock } from './clock.ts';
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
/** How long all that follows from a step may take, on a busy machine. */
const restPatienceMs = 90_000;
/** So many looks in a row, a tenth of a second apart, find nothing to do. */
const restfulLooks = 4;
const linesTold = 30;

export interface StoryTools {
  playground: Playground;
  narrator: Narrator;
  clock: Required<Clock> & StoryClock;
  /** Between two things that people do, so that a reader can follow. */
  pause(): Promise<void>;
}

/** @param words which must be in the answer, of which all is printed then. @throws Error where one is not */
export async function type(
  tools: StoryTools,
  userId: string,
  line: string,
  words: readonly string[] = [],
): Promise<void> {
  const { playground, narrator, pause } = tools;
  await pause();
  narrator.says(userId, line);
  const answer = await playground.as(userId).command(channel, line);
  if (!answer.ok) throw new Error(`${line} failed: ${answer.error}`);
  if (words.length > 0) {
    if (!answer.response) throw new Error(`${line} has no answer`);
    tell(tools, answer.response, words);
  } else if (answer.response) {
    narrator.note(`Concord, only to them: ${firstLines(playground, answer.response)}`);
  }
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

/**
 * Until all that follows from what has happened is done: what people did, what was due, what is to be posted.
 * @throws Error where it does not come to rest, or something that was due did not happen
 */
export async function rest({ playground, narrator, clock }: StoryTools): Promise<void> {
  let looks = 0;
  const still = playground.waitFor(async () => {
    looks = playground.isQuiet() && (await clock.isAtRest()) ? looks + 1 : 0;
    // What a click sets off begins only after it was acknowledged.
    return looks >= restfulLooks ? true : undefined;
  }, restPatienceMs);
  const came = still.catch((error: unknown) => {
    throw new Error('Concord did not come to rest', { cause: error });
  });
  await narrator.waiting('Concord comes to rest', came);
  const [omission] = await clock.omissions();
  if (omission) throw new Error(`not as the story goes: ${omission}`);
}

/** Prints what a message says. @param words which must be in it @throws Error where one is not */
export function tell(
  { playground, narrator }: StoryTools,
  message: StoredMessage,
  words: readonly string[],
): void {
  const said = firstLines(playground, message, linesTold);
  for (const word of words) if (!said.includes(word)) throw new Error(`it does not say “${word}”: ${said}`);
  narrator.note(said);
}

/** What an answer says, in a few lines. */
function firstLines(playground: Playground, message: StoredMessage, most = 8): string {
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
    .slice(0, most)
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
