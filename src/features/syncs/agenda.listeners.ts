import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { oneLine } from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import { permalinkOf } from '../../slack/permalink.ts';
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
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import type { AgendaService, NewItem } from './agenda.service.ts';
import { arrangeChoices, longestItem } from './agenda.ts';
import { readItem } from './agenda-command.ts';
import { addModal, agendaAnswer, arrangeModal } from './agenda-form.views.ts';
import type { FollowUpService } from './follow-up.service.ts';
import { likeliest } from './initiative-choice.ts';
import type { MeetingService } from './meeting.service.ts';
import type { NextSync } from './occurrence.service.ts';
import type { SeriesService } from './series.service.ts';
import { seriesName } from './series.ts';
import { readSeries } from './series-command.ts';

const closed: ViewAnswer = { kind: 'close' };
const number = z.coerce.number().int();
const addWords = /^(?:add|new|neu|hinzufügen|hinzufuegen|\+)\s+/i;

const text = z.object({ value: z.object({ value: z.string().nullish() }) });
const addForm = z.object({
  series: z.object({ value: z.object({ selected_option: z.object({ value: number }) }) }),
  item: text,
  link: text.optional(),
  initiative: z
    .object({ value: z.object({ selected_option: z.object({ value: number }).nullish() }) })
    .optional(),
});

/** Looking at agendas, adding to them, arranging them. */
export function createAgendaListeners(options: {
  client: WebClient;
  series: SeriesService;
  agendas: AgendaService;
  meetings: MeetingService;
  followUps: FollowUpService;
  initiatives: Pick<InitiativeService, 'named' | 'list'>;
  /** A message as plain text, with names instead of ids. */
  plainMessage(workspaceId: string, text: string): Promise<string>;
}) {
  const { client, series: service, agendas, meetings, followUps, initiatives } = options;

  async function show(t: Texts, workspaceId: string, seriesId: number): Promise<Answer> {
    const { series, occurrence, items } = await agendas.show(workspaceId, seriesId);
    const text = t.t('meetings.agendaText', { name: seriesName(series.id), title: series.title });
    return { kind: 'ephemeral', text, blocks: agendaAnswer(t, series, occurrence.startsAt, items) };
  }

  function addedText(t: Texts, { series, occurrence }: NextSync): string {
    return t.t('meetings.added', { name: seriesName(series.id), when: slackDate(t, occurrence.startsAt) });
  }

  async function form(
    reader: Reader,
    t: Texts,
    chosen: number | null,
    filled: { text: string; link: string | null },
  ): Promise<Answer> {
    const all = (await service.list(reader.workspaceId)).filter(({ state }) => state === 'active');
    if (all.length === 0) readSeries('', [], 'agenda');
    const of = all.find(({ id }) => id === chosen)?.departmentIds ?? all.flatMap((one) => one.departmentIds);
    const choices = likeliest(await initiatives.list(reader.workspaceId), of);
    return { kind: 'modal', view: addModal(t, all, chosen, filled, choices) };
  }

  async function itemOf(reader: Reader, typed: string): Promise<NewItem> {
    const { text, initiative } = readItem(typed);
    if (initiative === null) return { text, link: null };
    return { text, link: null, initiativeId: (await initiatives.named(reader.workspaceId, initiative)).id };
  }

  async function arrangeForm(reader: Reader, t: Texts, seriesId: number): Promise<Answer> {
    return { kind: 'modal', view: arrangeModal(t, seriesId, await agendas.items(reader, seriesId)) };
  }

  const seriesOf = async (reader: Reader, syncId: number): Promise<number> =>
    (await meetings.existing(reader.workspaceId, syncId)).series.id;

  return {
    /** `agenda S-2`, `agenda S-2 add Budget for Q3` */
    async command({ reader, texts: t, requestKey }: CommandRequest, rest: string): Promise<Answer> {
      const named = readSeries(rest, await service.list(reader.workspaceId), 'agenda');
      if (!addWords.test(`${named.rest} `)) return show(t, reader.workspaceId, named.id);
      const item = await itemOf(reader, named.rest.replace(addWords, ''));
      const next = await agendas.addTo(reader, requestKey, named.id, item);
      return { kind: 'ephemeral', text: addedText(t, next) };
    },

    show: ({ reader, texts: t, value }: ActionRequest): Promise<Answer> =>
      show(t, reader.workspaceId, number.parse(value)),

    openAdd: async ({ reader, texts: t, value }: ActionRequest): Promise<Answer> =>
      form(reader, t, await seriesOf(reader, number.parse(value)), { text: '', link: null }),

    openAddTo: ({ reader, texts: t, value }: ActionRequest): Promise<Answer> =>
      form(reader, t, number.parse(value), { text: '', link: null }),

    async addFromMessage({ reader, texts: t, message }: ShortcutRequest): Promise<Answer> {
      if (!message) return form(reader, t, null, { text: '', link: null });
      const text = await options.plainMessage(reader.workspaceId, message.text);
      return form(reader, t, null, {
        text: oneLine(text, longestItem),
        link: await permalinkOf(client, message),
      });
    },

    async submitAdd({ reader, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const typed = addForm.parse(view.values);
      await agendas.addTo(reader, requestKey, typed.series.value.selected_option.value, {
        text: typed.item.value.value ?? '',
        link: typed.link?.value.value ?? null,
        initiativeId: typed.initiative?.value.selected_option?.value ?? null,
      });
      return closed;
    },

    openArrange: async ({ reader, texts: t, value }: ActionRequest): Promise<Answer> =>
      arrangeForm(reader, t, await seriesOf(reader, number.parse(value))),

    openArrangeOf: ({ reader, texts: t, value }: ActionRequest): Promise<Answer> =>
      arrangeForm(reader, t, number.parse(value)),

    async arrange({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const [seriesId, itemId, what] = z
        .tuple([number, number, z.enum(arrangeChoices)])
        .parse((value ?? '').split(':'));
      if (what === 'done') await followUps.finishItem(reader, itemId);
      const items = await agendas.arrange(reader, seriesId, itemId, what);
      return { kind: 'replace_modal', view: arrangeModal(t, seriesId, items) };
    },
  };
}
