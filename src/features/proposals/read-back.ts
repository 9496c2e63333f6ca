import {
  type DatedStance,
  presenceAfter,
  type ReactionEvent,
  type ReactionLog,
  reactionLogs,
  type StanceEmoji,
  splitAt,
  stanceOf,
  stancesOf,
} from './stance.ts';

/** What Slack shows, against what it told: design 3.1. Events can be lost. */

/** One entry of `reactions` in Slack's full answer to `reactions.get`. */
export interface PresentReaction {
  reaction: string;
  userIds: readonly string[];
}

interface Seen {
  userId: string;
  reaction: string;
}

/**
 * What a read-back shows that the recorded events do not explain: stance reactions that are there though the
 * last thing recorded is not their adding, and those that are not there though it is. Of which something was told
 * since before the reading, the reading says nothing: which of the two is newer cannot be known, as Slack's clock and
 * ours may differ.
 * @param before what was recorded before the reading began; `events` with it
 */
export function unexplained(
  events: Iterable<ReactionEvent>,
  present: readonly PresentReaction[],
  emoji: StanceEmoji,
  before: Iterable<ReactionEvent>,
): { missingAdds: Seen[]; missingRemovals: Seen[] } {
  const missingAdds: Seen[] = [];
  const missingRemovals: Seen[] = [];
  const keyOf = ({ userId, reaction }: Seen) => `${userId} ${reaction}`;
  const known = new Map(reactionLogs(before, emoji).map((log) => [keyOf(log), log.events.length]));
  for (const { userId, reaction, events: log, isPresent } of comparison(events, present, emoji)) {
    if (log.length > (known.get(keyOf({ userId, reaction })) ?? 0)) continue;
    const isRecorded = presenceAfter(log) !== undefined;
    if (isPresent && !isRecorded) missingAdds.push({ userId, reaction });
    if (!isPresent && isRecorded) missingRemovals.push({ userId, reaction });
  }
  return { missingAdds, missingRemovals };
}

/**
 * Every person's stance as of `before` (Slack ts, exclusive; absent: now), after reconciling what is recorded
 * with what a read-back at or after that moment shows.
 *
 * Whether a reaction was there at `before` is told by its first witness from then on: an event Slack told (what
 * is added was not there, what is removed was), or what was seen then or is seen now. What comes after the
 * first witness says nothing about `before`, so the result does not depend on how much later the reactions are
 * read.
 *
 * | recorded before | first witness            | the reaction                                        |
 * | --------------- | ------------------------ | --------------------------------------------------- |
 * | added at t      | removed late, or present | counts with t                                       |
 * | added at t      | added late, or absent    | does not count: its removal was lost                |
 * | removed, or     | removed late, or present | counts, since when is unknown: its adding was lost  |
 * | nothing         | added late, or absent    | does not count                                      |
 *
 * Where since when is unknown for any of a person's reactions, the most cautious of all of them counts.
 */
export function reconcile(
  events: Iterable<ReactionEvent>,
  present: readonly PresentReaction[],
  emoji: StanceEmoji,
  before?: string,
): Map<string, DatedStance> {
  return stancesOf(
    comparison(events, present, emoji).flatMap(({ userId, stance, events: log, isPresent }) => {
      const { early, late } = splitAt(log, before);
      const [witness] = late;
      const wasThere = witness ? witness.added === (witness.inferred ?? false) : isPresent;
      if (!wasThere) return [];
      return [[userId, { stance, ...(presenceAfter(early) ?? { eventTs: null }) }] as const];
    }),
  );
}

/** Every stance reaction that was ever recorded or is there now, one for each person and reaction name. */
function comparison(
  events: Iterable<ReactionEvent>,
  present: readonly PresentReaction[],
  emoji: StanceEmoji,
): (ReactionLog & { isPresent: boolean })[] {
  const there = new Map<string, Seen>();
  for (const { reaction, userIds } of present) {
    for (const userId of userIds) there.set(`${userId} ${reaction}`, { userId, reaction });
  }
  const recorded = reactionLogs(events, emoji).map((log) => ({
    ...log,
    isPresent: there.delete(`${log.userId} ${log.reaction}`),
  }));
  const unrecorded = [...there.values()].flatMap(({ userId, reaction }) => {
    const stance = stanceOf(reaction, emoji);
    return stance ? [{ userId, reaction, stance, events: [], isPresent: true }] : [];
  });
  return [...recorded, ...unrecorded];
}
