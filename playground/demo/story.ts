import type { Playground } from '../playground.ts';
import type { StoredMessage } from '../state.ts';
import { type Narrator, readable } from './narrator.ts';

const channel = 'C0MARKETINGIT';
const people = {
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
  /** Between two things that people do, so that a reader can follow. */
  pause(): Promise<void>;
}

/**
 * A short story, told by acting it out: two departments are set up, decide one proposal, and find the
 * agreement again; a second proposal is left open for the visitor.
 * @throws Error where a step did not happen
 */
export async function playStory(tools: StoryTools): Promise<void> {
  const { playground, narrator } = tools;

  narrator.chapter('Marketing and IT set Concord up');
  await type(tools, people.cmo, '/concord setup');
  await fillIn(
    tools,
    people.cmo,
    'the form: Marketing led by the CMO, IT led by the CIO, home #marketing-it',
    {
      'name:0': 'Marketing',
      'lead:0': people.cmo,
      'members:0': [people.brand, people.crm],
      'name:1': 'IT',
      'lead:1': people.cio,
      'members:1': [people.platform, people.data],
      channel,
    },
  );
  await playground.as(people.cmo).closeView();
  await type(tools, people.cio, '/concord-department list');

  narrator.chapter('A proposal, decided department by department');
  const proposal = await propose(
    tools,
    people.cmo,
    '/concord-propose We move campaign data into the shared platform by June --review in 6 months --initiative "Customer data" --because Two copies of every customer cost us money and trust.',
  );
  await react(tools, people.cmo, proposal, '+1');
  await react(tools, people.brand, proposal, '+1');
  await react(tools, people.crm, proposal, '-1');
  await giveReason(tools, people.crm, 'Die Einwilligungen müssen vorher geklärt sein.');
  await react(tools, people.cio, proposal, '+1');
  await react(tools, people.platform, proposal, '+1');
  await react(tools, people.data, proposal, 'shrug');
  await until(tools, 'Concord closes the proposal', () =>
    playground.messages(channel).find((m) => m.text.includes('Agreement A-1')),
  );

  narrator.chapter('The agreement is kept');
  await type(tools, people.cio, '/concord-agreements show A-1');
  await type(tools, people.cmo, '/concord-agreements verify');

  narrator.chapter('A second proposal waits for your vote');
  const second = await propose(
    tools,
    people.cio,
    '/concord-propose Neue Kampagnen-Werkzeuge prüft die IT vor dem Kauf --regel konsent --bis in 5 Tagen',
  );
  await react(tools, people.platform, second, '+1');
}

async function type(
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

async function propose(tools: StoryTools, userId: string, line: string): Promise<StoredMessage> {
  const { playground } = tools;
  const known = new Set(playground.messages(channel).map((message) => message.ts));
  await type(tools, userId, line);
  return until(tools, 'Concord posts the proposal', () =>
    playground.messages(channel).find((m) => !known.has(m.ts) && !m.threadTs && m.reactions.size === 3),
  );
}

async function react(tools: StoryTools, userId: string, message: StoredMessage, name: string): Promise<void> {
  await tools.pause();
  tools.narrator.says(userId, `reacts with :${name}:`);
  await tools.playground.as(userId).react(message.channel, message.ts, name);
}

async function giveReason(tools: StoryTools, userId: string, reason: string): Promise<void> {
  const { playground } = tools;
  const person = playground.as(userId);
  const question = await until(tools, 'Concord asks why', () => person.directMessages().at(-1));
  await tools.pause();
  await person.click(question, 'proposal_give_reason');
  await fillIn(tools, userId, `the reason: ${reason}`, { reason });
}

async function fillIn(
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

function until<T>(
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
