import type { StoredMessage } from '../../playground/state.ts';
import type { Db } from '../../src/database/pool.ts';
import { channel, wordsOf } from '../helpers/concord.ts';
import { type CaughtRequest, caught, comes, keyOf, numbers, postedAs, typed } from './acts.ts';
import type { Installation } from './installation.ts';

/** Something that a person does, and where the process that it reaches dies. */
export interface KilledAct {
  point: string;
  /** What the person's client sends. Asked for one act at a time. */
  request: () => Promise<CaughtRequest>;
  /** A query that counts what there is of its effect. */
  effect: string;
  /** The counts when the process has died, and when the request was taken in the end. */
  died: number[];
  done: number[];
  /** In the answer to a form that stays open to say what was done; without it, clicks and forms are answered empty. */
  answer?: string;
  /** What is to be seen in Slack then. */
  seen?: () => void;
}

export type Described = Omit<KilledAct, 'point' | 'died'>;
export type Which = 'before' | 'after';

/** How often the one is in the other. */
export const times = (words: string, what: string) => words.split(what).length - 1;

/** First those that die before their commit. */
export function sorted(acts: readonly KilledAct[]): KilledAct[] {
  const isBefore = ({ point }: KilledAct) => point.startsWith('before');
  return [...acts.filter(isBefore), ...acts.filter((act) => !isBefore(act))];
}

/** What is needed to describe acts, and to make what they are about while all is well. */
export function killing(installation: Installation, db: Db) {
  const { playground } = installation;
  const as = (userId: string) => playground.as(userId);
  let typing: Promise<string> = Promise.resolve('');

  return {
    as,
    count: (query: string) => numbers(db, query),

    /** One after the other: many at once would take longer than Slack waits for each. */
    type(line: string, userId = 'U0CMO'): Promise<string> {
      typing = typing.then(() => typed(installation, userId, channel, line));
      return typing;
    },

    /** The words of the only message under such a key. */
    one(key: string | RegExp): string {
      const found = postedAs(playground, key);
      expect({ key: String(key), found: found.map(keyOf) }).toEqual({
        key: String(key),
        found: [expect.anything()],
      });
      return wordsOf(found[0]);
    },

    command: (userId: string, line: string) => () =>
      caught(playground, line.split(' ')[0]!, () => as(userId).command(channel, line)),
    press: (userId: string, message: StoredMessage, key: string) => () =>
      caught(playground, 'block_actions', () => as(userId).click(message, key)),
    fillIn: (userId: string, key: string, button: string, form: Record<string, string>) => async () => {
      const person = as(userId);
      await person.click(await comes(playground, key), button);
      const request = await caught(playground, 'view_submission', () => person.submit(form));
      await person.closeView();
      return request;
    },

    /** An act twice: for a process that dies before the commit, and for one that dies right after it. */
    async both(point: string, describe: (which: Which) => Promise<Described>): Promise<KilledAct[]> {
      const described = (['before', 'after'] as const).map(async (which) => {
        const act = await describe(which);
        const died = which === 'after' ? act.done : act.done.map(() => 0);
        return { ...act, point: `${which} ${point}`, died };
      });
      return Promise.all(described);
    },
  };
}
