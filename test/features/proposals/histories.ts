import fc from 'fast-check';
import type { PresentReaction } from '../../../src/features/proposals/read-back.ts';
import type { ReactionEvent, Stance } from '../../../src/features/proposals/stance.ts';

/** Together more than the 10,000 vote histories that the rules are promised to hold over. */
export const numRuns = 1200;

const start = 1_700_000_000_000_000;
export const deadline = ts(30);
export const people = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8'];
const reactions = ['+1', '+1::skin-tone-4', 'white_check_mark', '-1', 'x', 'shrug', 'neutral_face', 'tada'];

/** A Slack ts some microseconds after the start, which falls on a whole second. */
export function ts(microseconds: number): string {
  const digits = String(start + microseconds);
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

export const anyEvent: fc.Arbitrary<ReactionEvent> = fc.record({
  userId: fc.constantFrom(...people),
  reaction: fc.constantFrom(...reactions),
  added: fc.boolean(),
  eventTs: fc.integer({ min: -5, max: 45 }).map(ts),
});
/** Whatever could arrive, also what cannot have happened. */
export const anyEvents = fc.array(anyEvent, { maxLength: 40 });

/** What happened: one click at a time, each adding what was not there or removing what was. */
export const clicks = fc
  .array(
    fc.record({
      userId: fc.constantFrom(...people.slice(0, 5)),
      reaction: fc.constantFrom(...reactions),
      gap: fc.integer({ min: 1, max: 3 }),
    }),
    {
      maxLength: 40,
    },
  )
  .map((all) => {
    const there = new Set<string>();
    let at = 0;
    return all.map(({ userId, reaction, gap }): ReactionEvent => {
      at += gap;
      const key = `${userId} ${reaction}`;
      const added = !there.delete(key);
      if (added) there.add(key);
      return { userId, reaction, added, eventTs: ts(at) };
    });
  });

/** The same events as they may arrive: each one to three times, in any order. */
export function arrivals(events: readonly ReactionEvent[]): fc.Arbitrary<ReactionEvent[]> {
  return fc
    .array(fc.integer({ min: 1, max: 3 }), { minLength: events.length, maxLength: events.length })
    .chain((copies) => {
      const all = events.flatMap((event, i) => Array.from({ length: copies[i] ?? 1 }, () => ({ ...event })));
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    });
}

/** What Slack shows after these clicks. */
export function presentAfter(events: readonly ReactionEvent[]): PresentReaction[] {
  const there = new Map<string, Set<string>>();
  for (const { userId, reaction, added } of events) {
    const users = there.get(reaction) ?? new Set();
    there.set(reaction, users);
    if (added) users.add(userId);
    else users.delete(userId);
  }
  return [...there].map(([reaction, users]) => ({ reaction, userIds: [...users] }));
}

/**
 * The rule of 3.1 once more, by other means: replays everything in order, one list of a person's reactions with
 * the newest at the end. Only for histories in which no two events share a ts.
 */
export function replay(events: readonly ReactionEvent[], before: string): Map<string, Stance> {
  const meaning: Record<string, Stance> = {
    '+1': 'agree',
    '+1::skin-tone-4': 'agree',
    white_check_mark: 'agree',
    '-1': 'object',
    x: 'object',
    shrug: 'abstain',
    neutral_face: 'abstain',
  };
  const stacks: Record<string, string[]> = {};
  const inTime = events.filter(
    ({ eventTs }) => BigInt(eventTs.replace('.', '')) < BigInt(before.replace('.', '')),
  );
  inTime.sort((a, b) => Number(BigInt(a.eventTs.replace('.', '')) - BigInt(b.eventTs.replace('.', ''))));
  for (const { userId, reaction, added } of inTime) {
    const others = (stacks[userId] ?? []).filter((name) => name !== reaction);
    stacks[userId] = added ? [...others, reaction] : others;
  }
  const stances = new Map<string, Stance>();
  for (const [userId, stack] of Object.entries(stacks)) {
    const stance = stack.map((name) => meaning[name]).findLast((one) => one !== undefined);
    if (stance) stances.set(userId, stance);
  }
  return stances;
}

export function onlyStances(stances: ReadonlyMap<string, { stance: Stance }>): Map<string, Stance> {
  return new Map([...stances].map(([userId, { stance }]) => [userId, stance]));
}
