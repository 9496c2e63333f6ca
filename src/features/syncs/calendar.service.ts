import { randomBytes } from 'node:crypto';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { FeedOf } from './calendar.repository.ts';
import * as repository from './calendar.repository.ts';
import { calendarText } from './calendar.ts';
import * as seriesRepository from './series.repository.ts';
import { participantsOf, type Series } from './series.ts';
import * as syncRepository from './sync.repository.ts';

export type CalendarService = ReturnType<typeof createCalendarService>;

/** Calendars that Outlook and Google fetch by an address that only who has it knows. */
export function createCalendarService(deps: {
  db: Db;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  /** Where people reach the HTTP port, without a slash at the end; null: nowhere. */
  publicUrl: string | null;
}) {
  const { db, workspaces, departments, publicUrl } = deps;

  const newToken = (): string => randomBytes(32).toString('base64url');

  async function seriesOf(workspaceId: string, of: FeedOf): Promise<Series[]> {
    if ('seriesId' in of) {
      const one = await seriesRepository.seriesById(db, workspaceId, of.seriesId);
      return one ? [one] : [];
    }
    const all = await departments.list(workspaceId);
    return (await seriesRepository.seriesOf(db, workspaceId)).filter((series) =>
      participantsOf(series, all).includes(of.userId),
    );
  }

  /** The calendar as it is now. */
  async function textOf(workspaceId: string, of: FeedOf): Promise<string> {
    const all = await seriesOf(workspaceId, of);
    const entries = await Promise.all(
      all.map(async (series) => ({
        series,
        rows: await syncRepository.syncsBetween(db, workspaceId, series.id),
      })),
    );
    const t = texts((await workspaces.workspace(workspaceId)).locale);
    const name = 'seriesId' in of ? (all[0]?.title ?? '') : t.plain('syncs.calendar.name');
    return calendarText(name, entries, await databaseNow(db));
  }

  return {
    /** Whether the person takes part in any series that has not ended. */
    isAnyOf: async (workspaceId: string, userId: string): Promise<boolean> =>
      (await seriesOf(workspaceId, { userId })).length > 0,

    textOf,

    /** @returns null: nobody can reach the calendar */
    async address(reader: Reader, of: FeedOf, { renew = false } = {}): Promise<string | null> {
      if (publicUrl === null) return null;
      const { workspaceId } = reader;
      const known = await repository.tokenOf(db, workspaceId, of);
      const token = known ?? (await repository.insertToken(db, workspaceId, of, newToken()));
      if (!renew || known === null) return `${publicUrl}/calendar/${token}.ics`;
      const fresh = newToken();
      await repository.renewToken(db, workspaceId, of, fresh);
      return `${publicUrl}/calendar/${fresh}.ics`;
    },

    /** The calendar behind an address, as it is now. @returns null: there is none */
    async byToken(token: string): Promise<string | null> {
      const feed = await repository.feedByToken(db, token);
      if (!feed) return null;
      return textOf(feed.workspaceId, feed.of);
    },
  };
}
