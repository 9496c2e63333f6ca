import type { WebClient } from '@slack/web-api';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { enqueue } from '../../jobs/jobs.ts';
import type { Logger } from '../../logger.ts';
import { classifySlackError } from '../../slack/client.ts';
import { postMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import { shareFile, uploadFile } from '../../slack/upload.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { CalendarService } from './calendar.service.ts';
import { fileWords, refusedText } from './calendar.views.ts';
import type { CalendarFile } from './calendar-file.repository.ts';
import * as repository from './calendar-file.repository.ts';
import type { SeriesService } from './series.service.ts';
import { tasks } from './tasks.ts';

export type CalendarFileService = ReturnType<typeof createCalendarFileService>;

/** Calendars as files in a direct message, for where no address can be reached. */
export function createCalendarFileService(deps: {
  db: Db;
  client: WebClient;
  workspaces: WorkspaceService;
  calendars: CalendarService;
  series: SeriesService;
  /** For the bytes; the client has its own. */
  timeoutMs: number;
  log: Logger;
}) {
  const { db, client, workspaces, calendars, series: seriesService, timeoutMs, log } = deps;

  const calendarOf = ({ userId, seriesId }: Pick<CalendarFile, 'userId' | 'seriesId'>) =>
    seriesId === null ? { userId } : { seriesId };

  /** The same file, and so the same upload, however often this is tried. */
  async function deliver(workspaceId: string, id: number, file: CalendarFile): Promise<void> {
    const of = calendarOf(file);
    const series = file.seriesId === null ? null : await seriesService.existing(workspaceId, file.seriesId);
    const t = await workspaces.textsFor(db, workspaceId, file.userId);
    const { name, title, comment } = fileWords(t, series);
    let { slackFileId } = file;
    if (slackFileId === null) {
      const content = await calendars.textOf(workspaceId, of);
      const uploaded = await uploadFile(client, { name, content, timeoutMs });
      slackFileId = await repository.keepUploaded(db, workspaceId, id, uploaded);
    }
    await shareFile(client, { fileId: slackFileId, userId: file.userId, title, comment });
    await repository.settle(db, workspaceId, id);
  }

  async function giveUp(workspaceId: string, id: number, file: CalendarFile, error: string): Promise<void> {
    log.error({ file: id, error }, 'Slack refused a calendar file');
    await db.transaction().execute(async (trx) => {
      if (!(await repository.settle(trx, workspaceId, id))) return;
      const text = refusedText(
        await workspaces.textsFor(trx, workspaceId, file.userId),
        file.seriesId,
        error,
      );
      const key = `calendar-file:${id}:refused`;
      await postMessage(trx, { workspaceId, key, channelId: file.userId, body: { text } });
    });
  }

  return {
    /**
     * The file is on its way once this returns.
     * @param requestKey a repeated command or click sends nothing more
     * @param seriesId null: all series of the person
     * @throws UserError `unknown_series`, `empty_calendar`
     */
    async request(reader: Reader, requestKey: string, seriesId: number | null): Promise<void> {
      const { workspaceId, userId } = reader;
      if (seriesId !== null) await seriesService.existing(workspaceId, seriesId);
      else if (!(await calendars.isAnyOf(workspaceId, userId))) {
        throw new UserError('empty_calendar', 'syncs.errors.emptyCalendar');
      }
      await db.transaction().execute(async (trx) => {
        const wanted = { workspaceId, creationKey: requestKey, userId, seriesId };
        await repository.forgetOld(trx, workspaceId);
        const id = await repository.insertFile(trx, wanted);
        if (id !== null) await enqueue(trx, tasks.calendarFile, { workspaceId, id });
      });
    },

    /** @throws what Slack left open: the job then begins again where it was */
    async send(workspaceId: string, id: number): Promise<void> {
      const file = await repository.unsettledFile(db, workspaceId, id);
      if (!file) return;
      try {
        await deliver(workspaceId, id, file);
      } catch (error) {
        const failure = classifySlackError(error);
        if (failure.kind === 'unknown') throw error;
        if (failure.kind === 'refused') return giveUp(workspaceId, id, file, failure.error);
        await enqueue(db, tasks.calendarFile, { workspaceId, id }, { delayMs: failure.retryAfterMs });
      }
    },
  };
}
