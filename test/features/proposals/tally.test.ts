import type { Stance } from '../../../src/features/proposals/stance.ts';
import { tally, type Voter } from '../../../src/features/proposals/tally.ts';

const voters: Voter[] = [
  { userId: 'CMO', departmentId: 1, isLead: true },
  { userId: 'M1', departmentId: 1, isLead: false },
  { userId: 'CIO', departmentId: 2, isLead: true },
  { userId: 'I1', departmentId: 2, isLead: false },
  { userId: 'I2', departmentId: 2, isLead: false },
];

function stances(all: Record<string, Stance>): Map<string, { stance: Stance }> {
  return new Map(Object.entries(all).map(([userId, stance]) => [userId, { stance }]));
}

test('counts per department, in the order asked for', () => {
  const given = stances({ CMO: 'agree', M1: 'object', I1: 'abstain', X: 'agree' });
  expect(tally([2, 1], voters, given)).toEqual({
    departments: [
      {
        departmentId: 2,
        eligible: 3,
        agree: 0,
        object: 0,
        abstain: 1,
        turnout: 1,
        leads: [{ userId: 'CIO', stance: null }],
      },
      {
        departmentId: 1,
        eligible: 2,
        agree: 1,
        object: 1,
        abstain: 0,
        turnout: 2,
        leads: [{ userId: 'CMO', stance: 'agree' }],
      },
    ],
    observers: 1,
  });
});

test('a department without voters is there with zeros', () => {
  expect(tally([3], voters, new Map()).departments).toEqual([
    { departmentId: 3, eligible: 0, agree: 0, object: 0, abstain: 0, turnout: 0, leads: [] },
  ]);
});

test('members of departments that do not take part are observers', () => {
  expect(tally([1], voters, stances({ CIO: 'object', CMO: 'agree' })).observers).toBe(1);
});

test('bots are neither voters nor observers', () => {
  const count = tally([1], voters, stances({ BOT: 'agree', M1: 'agree' }), new Set(['BOT', 'M1']));
  expect(count.observers).toBe(0);
  expect(count.departments[0]).toMatchObject({ eligible: 1, turnout: 0 });
});

test('a person listed twice counts once, where they are listed first', () => {
  const twice = [...voters, { userId: 'M1', departmentId: 2, isLead: true }, ...voters];
  const given = stances({ M1: 'agree' });
  expect(tally([1, 2, 1], twice, given)).toEqual(tally([1, 2], voters, given));
});
