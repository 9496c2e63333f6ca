import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { messageModal } from '../../slack/blocks.ts';
import type {
  ActionRequest,
  Answer,
  CommandRequest,
  Reader,
  ShortcutRequest,
  ViewAnswer,
  ViewRequest,
} from '../../slack/request.ts';
import type { Texts } from '../../text/text.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import { proposalName } from '../proposals/proposal.ts';
import type { CardService } from './card.service.ts';
import { cardBlocks } from './card.views.ts';
import type { InitiativeService, Opened } from './initiative.service.ts';
import { type Initiative, type InitiativeDraft, nameKey, type Status } from './initiative.ts';
import { listBlocks, statusBlocks } from './initiative.views.ts';
import { readInitiative, readList, readVerb, type Verb, wordOf } from './initiative-command.ts';
import { draftOf, fitsForm } from './initiative-draft.ts';
import { initiativeModal } from './initiative-form.views.ts';
import { initiativeFromForm } from './initiative-submission.ts';

const number = z.coerce.number().int();

export function createInitiativeListeners(options: {
  initiatives: InitiativeService;
  cards: CardService;
  departments: DepartmentService;
}) {
  const { initiatives: service, cards, departments } = options;

  /** @param status only those; null: all */
  async function list(reader: Reader, t: Texts, status: Status | null = null): Promise<Answer> {
    const all = (await service.list(reader.workspaceId)).filter(
      (initiative) => status === null || initiative.status === status,
    );
    const known = await departments.list(reader.workspaceId);
    const shown = all.map((initiative) => ({
      initiative,
      sides: initiative.sides.flatMap(({ departmentId, sponsorUserId }) => {
        const department = known.find(({ id }) => id === departmentId);
        return department ? [{ name: department.name, sponsorUserId }] : [];
      }),
    }));
    const { workspaceId } = reader;
    const [unmatched, standing] = [await cards.unmatched(workspaceId), await cards.standing(workspaceId)];
    const text = t.t('initiatives.listTitle');
    if (status !== null) return { kind: 'ephemeral', text, blocks: statusBlocks(t, shown, status, standing) };
    const taken = [...(await service.byNames(workspaceId)).keys(), ...unmatched.map(nameKey)];
    const blocks = listBlocks(t, shown, unmatched, standing, new Set(taken));
    return { kind: 'ephemeral', text, blocks };
  }

  async function show(t: Texts, initiative: Initiative, text = initiative.name): Promise<Answer> {
    return { kind: 'ephemeral', text, blocks: cardBlocks(t, await cards.card(initiative)) };
  }

  async function empty(reader: Reader): Promise<InitiativeDraft> {
    const all = await service.mayCreate(reader);
    return {
      name: '',
      direction: '',
      extent: '',
      status: 'idea',
      channelId: null,
      links: [],
      departmentIds: all.map(({ id }) => id),
      sponsorIds: [],
    };
  }

  async function form(reader: Reader, t: Texts, initiative: Initiative | null, draft: InitiativeDraft) {
    const all = await departments.list(reader.workspaceId);
    return { kind: 'modal', view: initiativeModal(t, initiative, draft, all) } satisfies Answer;
  }

  async function changeForm(reader: Reader, t: Texts, initiative: Initiative): Promise<Answer> {
    await service.requireMayChange(reader, initiative);
    const all = await departments.list(reader.workspaceId);
    return form(reader, t, initiative, draftOf(initiative, all));
  }

  function proposedText(t: Texts, { id, channelId }: Opened): string {
    return t.t('initiatives.proposed', { proposal: proposalName(id), channel: `<#${channelId}>` });
  }

  type Changed = Awaited<ReturnType<InitiativeService['change']>>;

  function changedText(t: Texts, { initiative: { name }, opened, isChanged }: Changed): string {
    if (opened === null) return t.t(`initiatives.${isChanged ? 'changed' : 'unchanged'}`, { name });
    if (!isChanged) return proposedText(t, opened);
    const values = { name, proposal: proposalName(opened.id), channel: `<#${opened.channelId}>` };
    return t.t('initiatives.changedAndProposed', values);
  }

  async function create({ reader, texts: t, requestKey }: CommandRequest, rest: string): Promise<Answer> {
    const usual = await empty(reader);
    const { name, typed } = readInitiative(rest, reader, await departments.list(reader.workspaceId));
    const draft = { ...usual, ...typed, name: typed.name ?? name };
    const isComplete = draft.name !== '' && draft.direction !== '' && draft.extent !== '';
    if (!isComplete && fitsForm(draft)) return form(reader, t, null, draft);
    const made = await service.create(reader, requestKey, draft);
    return show(t, made, t.t('initiatives.made', { name: made.name }));
  }

  /** The verbs about one that there is. */
  async function about(request: CommandRequest, verb: Exclude<Verb, 'new' | 'list'>, rest: string) {
    const { reader, texts: t, requestKey } = request;
    const { workspaceId } = reader;
    const all = await departments.list(workspaceId);
    const { name, typed } = readInitiative(rest, reader, all);
    if (name === '') {
      const values = { verb: wordOf(verb, reader) };
      throw new UserError('missing_name', 'initiatives.errors.missingName', values);
    }
    const initiative = await service.named(workspaceId, name);
    if (verb === 'show') return show(t, initiative);
    if (verb === 'agree') {
      const opened = await service.propose(reader, requestKey, initiative.id);
      return { kind: 'ephemeral', text: proposedText(t, opened) } satisfies Answer;
    }
    if (Object.keys(typed).length === 0) return changeForm(reader, t, initiative);
    const draft = { ...draftOf(initiative, all), ...typed };
    const changed = await service.change(reader, requestKey, initiative.id, draft);
    return show(t, changed.initiative, changedText(t, changed));
  }

  return {
    async command(request: CommandRequest): Promise<Answer> {
      const { verb, rest } = readVerb(request.text);
      if (verb === 'list') return list(request.reader, request.texts, readList(rest, request.reader));
      if (verb === 'new') return create(request, rest);
      return about(request, verb, rest);
    },

    list: ({ reader, texts: t }: ActionRequest): Promise<Answer> => list(reader, t),

    async openNew({ reader, texts: t }: ShortcutRequest | ActionRequest): Promise<Answer> {
      return form(reader, t, null, await empty(reader));
    },

    /** One click makes one of the button's name, and another click no other. */
    async start({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const draft = { ...(await empty(reader)), name: value ?? '' };
      const made = await service.create(reader, `start:${nameKey(draft.name)}`, draft);
      return show(t, made, t.t('initiatives.made', { name: made.name }));
    },

    show: async ({ reader, texts: t, value }: ActionRequest): Promise<Answer> =>
      show(t, await service.existing(reader.workspaceId, number.parse(value))),

    change: async ({ reader, texts: t, value }: ActionRequest): Promise<Answer> =>
      changeForm(reader, t, await service.existing(reader.workspaceId, number.parse(value))),

    async agree({ reader, texts: t, requestKey, value }: ActionRequest): Promise<Answer> {
      const opened = await service.propose(reader, requestKey, number.parse(value));
      return { kind: 'ephemeral', text: proposedText(t, opened) };
    },

    async submit({ reader, texts: t, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const { id, draft, isStatusKept } = initiativeFromForm(view);
      if (id === null) {
        const made = await service.create(reader, requestKey, draft);
        return { kind: 'replace_modal', view: messageModal(t.t('initiatives.made', { name: made.name }), t) };
      }
      const { status } = isStatusKept ? await service.existing(reader.workspaceId, id) : draft;
      const changed = await service.change(reader, requestKey, id, { ...draft, status });
      return { kind: 'replace_modal', view: messageModal(changedText(t, changed), t) };
    },
  };
}
