import { UserError } from '../../errors.ts';
import { excerpt } from '../../slack/excerpt.ts';
import { defaultStanceEmoji, type Stance, type StanceEmoji } from '../proposals/stance.ts';

/** The order in which the form shows them, and their block ids. */
export const stances: readonly Stance[] = ['agree', 'object', 'abstain'];

const mostReactions = 20;

/** As they are typed: `:+1: :thumbsup:`. */
export function reactionText(names: readonly string[]): string {
  return names.map((name) => `:${name}:`).join(' ');
}

/**
 * The reactions somebody typed for each stance; an empty list means the usual ones.
 * @returns null where all are the usual ones
 * @throws UserError `unreadable_reaction`, `many_reactions`, `reaction_twice`, at the stance's field
 */
export function readReactions(typed: Record<Stance, string>): StanceEmoji | null {
  const lists = new Map(stances.map((stance) => [stance, readList(typed[stance], stance)]));
  const of = (stance: Stance) => {
    const list = lists.get(stance) ?? [];
    return list.length > 0 ? list : defaultStanceEmoji[stance];
  };
  const emoji = { agree: of('agree'), object: of('object'), abstain: of('abstain') };
  const meaning = new Map<string, Stance>();
  for (const stance of stances) {
    for (const name of emoji[stance]) {
      if (meaning.has(name)) {
        throw new UserError('reaction_twice', 'departments.errors.reactionTwice', { name }, stance);
      }
      meaning.set(name, stance);
    }
  }
  const isUsual = stances.every((stance) => emoji[stance].join() === defaultStanceEmoji[stance].join());
  return isUsual ? null : emoji;
}

/** Names with or without colons; skin tones mean nothing and go. */
function readList(typed: string, stance: Stance): string[] {
  const names = typed
    .replaceAll(/::skin-tone-\d:?/g, ':')
    .replaceAll('::', ': :')
    .split(/[\s,;]+/)
    .filter((part) => part !== '' && part !== ':')
    .map((part) => {
      const [, name] = /^:?([\p{L}\p{N}_+'-]{1,100}):?$/u.exec(part.toLowerCase()) ?? [];
      if (name) return name;
      const values = { part: excerpt(part) };
      throw new UserError('unreadable_reaction', 'departments.errors.unreadableReaction', values, stance);
    });
  const unique = [...new Set(names)];
  if (unique.length <= mostReactions) return unique;
  throw new UserError('many_reactions', 'departments.errors.manyReactions', { most: mostReactions }, stance);
}
