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

/** A reaction that came or went. */
export interface ReactionEvent {
  userId: string;
  /** Slack's name, with its skin tone if it has one: `+1::skin-tone-4`. */
  reaction: string;
  added: boolean;
  /** Slack ts, "1700000000.123456". */
  eventTs: string;
  /** Not told by Slack but seen when reading the reactions back; it then happened at some time before `eventTs`. */
  inferred?: boolean;
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

/** One person's events of one exact reaction name: two skin tones of one emoji come and go separately. */
export interface ReactionLog {
  userId: string;
  reaction: string;
  stance: Stance;
  /** In the order of `inOrder`. */
  events: readonly ReactionEvent[];
}

/** The logs of all stance reactions, one for each person and reaction name. */
export function reactionLogs(events: Iterable<ReactionEvent>, emoji: StanceEmoji): ReactionLog[] {
  const logs = new Map<string, ReactionLog & { events: ReactionEvent[] }>();
  for (const event of events) {
    const { userId, reaction } = event;
    const key = `${userId} ${reaction}`;
    const log = logs.get(key);
    const stance = log?.stance ?? stanceOf(reaction, emoji);
    if (log) log.events.push(event);
    else if (stance) logs.set(key, { userId, reaction, stance, events: [event] });
  }
  for (const log of logs.values()) log.events.sort(inOrder);
  return [...logs.values()];
}

/** At the same ts a removal is later, and what was seen is later than what was told. */
function inOrder(a: ReactionEvent, b: ReactionEvent): number {
  return (
    compareTs(a.eventTs, b.eventTs) ||
    Number(a.inferred ?? false) - Number(b.inferred ?? false) ||
    Number(b.added) - Number(a.added)
  );
}

/** A stance and since when; `eventTs` null: known only from reading back, so its order among others is not. */
export interface DatedStance {
  stance: Stance;
  eventTs: string | null;
}

/** Since when a reaction is there after its events, in order; undefined: it is not there. */
export function presenceAfter(events: readonly ReactionEvent[]): Pick<DatedStance, 'eventTs'> | undefined {
  let presence: Pick<DatedStance, 'eventTs'> | undefined;
  for (const { added, inferred, eventTs } of events) {
    if (!added) presence = undefined;
    else if (!inferred) presence = { eventTs };
    // What was seen says nothing new where the event turned up after all.
    else presence ??= { eventTs: null };
  }
  return presence;
}

/**
 * Every person's stance from their reactions that are there. The latest counts; at the same ts, or where the
 * time of any of a person's is unknown, the most cautious of them. `eventTs` is then the latest known time of
 * a reaction with that stance, null where none is known.
 */
export function stancesOf(
  standing: Iterable<readonly [userId: string, reaction: DatedStance]>,
): Map<string, DatedStance> {
  const people = new Map<string, DatedStance[]>();
  for (const [userId, reaction] of standing) {
    const reactions = people.get(userId);
    if (reactions) reactions.push(reaction);
    else people.set(userId, [reaction]);
  }
  const stances = new Map<string, DatedStance>();
  for (const [userId, reactions] of people) {
    const orderIsKnown = reactions.every(({ eventTs }) => eventTs !== null);
    const { stance, eventTs } = reactions.reduce((a, b) => (outranks(b, a, orderIsKnown) ? b : a));
    stances.set(userId, { stance, eventTs });
  }
  return stances;
}

function outranks(a: DatedStance, b: DatedStance, orderIsKnown: boolean): boolean {
  // A time that is not known is the earliest: it then only stands where no other is known.
  const later = compareTs(a.eventTs ?? '', b.eventTs ?? '');
  const moreCautious = byCaution.indexOf(b.stance) - byCaution.indexOf(a.stance);
  return (orderIsKnown ? later || moreCautious : moreCautious || later) > 0;
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
): Map<string, DatedStance> {
  return stancesOf(
    reactionLogs(events, emoji).flatMap(({ userId, stance, events }) => {
      const presence = presenceAfter(splitAt(events, before).early);
      return presence ? [[userId, { stance, ...presence }] as const] : [];
    }),
  );
}

/** `early`: the events before `before`, all of them if it is absent; `late`: the others. Both keep their order. */
export function splitAt(
  events: readonly ReactionEvent[],
  before: string | undefined,
): { early: readonly ReactionEvent[]; late: readonly ReactionEvent[] } {
  const isLate = ({ eventTs }: ReactionEvent) => before !== undefined && compareTs(eventTs, before) >= 0;
  return { early: events.filter((event) => !isLate(event)), late: events.filter(isLate) };
}
