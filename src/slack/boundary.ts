import { randomBytes } from 'node:crypto';
import { isDatabaseAway } from '../database/errors.ts';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { type Locale, type Texts, texts } from '../text/text.ts';
import { classifySlackError } from './client.ts';

interface Asked {
  workspaceId: string;
  userId: string;
  /** The command, action or view, for the log. */
  what: string;
}

/** The one place where a failure becomes words for the person who asked. */
export interface Boundary {
  guard<T>(
    asked: Asked,
    work: (t: Texts) => Promise<T>,
    say: (text: string, field?: string) => T,
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
        if (error instanceof UserError) {
          log.debug({ code: error.code, what: asked.what }, 'answered with an expected error');
          return say(now.t(error.key, error.values), error.field);
        }
        if (isDatabaseAway(error)) {
          log.warn({ err: error, what: asked.what }, 'the database is away');
          return say(now.t('common.databaseAway'));
        }
        if (classifySlackError(error).kind === 'rate_limited') {
          log.warn({ what: asked.what }, 'Slack asks to wait');
          return say(now.t('common.slackBusy'));
        }
        const id = errorId();
        log.error({ err: error, what: asked.what, errorId: id }, 'unexpected error');
        return say(now.t('common.unexpected', { id }));
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
