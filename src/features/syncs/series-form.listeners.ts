import { z } from 'zod';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { messageModal } from '../../slack/blocks.ts';
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
import { addDays, dayOf, weekdayOf } from '../../time/local-time.ts';
import type { Department } from '../departments/department.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { OccurrenceService } from './occurrence.service.ts';
import { plannedFor } from './planning.ts';
import { presetOf } from './recurrence-presets.ts';
import type { SeriesService } from './series.service.ts';
import { type Series, seriesName, usual } from './series.ts';
import { rhythmText, whenText } from './series.views.ts';
import { readNewSeries } from './series-command.ts';
import { timingFrom } from './series-draft.ts';
import { type Preview, seriesModal } from './series-form.views.ts';
import { formOf, requestOf, ruleOf, type SeriesForm } from './series-submission.ts';

const datesShown = 5;

export type SeriesFormListeners = ReturnType<typeof createSeriesFormListeners>;

/** Making a series and changing it: by text, by form, or the usual one with a click. */
export function createSeriesFormListeners(options: {
  db: Db;
  workspaces: WorkspaceService;
  series: SeriesService;
  occurrences: OccurrenceService;
}) {
  const { db, workspaces, series: service, occurrences } = options;

  async function preview(t: Texts, form: SeriesForm): Promise<Preview> {
    const now = await databaseNow(db);
    try {
      const timing = timingFrom({ ...requestOf(form), day: form.day, rule: ruleOf(form) }, now);
      return { timing, dates: plannedFor(timing, { from: timing.firstSlot, limit: datesShown }) };
    } catch (error) {
      // Half filled in is no error: the form says what is missing, in the place where the dates will be.
      if (error instanceof UserError) return { problem: t.plain(error.key, error.values) };
      throw error;
    }
  }

  async function formAnswer(t: Texts, form: SeriesForm, departments: readonly Department[]): Promise<Answer> {
    return { kind: 'modal', view: seriesModal(t, form, departments, await preview(t, form)) };
  }

  /** The usual rhythm from the next Tuesday on. */
  async function newForm(reader: Reader, departments: readonly Department[]): Promise<SeriesForm> {
    const workspace = await workspaces.workspace(reader.workspaceId);
    return {
      id: null,
      shownDay: null,
      title: '',
      departmentIds: departments.map(({ id }) => id),
      participantIds: [],
      channelId: workspace.homeChannelId,
      day: nextTuesday(dayOf(await databaseNow(db), reader.timezone)),
      recurrence: 'biweekly',
      ownRule: '',
      time: usual.time,
      timezone: reader.timezone,
      minutes: usual.minutes,
      link: '',
      agendaDays: usual.agendaDays,
      country: workspace.country,
      region: null,
      onHoliday: usual.onHoliday,
    };
  }

  async function create(request: CommandRequest, rest: string): Promise<Answer> {
    const { reader, texts: t, requestKey } = request;
    const departments = await service.mayCreate(reader);
    const now = await databaseNow(db);
    const { country } = await workspaces.workspace(reader.workspaceId);
    const typed = readNewSeries(rest, { reader, channelId: request.channelId, departments, now, country });
    if (typed.isComplete) {
      const made = await service.create(reader, requestKey, typed.request);
      return { kind: 'ephemeral', text: await madeText(t, made) };
    }
    const { title, departmentIds, participantIds, channelId, time, timezone, minutes, link, agendaDays } =
      typed.request;
    const { rule, day, holidayCountry, holidayRegion, onHoliday } = typed.request;
    const usualForm = await newForm(reader, departments);
    const first = day ?? usualForm.day;
    const form: SeriesForm = {
      ...usualForm,
      title,
      departmentIds,
      participantIds,
      channelId: channelId.startsWith('D') ? usualForm.channelId : channelId,
      day: first,
      ...(rule && { recurrence: presetOf(rule, first), ownRule: rule }),
      time,
      timezone,
      minutes,
      link: link ?? '',
      agendaDays,
      country: holidayCountry,
      region: holidayRegion,
      onHoliday,
    };
    return formAnswer(t, form, departments);
  }

  async function madeText(t: Texts, series: Series): Promise<string> {
    return t.t('syncs.made', {
      name: seriesName(series.id),
      title: series.title,
      rhythm: rhythmText(t, series),
      first: whenText(t, await occurrences.nextOf(series)),
      agenda: t.t('syncs.agendaWhen', { count: series.agendaDays }),
    });
  }

  async function changeForm(reader: Reader, t: Texts, id: number): Promise<Answer> {
    const series = await service.existing(reader.workspaceId, id);
    await service.requireMayChange(reader, series);
    const departments = await service.mayCreate(reader);
    const upcoming = await occurrences.nextOf(series);
    const day = upcoming?.slot.slice(0, 10) ?? dayOf(await databaseNow(db), series.timezone);
    const recurrence = presetOf(series.rule, day);
    const { title, departmentIds, participantIds, channelId, timezone, minutes, agendaDays, onHoliday } =
      series;
    const form: SeriesForm = {
      id,
      shownDay: day,
      title,
      departmentIds,
      participantIds,
      channelId,
      day,
      recurrence,
      ownRule: recurrence === 'own' ? series.rule : '',
      time: series.firstSlot.slice(11),
      timezone,
      minutes,
      link: series.link ?? '',
      agendaDays,
      country: series.holidayCountry,
      region: series.holidayRegion,
      onHoliday,
    };
    return formAnswer(t, form, departments);
  }

  return {
    create,
    changeForm,

    change: ({ reader, texts: t, value }: ActionRequest): Promise<Answer> =>
      changeForm(reader, t, z.coerce.number().int().parse(value)),

    async openNew({ reader, texts: t }: ShortcutRequest | ActionRequest): Promise<Answer> {
      const departments = await service.mayCreate(reader);
      return formAnswer(t, await newForm(reader, departments), departments);
    },

    /** Something that the dates hang on was changed in the form. */
    async refresh({ reader, texts: t, view }: ActionRequest): Promise<Answer> {
      if (!view) return done;
      const form = formOf(view);
      const departments = await service.mayCreate(reader);
      return { kind: 'replace_modal', view: seriesModal(t, form, departments, await preview(t, form)) };
    },

    async submit({ reader, texts: t, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const form = formOf(view);
      const request = requestOf(form);
      const saved =
        form.id === null
          ? await service.create(reader, requestKey, request)
          : await service.change(reader, form.id, request);
      const text =
        form.id === null
          ? await madeText(t, saved)
          : t.t('syncs.changed', {
              name: seriesName(saved.id),
              title: saved.title,
              rhythm: rhythmText(t, saved),
              next: whenText(t, await occurrences.nextOf(saved)),
            });
      return { kind: 'replace_modal', view: messageModal(text, t) };
    },

    /** The series that is offered after departments were set up; a second click makes no second one. */
    async startUsual({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const departments = await service.mayCreate(reader);
      const channelId = z.string().parse(value);
      const form = await newForm(reader, departments);
      const title = t.plain('syncs.offer.name', {
        departments: departments.map(({ name }) => name).join('/'),
      });
      const request = {
        ...requestOf({ ...form, title, channelId }),
        timezone: (await workspaces.workspace(reader.workspaceId)).timezone,
      };
      const made = await service.create(reader, `usual:${channelId}`, request);
      const first = whenText(t, await occurrences.nextOf(made));
      return { kind: 'ephemeral', text: t.t('syncs.offer.done', { name: seriesName(made.id), first }) };
    },
  };
}

/** The first Tuesday after a day. */
function nextTuesday(day: string): string {
  const tuesday = 2;
  return addDays(day, ((tuesday - weekdayOf(day) + 6) % 7) + 1);
}
