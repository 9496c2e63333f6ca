import { z } from 'zod';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import type { ToldEvent } from '../../slack/events.ts';
import { plainFromCommand } from '../../slack/mentions.ts';
import {
  type ActionRequest,
  type Answer,
  done,
  type ViewAnswer,
  type ViewRequest,
} from '../../slack/request.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import { draftFromForm } from '../proposals/proposal-submission.ts';
import { defaultDeadline } from '../proposals/reminder.ts';
import type { AnswerService } from './answer.service.ts';
import type { NeedService } from './need.service.ts';
import { needProposalModal } from './need-proposal.views.ts';
import { allOthers, answerField, answerModal, toField } from './prompt.views.ts';
import { replyField, replyModal } from './report.views.ts';
import { mostQuestions } from './standup.ts';

const closed: ViewAnswer = { kind: 'close' };
const number = z.coerce.number().int();

const answers = z.record(
  z.string(),
  z.object({
    value: z.object({
      value: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
    }),
  }),
);

/** docs.slack.dev/reference/events/message.im, and its message_changed. */
const reply = z.object({
  channel: z.string(),
  user: z.string(),
  text: z.string(),
  ts: z.string(),
  thread_ts: z.string(),
});
const directMessage = z.object({ channel_type: z.literal('im'), subtype: z.string().optional() });
const changed = z.object({ channel: z.string(), message: reply.omit({ channel: true }) });

/** Answering the questions, and what people do about each other's needs. */
export function createAnswerListeners(options: {
  db: Db;
  departments: DepartmentService;
  answers: AnswerService;
  needs: NeedService;
}) {
  const { db, departments, answers: service, needs } = options;

  return {
    openAnswer: async ({ reader, texts: t, value }: ActionRequest): Promise<Answer> => ({
      kind: 'modal',
      view: answerModal(t, await service.form(reader, number.parse(value))),
    }),

    async nothing({ reader, value }: ActionRequest): Promise<Answer> {
      await service.save(reader, number.parse(value), { answers: [] });
      return done;
    },

    async submitAnswer({ reader, view }: ViewRequest): Promise<ViewAnswer> {
      const { roundId } = z.object({ roundId: z.int() }).parse(JSON.parse(view.privateMetadata));
      const typed = answers.parse(view.values);
      const to = typed[toField]?.value.selected_option?.value;
      await service.save(reader, roundId, {
        answers: Array.from({ length: mostQuestions }, (_, question) => question)
          .filter((question) => answerField(question) in typed)
          .map((question) => ({ question, text: typed[answerField(question)]?.value.value ?? '' })),
        ...(to !== undefined && { toDepartmentId: to === allOthers ? null : number.parse(to) }),
      });
      return closed;
    },

    /** A direct message. Only replies of people to questions mean something; the rest is theirs. */
    async message({ workspaceId, event }: ToldEvent): Promise<void> {
      const kind = directMessage.safeParse(event);
      if (!kind.success || typeof (event as { bot_id?: unknown }).bot_id === 'string') return;
      if (kind.data.subtype === 'message_changed') {
        const edit = changed.safeParse(event);
        if (!edit.success) return;
        const { channel: channelId, message } = edit.data;
        await service.replyEdited(workspaceId, said(channelId, message));
        return;
      }
      const parsed = reply.safeParse(event);
      if (kind.data.subtype !== undefined || !parsed.success) return;
      await service.reply(workspaceId, said(parsed.data.channel, parsed.data));
    },

    async accept({ reader, value }: ActionRequest): Promise<Answer> {
      await needs.accept(reader, number.parse(value));
      return done;
    },

    openReply: async ({ reader, texts: t, value }: ActionRequest): Promise<Answer> => ({
      kind: 'modal',
      view: replyModal(t, (await needs.existing(reader, number.parse(value))).need),
    }),

    async submitReply({ reader, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const { needId } = z.object({ needId: z.int() }).parse(JSON.parse(view.privateMetadata));
      const text = answers.parse(view.values)[replyField]?.value.value ?? '';
      await needs.reply(reader, requestKey, needId, text);
      return closed;
    },

    /** The form of proposals, filled in with what is needed. */
    async openProposal({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const { need, standup } = await needs.existing(reader, number.parse(value));
      const all = await departments.list(reader.workspaceId);
      const now = await databaseNow(db);
      const view = needProposalModal(t, all, need, {
        channelId: standup.channelId,
        departmentIds: needs.between({ need, standup }),
        deadline: defaultDeadline({ now, timeZone: reader.timezone }),
      });
      return { kind: 'modal', view };
    },

    async submitProposal({ reader, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const { needId } = z.object({ needId: z.int() }).parse(JSON.parse(view.privateMetadata));
      await needs.propose(reader, requestKey, needId, draftFromForm(view));
      return closed;
    },

    async toAgenda({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const { series, at } = await needs.toAgenda(reader, number.parse(value));
      return { kind: 'ephemeral', text: t.t('standups.onAgenda', { series, at: slackDate(t, at) }) };
    },
  };
}

function said(channelId: string, m: { user: string; text: string; ts: string; thread_ts: string }) {
  return {
    channelId,
    userId: m.user,
    ts: m.ts,
    threadTs: m.thread_ts,
    text: plainFromCommand(m.text),
  };
}
