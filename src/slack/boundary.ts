import { randomBytes } from 'node:crypto';
import { isDatabaseAway } from '../database/errors.ts';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { type Locale, type TextKey, type Texts, type TextValues, texts } from '../text/text.ts';
import { classifySlackError, isSlackSilent } from './client.ts';

interface Asked {
  workspaceId: string;
  userId: string;
  /** The command, action or view, for the log. */
  what: string;
}

/** The one place where a failure becomes words for the person who asked. */
export interface Boundary {
  /** `say` gets the words as mrkdwn and as plain text, and the modal field they belong to. */
  guard<T>(
    asked: Asked,
    work: (t: Texts) => Promise<T>,
    say: (mrkdwn: string, plain: string, field?: string) => T,
  ): Promise<T>;
  /** For jobs and events, which nobody waits for: logged once with an id. */
  report(what: string, error: unknown): void;
  /** The language the person was last known to read, also while the database is away. */
  localeOf(workspaceId: string, userId: string): Locale;
}

export function createBoundary(options: {
  log: Logger;
  localeOf(workspaceId: string, userId: string): Locale;
}): Boundary {
  const { log, localeOf } = options;
  return {
    localeOf,
    async guard(asked, work, say) {
      const t = texts(localeOf(asked.workspaceId, asked.userId));
      try {
        return await work(t);
      } catch (error) {
        // Known better by now: the first request of a person brings their language along.
        const now = texts(localeOf(asked.workspaceId, asked.userId));
        const tell = (key: TextKey, values: TextValues = {}, field?: string) =>
          say(now.t(key, values), plainOf(now, key, values), field);
        if (error instanceof UserError) {
          log.debug({ code: error.code, what: asked.what }, 'answered with an expected error');
          return tell(error.key, error.values, error.field);
        }
        if (isDatabaseAway(error)) {
          log.warn({ err: error, what: asked.what }, 'the database is away');
          return tell('common.databaseAway');
        }
        if (classifySlackError(error).kind === 'rate_limited') {
          log.warn({ what: asked.what }, 'Slack asks to wait');
          return tell('common.slackBusy');
        }
        if (isSlackSilent(error)) {
          log.warn({ err: error, what: asked.what }, 'Slack does not answer');
          return tell('common.slackSilent');
        }
        const id = errorId();
        log.error({ err: error, what: asked.what, errorId: id }, 'unexpected error');
        return tell('common.unexpected', { id });
      }
    },
    report(what, error) {
      if (isDatabaseAway(error)) log.warn({ err: error, what }, 'the database is away');
      else log.error({ err: error, what, errorId: errorId() }, 'unexpected error');
    },
  };
}

/** Short enough to be read out on the telephone. */
function errorId(): string {
  return randomBytes(4).toString('hex').toUpperCase();
}

/** Beside a modal's field nothing is formatted: code marks go, and a channel known only by its id is unnamed. */
function plainOf(t: Texts, key: TextKey, values: TextValues): string {
  return t
    .plain(key, values)
    .replaceAll('`', '')
    .replaceAll(/<#[^>]*>/g, t.plain('common.thatChannel'));
}
