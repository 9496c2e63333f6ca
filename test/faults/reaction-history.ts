/** What people really did, told without any of Concord's rules. */

export type Stance = 'agree' | 'object' | 'abstain';

export interface Act {
  userId: string;
  reaction: string;
  added: boolean;
  /** Slack ts. */
  at: string;
}

/** Reactions as Slack names them, and what they mean to people; null: nothing. */
const meanings: Record<string, Stance | null> = {
  '+1': 'agree',
  '+1::skin-tone-2': 'agree',
  '+1::skin-tone-5': 'agree',
  white_check_mark: 'agree',
  heavy_check_mark: 'agree',
  '-1': 'object',
  '-1::skin-tone-3': 'object',
  no_entry: 'object',
  shrug: 'abstain',
  neutral_face: 'abstain',
  tada: null,
  eyes: null,
};

/** Reactions put on and taken off one message, as people may: what is on cannot be put on again. */
export class History {
  readonly acts: Act[] = [];
  /** Person → their reactions that are on, in the order in which they came. */
  readonly #present = new Map<string, string[]>();

  /** Puts the reaction on, or takes it off if it is on. */
  toggle(userId: string, reaction: string, at: string): Act {
    const mine = this.#present.get(userId) ?? [];
    const added = !mine.includes(reaction);
    this.#present.set(userId, added ? [...mine, reaction] : mine.filter((other) => other !== reaction));
    const act = { userId, reaction, added, at };
    this.acts.push(act);
    return act;
  }

  /** Reaction → who has it on. */
  present(): Map<string, Set<string>> {
    const on = new Map<string, Set<string>>();
    for (const [userId, reactions] of this.#present) {
      for (const reaction of reactions) on.set(reaction, (on.get(reaction) ?? new Set()).add(userId));
    }
    return on;
  }

  /** The latest reaction still on that means anything. */
  stanceOf(userId: string): Stance | null {
    const meant = (this.#present.get(userId) ?? []).map((reaction) => meanings[reaction] ?? null);
    return meant.filter((stance) => stance !== null).at(-1) ?? null;
  }

  count(userIds: readonly string[]): Record<Stance, number> {
    const stances = userIds.map((userId) => this.stanceOf(userId));
    const of = (stance: Stance) => stances.filter((other) => other === stance).length;
    return { agree: of('agree'), object: of('object'), abstain: of('abstain') };
  }
}

export const reactionNames = Object.keys(meanings);

export function meaningOf(reaction: string): Stance | null {
  return meanings[reaction] ?? null;
}
