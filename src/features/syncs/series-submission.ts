import { z } from 'zod';
import type { SubmittedView } from '../../slack/request.ts';
import { type PresetKind, presetKinds, presetRule } from './recurrence-presets.ts';
import type { OnHoliday } from './series.ts';
import { fields, type SeriesRequest } from './series-draft.ts';

/** The form as it is filled in at the moment, valid or not. */
export interface SeriesForm {
  /** Null: a new series. */
  id: number | null;
  /** Of a series that is changed: the day that the form showed first. */
  shownDay: string | null;
  title: string;
  departmentIds: number[];
  participantIds: string[];
  channelId: string | null;
  /** YYYY-MM-DD */
  day: string;
  recurrence: PresetKind;
  /** Where `recurrence` is `own`. */
  ownRule: string;
  time: string;
  timezone: string;
  minutes: number;
  link: string;
  agendaDays: number;
  country: string | null;
  region: string | null;
  onHoliday: OnHoliday;
}

/** In place of an empty choice, which Slack's select offers nobody. */
export const none = 'none';

const element = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_conversation: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
});
const values = z.record(z.string(), z.record(z.string(), element));

const formMetadata = z.object({
  id: z.int().nullable(),
  shownDay: z.string().nullable(),
  /** What a select that is not shown at the moment was last. */
  day: z.string(),
  ownRule: z.string(),
});

export function metadataOf(form: SeriesForm): string {
  const { id, shownDay, day, ownRule } = form;
  return JSON.stringify({ id, shownDay, day, ownRule } satisfies z.infer<typeof formMetadata>);
}

/** What is typed and chosen, also while it is being filled in. */
export function formOf(view: Pick<SubmittedView, 'values' | 'privateMetadata'>): SeriesForm {
  const typed = values.parse(view.values);
  const metadata = formMetadata.parse(JSON.parse(view.privateMetadata));
  // Blocks whose choices depend on another carry it in their id.
  const field = (name: keyof typeof fields) => {
    const id = Object.keys(typed).find((key) => key.split(':', 1)[0] === fields[name]);
    return id === undefined ? undefined : Object.values(typed[id] ?? {})[0];
  };
  const option = (name: keyof typeof fields) => field(name)?.selected_option?.value ?? null;
  const chosen = (name: keyof typeof fields) => {
    const value = option(name);
    return value === none ? null : value;
  };
  return {
    id: metadata.id,
    shownDay: metadata.shownDay,
    title: field('title')?.value ?? '',
    departmentIds: (field('departments')?.selected_options ?? []).map(({ value }) => Number(value)),
    participantIds: field('participants')?.selected_users ?? [],
    channelId: field('channel')?.selected_conversation ?? null,
    day: field('day')?.selected_date ?? metadata.day,
    recurrence: z.enum(presetKinds).catch('own').parse(option('recurrence')),
    ownRule: field('rule')?.value ?? metadata.ownRule,
    time: field('time')?.selected_time ?? '',
    timezone: option('timezone') ?? '',
    minutes: Number(field('minutes')?.value ?? Number.NaN),
    link: field('link')?.value ?? '',
    agendaDays: Number(option('agendaDays') ?? Number.NaN),
    country: chosen('country'),
    region: chosen('region'),
    onHoliday: option('onHoliday') === 'move' ? 'move' : 'skip',
  };
}

/** The rule that the form means. */
export function ruleOf(form: Pick<SeriesForm, 'recurrence' | 'ownRule' | 'day'>): string {
  return form.recurrence === 'own' ? form.ownRule : presetRule(form.recurrence, form.day);
}

export function requestOf(form: SeriesForm): SeriesRequest {
  const { country, region, ownRule, recurrence, channelId, shownDay, id, day, ...rest } = form;
  return {
    ...rest,
    day: day === shownDay ? null : day,
    channelId: channelId ?? '',
    rule: ruleOf(form),
    holidayCountry: country,
    holidayRegion: region,
  };
}
