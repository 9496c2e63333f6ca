import type { KnownBlock } from '@slack/types';
import { UserError } from '../../../src/errors.ts';
import { longestName } from '../../../src/features/initiatives/initiative.ts';
import type { Plan, PlanLine } from '../../../src/features/polls/plan.ts';
import {
  actions,
  listBlocks,
  missedMessage,
  missedSyncMessage,
  overMessage,
  refusedMessage,
  savedText,
} from '../../../src/features/polls/plan.views.ts';
import { longestOption, longestQuestion, mostOptions } from '../../../src/features/polls/poll.ts';
import { locales, texts } from '../../../src/text/text.ts';
import { refusals } from '../agreements/slack-limits.ts';
import { choice } from './plan-services.ts';

const fill = (length: number, filling: string) =>
  filling.repeat(Math.ceil(length / filling.length)).slice(0, length);
const fillings = ['&<>', 'Öffentlichkeitsarbeit ', '*_~`', '👩‍👩‍👧‍👦🏽 ', 'ß', 'Zeile\n\n'];
const rhythms: Plan['rhythm'][] = [
  null,
  'syncs',
  {
    rule: `FREQ=YEARLY;COUNT=9999;BYYEARDAY=${Array.from({ length: 100 }, (_, i) => i + 100).join(',')}`,
    firstSlot: '2027-06-14T09:00',
    timezone: 'America/Argentina/ComodRivadavia',
  },
];
const lineOf = (filling: string, i: number): PlanLine => ({
  plan: {
    ...{ workspaceId: 'T1', id: 2_000_000_000 + i, createdBy: 'U1', deadlineText: null, state: 'active' },
    nextSlot: null,
    rhythm: rhythms[i % rhythms.length]!,
    poll: {
      ...choice,
      kind: i % 2 === 0 ? 'choice' : 'pulse',
      question: fill(longestQuestion, filling),
      options: Array.from({ length: mostOptions }, () => fill(longestOption, filling)),
    },
  },
  initiativeName: fill(longestName, filling),
  next: new Date(0),
  mayStop: true,
});
const cases = locales.flatMap((locale) => fillings.map((filling) => ({ t: texts(locale), locale, filling })));

describe.each(cases)('$locale, $filling', ({ t, filling }) => {
  test.each([1, 3, 15, 40])('a list of %i passes', (count) => {
    const blocks = listBlocks(
      t,
      Array.from({ length: count }, (_, i) => lineOf(filling, i)),
    );
    expect(refusals(blocks)).toEqual([]);
    const listed = blocks.filter(({ type }) => type === 'actions').length;
    expect(listed).toBeGreaterThan(0);
    const isSaid = JSON.stringify(blocks).includes(t.plain('pollPlans.andMore', { count: count - listed }));
    expect(isSaid).toBe(listed < count);
  });

  test('what is told passes', () => {
    for (const i of [0, 1, 2, 3, 4, 5]) {
      const line = lineOf(filling, i);
      const { plan, initiativeName } = line;
      const refused = new UserError('any', 'pollPlans.errors.authorGone', { person: initiativeName ?? '' });
      for (const body of [
        missedMessage(t, plan, initiativeName, 2),
        missedSyncMessage(t, plan, initiativeName, new Date(0)),
        overMessage(t, plan, initiativeName),
        refusedMessage(t, plan, initiativeName, refused),
        { text: savedText(t, line) },
      ]) {
        expect(body.text).not.toMatch(/\{\{|\[object|undefined/);
        expect(refusals(asSection(body.text))).toEqual([]);
      }
    }
  });
});

const asSection = (text: string): KnownBlock[] => [{ type: 'section', text: { type: 'mrkdwn', text } }];

test('who may not stop a saved poll sees no button for it, and nothing is marked up by people’s words', () => {
  const line = { ...lineOf('<!channel> ', 0), mayStop: false };
  const shown = JSON.stringify(listBlocks(texts('en'), [line]));
  expect(shown).toContain(actions.start);
  expect(shown).not.toContain(actions.stop);
  expect(shown).not.toContain('<!channel>');
});

test('the list says what it is, how often and when next, in both languages', () => {
  const line: PlanLine = {
    ...lineOf('a', 0),
    plan: {
      ...lineOf('a', 0).plan,
      ...{ id: 2, poll: { ...choice, channelId: 'C1' } },
      rhythm: { rule: 'FREQ=MONTHLY;BYDAY=1MO', firstSlot: '2027-07-05T09:00', timezone: 'Europe/Berlin' },
    },
    next: new Date('2027-07-05T07:00:00Z'),
  };
  const textOf = (locale: 'en' | 'de', of = line) =>
    (listBlocks(texts(locale), [of])[1] as { text: { text: string } }).text.text;
  expect(textOf('en').replace(/<!date.*>/, 'DATE')).toBe(
    '*SP-2*  “Where do we host it?”\non the first Monday of every month at 09:00 (Europe/Berlin), in <#C1>\nnext: DATE',
  );
  expect(textOf('de').replace(/<!date.*>/, 'DATE')).toContain(
    'um 09:00 Uhr (Europe/Berlin), im Channel <#C1>\nals Nächstes: DATE',
  );
  const kept = { ...line, next: null, plan: { ...line.plan, rhythm: null } };
  expect(textOf('en', kept)).toBe('*SP-2*  “Where do we host it?”\nkept for later, in <#C1>');
  const pulse = { ...line.plan.poll, kind: 'pulse' as const };
  const before = {
    ...line,
    ...{ initiativeName: 'Shop', next: null },
    plan: { ...line.plan, poll: pulse, rhythm: 'syncs' as const },
  };
  expect(textOf('de', before)).toBe(
    '*SP-2*  Puls zu „Shop“\nvor jedem Sync ihrer Abteilungen, im Channel <#C1>\nals Nächstes: 48 Stunden vor dem nächsten Sync',
  );
});
