import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { shorten } from '../../slack/blocks.ts';
import { permalinkOf } from '../../slack/permalink.ts';
import {
  type ActionRequest,
  type Answer,
  type CommandRequest,
  done,
  type Reader,
  type ShortcutRequest,
  type ViewAnswer,
  type ViewRequest,
} from '../../slack/request.ts';
import type { Texts } from '../../text/text.ts';
import { agreementName } from '../agreements/agreement.ts';
import type { EndingService } from '../agreements/ending.service.ts';
import type { OpeningService } from './opening.service.ts';
import type { ProposalService } from './proposal.service.ts';
import { type EndingDraft, longestStatement, proposalName } from './proposal.ts';
import { readProposal } from './proposal-command.ts';
import { editModal, fields, proposeModal, reasonModal } from './proposal-form.views.ts';
import { draftFromForm, editFromForm, reasonFromForm } from './proposal-submission.ts';
import { reasonReadModal, textModal } from './proposal-text.views.ts';
import { defaultDeadline } from './reminder.ts';

const closed: ViewAnswer = { kind: 'close' };

/** What buttons about one version carry, between colons. */
const versionValue = z.tuple([z.coerce.number().int(), z.coerce.number().int()]);
const reasonValue = z.tuple([z.coerce.number().int(), z.coerce.number().int(), z.string()]);

export function createProposalListeners(options: {
  db: Db;
  client: WebClient;
  opening: OpeningService;
  proposals: ProposalService;
  endings: Pick<EndingService, 'open' | 'filled'>;
}) {
  const { db, client, opening, proposals, endings } = options;

  /** The form, filled in with what is there already, also of the agreement that is to be replaced. */
  async function form(reader: Reader, t: Texts, draft: Partial<EndingDraft>): Promise<Answer> {
    const departments = await opening.mayPropose(reader);
    const now = await databaseNow(db);
    const known = draft.ends ? (await endings.filled(reader, draft.ends)).values : {};
    const values = {
      replaces: draft.ends ? agreementName(draft.ends.number) : '',
      ...known,
      deadline: draft.deadline ?? defaultDeadline({ now, timeZone: reader.timezone }),
      ...(draft.statement && { statement: draft.statement }),
      ...(draft.rationale && { rationale: draft.rationale }),
      ...(draft.channelId && !draft.channelId.startsWith('D') && { channelId: draft.channelId }),
      ...(draft.rule && { rule: draft.rule }),
      ...(draft.departmentIds && { departmentIds: draft.departmentIds }),
      ...(draft.reviewOn && { reviewOn: draft.reviewOn }),
      ...(draft.initiativeName && { initiative: draft.initiativeName }),
    };
    return { kind: 'modal', view: proposeModal(t, departments, values, draft.sourcePermalink ?? null) };
  }

  return {
    async propose({ reader, texts: t, requestKey, text, channelId }: CommandRequest): Promise<Answer> {
      const departments = await opening.mayPropose(reader);
      const draft = readProposal(text, reader, channelId, departments, await databaseNow(db));
      if (draft.statement === '') return form(reader, t, draft);
      const opened = await endings.open(reader, requestKey, draft);
      const values = { name: proposalName(opened.id), channel: `<#${opened.channelId}>` };
      return { kind: 'ephemeral', text: t.t('proposals.posted', values) };
    },

    openForm: ({ reader, texts: t }: ShortcutRequest | ActionRequest): Promise<Answer> => form(reader, t, {}),

    async proposeFromMessage({ reader, texts: t, message }: ShortcutRequest): Promise<Answer> {
      if (!message) return form(reader, t, {});
      return form(reader, t, {
        statement: shorten(await opening.plainMessage(reader.workspaceId, message.text), longestStatement),
        channelId: message.channelId,
        sourcePermalink: await permalinkOf(client, message),
      });
    },

    async submit({ reader, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      await endings.open(reader, requestKey, draftFromForm(view), fields.replaces);
      return closed;
    },

    async discuss({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const { message } = await proposals.existing(reader.workspaceId, proposalId(value));
      if (!message.permalink) return { kind: 'ephemeral', text: t.t('proposals.discussSoon') };
      return { kind: 'ephemeral', text: t.t('proposals.discussHere', { link: message.permalink }) };
    },

    async openEdit({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      return { kind: 'modal', view: editModal(t, await proposals.forEditing(reader, proposalId(value))) };
    },

    async submitEdit({ reader, view }: ViewRequest): Promise<ViewAnswer> {
      await proposals.edit(reader, editFromForm(view));
      return closed;
    },

    async withdraw({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const id = proposalId(value);
      await proposals.withdraw(reader, id);
      return { kind: 'ephemeral', text: t.t('proposals.withdrawn', { name: proposalName(id) }) };
    },

    async remind({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const count = await proposals.remind(reader, proposalId(value));
      return { kind: 'ephemeral', text: t.t('proposals.reminded', { count }) };
    },

    async openReason({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const [id, version] = versionValue.parse((value ?? '').split(':'));
      return { kind: 'modal', view: reasonModal(t, await proposals.forReason(reader, id, version)) };
    },

    async submitReason({ reader, view }: ViewRequest): Promise<ViewAnswer> {
      const { id, version, reason } = reasonFromForm(view);
      await proposals.giveReason(reader, id, version, reason);
      return closed;
    },

    async readText({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const [id, version] = versionValue.parse((value ?? '').split(':'));
      return { kind: 'modal', view: textModal(t, await proposals.textOf(reader.workspaceId, id, version)) };
    },

    async readReason({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const [id, version, userId] = reasonValue.parse((value ?? '').split(':'));
      const given = await proposals.reasonOf(reader.workspaceId, id, version, userId);
      return { kind: 'modal', view: reasonReadModal(t, given) };
    },

    link: async (): Promise<Answer> => done,
  };
}

function proposalId(value: string | null): number {
  return z.coerce.number().int().parse(value);
}
