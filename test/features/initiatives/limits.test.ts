import { longestArea } from '../../../src/features/greyzones/grey-zone.ts';
import type { Card } from '../../../src/features/initiatives/card.ts';
import { cardBlocks } from '../../../src/features/initiatives/card.views.ts';
import {
  agreedFields,
  type Initiative,
  longestLink,
  longestName,
  longestSentence,
  mostLinks,
} from '../../../src/features/initiatives/initiative.ts';
import { listBlocks, statementOf } from '../../../src/features/initiatives/initiative.views.ts';
import { draftOf } from '../../../src/features/initiatives/initiative-draft.ts';
import { initiativeModal } from '../../../src/features/initiatives/initiative-form.views.ts';
import {
  alignmentsOf,
  type Measured,
  type RunOfPoll,
} from '../../../src/features/polls/alignment-history.ts';
import { longestStatement } from '../../../src/features/proposals/proposal.ts';
import { longestFollowUp } from '../../../src/features/syncs/follow-up.ts';
import { limits, roomTaken } from '../../../src/slack/blocks.ts';
import { isChart } from '../../../src/slack/charts.ts';
import { locales, texts } from '../../../src/text/text.ts';
import { refusals, refusalsOfView } from '../agreements/slack-limits.ts';
import { closedPulse } from '../polls/closed-poll.ts';

const fill = (length: number, filling: string) =>
  filling.repeat(Math.ceil(length / filling.length)).slice(0, length);
const fillings = ['&<>', 'Öffentlichkeitsarbeit ', '*_~`', '👩‍👩‍👧‍👦🏽 ', 'ß', 'Zeile\n\n'];
const link = `https://example.com/${'&'.repeat(longestLink - 20)}`;
const departments = Array.from({ length: 100 }, (_, i) => ({
  ...{ id: i + 1, name: fill(60, `${i} &<>`), leadUserId: `ULEAD${i}`, userGroupId: null },
  memberIds: [`ULEAD${i}`],
}));

const initiative = (filling: string, id = 2_000_000_000): Initiative => ({
  ...{ workspaceId: 'T1', id, createdBy: 'U1', name: fill(longestName, filling) },
  ...{ direction: fill(longestSentence, filling), extent: fill(longestSentence, filling) },
  ...{ status: 'under_way', channelId: 'C0123456789', links: Array(mostLinks).fill(link) },
  sides: departments.map((department) => ({ departmentId: department.id, sponsorUserId: 'U0123456789' })),
  agreements: { direction: 99_999, extent: 99_999, status: 99_999 },
  changedAt: new Date(0),
});
const bare: Initiative = {
  ...initiative('A'),
  ...{ direction: '', extent: '', status: 'idea', channelId: null, links: [], sides: [] },
  agreements: { direction: null, extent: null, status: null },
};

function card(of: Initiative, filling: string): Card {
  const permalink = 'https://a-rather-long-workspace-name.slack.com/archives/C0123456789/p1772442000000000';
  const items = Array.from({ length: 50 }, (_, i) => ({
    ...{ id: 99_000 + i, number: 99_000 + i, link: permalink },
    statement: fill(longestStatement, filling),
  }));
  return {
    initiative: of,
    sides: departments.map(({ name }) => ({ name, sponsorUserId: 'U0123456789', hasLeft: true })),
    open: items,
    agreements: items,
    alignment: { runs: runs(20, filling), hasCharts: true, timezone: 'Europe/Berlin' },
    polls: items.map(({ id, statement }) => ({ id, question: statement, link: permalink })),
    greyZones: items.map(({ id, statement }) => ({
      ...{ id, area: statement.slice(0, longestArea), state: 'open', link: permalink },
      owner: fill(60, filling),
    })),
    followUps: items.map(({ statement }) => ({
      ...{ text: statement.slice(0, longestFollowUp), ownerUserId: 'U0123456789', dueOn: '2027-09-30' },
    })),
    pending: items.map(({ id }) => id),
    nextSync: { seriesId: 2_000_000_000, at: new Date(0) },
  };
}
const poor: Card = {
  ...{ initiative: bare, sides: [], open: [], agreements: [], pending: [], nextSync: null },
  ...{ polls: [], greyZones: [], followUps: [] },
  alignment: { runs: [], hasCharts: false, timezone: 'UTC' },
};

/** Pulses of six departments, over two years. */
function runs(count: number, filling: string): RunOfPoll[] {
  const six = departments.slice(0, 6).map(({ id }) => ({ id, name: fill(60, filling) }));
  const answers = (shift: number) =>
    Object.fromEntries(six.map(({ id }) => [id, [0, 1, 2, 3, 4].map((i) => ((i + id + shift) % 5) + 1)]));
  return Array.from({ length: count }, (_, i) => {
    const poll = closedPulse(answers(i), answers(i + 1), { id: 99_000 + i, departments: six });
    const at = new Date(Date.UTC(2027, i, 28));
    return { pollId: poll.id, initiativeId: 1, at, ...alignmentsOf(poll.outcome!), link: null, poll };
  });
}

const measured = (initiativeId: number, value: number): Measured => ({
  ...{ pollId: 99_000, initiativeId, at: new Date(0), direction: value, extent: value, value, link: null },
});
/** Of a hundred initiatives. */
const standing = {
  latest: Array.from({ length: 100 }, (_, i) => ({
    ...{ initiativeId: i + 1, newest: measured(i + 1, 100), previous: measured(i + 1, i) },
  })),
  trend: Array.from({ length: 2000 }, (_, i) => ({ at: new Date(i), value: i % 101 })),
};

describe.each(locales)('in %s', (locale) => {
  const t = texts(locale);

  test.each(fillings)('a card with everything, at its longest: %j', (filling) => {
    const blocks = cardBlocks(t, card(initiative(filling), filling));
    expect(refusals(blocks)).toEqual([]);
    expect(roomTaken(blocks)).toBeLessThanOrEqual(limits.message);
    // Which agreement says so is not cut off.
    expect(JSON.stringify(blocks).match(/ {2}·[ ]{2}A-99999/g)).toHaveLength(agreedFields.length);
    expect(blocks.filter(isChart)).toHaveLength(2);
  });

  test('a card of ordinary length leaves nothing out', () => {
    const sentence = fill(longestSentence / 2, 'Öffentlichkeitsarbeit ');
    const links = Array.from({ length: mostLinks }, (_, i) => `https://example.com/${i}`);
    const one = { ...initiative('A'), direction: `${sentence}.`, extent: `${sentence}!`, links };
    const full = card(one, 'Wort ');
    const words = JSON.stringify(
      cardBlocks(t, {
        ...full,
        sides: full.sides.slice(0, 6).map((side, i) => ({ ...side, name: `Öffentlichkeitsarbeit ${i}` })),
        open: full.open.slice(0, 3),
        agreements: full.agreements.slice(0, 5),
        pending: full.pending.slice(0, 3),
        polls: [{ id: 98_001, question: 'Where do we host it?', link: null }],
        greyZones: [{ id: 98_002, area: 'Consent banner', state: 'open', owner: null, link: null }],
        followUps: [{ text: 'Write to the agency', ownerUserId: 'U0987654321', dueOn: '2027-09-30' }],
        alignment: { runs: runs(8, 'Wort '), hasCharts: true, timezone: 'UTC' },
      }),
    );
    for (const part of [`${sentence}.`, `${sentence}!`, ...links.map((address) => `<${address}>`)]) {
      expect(words).toContain(part);
    }
    expect(words.match(/P-99\d\d\d\*/g)).toHaveLength(3);
    expect(words.match(/\*A-99\d\d\d\*/g)).toHaveLength(5);
    expect(words.match(/<@U0123456789>/g)).toHaveLength(6);
    for (const part of [
      '*PL-98001*',
      '*G-98002*',
      'Consent banner',
      'Write to the agency',
      '<@U0987654321>',
    ]) {
      expect(words).toContain(part);
    }
    expect(words).not.toContain('…\\n');
    // But for some of what the departments with the longest names answered.
    expect(words.match(/and \d+ more|und \d+ weitere/g)).toHaveLength(1);
    expect(words.match(/(?:Direction|Richtung), [^:]+: /g)).toHaveLength(6);
  });

  test('a card of which hardly anything is said, and whose departments are gone', () => {
    expect(refusals(cardBlocks(t, poor))).toEqual([]);
  });

  test.each(fillings)('a list of a hundred: %j', (filling) => {
    const all = Array.from({ length: 100 }, (_, i) => card(initiative(filling, i + 1), filling));
    const names = Array.from({ length: 100 }, (_, i) => fill(longestName, `${i} ${filling}`).trim());
    for (const shown of [all, all.slice(0, 1), []]) {
      const blocks = listBlocks(t, shown, names, standing, new Set());
      expect(refusals(blocks)).toEqual([]);
      expect(roomTaken(blocks)).toBeLessThanOrEqual(limits.message);
    }
    expect(refusals(listBlocks(t, [], [], { latest: [], trend: [] }, new Set()))).toEqual([]);
  });

  test.each(fillings)('the form: %j', (filling) => {
    const one = initiative(filling);
    const views = [
      initiativeModal(t, one, draftOf(one, departments), departments),
      initiativeModal(t, null, draftOf(bare, departments), departments),
      initiativeModal(t, null, { ...draftOf(one, departments), name: fill(3000, filling) }, departments),
    ];
    expect(views.map((view) => refusalsOfView(view))).toEqual(views.map(() => []));
  });

  test.each(fillings)('what is put to the departments is not cut: %j', (filling) => {
    const { direction, extent } = initiative(filling);
    const idea = { ...bare, name: fill(longestName, filling) };
    const change = { direction, extent, status: 'under_way' as const };
    for (const one of [idea, { ...idea, status: 'paused' as const }, initiative(filling)]) {
      const statement = statementOf(t, one, change);
      expect(statement).toContain(direction);
      expect(statement).toContain(extent);
      expect(statement.length).toBeLessThanOrEqual(longestStatement);
    }
  });
});
