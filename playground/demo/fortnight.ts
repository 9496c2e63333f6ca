import type { StoredMessage } from '../state.ts';
import { channel, click, fillIn, people, react, rest, type StoryTools, tell, type, until } from './acting.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const saturday = 6;
/** More moments than a fortnight has. */
const mostMoments = 80;

/**
 * A fortnight in a minute: a standup and a sync are set up, the clock goes from one scheduled moment to the next,
 * and people answer, meet, and keep what came of it.
 */
export async function playFortnight(tools: StoryTools): Promise<void> {
  const { playground, narrator, clock } = tools;
  const as = (userId: string) => playground.as(userId);

  narrator.chapter('A standup and a sync are set up');
  await rest(tools);
  await clock.advance(untilSaturdayNoon(clock.now()));
  await type(tools, people.cio, '/concord-standup neu „Woche“ --tage montags --um 9:30 --fenster 4 Stunden');
  await type(
    tools,
    people.cmo,
    '/concord-sync new "CMO/CIO sync" every second tuesday 10:00 for 45 minutes --link https://meet.example.com/cmo-cio',
  );
  await type(tools, people.cio, '/concord-sync agenda S-1 neu Budget für das nächste Quartal');

  narrator.chapter('Monday: everybody is asked at their own 9:30');
  for (const [userId, answer] of answers) {
    const asked = await walkTo(tools, `${nameOf(tools, userId)} is asked`, () =>
      as(userId)
        .directMessages()
        .find((m) => m.text.startsWith('Woche:')),
    );
    await answer(tools, userId, asked);
  }
  const report = await walkTo(tools, 'the report, needs first', () =>
    playground.messages(channel).find((m) => m.text.includes('Report of')),
  );
  await click(tools, people.cmo, report, 'standup_need_accept', 'accepts what IT needs');

  narrator.chapter('The agenda fills itself, and the sync is held');
  const agenda = await walkTo(tools, 'the agenda', () => said(tools, 'Agenda of S-1'));
  tell(tools, agenda, ['G-1', 'alignment 42']);
  const start = await walkTo(tools, 'the sync starts', () => said(tools, 'starts now'));
  await click(tools, people.cmo, start, 'sync_here', 'is here');
  await click(tools, people.cio, start, 'sync_here', 'ist da');
  const ask = await walkTo(tools, 'the leads are asked how it was', () => said(tools, 'held?'));
  await click(tools, people.cio, ask, 'sync_held', 'says that it was held');
  await fillIn(tools, people.cio, 'the form: notes, a decision for both leads, a follow-up', {
    notes: 'Die Plattform trägt. Der Banner kommt vor der Kampagne.',
    'decision:1': 'The consent banner goes live before the spring campaign',
    'kind:1': 'leads',
    'follow_up:1': 'Texte für den Banner liefern',
    'owner:1': people.brand,
    'due:1': new Date(clock.now() + 2 * dayMs).toISOString().slice(0, 10),
  });
  const decision = await until(tools, 'the decision, for the leads to confirm', () =>
    playground
      .messages(channel)
      .find((m) => m.text.includes('before the spring campaign') && m.reactions.size === 3),
  );
  await react(tools, people.cmo, decision, '+1');
  await react(tools, people.cio, decision, '+1');
  await until(tools, 'both leads agree', () => said(tools, 'Agreement A-1'));

  narrator.chapter('What was taken on is not forgotten');
  const reminder = await walkTo(tools, 'the reminder on the day', () =>
    as(people.brand)
      .directMessages()
      .find((m) => JSON.stringify(m.blocks).includes('sync_follow_up_done')),
  );
  await click(tools, people.brand, reminder, 'sync_follow_up_done', 'has done it');
  await rest(tools);
  await type(tools, people.cmo, '/concord-sync list');
}

type AnswerIn = (tools: StoryTools, userId: string, asked: StoredMessage) => Promise<void>;

const inForm =
  (inputs: Record<string, string>): AnswerIn =>
  async (tools, userId, asked) => {
    await click(tools, userId, asked, 'standup_answer', 'answers');
    await fillIn(tools, userId, Object.values(inputs).join(' · '), inputs);
  };
const nothing: AnswerIn = (tools, userId, asked) =>
  click(tools, userId, asked, 'standup_nothing', 'has nothing today');
const inThread =
  (text: string): AnswerIn =>
  async ({ playground, narrator, pause }, userId, asked) => {
    await pause();
    narrator.says(userId, `replies in the thread: ${text}`);
    await playground.as(userId).post(asked.channel, text, { threadTs: asked.ts });
  };

/** In the order in which their Monday morning comes. */
const answers: readonly [userId: string, answer: AnswerIn][] = [
  [people.platform, inThread('The shared platform runs in production')],
  [people.cio, inForm({ 'answer:0': 'Die Datenübernahme ist getestet', 'answer:1': 'Texte für den Banner' })],
  [people.crm, nothing],
  [people.data, nothing],
  [
    people.cmo,
    inForm({ 'answer:0': 'The spring campaign has a date', 'answer:2': 'When the banner goes live' }),
  ],
  [people.brand, nothing],
];

/** From one scheduled moment to the next until something is there. */
async function walkTo<T>(
  tools: StoryTools,
  what: string,
  look: () => T | undefined,
): Promise<NonNullable<T>> {
  const { clock } = tools;
  for (let moment = 0; moment < mostMoments; moment += 1) {
    // What was due a moment ago may still be on its way.
    await rest(tools);
    if (look()) break;
    const next = await clock.next();
    if (next) await clock.advanceTo(next.at);
  }
  return until(tools, what, look);
}

function said({ playground }: StoryTools, words: string): StoredMessage | undefined {
  return playground.messages(channel).find((m) => m.text.includes(words));
}

function nameOf({ playground }: StoryTools, userId: string): string {
  return playground.world.person(userId).name;
}

/** So that what follows begins on a Monday, whenever the story is told. */
function untilSaturdayNoon(now: number): number {
  const today = new Date(now);
  const noon = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate(), 12);
  const days = (saturday - today.getUTCDay() + 7) % 7;
  const at = noon + days * dayMs;
  return at > now ? at - now : at + 7 * dayMs - now;
}
