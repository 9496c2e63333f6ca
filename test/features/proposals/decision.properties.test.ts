import fc from 'fast-check';
import {
  decide,
  decisionRules,
  everybodyVoted,
  type Outcome,
  quorumOf,
} from '../../../src/features/proposals/decision.ts';
import {
  defaultStanceEmoji as emoji,
  type ReactionEvent,
  type Stance,
  stancesFromEvents,
} from '../../../src/features/proposals/stance.ts';
import { type Tally, tally, type Voter } from '../../../src/features/proposals/tally.ts';
import { anyEvents, arrivals, clicks, deadline, numRuns, people, replay } from './histories.ts';

const voters: fc.Arbitrary<Voter[]> = fc
  .tuple(
    ...people.map((userId) =>
      fc.record({
        userId: fc.constant(userId),
        departmentId: fc.nat(2),
        isLead: fc.boolean(),
      }),
    ),
  )
  .map((all) => all.filter(({ departmentId }) => departmentId > 0));
const departmentIds = [1, 2];

/** Mostly agreeing, so that every outcome of every rule comes up often. */
const anyStance = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Stance>('agree') },
  { weight: 1, arbitrary: fc.constant<Stance>('object') },
  { weight: 1, arbitrary: fc.constant<Stance>('abstain') },
);
const anyStances: fc.Arbitrary<Map<string, { stance: Stance }>> = fc
  .tuple(fc.shuffledSubarray(people), fc.infiniteStream(anyStance))
  .map(([some, stances]) => new Map(some.map((userId) => [userId, { stance: stances.next().value }])));

function outcomes(t: Tally): Outcome[] {
  return decisionRules.map((rule) => decide(rule, t).outcome);
}

describe('counting and deciding', () => {
  test('a whole history gives the same outcomes however it arrives', () => {
    fc.assert(
      fc.property(
        voters,
        clicks.chain((events) => fc.tuple(fc.constant(events), arrivals(events))),
        (all, [events, arrived]) => {
          const truth = new Map(
            [...replay(events, deadline)].map(([userId, stance]) => [userId, { stance }]),
          );
          const counted = tally(departmentIds, all, stancesFromEvents(arrived, emoji, deadline));
          expect(counted).toEqual(tally(departmentIds, all, truth));
        },
      ),
      { numRuns },
    );
  });

  test('a person counts once', () => {
    fc.assert(
      fc.property(voters, anyEvents, (all, events) => {
        const stances = stancesFromEvents(events, emoji, deadline);
        const { departments, observers } = tally(departmentIds, all, stances);
        for (const d of departments) {
          expect(d.turnout).toBe(d.agree + d.object + d.abstain);
          expect(d.turnout).toBeLessThanOrEqual(d.eligible);
        }
        const sum = (of: (d: Tally['departments'][number]) => number) =>
          departments.reduce((n, d) => n + of(d), 0);
        expect(sum((d) => d.eligible)).toBe(all.length);
        expect(sum((d) => d.turnout) + observers).toBe(stances.size);
        for (const stance of ['agree', 'object', 'abstain'] as const) {
          const eligible = all.filter(({ userId }) => stances.get(userId)?.stance === stance);
          expect(sum((d) => d[stance])).toBe(eligible.length);
        }
      }),
      { numRuns },
    );
  });

  test('reactions of people who are not eligible, and of bots, never change an outcome', () => {
    fc.assert(
      fc.property(voters, anyEvents, anyEvents, (all, events, more) => {
        const outside = more.map((event) => ({ ...event, userId: `X${event.userId}` }));
        const bots = new Set(['XU1', 'XU2', 'XU3']);
        const count = (seen: ReactionEvent[]) =>
          tally(departmentIds, all, stancesFromEvents(seen, emoji, deadline), bots);
        const [without, withThem] = [count(events), count([...outside, ...events])];
        expect(withThem.departments).toEqual(without.departments);
        const observers = [...stancesFromEvents(outside, emoji, deadline).keys()].filter(
          (id) => !bots.has(id),
        );
        expect(withThem.observers).toBe(without.observers + observers.length);
        for (const rule of decisionRules) expect(decide(rule, withThem)).toEqual(decide(rule, without));
      }),
      { numRuns },
    );
  });

  test('every rule decides every tally, and says why not exactly where it does not agree', () => {
    fc.assert(
      fc.property(voters, anyStances, (all, stances) => {
        const counted = tally(departmentIds, all, stances);
        for (const rule of decisionRules) {
          const { outcome, blockers } = decide(rule, counted);
          expect(['agreed', 'rejected', 'no_quorum']).toContain(outcome);
          expect(blockers.length === 0).toBe(outcome === 'agreed');
          expect(new Set(blockers.map((b) => `${b.departmentId} ${b.reason}`)).size).toBe(blockers.length);
        }
      }),
      { numRuns },
    );
  });

  test('each rule agrees exactly when the design says so', () => {
    fc.assert(
      fc.property(voters, anyStances, (all, stances) => {
        const { departments } = tally(departmentIds, all, stances);
        const people = all.map((voter) => ({ ...voter, stance: stances.get(voter.userId)?.stance }));
        const leads = people.filter(({ isLead }) => isLead);
        const everyDepartment = (holds: (members: typeof people) => boolean) =>
          departmentIds.every((id) => holds(people.filter(({ departmentId }) => departmentId === id)));
        const number = (of: typeof people, stance?: Stance) =>
          of.filter((person) => (stance ? person.stance === stance : person.stance)).length;
        const passes = (of: typeof people) =>
          number(of) > 0 && number(of) * 2 >= of.length && number(of, 'agree') > number(of, 'object');
        const hasLead = everyDepartment((members) => members.some(({ isLead }) => isLead));
        expect(
          decisionRules.filter((rule) => decide(rule, { departments, observers: 0 }).outcome === 'agreed'),
        ).toEqual(
          [
            everyDepartment(passes) && !leads.some(({ stance }) => stance === 'object') && 'two-key',
            hasLead && leads.every(({ stance }) => stance === 'agree') && 'leads',
            hasLead && number(people, 'object') === 0 && leads.every(({ stance }) => stance) && 'consent',
            passes(people) && 'majority',
            everyDepartment((members) => number(members, 'agree') > 0) &&
              people.every(({ stance }) => stance === 'agree' || stance === 'abstain') &&
              'unanimous',
          ].filter(Boolean),
        );
      }),
      { numRuns },
    );
  });

  test('two-key never passes without every department', () => {
    fc.assert(
      fc.property(voters, anyStances, (all, stances) => {
        const counted = tally(departmentIds, all, stances);
        const isAgreed = decide('two-key', counted).outcome === 'agreed';
        for (const d of counted.departments) {
          const says = d.turnout >= quorumOf(d.eligible) && d.agree > d.object;
          if (isAgreed) expect(says).toBe(true);
          const silent = { ...d, agree: 0, object: 0, abstain: 0, turnout: 0, leads: [] };
          const without = counted.departments.map((one) => (one === d ? silent : one));
          expect(decide('two-key', { ...counted, departments: without }).outcome).not.toBe('agreed');
        }
      }),
      { numRuns },
    );
  });

  test('an objection more never helps a rejected proposal, an agreement more never harms an agreed one', () => {
    fc.assert(
      fc.property(voters, anyStances, fc.constantFrom(...people), (all, stances, person) => {
        const before = outcomes(tally(departmentIds, all, stances));
        const turned = (stance: Stance) =>
          outcomes(tally(departmentIds, all, new Map(stances).set(person, { stance })));
        const objecting = turned('object');
        const agreeing = turned('agree');
        for (const [i, outcome] of before.entries()) {
          if (outcome === 'rejected') expect(objecting[i]).toBe('rejected');
          if (outcome === 'agreed') expect(agreeing[i]).toBe('agreed');
        }
      }),
      { numRuns },
    );
  });

  test('with everybody voted nothing is missing, unless a department has no people or no lead', () => {
    fc.assert(
      fc.property(
        voters,
        anyStances,
        fc.constantFrom<Stance>('agree', 'object', 'abstain'),
        (all, some, rest) => {
          const stances = new Map(all.map(({ userId }) => [userId, some.get(userId) ?? { stance: rest }]));
          const counted = tally(departmentIds, all, stances);
          expect(everybodyVoted(counted)).toBe(all.length > 0);
          fc.pre(counted.departments.every(({ leads }) => leads.length > 0));
          expect(outcomes(counted)).not.toContain('no_quorum');
        },
      ),
      { numRuns: 300 },
    );
  });
});
