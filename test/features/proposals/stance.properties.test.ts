import fc from 'fast-check';
import { reconcile, unexplained } from '../../../src/features/proposals/read-back.ts';
import {
  defaultStanceEmoji as emoji,
  type ReactionEvent,
  type Stance,
  stancesFromEvents,
} from '../../../src/features/proposals/stance.ts';
import {
  anyEvent,
  anyEvents,
  arrivals,
  clicks,
  deadline,
  numRuns,
  onlyStances,
  people,
  presentAfter,
  replay,
  ts,
} from './histories.ts';

describe('stances', () => {
  test('are those of a replay in order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyEvent, { selector: ({ eventTs }) => eventTs, maxLength: 40 }),
        (events) => {
          expect(onlyStances(stancesFromEvents(events, emoji, deadline))).toEqual(replay(events, deadline));
        },
      ),
      { numRuns },
    );
  });

  test('do not depend on the order or the number of arrivals', () => {
    fc.assert(
      fc.property(
        anyEvents.chain((events) => fc.tuple(fc.constant(events), arrivals(events))),
        ([events, arrived]) => {
          expect(stancesFromEvents(arrived, emoji, deadline)).toEqual(
            stancesFromEvents(events, emoji, deadline),
          );
        },
      ),
      { numRuns },
    );
  });

  test('are not changed by what comes at or after the deadline', () => {
    fc.assert(
      fc.property(anyEvents, anyEvents, (events, more) => {
        const late = more.map((event, i) => ({ ...event, eventTs: ts(45 + i) }));
        expect(stancesFromEvents([...late, ...events], emoji, ts(45))).toEqual(
          stancesFromEvents(events, emoji, ts(45)),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('of one person are not changed by what others do', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const all = stancesFromEvents(events, emoji, deadline);
        for (const person of people) {
          const own = events.filter(({ userId }) => userId === person);
          expect(stancesFromEvents(own, emoji, deadline).get(person)).toEqual(all.get(person));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('reading back', () => {
  test('changes nothing where no event was lost, whenever it is done', () => {
    fc.assert(
      fc.property(
        clicks.chain((events) => fc.tuple(fc.constant(events), arrivals(events), fc.nat(40))),
        ([events, arrived, n]) => {
          expect(unexplained(arrived, presentAfter(events), emoji, arrived)).toEqual({
            missingAdds: [],
            missingRemovals: [],
          });
          expect(reconcile(arrived, presentAfter(events), emoji)).toEqual(stancesFromEvents(events, emoji));
          const inTime = events.filter(({ eventTs }) => eventTs < deadline).length;
          const read = presentAfter(events.slice(0, inTime + n));
          const expected = stancesFromEvents(events, emoji, deadline);
          expect(reconcile(arrived, read, emoji, deadline)).toEqual(expected);
          expect(reconcile(events.slice(0, inTime + n), read, emoji, deadline)).toEqual(expected);
        },
      ),
      { numRuns },
    );
  });

  test('of lost events finds who has a stance, and never counts a more hopeful one than any that is there', () => {
    const caution: Stance[] = ['object', 'abstain', 'agree'];
    fc.assert(
      fc.property(
        clicks.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.array(fc.boolean(), { minLength: events.length, maxLength: events.length }),
          ),
        ),
        ([events, kept]) => {
          const told = events.filter((_, i) => kept[i]);
          const present = presentAfter(events);
          const truth = onlyStances(stancesFromEvents(events, emoji));
          const found = onlyStances(reconcile(told, present, emoji));
          expect(new Set(found.keys())).toEqual(new Set(truth.keys()));

          const { missingAdds } = unexplained(told, present, emoji, told);
          for (const [person, stance] of found) {
            const isExplained = missingAdds.every(({ userId }) => userId !== person);
            const names = present
              .filter(({ userIds }) => userIds.includes(person))
              .map(({ reaction }) => reaction);
            const there = names.map((name) =>
              replay([{ userId: person, reaction: name, added: true, eventTs: ts(0) }], ts(1)).get(person),
            );
            if (isExplained) expect(there).toContain(stance);
            else expect(stance).toBe(caution.find((one) => there.includes(one)));
          }
        },
      ),
      { numRuns },
    );
  });

  test('and recording what was seen leaves nothing unexplained', () => {
    fc.assert(
      fc.property(anyEvents, anyEvents, (events, others) => {
        const present = presentAfter(others);
        const seen = unexplained(events, present, emoji, events);
        const eventTs = ts(100);
        const inferred: ReactionEvent[] = [
          ...seen.missingAdds.map((one) => ({ ...one, added: true, eventTs, inferred: true })),
          ...seen.missingRemovals.map((one) => ({ ...one, added: false, eventTs, inferred: true })),
        ];
        const all = [...events, ...inferred];
        expect(unexplained(all, present, emoji, all)).toEqual({ missingAdds: [], missingRemovals: [] });
        expect(stancesFromEvents(all, emoji)).toEqual(reconcile(events, present, emoji));
        expect(reconcile(all, present, emoji)).toEqual(reconcile(events, present, emoji));
      }),
      { numRuns },
    );
  });
});
