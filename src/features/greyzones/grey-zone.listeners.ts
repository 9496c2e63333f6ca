import { z } from 'zod';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { messageModal, oneLine } from '../../slack/blocks.ts';
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
import type { OpeningService } from '../proposals/opening.service.ts';
import { proposalName } from '../proposals/proposal.ts';
import type { AskingService } from './asking.service.ts';
import { likelyOwner, questions } from './finding.ts';
import type { GreyZoneService } from './grey-zone.service.ts';
import {
  type GreyZone,
  type GreyZoneDraft,
  longestArea,
  readClaimCode,
  stillThere,
  zoneName,
} from './grey-zone.ts';
import { ownText, registerBlocks } from './grey-zone.views.ts';
import {
  readAgain,
  readAnswer,
  readGreyZone,
  readVerb,
  readZoneId,
  requireNothingBehind,
} from './grey-zone-command.ts';
import { againModal, greyZoneModal, proposalModal } from './grey-zone-form.views.ts';
import { againFromForm, greyZoneFromForm, proposalFromForm } from './grey-zone-submission.ts';
import { cardBlocks } from './matrix.views.ts';
import type { Opened, OwningService } from './owning.service.ts';
import { readProposal } from './proposal-command.ts';

const number = z.coerce.number().int();
/** What a button of an answer carries, between colons. */
const answerValue = z.tuple([number, number, z.enum(questions), z.string()]);

export function createGreyZoneListeners(options: {
  db: Db;
  greyZones: GreyZoneService;
  asking: AskingService;
  owning: OwningService;
  plainMessage: OpeningService['plainMessage'];
}) {
  const { db, greyZones, asking, owning, plainMessage } = options;

  const say = (text: string): Answer => ({ kind: 'ephemeral', text });

  async function list(reader: Reader, t: Texts): Promise<Answer> {
    const all = await greyZones.list(reader.workspaceId);
    const deciding = await owning.deciding(reader.workspaceId);
    const blocks = registerBlocks(t, all, {
      now: await databaseNow(db),
      timeZone: reader.timezone,
      deciding,
    });
    return { kind: 'ephemeral', text: t.t('greyzones.listTitle'), blocks };
  }

  async function show(reader: Reader, t: Texts, id: number): Promise<Answer> {
    const { shown, own, voter } = await greyZones.show(reader, id);
    const text = t.t('greyzones.shownText', { name: zoneName(id), area: shown.zone.area });
    return { kind: 'ephemeral', text, blocks: cardBlocks(t, shown, own, voter) };
  }

  async function form(reader: Reader, t: Texts, draft: Partial<GreyZoneDraft>): Promise<Answer> {
    const all = await greyZones.mayAsk(reader);
    const initiatives = await greyZones.initiatives(reader.workspaceId);
    const initiative = initiatives.find(({ id }) => id === draft.initiativeId) ?? null;
    const whole: GreyZoneDraft = {
      ...{ area: '', initiativeId: null, channelId: '', deadline: null },
      ...draft,
      departmentIds: draft.departmentIds ?? greyZones.usualDepartments(initiative, all),
    };
    return { kind: 'modal', view: greyZoneModal(t, whole, all, initiatives) };
  }

  const onItsWay = (t: Texts, { id, channelId }: GreyZone) =>
    t.t('greyzones.onItsWay', { name: zoneName(id), channel: `<#${channelId}>` });

  const proposed = (t: Texts, { id, channelId }: Opened) =>
    t.t('greyzones.proposed', { proposal: proposalName(id), channel: `<#${channelId}>` });

  async function create(request: CommandRequest, rest: string): Promise<Answer> {
    const { reader, texts: t, requestKey, channelId } = request;
    const all = await greyZones.mayAsk(reader);
    const typed = readGreyZone(rest, reader, all);
    const { area, departmentIds, deadline, initiative } = typed;
    const named =
      initiative === null ? null : await greyZones.initiativeNamed(reader.workspaceId, initiative);
    const draft: GreyZoneDraft = {
      ...{ area, departmentIds, deadline },
      initiativeId: named?.id ?? null,
      channelId: typed.channelId ?? channelId,
    };
    if (area !== '') return say(onItsWay(t, await greyZones.create(reader, requestKey, draft)));
    await greyZones.checkDeadline(reader, deadline);
    return form(reader, t, draft);
  }

  async function again(request: CommandRequest, id: number, words: string | null) {
    const { reader, texts: t, requestKey } = request;
    return say(onItsWay(t, await greyZones.again(reader, requestKey, id, words)));
  }

  async function proposalForm(
    reader: Reader,
    t: Texts,
    id: number,
    sentence: string | null = null,
  ): Promise<Answer> {
    const shown = await owning.forProposing(reader, id);
    const { zone, assessment } = shown;
    const left = stillThere(zone);
    const rows = (assessment?.rows ?? []).filter((row) =>
      left.some(({ id: one }) => one === row.departmentId),
    );
    const owner = likelyOwner({ rows }) ?? left[0]!.id;
    const statement = sentence ?? (await owning.statementFor(zone, owner));
    return { kind: 'modal', view: proposalModal(t, shown, owner, statement) };
  }

  async function close({ reader, texts: t }: CommandRequest | ActionRequest, id: number): Promise<Answer> {
    return say(t.t(`greyzones.${await asking.cancel(reader, id)}`, { name: zoneName(id) }));
  }

  async function drop({ reader, texts: t }: CommandRequest | ActionRequest, id: number): Promise<Answer> {
    await owning.drop(reader, id);
    return say(t.t('greyzones.isDropped', { name: zoneName(id) }));
  }

  return {
    async command(request: CommandRequest): Promise<Answer> {
      const { reader, texts: t, requestKey } = request;
      const { verb, rest } = readVerb(request.text);
      if (verb === 'new') return create(request, rest);
      if (verb === 'list') {
        requireNothingBehind(verb, rest, reader);
        return list(reader, t);
      }
      const { id, rest: more } = readZoneId(rest, verb, reader);
      if (verb === 'again') return again(request, id, readAgain(more, reader));
      if (verb === 'propose') {
        const zone = await greyZones.existing(reader.workspaceId, id);
        const { owner, statement } = readProposal(more, reader, zone);
        if (owner === null) return proposalForm(reader, t, id, statement);
        const wish = { ownerDepartmentId: owner, statement };
        return say(proposed(t, await owning.propose(reader, requestKey, id, wish)));
      }
      if (verb === 'answer') {
        const { zone, voter } = await asking.voter(reader, id);
        const said = readAnswer(more, reader, zone, voter.departmentId);
        return say(ownText(t, await asking.answer(reader, id, zone.round, said, null)));
      }
      requireNothingBehind(verb, more, reader);
      if (verb === 'drop') return drop(request, id);
      return verb === 'close' ? close(request, id) : show(reader, t, id);
    },

    list: ({ reader, texts: t }: ActionRequest): Promise<Answer> => list(reader, t),

    openNew: ({ reader, texts: t }: ActionRequest): Promise<Answer> => form(reader, t, {}),

    async fromMessage({ reader, texts: t, message }: ShortcutRequest): Promise<Answer> {
      if (!message) return form(reader, t, {});
      const text = await plainMessage(reader.workspaceId, message.text);
      return form(reader, t, { area: oneLine(text, longestArea), channelId: message.channelId });
    },

    async submit({ reader, texts: t, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const zone = await greyZones.create(reader, requestKey, greyZoneFromForm(view));
      return { kind: 'replace_modal', view: messageModal(onItsWay(t, zone), t) };
    },

    async answer({ reader, texts: t, value, at }: ActionRequest): Promise<Answer> {
      const [id, round, question, code] = answerValue.parse((value ?? '').split(':'));
      const claim = readClaimCode(code);
      const said = claim === null ? {} : { [question]: claim };
      return say(ownText(t, await asking.answer(reader, id, round, said, at)));
    },

    close: (request: ActionRequest): Promise<Answer> => close(request, number.parse(request.value)),

    drop: (request: ActionRequest): Promise<Answer> => drop(request, number.parse(request.value)),

    async again({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      return { kind: 'modal', view: againModal(t, await greyZones.forAgain(reader, number.parse(value))) };
    },

    async submitAgain({ reader, texts: t, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const { id, deadline } = againFromForm(view);
      const zone = await greyZones.again(reader, requestKey, id, deadline);
      return { kind: 'replace_modal', view: messageModal(onItsWay(t, zone), t) };
    },

    propose: ({ reader, texts: t, value }: ActionRequest): Promise<Answer> =>
      proposalForm(reader, t, number.parse(value)),

    async submitProposal({ reader, texts: t, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const { id, ...typed } = proposalFromForm(view);
      const opened = await owning.proposeFromForm(reader, requestKey, id, typed);
      return { kind: 'replace_modal', view: messageModal(proposed(t, opened), t) };
    },
  };
}
