/** Stances from reactions: design 3.1. */

export type Stance = 'agree' | 'object' | 'abstain';

/** The reaction names that mean each stance, without colons and skin tones. */
export type StanceEmoji = Record<Stance, readonly string[]>;

export const defaultStanceEmoji: StanceEmoji = {
  agree: ['+1', 'thumbsup', 'white_check_mark', 'heavy_check_mark'],
  object: ['-1', 'thumbsdown', 'x', 'no_entry', 'no_entry_sign'],
  abstain: ['shrug', 'person_shrugging', 'woman-shrugging', 'man-shrugging', 'neutral_face'],
};

/** Most cautious first: where the order of a person's reactions is unknown, the first of these counts. */
const byCaution: readonly Stance[] = ['object', 'abstain', 'agree'];

/** A `reaction_added` or `reaction_removed` as Slack told it. */
export interface ReactionEvent {
  userId: string;
  /** Slack's name, with its skin tone if it has one: `+1::skin-tone-4`. */
  reaction: string;
  added: boolean;
  /** Slack ts, "1700000000.123456". */
  eventTs: string;
}

/** What a reaction means; null: nothing. A name in several lists means the most cautious of them. */
export function stanceOf(reaction: string, emoji: StanceEmoji): Stance | null {
  const name = reaction.replace(/::skin-tone-.*$/, '');
  return byCaution.find((stance) => emoji[stance].includes(name)) ?? null;
}

/**
 * Negative, zero or positive as `a` is before, at or after `b`. Exact for any number of digits: the
 * microseconds of a Slack ts are more than a float can be trusted with.
 */
export function compareTs(a: string, b: string): number {
  const [secondsA = '', fractionA = ''] = a.split('.');
  const [secondsB = '', fractionB = ''] = b.split('.');
  const whole = Math.max(secondsA.length, secondsB.length);
  const part = Math.max(fractionA.length, fractionB.length);
  const digitsA = secondsA.padStart(whole, '0') + fractionA.padEnd(part, '0');
  const digitsB = secondsB.padStart(whole, '0') + fractionB.padEnd(part, '0');
  return digitsA < digitsB ? -1 : digitsA > digitsB ? 1 : 0;
}

/** Values by person and exact reaction name: two skin tones of one emoji come and go separately. */
type ByReaction<T> = Map<string, Map<string, T>>;

/** The events of stance reactions, by person and reaction. */
function stanceEvents(events: Iterable<ReactionEvent>, emoji: StanceEmoji): ByReaction<ReactionEvent[]> {
  const people: ByReaction<ReactionEvent[]> = new Map();
  for (const event of events) {
    if (stanceOf(event.reaction, emoji) === null) continue;
    const reactions = people.get(event.userId) ?? new Map<string, ReactionEvent[]>();
    people.set(event.userId, reactions);
    const log = reactions.get(event.reaction);
    if (log) log.push(event);
    else reactions.set(event.reaction, [event]);
  }
  return people;
}

/** Whether `a` happened after `b`. At the same ts a removal is later, so that arrival order never matters. */
function isLater(a: ReactionEvent, b: ReactionEvent): boolean {
  const order = compareTs(a.eventTs, b.eventTs);
  return order > 0 || (order === 0 && !a.added && b.added);
}

/** The latest of the events before `before` (Slack ts, exclusive); undefined: none. */
function latestEvent(events: readonly ReactionEvent[], before?: string): ReactionEvent | undefined {
  let latest: ReactionEvent | undefined;
  for (const event of events) {
    if (before !== undefined && compareTs(event.eventTs, before) >= 0) continue;
    if (!latest || isLater(event, latest)) latest = event;
  }
  return latest;
}

/** A stance reaction that is there; `eventTs` null: since when is unknown. */
interface StandingReaction {
  stance: Stance;
  eventTs: string | null;
}

/**
 * One person's stance from all their reactions that are there, at least one. The latest counts; at the same
 * ts, or where the time of any is unknown, the most cautious of them. `eventTs` is the latest known time of
 * a reaction with that stance, null when none is known.
 */
function stanceFrom(standing: readonly StandingReaction[]): StandingReaction {
  const orderKnown = standing.every((reaction) => reaction.eventTs !== null);
  let best: StandingReaction | undefined;
  for (const reaction of standing) if (!best || outranks(reaction, best, orderKnown)) best = reaction;
  if (!best) throw new Error('a person without reactions has no stance');
  return { stance: best.stance, eventTs: best.eventTs };
}

function outranks(a: StandingReaction, b: StandingReaction, orderKnown: boolean): boolean {
  const later =
    a.eventTs === b.eventTs
      ? 0
      : a.eventTs === null
        ? -1
        : b.eventTs === null
          ? 1
          : compareTs(a.eventTs, b.eventTs);
  const moreCautious = byCaution.indexOf(b.stance) - byCaution.indexOf(a.stance);
  return orderKnown ? (later || moreCautious) > 0 : (moreCautious || later) > 0;
}

/**
 * Every person's stance from events in any order and any number of copies: the latest added of their stance
 * reactions that are still there. With `before` (the deadline as a Slack ts, exclusive), only what happened
 * before it counts, so a later removal changes nothing either.
 */
export function stancesFromEvents(
  events: Iterable<ReactionEvent>,
  emoji: StanceEmoji,
  before?: string,
): Map<string, { stance: Stance; eventTs: string }> {
  const stances = new Map<string, { stance: Stance; eventTs: string }>();
  for (const [userId, reactions] of stanceEvents(events, emoji)) {
    const standing: StandingReaction[] = [];
    for (const [reaction, log] of reactions) {
      const latest = latestEvent(log, before);
      const stance = stanceOf(reaction, emoji);
      if (latest?.added && stance) standing.push({ stance, eventTs: latest.eventTs });
    }
    if (standing.length === 0) continue;
    const { stance, eventTs } = stanceFrom(standing);
    if (eventTs !== null) stances.set(userId, { stance, eventTs });
  }
  return stances;
}

/** One entry of `reactions` in Slack's answer to `reactions.get`. */
export interface PresentReaction {
  reaction: string;
  userIds: readonly string[];
}

interface ReactionFact {
  userId: string;
  reaction: string;
}

/**
 * What a read-back shows that the recorded events do not explain: stance reactions that are there though the
 * last thing recorded is not their adding, and those that are not there though it is.
 */
export function unexplained(
  events: Iterable<ReactionEvent>,
  present: readonly PresentReaction[],
  emoji: StanceEmoji,
): { missingAdds: ReactionFact[]; missingRemovals: ReactionFact[] } {
  const missingAdds: ReactionFact[] = [];
  const missingRemovals: ReactionFact[] = [];
  for (const { userId, reaction, log, isPresent } of knownReactions(events, present, emoji)) {
    const recorded = latestEvent(log)?.added ?? false;
    if (isPresent && !recorded) missingAdds.push({ userId, reaction });
    if (!isPresent && recorded) missingRemovals.push({ userId, reaction });
  }
  return { missingAdds, missingRemovals };
}

/**
 * Every person's stance as of `before` (Slack ts, exclusive; absent: now), after reconciling what Slack told
 * with what a later read-back shows, because events can be lost (design 3.1).
 *
 * Whether a reaction was there at `before` is told by its first witness from then on: the first event at or
 * after it or, without one, the read-back. What is later still says nothing about that moment. So the result
 * does not depend on how long after `before` the reactions are read.
 *
 * | last before | first witness         | the reaction                                            |
 * | ----------- | --------------------- | ------------------------------------------------------- |
 * | added at t  | removed late, present | counts with t                                           |
 * | added at t  | added late, absent    | does not count: its removal was lost                    |
 * | removed, or | removed late, present | counts, since when is unknown: its adding was lost      |
 * | nothing     | added late, absent    | does not count                                          |
 *
 * Where since when is unknown for any of a person's reactions, the most cautious of all of them counts, with
 * the latest known time of one that has this stance, or null.
 *
 * `events` must be only what Slack told. A fact inferred from an earlier read-back carries the time of that
 * reading, which is not when the person reacted.
 */
export function reconcile(
  events: Iterable<ReactionEvent>,
  present: readonly PresentReaction[],
  emoji: StanceEmoji,
  before?: string,
): Map<string, StandingReaction> {
  const people = new Map<string, StandingReaction[]>();
  for (const { userId, stance, log, isPresent } of knownReactions(events, present, emoji)) {
    const late = before === undefined ? undefined : firstEventFrom(log, before);
    const wasThere = late ? !late.added : isPresent;
    if (!wasThere) continue;
    const last = latestEvent(log, before);
    const standing = people.get(userId) ?? [];
    people.set(userId, standing);
    standing.push({ stance, eventTs: last?.added ? last.eventTs : null });
  }
  return new Map([...people].map(([userId, standing]) => [userId, stanceFrom(standing)]));
}

/** The first of the events at or after `from`; undefined: none. */
function firstEventFrom(events: readonly ReactionEvent[], from: string): ReactionEvent | undefined {
  let first: ReactionEvent | undefined;
  for (const event of events) {
    if (compareTs(event.eventTs, from) >= 0 && (!first || isLater(first, event))) first = event;
  }
  return first;
}

/** Every stance reaction that was ever recorded or is there, once per person. */
function* knownReactions(
  events: Iterable<ReactionEvent>,
  present: readonly PresentReaction[],
  emoji: StanceEmoji,
): Generator<ReactionFact & { stance: Stance; log: readonly ReactionEvent[]; isPresent: boolean }> {
  const recorded = stanceEvents(events, emoji);
  const there = new Map<string, Set<string>>();
  for (const { reaction, userIds } of present) {
    for (const userId of userIds) there.set(userId, (there.get(userId) ?? new Set()).add(reaction));
  }
  for (const userId of new Set([...recorded.keys(), ...there.keys()])) {
    const logs = recorded.get(userId);
    const names = there.get(userId);
    for (const reaction of new Set([...(logs?.keys() ?? []), ...(names ?? [])])) {
      const stance = stanceOf(reaction, emoji);
      if (!stance) continue;
      yield {
        userId,
        reaction,
        stance,
        log: logs?.get(reaction) ?? [],
        isPresent: names?.has(reaction) ?? false,
      };
    }
  }
}
