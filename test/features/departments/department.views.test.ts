import type { KnownBlock } from '@slack/types';
import type { Department } from '../../../src/features/departments/department.ts';
import { listBlocks, removalBlocks } from '../../../src/features/departments/department.views.ts';
import { departmentModal } from '../../../src/features/departments/department-form.views.ts';
import {
  elsewhereText,
  groupGoneText,
  leadLostText,
} from '../../../src/features/departments/department-notices.views.ts';
import { mostRows, newRow, rowOf, type SetupForm } from '../../../src/features/departments/setup.ts';
import { setupDoneModal, setupModal } from '../../../src/features/departments/setup.views.ts';
import { locales, texts } from '../../../src/text/text.ts';
import { refusals, refusalsOfView } from '../agreements/slack-limits.ts';

/** Names as long as they may be, and longer still once escaped. */
const longName = (i: number) => `${i} ${'Öffentlichkeitsarbeit & <Märkte> '.repeat(3)}`.slice(0, 60);
const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `U${prefix}${String(i).padStart(8, '0')}`);
const department = (i: number, people: number, userGroupId: string | null = null): Department => {
  const memberIds = ids(`${i}X`, people);
  return { id: i, name: longName(i), leadUserId: memberIds[0] ?? null, memberIds, userGroupId };
};
const forty = Array.from({ length: 40 }, (_, i) => department(i + 1, 1000, i % 2 ? `S0000000${i}` : null));
const groups = Array.from({ length: 250 }, (_, i) => ({
  id: `S${String(i).padStart(10, '0')}`,
  name: `😀 ${'Vertriebsgruppe Süd '.repeat(8)}`,
  handle: `gruppe-${i}`,
}));
const settings = {
  locale: 'de',
  timezone: 'America/Argentina/Buenos_Aires',
  country: 'GS',
  homeChannelId: 'C0MARKETINGIT',
  stanceEmoji: null,
} as const;
const form: SetupForm = {
  rows: forty.slice(0, mostRows).map(rowOf),
  hidden: 30,
  groups,
  settings: {
    ...settings,
    stanceEmoji: {
      agree: ids('e', 20),
      object: [`${'x'.repeat(100)}`],
      abstain: Array(20).fill('y'.repeat(100)),
    },
  },
  adminIds: ids('ADMIN', 200),
  readerTimezone: 'America/Indiana/Tell_City',
  isNew: false,
};
const admin = { isAdmin: true, leads: null, isNew: false };

/** Slack refuses longer messages (slackapi/bolt-js#2509). */
const longestMessage = 13_200;

describe.each(locales)('at the limits of Slack, %s', (locale) => {
  const t = texts(locale);

  test.each([1, 2, 10, 11, 40, 400])('a list of %i departments with a thousand people each', (count) => {
    const many = Array.from({ length: count }, (_, i) => department(i + 1, 1000, `S${i}`));
    const blocks = listBlocks(t, many, admin);
    expect(refusals(blocks)).toEqual([]);
    expect(JSON.stringify(blocks).length).toBeLessThan(longestMessage);
  });

  test('all of forty departments with usual names are in the list', () => {
    const usual = forty.map((d) => ({ ...d, name: `Department ${d.id}` }));
    const words = JSON.stringify(listBlocks(t, usual, admin));
    for (const { name } of usual) expect(words).toContain(`*${name}*`);
  });

  test('the setup form with ten departments of a thousand people, and an empty one', () => {
    expect(refusalsOfView(setupModal(t, form))).toEqual([]);
    const singly = {
      ...form,
      rows: form.rows.map((row) => ({ ...row, memberIds: ids('P', 1000), userGroupId: null })),
    };
    expect(refusalsOfView(setupModal(t, singly))).toEqual([]);
    const rows = [newRow({ name: 'Marketing' }), newRow({ name: 'IT' })];
    const empty = { ...form, rows, hidden: 0, groups: [], adminIds: [], isNew: true };
    expect(refusalsOfView(setupModal(t, empty))).toEqual([]);
  });

  test('the form of one department', () => {
    for (const membersOnly of [false, true]) {
      const row = rowOf(department(1, 1000, 'SGONE'));
      const modal = departmentModal(t, row, groups, { isNew: false, membersOnly });
      expect(refusalsOfView(modal)).toEqual([]);
      expect(JSON.stringify(modal)).toContain('"initial_option":{"text":{"type":"plain_text","text":"SGONE"');
    }
    expect(refusalsOfView(departmentModal(t, newRow(), [], { isNew: true, membersOnly: false }))).toEqual([]);
  });

  test('what is shown once set up', () => {
    const done = setupDoneModal(t, {
      isFirst: true,
      departments: forty,
      settings,
      adminIds: ids('ADMIN', 200),
    });
    expect(refusalsOfView(done)).toEqual([]);
    expect(
      refusalsOfView(
        setupDoneModal(t, { isFirst: false, departments: forty.slice(0, 2), settings, adminIds: [] }),
      ),
    ).toEqual([]);
  });

  test('questions and notices', () => {
    const name = longName(1);
    expect(refusals(removalBlocks(t, { id: 1, name, openProposals: 12_345 }))).toEqual([]);
    const notices = [
      leadLostText(t, name, 'x'.repeat(80)),
      groupGoneText(t, name),
      elsewhereText(t, { name, userGroupId: 'S0000000001', userIds: ids('A', 1000) }),
    ];
    const blocks = notices.map((text): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } }));
    expect(refusals(blocks)).toEqual([]);
  });
});

test('whoever may change nothing gets no buttons, a lead gets one, whoever is first may set up', () => {
  const t = texts('en');
  const actionsFor = (access: Parameters<typeof listBlocks>[2], departments = forty.slice(0, 2)) =>
    (JSON.stringify(listBlocks(t, departments, access)).match(/"action_id":"\w+"/g) ?? []).map((a) =>
      a.slice(13, -1),
    );
  expect(actionsFor({ isAdmin: false, leads: null, isNew: false })).toEqual([]);
  expect(actionsFor({ isAdmin: false, leads: 2, isNew: false })).toEqual(['department_change']);
  expect(actionsFor(admin)).toEqual(['department_change', 'department_add', 'open_setup']);
  expect(actionsFor({ isAdmin: false, leads: null, isNew: true }, [])).toEqual(['open_setup']);
  expect(actionsFor(admin, [])).toEqual(['department_add', 'open_setup']);
});
