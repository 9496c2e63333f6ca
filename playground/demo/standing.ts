import type { StoredMessage } from '../state.ts';
import { answer, channel, people, type StoryTools, type, until } from './acting.ts';

/** What somebody answers to the two questions of a grey zone or of a pulse. */
type Answers = readonly [userId: string, first: string, second: string];

const { cmo, cio, brand, crm, platform, data } = people;

/** The leads last, since with them the answers are shown. */
const claims: readonly Answers[] = [
  [brand, 'Marketing', 'Marketing'],
  [crm, 'Marketing', 'Shared'],
  [platform, 'IT', 'IT'],
  [data, 'Nobody', 'IT'],
  [cio, 'IT', 'IT'],
  [cmo, 'Marketing', 'Marketing'],
];

const apart: readonly Answers[] = [
  [cmo, 'exactly right', 'far too little'],
  [brand, 'exactly right', 'too little'],
  [crm, 'mostly right', 'too little'],
  [cio, 'rather wrong', 'too much'],
  [platform, 'rather wrong', 'too much'],
  [data, 'partly right', 'about right'],
];

const together: readonly Answers[] = [
  [cmo, 'mostly right', 'about right'],
  [brand, 'exactly right', 'too little'],
  [crm, 'mostly right', 'about right'],
  [cio, 'mostly right', 'about right'],
  [platform, 'mostly right', 'about right'],
  [data, 'partly right', 'about right'],
];

/** Who leads the consent banner, and where the departments stand with what they do together: far apart. */
export async function playStanding(tools: StoryTools): Promise<{ matrix: StoredMessage }> {
  tools.narrator.chapter('An initiative, and a responsibility that nobody is sure of');
  await type(
    tools,
    cmo,
    '/concord-initiative new "Customer data" --direction "One platform for both sides" --extent "Campaign and service data until June, 200,000 euros"',
  );
  const asked = await posted(
    tools,
    cmo,
    '/concord-greyzone "Who owns the consent banner?" --initiative "Customer data"',
  );
  await answerAll(tools, asked, claims);
  const matrix = await until(tools, 'the answers of both sides, side by side', () =>
    newest(tools, 'Overlap'),
  );

  tools.narrator.chapter('A pulse: is the direction right, and does it go far enough?');
  await pulse(tools, cio, '/concord-poll puls „Customer data“', apart);
  return { matrix };
}

/** The same questions again, after they have talked. */
export async function playBetterPulse(tools: StoryTools): Promise<void> {
  tools.narrator.chapter('Another pulse: closer together');
  await pulse(tools, cmo, '/concord-poll pulse "Customer data"', together);
  await type(tools, cmo, '/concord-initiative show "Customer data"', ['*83* of 100', 'up by 41']);
}

async function pulse(
  tools: StoryTools,
  userId: string,
  line: string,
  given: readonly Answers[],
): Promise<void> {
  const message = await posted(tools, userId, line);
  await answerAll(tools, message, given);
  await until(tools, 'the outcome, department by department', () =>
    tools.playground.messages(channel).find(({ ts, text }) => ts > message.ts && text.includes('is closed')),
  );
}

async function answerAll(
  tools: StoryTools,
  message: StoredMessage,
  given: readonly Answers[],
): Promise<void> {
  for (const [userId, ...answers] of given) {
    for (const [question, words] of answers.entries()) {
      await answer(tools, userId, message, question, words);
    }
  }
}

/** The message in the channel, with buttons for the answers, that comes of a command. */
async function posted(tools: StoryTools, userId: string, line: string): Promise<StoredMessage> {
  const known = new Set(tools.playground.messages(channel).map(({ ts }) => ts));
  await type(tools, userId, line);
  return until(tools, 'Concord asks everybody', () =>
    tools.playground
      .messages(channel)
      .find(({ ts, blocks }) => !known.has(ts) && blocks.some(({ type }) => type === 'actions')),
  );
}

function newest({ playground }: StoryTools, words: string): StoredMessage | undefined {
  return playground
    .messages(channel)
    .findLast(({ text, blocks }) => `${text}${JSON.stringify(blocks)}`.includes(words));
}
