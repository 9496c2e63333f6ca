import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { oneLine } from '../../slack/blocks.ts';
import { dayText } from '../../slack/dates-in-text.ts';
import {
  type ActionRequest,
  type Answer,
  type CommandRequest,
  done,
  type Reader,
  type ViewAnswer,
  type ViewRequest,
} from '../../slack/request.ts';
import type { Texts } from '../../text/text.ts';
import { dayOf } from '../../time/local-time.ts';
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import type { AfterService } from './after.service.ts';
import { mostRows } from './after.ts';
import { afterModal } from './after.views.ts';
import { afterMetadata, reportOf } from './after-submission.ts';
import type { FollowUpService } from './follow-up.service.ts';
import { followUpList } from './follow-up.views.ts';
import { likeliest } from './initiative-choice.ts';
import type { MeetingService } from './meeting.service.ts';
import { sendField, sendModal } from './meeting.views.ts';

const closed: ViewAnswer = { kind: 'close' };
const number = z.coerce.number().int();

/** At the start and after a sync, and what people took on in it. */
export function createMeetingListeners(options: {
  db: Db;
  meetings: MeetingService;
  after: AfterService;
  followUps: FollowUpService;
  initiatives: Pick<InitiativeService, 'list'>;
}) {
  const { db, meetings, after, followUps, initiatives } = options;

  async function report(reader: Reader, t: Texts, syncId: number, rows: number): Promise<ModalView> {
    const { series, sync, items } = await after.form(reader, syncId);
    const choices = likeliest(await initiatives.list(reader.workspaceId), series.departmentIds);
    return afterModal(t, sync, items, sync, rows, choices);
  }

  return {
    async here({ reader, value }: ActionRequest): Promise<Answer> {
      await meetings.answer(reader, number.parse(value), 'here');
      return done;
    },

    async absent({ reader, value }: ActionRequest): Promise<Answer> {
      await meetings.answer(reader, number.parse(value), 'absent');
      return done;
    },

    openSend: async ({ texts: t, value }: ActionRequest): Promise<Answer> => ({
      kind: 'modal',
      view: sendModal(t, number.parse(value)),
    }),

    async submitSend({ reader, view }: ViewRequest): Promise<ViewAnswer> {
      const { syncId } = z.object({ syncId: z.int() }).parse(JSON.parse(view.privateMetadata));
      const form = z
        .object({ [sendField]: z.object({ value: z.object({ selected_user: z.string() }) }) })
        .parse(view.values);
      await meetings.answer(reader, syncId, 'sending', form[sendField]!.value.selected_user);
      return closed;
    },

    async openReport({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      return { kind: 'modal', view: await report(reader, t, number.parse(value), 1) };
    },

    /** One row more of each; what was typed stays, since the other inputs keep their ids. */
    async anotherRow({ reader, texts: t, view }: ActionRequest): Promise<Answer> {
      if (!view) return done;
      const { syncId, rows } = afterMetadata(view);
      return { kind: 'replace_modal', view: await report(reader, t, syncId, Math.min(rows + 1, mostRows)) };
    },

    async submitReport({ reader, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const { syncId, report } = reportOf(view, dayOf(await databaseNow(db), reader.timezone));
      await after.held(reader, requestKey, syncId, report);
      return closed;
    },

    async notHeld({ reader, value }: ActionRequest): Promise<Answer> {
      await after.notHeld(reader, number.parse(value));
      return done;
    },

    async listFollowUps({ reader, texts: t }: CommandRequest): Promise<Answer> {
      const open = await followUps.listFor(reader);
      return { kind: 'ephemeral', text: t.t('meetings.followUpsTitle'), blocks: followUpList(t, open) };
    },

    async finishFollowUp({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const { text } = await followUps.finish(reader, number.parse(value));
      return { kind: 'ephemeral', text: t.t('meetings.followUpDone', { text: oneLine(text) }) };
    },

    async postponeFollowUp({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const day = await followUps.tomorrow(reader, number.parse(value));
      return { kind: 'ephemeral', text: t.t('meetings.followUpTomorrow', { day: dayText(t, day) }) };
    },
  };
}
