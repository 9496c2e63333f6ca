import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { messageModal, shorten } from '../../slack/blocks.ts';
import { permalinkOf } from '../../slack/permalink.ts';
import {
  type ActionRequest,
  type Answer,
  type CommandRequest,
  done,
  type Reader,
  type Request,
  type ShortcutRequest,
  type ViewAnswer,
  type ViewRequest,
} from '../../slack/request.ts';
import type { Texts } from '../../text/text.ts';
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import type { OpeningService } from '../proposals/opening.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { PlanService } from './plan.service.ts';
import { savedText } from './plan.views.ts';
import type { PollService } from './poll.service.ts';
import { longestQuestion, type PollKind, pollKinds, pollName } from './poll.ts';
import { readPollWish } from './poll-command.ts';
import { pollModal } from './poll-form.views.ts';
import { wishForOtherKind, wishFromForm } from './poll-submission.ts';
import {
  deadlineOf,
  draftOf,
  emptyWish,
  fitsForm,
  type PollWish,
  planOf,
  rhythmOf,
  wishAgain,
} from './poll-wish.ts';

const number = z.coerce.number().int();

/** Asking: what is typed or filled in becomes a poll, or a saved one. */
export function createPollListeners(options: {
  db: Db;
  client: WebClient;
  workspaces: WorkspaceService;
  initiatives: InitiativeService;
  opening: Pick<OpeningService, 'plainMessage'>;
  polls: PollService;
  plans: PlanService;
}) {
  const { db, client, workspaces, initiatives, opening, polls, plans } = options;

  async function form(reader: Reader, t: Texts, wish: PollWish) {
    const departments = await polls.mayAsk(reader);
    const all = await initiatives.list(reader.workspaceId);
    return pollModal(t, wish, { departments, initiatives: all });
  }

  /** Where it goes unless something else is said. */
  async function usualChannel({ workspaceId }: Reader, typedIn: string): Promise<string> {
    if (typedIn !== '' && !typedIn.startsWith('D')) return typedIn;
    return (await workspaces.workspace(workspaceId)).homeChannelId ?? typedIn;
  }

  async function typedWish(request: CommandRequest, kind: PollKind, text: string): Promise<PollWish> {
    const { reader } = request;
    const all = await polls.mayAsk(reader);
    // A form for a pulse could not be submitted.
    if (kind === 'pulse' && (await initiatives.list(reader.workspaceId)).length === 0) {
      throw new UserError('no_initiatives', 'pollErrors.noInitiatives');
    }
    const channelId = await usualChannel(reader, request.channelId);
    const { wish, initiative } = readPollWish(kind, text, reader, channelId, all);
    if (initiative === '') return wish;
    const named = await initiatives.named(reader.workspaceId, initiative);
    return { ...wish, initiativeId: named.id };
  }

  async function carryOut(reader: Reader, t: Texts, requestKey: string, wish: PollWish): Promise<string> {
    const now = await databaseNow(db);
    const rhythm = rhythmOf(wish, reader, now);
    if (rhythm !== null || wish.isDraft) {
      const plan = await plans.save(reader, requestKey, planOf(wish, rhythm));
      return savedText(t, await plans.line(reader, plan));
    }
    const opened = await polls.open(reader, requestKey, draftOf(wish, deadlineOf(wish, reader, now)));
    const values = { name: pollName(opened.id), channel: `<#${opened.channelId}>` };
    return t.t('polls.posted', values);
  }

  return {
    /** With all it needs it is opened or saved at once; with less a form shows what was typed. */
    async ask(request: CommandRequest, kind: PollKind, text: string): Promise<Answer> {
      const { reader, texts: t, requestKey } = request;
      const wish = await typedWish(request, kind, text);
      const isComplete = kind === 'pulse' ? wish.initiativeId !== null : wish.question !== '';
      if (!isComplete && fitsForm(wish)) return { kind: 'modal', view: await form(reader, t, wish) };
      return { kind: 'ephemeral', text: await carryOut(reader, t, requestKey, wish) };
    },

    /** Whatever was typed; nothing is asked before the form is sent. */
    async askByForm(request: CommandRequest, text: string): Promise<Answer> {
      const wish = await typedWish(request, 'choice', text);
      return { kind: 'modal', view: await form(request.reader, request.texts, wish) };
    },

    async openNew({ reader, texts: t }: ShortcutRequest | ActionRequest): Promise<Answer> {
      const wish = emptyWish('choice', await usualChannel(reader, ''));
      return { kind: 'modal', view: await form(reader, t, wish) };
    },

    /** About the initiative whose number the button has. */
    async openPulse({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const { id, channelId } = await initiatives.existing(reader.workspaceId, number.parse(value));
      const wish = emptyWish('pulse', await usualChannel(reader, channelId ?? ''));
      return { kind: 'modal', view: await form(reader, t, { ...wish, initiativeId: id }) };
    },

    async fromMessage({ reader, texts: t, message }: ShortcutRequest): Promise<Answer> {
      if (!message) return done;
      const question = await opening.plainMessage(reader.workspaceId, message.text);
      const wish: PollWish = {
        ...emptyWish('choice', message.channelId),
        question: shorten(question, longestQuestion),
        sourcePermalink: await permalinkOf(client, message),
      };
      return { kind: 'modal', view: await form(reader, t, wish) };
    },

    /** The form of the other kind, with what both have. */
    async switchForm({ reader, texts: t, value, view }: ActionRequest): Promise<Answer> {
      if (!view) return done;
      const wish = wishForOtherKind(view, z.enum(pollKinds).parse(value));
      return { kind: 'replace_modal', view: await form(reader, t, wish) };
    },

    async again({ reader, texts: t }: Request, id: number): Promise<Answer> {
      const poll = await polls.shown(reader, id);
      return { kind: 'modal', view: await form(reader, t, wishAgain(poll)) };
    },

    async submit({ reader, texts: t, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const wish = wishFromForm(view);
      const text = await carryOut(reader, t, requestKey, wish);
      return { kind: 'replace_modal', view: messageModal(text, t) };
    },
  };
}
