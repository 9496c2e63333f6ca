import type { Claim } from '../../../src/features/greyzones/finding.ts';
import { assess, questions, turnoutOf } from '../../../src/features/greyzones/finding.ts';
import {
  type GreyZone,
  longestArea,
  longestStatement,
  type Said,
  type Shown,
  type Voter,
} from '../../../src/features/greyzones/grey-zone.ts';
import {
  askingMessage,
  endedMessage,
  ownText,
  registerBlocks,
} from '../../../src/features/greyzones/grey-zone.views.ts';
import {
  againModal,
  greyZoneModal,
  proposalModal,
} from '../../../src/features/greyzones/grey-zone-form.views.ts';
import {
  decidedMessage,
  notPostedMessage,
  reopenedMessage,
} from '../../../src/features/greyzones/grey-zone-notices.views.ts';
import { agendaText, cardBlocks, matrixMessage } from '../../../src/features/greyzones/matrix.views.ts';
import { statementOf } from '../../../src/features/greyzones/statement.views.ts';
import { limits, roomTaken } from '../../../src/slack/blocks.ts';
import type { MessageBody } from '../../../src/slack/messenger.ts';
import { locales, texts } from '../../../src/text/text.ts';
import { refusals, refusalsOfView } from '../agreements/slack-limits.ts';

const fill = (length: number, filling: string) =>
  filling.repeat(Math.ceil(length / filling.length)).slice(0, length);
const fillings = ['&<>', 'Öffentlichkeitsarbeit ', '*_~`', '👩‍👩‍👧‍👦🏽 ', 'ß', '``` '];
const permalink = 'https://a-rather-long-workspace-name.slack.com/archives/C0123456789/p1772442000000000';

const zoneOf = (filling: string, change: Partial<GreyZone> = {}, sides = 8): GreyZone => ({
  ...{ workspaceId: 'T1', id: 2_000_000_000, authorUserId: 'U0123456789', channelId: 'C0123456789' },
  ...{ area: fill(longestArea, filling), initiativeId: 1, initiativeName: fill(150, filling), round: 99 },
  ...{ state: 'asking', finding: null, openedAt: new Date(0), deadline: new Date(0) },
  ...{ ownerDepartmentId: null, agreementNumber: null, ownedAt: null, reopenedAt: null, link: permalink },
  departments: Array.from({ length: sides }, (_, i) => ({
    id: 900_000_000 + i,
    name: fill(60, `${i} ${filling}`),
    formerName: '',
    isGone: false,
  })),
  ...change,
});

/** 200 people, of whom everybody says something else than their neighbour. */
function shownOf(zone: GreyZone): Shown {
  const ids = zone.departments.map(({ id }) => id);
  const claims: Claim[] = [...ids, 'shared', 'nobody'];
  const voters: Voter[] = Array.from({ length: 200 }, (_, i) => ({
    ...{ userId: `U${i}`, departmentId: ids[i % ids.length]!, isLead: i < ids.length },
  }));
  const said: Said[] = voters.flatMap(({ userId }, i) =>
    questions.map((question, q) => ({
      userId,
      question,
      claim: claims[(i + q + Math.floor(i / 8)) % claims.length]!,
    })),
  );
  const answers = said.map((one, i) => ({ ...one, ...voters[Math.floor(i / 2)]! }));
  return {
    zone,
    turnout: turnoutOf(ids, voters, said),
    assessment: zone.finding === null ? null : assess(ids, answers),
    pending: zone.state === 'open' ? [] : [99_999],
  };
}

const states: Partial<GreyZone>[] = [
  {},
  { state: 'open', finding: 'unclear' },
  { state: 'open', finding: null },
  { state: 'closed', finding: 'clear', ownerDepartmentId: 900_000_001, ownedAt: new Date(0) },
  {
    state: 'closed',
    finding: 'gap',
    ownerDepartmentId: 900_000_001,
    agreementNumber: 99_999,
    ownedAt: new Date(0),
  },
];

function expectFits({ text, blocks = [] }: MessageBody): void {
  expect(refusals(blocks)).toEqual([]);
  expect(roomTaken(blocks)).toBeLessThanOrEqual(limits.message);
  expect(text.length).toBeLessThanOrEqual(limits.section);
  expect(text).not.toBe('');
}

describe.each(locales)('in %s', (locale) => {
  const t = texts(locale);

  test.each(fillings)('every message, for 8 departments and 200 people: %j', (filling) => {
    for (const sides of [2, 3, 4, 8, 100]) {
      for (const state of states) {
        const shown = shownOf(zoneOf(filling, state, sides));
        const { zone } = shown;
        expectFits(askingMessage(t, shown));
        expectFits(endedMessage(t, shown));
        expectFits(matrixMessage(t, shown));
        expectFits(matrixMessage(t, shown, true));
        expectFits(reopenedMessage(t, zone, 99_999));
        for (const agreement of [null, 99_999])
          expectFits(decidedMessage(t, zone, { proposalId: 99_999, agreement }));
        for (const what of ['asking', 'matrix'] as const) expectFits(notPostedMessage(t, zone, what));
        const [voter] = zone.departments;
        const own = { today: voter!.id, should: 'nobody' } as const;
        const card = cardBlocks(t, shown, own, { departmentId: voter!.id });
        expectFits({
          text: ownText(t, { zone, voter: { departmentId: voter!.id }, own, isLast: true }),
          blocks: card,
        });
        expect(agendaText(t, shown).length).toBeLessThanOrEqual(1000);
      }
    }
  });

  test('of 8 departments every row is shown, with every lead', () => {
    const ordinary = zoneOf('Team', { state: 'open', finding: 'unclear' });
    const body = matrixMessage(t, shownOf(ordinary));
    const table = JSON.stringify(body.blocks).match(/```.*?```/)?.[0] ?? '';
    expect(table.match(/★/g)).toHaveLength(16);
    for (const { name } of ordinary.departments) {
      expect(table).toContain(name.slice(0, 20));
      expect(body.text).toContain(`${name}: `);
    }
  });

  const standing = (now: Date, timeZone = 'UTC') => ({
    now,
    timeZone,
    deciding: new Map([[4, [2_000_000_000]]]),
  });

  test('since when it is owned is told in the time of the reader', () => {
    const ownedAt = new Date('2027-06-08T22:30:00Z');
    const zones = [zoneOf('A', { state: 'closed', ownerDepartmentId: 900_000_000, ownedAt })];
    const inZone = (timeZone: string) =>
      JSON.stringify(registerBlocks(t, zones, standing(ownedAt, timeZone)));
    expect(inZone('UTC')).toMatch(/June 8, 2027|8\. Juni 2027/);
    expect(inZone('Europe/Berlin')).toMatch(/June 9, 2027|9\. Juni 2027/);
  });

  test.each(fillings)('a register of hundreds: %j', (filling) => {
    const all = Array.from({ length: 400 }, (_, i) => zoneOf(filling, { ...states[i % 5], id: i + 1 }));
    for (const zones of [all, all.slice(0, 1), []]) {
      const blocks = registerBlocks(t, zones, standing(new Date(1e12)));
      expectFits({ text: 'x', blocks });
      expect(blocks.length).toBeLessThanOrEqual(50);
    }
  });

  test('what has no owner comes first, the oldest first', () => {
    const at = (day: number) => new Date(day * 86_400_000);
    const zones = [
      zoneOf('A', { id: 1, state: 'closed', ownerDepartmentId: 900_000_000, ownedAt: at(3) }),
      zoneOf('A', { id: 2, state: 'open', openedAt: at(1), reopenedAt: at(8) }),
      zoneOf('A', { id: 3, state: 'closed', ownerDepartmentId: 900_000_000, ownedAt: at(4) }),
      zoneOf('A', { id: 4, state: 'asking', openedAt: at(5) }),
      zoneOf('A', { id: 5, state: 'open', openedAt: at(7) }),
    ];
    const words = JSON.stringify(registerBlocks(t, zones, standing(at(10))));
    expect(words.match(/\*G-\d\*/g)).toEqual(['*G-4*', '*G-5*', '*G-2*', '*G-3*', '*G-1*']);
    expect(words).toContain(locale === 'de' ? 'offen seit 5 Tagen' : 'open for 5 days');
  });

  test.each(fillings)('the forms: %j', (filling) => {
    const zone = zoneOf(filling, { state: 'open', finding: 'unclear' }, 100);
    const departments = zone.departments.map(({ id, name }) => ({
      ...{ id, name, leadUserId: null, memberIds: [], userGroupId: null },
    }));
    const initiatives = Array.from({ length: 150 }, (_, i) => ({ id: i + 1, name: fill(150, filling) }));
    const draft = {
      ...{ area: fill(3000, filling), initiativeId: 150, departmentIds: null, channelId: 'C0123456789' },
      deadline: fill(300, filling),
    };
    const empty = {
      ...draft,
      area: '',
      initiativeId: null,
      channelId: 'D1',
      departmentIds: [],
      deadline: null,
    };
    const views = [
      greyZoneModal(t, draft, departments, initiatives),
      greyZoneModal(t, empty, departments, []),
      againModal(t, zone),
      proposalModal(t, shownOf(zone), zone.departments[1]!.id, statementOf(t, zone, zone.departments[1]!.id)),
    ];
    expect(views.map((view) => refusalsOfView(view))).toEqual(views.map(() => []));
    // What is chosen is in the menu, however many there are.
    expect(JSON.stringify(views[0])).toContain('"initial_option":{"text":');
  });

  test.each(fillings)('the sentence: %j', (filling) => {
    for (const area of [
      fill(longestArea, filling),
      `Who owns ${fill(180, filling)}?`,
      'Wem gehört der Banner?',
    ]) {
      const zone = zoneOf(filling, { area }, 100);
      const statement = statementOf(t, zone, zone.departments[0]!.id);
      expect(statement.length).toBeLessThanOrEqual(longestStatement);
      expect(statement).toContain(zone.departments[0]!.name);
    }
  });
});
