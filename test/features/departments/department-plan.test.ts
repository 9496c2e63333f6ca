import fc from 'fast-check';
import { UserError } from '../../../src/errors.ts';
import {
  applyEdit,
  type Department,
  type Draft,
  fingerprint,
} from '../../../src/features/departments/department.ts';
import {
  isUnchanged,
  type PeopleFacts,
  planDepartments,
  requireSomebodyIn,
} from '../../../src/features/departments/department-plan.ts';

const marketing: Department = {
  id: 1,
  name: 'Marketing',
  leadUserId: 'U1',
  memberIds: ['U1', 'U2', 'U3'],
  userGroupId: null,
};
const it: Department = { id: 2, name: 'IT', leadUserId: 'U4', memberIds: ['U4', 'U5'], userGroupId: 'S1' };
const current = [marketing, it];

const draft = (d: Partial<Draft>): Draft => ({
  id: null,
  name: 'Sales',
  leadUserId: 'U9',
  memberIds: [],
  userGroupId: null,
  ...d,
});

function plan(
  drafts: readonly Draft[],
  {
    people = new Map(),
    groupPeople = {},
    move = false,
    now = current,
  }: {
    people?: PeopleFacts;
    groupPeople?: Record<string, string[]>;
    move?: boolean;
    now?: readonly Department[];
  } = {},
) {
  return planDepartments({
    current: now,
    drafts,
    people,
    groupPeople: new Map(Object.entries(groupPeople)),
    move,
  });
}

function refusal(...args: Parameters<typeof plan>): {
  code: string;
  field: string | undefined;
  values: object;
} {
  try {
    requireSomebodyIn(plan(...args));
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, field: error.field, values: error.values };
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('what is refused, and where it is shown', () => {
  const person = { name: 'Ann', isBot: false, isGuest: false, deactivated: false };
  test.each<[string, Draft[], string, string]>([
    ['no name', [draft({ name: ' \n ' })], 'missing_name', 'name'],
    ['a name too long', [draft({ name: 'x'.repeat(61) })], 'long_name', 'name'],
    ['a name that is taken', [draft({ name: ' MARKETING ' })], 'same_name', 'name'],
    ['no lead', [draft({ leadUserId: null, memberIds: ['U8'] })], 'missing_lead', 'lead'],
    ['a lead who leads elsewhere', [draft({ leadUserId: 'U1' })], 'leads_two', 'lead'],
    ['a member who leads elsewhere', [draft({ memberIds: ['U4'] })], 'leads_other', 'members'],
    ['a lead from another department', [draft({ leadUserId: 'U2' })], 'in_other', 'lead'],
    ['a member of another department', [draft({ memberIds: ['U5'] })], 'in_other', 'members'],
    ['a bot', [draft({ memberIds: ['UBOT'] })], 'is_bot', 'members'],
    ['a deactivated lead', [draft({ leadUserId: 'UGONE' })], 'is_deactivated', 'lead'],
    ['somebody unknown', [draft({ memberIds: ['UWHO'] })], 'unknown_person', 'members'],
    ['a group that is followed', [draft({ userGroupId: 'S1' })], 'same_group', 'group'],
    ['a department that is gone', [draft({ id: 7 })], 'department_gone', 'name'],
  ])('%s', (_, drafts, code, field) => {
    const people: PeopleFacts = new Map([
      ['UBOT', { ...person, isBot: true }],
      ['UGONE', { ...person, deactivated: true }],
      ['UWHO', null],
    ]);
    const inRow = drafts.map((d) => ({ ...d, row: 3 }));
    expect(refusal(inRow, { people, groupPeople: { S1: [] } })).toMatchObject({ code, field: `${field}:3` });
    expect(refusal(drafts, { people, groupPeople: { S1: [] } })).toMatchObject({ code, field: undefined });
  });

  test('two rows that want the same person, with both departments named', () => {
    const rows = [
      draft({ row: 0, memberIds: ['U7'] }),
      draft({ row: 1, name: 'Legal', leadUserId: 'U8', memberIds: ['U7'] }),
    ];
    const people: PeopleFacts = new Map([['U7', { ...person, name: 'Ann' }]]);
    expect(refusal(rows, { people, move: true })).toEqual({
      code: 'in_two',
      field: 'members:1',
      values: { person: 'Ann', other: 'Sales', name: 'Legal' },
    });
  });

  test('a department with nobody in it', () => {
    const leaderless = { ...marketing, leadUserId: null, memberIds: ['U2'] };
    const empty = draft({ id: 1, name: 'Marketing', leadUserId: null, row: 0 });
    expect(refusal([empty], { now: [leaderless, it] })).toMatchObject({
      code: 'empty_department',
      field: 'members:0',
    });
  });

  test('taking the last person of another department', () => {
    const small = { ...it, leadUserId: null, memberIds: ['U5'], userGroupId: null };
    const taking = { move: true, now: [marketing, small] };
    expect(refusal([draft({ memberIds: ['U5'] })], taking)).toMatchObject({ code: 'leaves_empty' });
  });
});

describe('what is planned', () => {
  test('guests who are named on purpose are in, guests of a group are not', () => {
    const guest = { name: 'G', isBot: false, isGuest: true, deactivated: false };
    const people: PeopleFacts = new Map([['UG', guest]]);
    expect(plan([draft({ memberIds: ['UG'] })], { people })[0]?.memberIds).toEqual(['U9', 'UG']);
    const group = draft({ userGroupId: 'S2' });
    expect(plan([group], { people, groupPeople: { S2: ['UG', 'U8'] } })[0]?.memberIds).toEqual(['U9', 'U8']);
  });

  test('people of a group who are in another department stay there', () => {
    const group = draft({ userGroupId: 'S2' });
    const [planned] = plan([group], { groupPeople: { S2: ['U2', 'U4', 'U8', 'U9'] } });
    expect(planned).toMatchObject({ memberIds: ['U9', 'U8'], elsewhere: ['U2', 'U4'] });
  });

  test('whoever is named singly is taken from the group of another row', () => {
    const rows = [
      draft({ userGroupId: 'S2' }),
      draft({ name: 'Legal', leadUserId: 'U8', memberIds: ['U7'] }),
    ];
    const [sales, legal] = plan(rows, { groupPeople: { S2: ['U7', 'U6'] } });
    expect(sales).toMatchObject({ memberIds: ['U9', 'U6'], elsewhere: ['U7'] });
    expect(legal?.memberIds).toEqual(['U8', 'U7']);
  });

  test('an unchanged group keeps its people; the lead is one of them', () => {
    const [planned] = plan([draft({ id: 2, name: 'IT', leadUserId: 'U6', userGroupId: 'S1' })]);
    expect(planned?.memberIds).toEqual(['U6', 'U4', 'U5']);
  });

  test('moving takes a member, never a lead', () => {
    expect(plan([draft({ memberIds: ['U2'] })], { move: true })[0]?.memberIds).toEqual(['U9', 'U2']);
    expect(refusal([draft({ memberIds: ['U1'] })], { move: true })).toMatchObject({ code: 'leads_other' });
  });

  test('two departments swap their names, their leads and their people', () => {
    const rows = [
      draft({ id: 1, name: 'IT', leadUserId: 'U4', memberIds: ['U5'] }),
      draft({ id: 2, name: 'Marketing', leadUserId: 'U1', memberIds: ['U2', 'U3'] }),
    ];
    expect(plan(rows).map(({ id, name, memberIds }) => [id, name, memberIds])).toEqual([
      [1, 'IT', ['U4', 'U5']],
      [2, 'Marketing', ['U1', 'U2', 'U3']],
    ]);
  });

  test('a form sent twice adds nothing the second time', () => {
    const again = plan([draft({ name: 'marketing', leadUserId: 'U1', memberIds: ['U3', 'U2'] })]);
    expect(again).toMatchObject([{ id: 1 }]);
    const other = draft({ name: 'marketing', leadUserId: 'U1', memberIds: ['U3'] });
    expect(refusal([other])).toMatchObject({ code: 'same_name' });
  });

  test('a row nobody touched leaves alone what others changed; a touched one says so', () => {
    const shown = fingerprint(marketing);
    const changed = [{ ...marketing, memberIds: ['U1', 'U2'] }, it];
    const untouched = draft({ ...marketing, shown });
    expect(plan([untouched], { now: changed })).toEqual([]);
    const touched = { ...untouched, name: 'Brand' };
    expect(refusal([touched], { now: changed })).toMatchObject({ code: 'changed_meanwhile' });
    const alreadySo = [{ ...marketing, name: 'Brand' }, it];
    expect(plan([touched], { now: alreadySo })).toMatchObject([{ id: 1, name: 'Brand' }]);
  });
});

describe('an edit', () => {
  test('the former lead stays a member', () => {
    expect(applyEdit(marketing, { leadUserId: 'U2' })).toMatchObject({
      leadUserId: 'U2',
      memberIds: ['U2', 'U1', 'U3'],
    });
  });
  test('members in place of a group', () => {
    expect(applyEdit(it, { memberIds: ['U7'] })).toMatchObject({
      userGroupId: null,
      memberIds: ['U4', 'U7'],
    });
  });
  test.each([
    [it, { add: ['U7'] }, 'follows_group'],
    [marketing, { remove: ['U1'] }, 'lead_stays'],
  ])('refused: %#', (department, edit, code) => {
    expect(() => applyEdit(department, edit)).toThrow(expect.objectContaining({ code }));
  });
  test('lead and removal together', () => {
    expect(applyEdit(marketing, { leadUserId: 'U2', remove: ['U1'] }).memberIds).toEqual(['U2', 'U3']);
  });
});

test('whatever is planned, nobody is in two departments, and planning it again changes nothing', () => {
  const user = fc.constantFrom('U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8', 'U9');
  const anyDraft = fc.record({
    id: fc.constantFrom(null, 1, 2),
    name: fc.constantFrom('Marketing', 'IT', 'Sales', 'Legal'),
    leadUserId: fc.option(user),
    memberIds: fc.uniqueArray(user, { maxLength: 4 }),
    userGroupId: fc.constantFrom(null, null, 'S1', 'S2'),
  });
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.uniqueArray(anyDraft, { minLength: 1, maxLength: 3, selector: (d) => d.id ?? d.name }),
      fc.boolean(),
      fc.uniqueArray(user),
      (typed, move, ofGroup) => {
        const drafts = typed.map((d) => (d.userGroupId === null ? d : { ...d, memberIds: [] }));
        const groupPeople = { S1: ofGroup, S2: ofGroup };
        try {
          const planned = plan(drafts, { move, groupPeople });
          accepted += 1;
          const untouched = current
            .filter(({ id }) => !planned.some((p) => p.id === id))
            .map((d) => ({
              ...d,
              memberIds: d.memberIds.filter((m) => !planned.some((p) => p.memberIds.includes(m))),
            }));
          const written = planned.map((p, i) => ({ ...p, id: p.id ?? 10 + i }));
          const after: Department[] = [...untouched, ...written];
          const seats = after.flatMap(({ memberIds }) => memberIds);
          expect(new Set(seats).size).toBe(seats.length);
          for (const { leadUserId, memberIds } of written) {
            if (leadUserId !== null) expect(memberIds[0]).toBe(leadUserId);
          }
          const again = plan(
            written.map((w) => ({ ...w, memberIds: w.userGroupId === null ? w.memberIds : [] })),
            { move, groupPeople, now: after },
          );
          expect(
            again.every((p) =>
              isUnchanged(
                p,
                after.find(({ id }) => id === p.id),
              ),
            ),
          ).toBe(true);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      },
    ),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(100);
});
