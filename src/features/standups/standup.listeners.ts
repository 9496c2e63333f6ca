import { z } from 'zod';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { messageModal } from '../../slack/blocks.ts';
import { dayText } from '../../slack/dates-in-text.ts';
import type {
  ActionRequest,
  Answer,
  CommandRequest,
  Reader,
  ShortcutRequest,
  ViewAnswer,
  ViewRequest,
} from '../../slack/request.ts';
import { type Texts, texts } from '../../text/text.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { StandupService } from './standup.service.ts';
import { type Standup, type StandupDraft, standupName, usual } from './standup.ts';
import { daysText, listBlocks, statsBlocks } from './standup.views.ts';
import { readNewStandup, readStandup, readUntil, readVerb, usualQuestions } from './standup-command.ts';
import { standupModal } from './standup-form.views.ts';
import { standupFromForm } from './standup-submission.ts';

const number = z.coerce.number().int();

/** Making standups and looking after them. */
export function createStandupListeners(options: {
  db: Db;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  standups: StandupService;
}) {
  const { db, workspaces, departments, standups: service } = options;

  /** Questions are asked of everybody, so they begin in the workspace's language. */
  const channelTexts = async (workspaceId: string) => texts((await workspaces.workspace(workspaceId)).locale);

  function savedText(t: Texts, key: 'made' | 'changed', standup: Standup): string {
    return t.t(`standups.${key}`, {
      name: standupName(standup.id),
      title: standup.name,
      days: daysText(t, standup.weekdays),
      time: standup.time,
      channel: `<#${standup.channelId}>`,
    });
  }

  async function create({ reader, texts: t, requestKey, channelId }: CommandRequest, rest: string) {
    const all = await service.mayCreate(reader);
    const { homeChannelId } = await workspaces.workspace(reader.workspaceId);
    const { draft, isComplete } = readNewStandup(rest, {
      reader,
      channelTexts: await channelTexts(reader.workspaceId),
      channelId: channelId.startsWith('D') ? (homeChannelId ?? channelId) : channelId,
      departments: all,
    });
    if (!isComplete) {
      return { kind: 'modal', view: standupModal(t, null, draft, all) } satisfies Answer;
    }
    const made = await service.create(reader, requestKey, draft);
    return { kind: 'ephemeral', text: savedText(t, 'made', made) } satisfies Answer;
  }

  async function list({ reader, texts: t }: CommandRequest): Promise<Answer> {
    const all = await service.list(reader.workspaceId);
    const mine = await Promise.all(
      all.map(async (standup) => ((await service.isOrganiser(reader, standup)) ? [standup.id] : [])),
    );
    const blocks = listBlocks(t, all, new Set(mine.flat()));
    return { kind: 'ephemeral', text: t.t('standups.listTitle'), blocks };
  }

  async function changeForm(reader: Reader, t: Texts, id: number): Promise<Answer> {
    const standup = await service.existing(reader.workspaceId, id);
    await service.requireOrganiser(reader, standup);
    const all = await departments.list(reader.workspaceId);
    return { kind: 'modal', view: standupModal(t, id, standup, all) };
  }

  async function stats(reader: Reader, t: Texts, id: number): Promise<Answer> {
    const { standup, rows } = await service.stats(reader, id);
    const ids = [...new Set(rows.map(({ departmentId }) => departmentId))];
    const names = new Map(
      await Promise.all(
        ids.map(async (one) => [one, await departments.nameOf(reader.workspaceId, one)] as const),
      ),
    );
    const blocks = statsBlocks(t, standup, rows, (one) => names.get(one) ?? '');
    return { kind: 'ephemeral', text: t.t('standups.statsTitle', { title: standup.name }), blocks };
  }

  async function setState(
    reader: Reader,
    t: Texts,
    verb: 'pause' | 'resume' | 'end',
    id: number,
  ): Promise<Answer> {
    await service[verb](reader, id);
    const key = ({ pause: 'standups.paused', resume: 'standups.resumed', end: 'standups.ended' } as const)[
      verb
    ];
    return { kind: 'ephemeral', text: t.t(key, { name: standupName(id) }) };
  }

  return {
    async command(request: CommandRequest): Promise<Answer> {
      const { reader, texts: t } = request;
      const { verb, rest } = readVerb(request.text);
      if (verb === 'new') return create(request, rest);
      if (verb === 'list') return list(request);
      if (verb === 'back') {
        await service.setAway(reader, null);
        return { kind: 'ephemeral', text: t.t('standups.back') };
      }
      if (verb === 'away') {
        const at = { now: await databaseNow(db), timeZone: reader.timezone, locale: reader.locale };
        const until = readUntil(rest, at);
        await service.setAway(reader, until);
        return { kind: 'ephemeral', text: t.t('standups.away', { day: dayText(t, until) }) };
      }
      const id = readStandup(rest, await service.list(reader.workspaceId), verb);
      if (verb === 'change') return changeForm(reader, t, id);
      if (verb === 'stats') return stats(reader, t, id);
      if (verb === 'run') {
        const { asked } = await service.run(reader, id);
        const key = asked > 0 ? 'standups.running' : 'standups.ranAlready';
        return { kind: 'ephemeral', text: t.t(key, { name: standupName(id) }) };
      }
      return setState(reader, t, verb, id);
    },

    async openNew({ reader, texts: t }: ShortcutRequest | ActionRequest): Promise<Answer> {
      const all = await service.mayCreate(reader);
      const { homeChannelId } = await workspaces.workspace(reader.workspaceId);
      const draft: StandupDraft = {
        ...usual,
        weekdays: [...usual.weekdays],
        name: '',
        channelId: homeChannelId ?? '',
        departmentIds: all.map(({ id }) => id),
        userIds: [],
        questions: usualQuestions(await channelTexts(reader.workspaceId)),
      };
      return { kind: 'modal', view: standupModal(t, null, draft, all) };
    },

    async submit({ reader, texts: t, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const { id, draft } = standupFromForm(view);
      const saved =
        id === null
          ? await service.create(reader, requestKey, draft)
          : await service.change(reader, id, draft);
      const text = savedText(t, id === null ? 'made' : 'changed', saved);
      return { kind: 'replace_modal', view: messageModal(text, t) };
    },

    change: ({ reader, texts: t, value }: ActionRequest) => changeForm(reader, t, number.parse(value)),
    stats: ({ reader, texts: t, value }: ActionRequest) => stats(reader, t, number.parse(value)),
    pause: ({ reader, texts: t, value }: ActionRequest) => setState(reader, t, 'pause', number.parse(value)),
    resume: ({ reader, texts: t, value }: ActionRequest) =>
      setState(reader, t, 'resume', number.parse(value)),
    end: ({ reader, texts: t, value }: ActionRequest) => setState(reader, t, 'end', number.parse(value)),
  };
}
