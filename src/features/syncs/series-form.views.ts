import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { context, limits, plain, section, shorten } from '../../slack/blocks.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { regionsOf } from '../../time/holidays.ts';
import { countriesByLetter, countryName } from '../departments/countries.ts';
import type { Department } from '../departments/department.service.ts';
import { timeZonesWith } from '../departments/time-zones.ts';
import { occurrenceText } from './occurrence.views.ts';
import type { PlannedSync } from './planning.ts';
import { recurrenceInWords } from './recurrence.views.ts';
import { presetsFor } from './recurrence-presets.ts';
import { fewestMinutes, longestLink, longestTitle, mostMinutes, seriesName, type Timing } from './series.ts';
import { fields } from './series-draft.ts';
import { metadataOf, none, type SeriesForm } from './series-submission.ts';

export const callbacks = { series: 'sync_series_form' };

/** Whatever changes the dates asks for the form anew, with other dates under it. */
export const refresh = 'sync_form_value';

/** Slack's longest for a rule that is written by hand. */
const longestRule = 500;
const mostOptions = 100;
const agendaDayChoices = [0, 1, 2, 3, 5];

/** The dates that the choices give, or why they give none. */
export type Preview = { timing: Timing; dates: readonly PlannedSync[] } | { problem: string };

export function seriesModal(
  t: Texts,
  form: SeriesForm,
  departments: readonly Department[],
  preview: Preview,
): ModalView {
  const title =
    form.id === null
      ? t.plain('syncs.form.newTitle')
      : t.plain('syncs.form.changeTitle', { name: seriesName(form.id) });
  return {
    type: 'modal',
    callback_id: callbacks.series,
    private_metadata: metadataOf(form),
    title: plain(title, limits.modalTitle),
    submit: plain(t.plain('syncs.form.submit'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      ...(form.id === null ? [] : [context(t.t('syncs.form.future'))]),
      ...whatInputs(t, form, departments),
      ...whenInputs(t, form),
      previewBlock(t, preview),
      ...holidayInputs(t, form),
      ...moreInputs(t, form),
    ],
  };
}

function whatInputs(t: Texts, form: SeriesForm, departments: readonly Department[]): KnownBlock[] {
  const options = departments.slice(0, mostOptions).map(({ id, name }) => option(name, String(id)));
  const chosen = options.filter(({ value }) => form.departmentIds.includes(Number(value)));
  return [
    input(t, 'title', {
      element: {
        type: 'plain_text_input',
        max_length: longestTitle,
        ...(form.title && { initial_value: shorten(form.title, longestTitle) }),
      },
      hint: t.plain('syncs.form.titleHint'),
    }),
    input(t, 'departments', {
      element: {
        type: 'multi_static_select',
        options,
        ...(chosen.length > 0 && { initial_options: chosen }),
      },
    }),
    input(t, 'participants', {
      element: {
        type: 'multi_users_select',
        ...(form.participantIds.length > 0 && { initial_users: form.participantIds }),
      },
      isOptional: true,
      hint: t.plain('syncs.form.participantsHint'),
    }),
    input(t, 'channel', {
      element: {
        type: 'conversations_select',
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(form.channelId
          ? { initial_conversation: form.channelId }
          : { default_to_current_conversation: true }),
      },
      hint: t.plain('syncs.form.channelHint'),
    }),
  ];
}

function whenInputs(t: Texts, form: SeriesForm): KnownBlock[] {
  const rhythms = [
    ...presetsFor(form.day).map(({ kind, rule }) => option(recurrenceInWords(t, rule), kind)),
    option(t.plain('syncs.ownRule'), 'own'),
  ];
  const zones = timeZonesWith(form.timezone).map((zone) => option(zone.replaceAll('_', ' '), zone));
  return [
    input(t, 'day', {
      element: { type: 'datepicker', initial_date: form.day },
      refreshes: true,
      hint: t.plain('syncs.form.dayHint'),
    }),
    input(t, 'recurrence', {
      // Its words hang on the day; under another id Slack takes our choice instead of the one with old words.
      id: `${fields.recurrence}:${form.day}`,
      element: {
        type: 'static_select',
        options: rhythms,
        initial_option: rhythms.find(({ value }) => value === form.recurrence) ?? rhythms.at(-1),
      },
      refreshes: true,
    }),
    ...(form.recurrence === 'own'
      ? [
          input(t, 'rule', {
            element: {
              type: 'plain_text_input',
              max_length: longestRule,
              dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
              ...(form.ownRule && { initial_value: shorten(form.ownRule, longestRule) }),
            },
            refreshes: true,
            hint: t.plain('syncs.form.ruleHint'),
          }),
        ]
      : []),
    input(t, 'time', {
      element: { type: 'timepicker', ...(form.time && { initial_time: form.time }) },
      refreshes: true,
    }),
    input(t, 'timezone', {
      element: {
        type: 'static_select',
        options: zones,
        initial_option: zones.find(({ value }) => value === form.timezone) ?? zones[0],
      },
      refreshes: true,
    }),
    input(t, 'minutes', {
      element: {
        type: 'number_input',
        is_decimal_allowed: false,
        min_value: String(fewestMinutes),
        max_value: String(mostMinutes),
        ...(Number.isInteger(form.minutes) && { initial_value: String(form.minutes) }),
      },
    }),
  ];
}

function previewBlock(t: Texts, preview: Preview): KnownBlock {
  const text =
    'problem' in preview
      ? t.t('syncs.form.noPreview', { problem: preview.problem })
      : [
          `*${t.t('syncs.form.preview')}*`,
          ...preview.dates.map((date) => `• ${escapeMrkdwn(occurrenceText(t, preview.timing, date))}`),
        ].join('\n');
  return { ...section(text), block_id: 'preview' };
}

function holidayInputs(t: Texts, form: SeriesForm): KnownBlock[] {
  const noCountry = option(t.plain('syncs.form.noHolidays'), none);
  const wholeCountry = option(t.plain('syncs.form.noRegion'), none);
  const regions = form.country === null ? [] : regionsOf(form.country).slice(0, mostOptions - 1);
  const regionOptions = [wholeCountry, ...regions.map(({ code, name }) => option(name, code))];
  const onHoliday = (['skip', 'move'] as const).map((what) =>
    option(t.plain(`syncs.onHoliday.${what}`), what),
  );
  return [
    input(t, 'country', {
      element: {
        type: 'static_select',
        option_groups: [
          { label: plain('–'), options: [noCountry] },
          ...countriesByLetter(t.locale).map(({ letter, countries }) => ({
            label: plain(letter),
            options: countries.map(({ code, name }) => option(name, code)),
          })),
        ],
        initial_option: form.country ? option(countryName(form.country, t.locale), form.country) : noCountry,
      },
      refreshes: true,
    }),
    ...(regions.length > 0
      ? [
          input(t, 'region', {
            id: `${fields.region}:${form.country}`,
            element: {
              type: 'static_select',
              options: regionOptions,
              initial_option: regionOptions.find(({ value }) => value === form.region) ?? wholeCountry,
            },
            refreshes: true,
          }),
        ]
      : []),
    ...(form.country === null
      ? []
      : [
          input(t, 'onHoliday', {
            element: {
              type: 'static_select',
              options: onHoliday,
              initial_option: onHoliday.find(({ value }) => value === form.onHoliday),
            },
            refreshes: true,
          }),
        ]),
  ];
}

function moreInputs(t: Texts, form: SeriesForm): KnownBlock[] {
  const days = [
    ...new Set([...agendaDayChoices, ...(Number.isInteger(form.agendaDays) ? [form.agendaDays] : [])]),
  ]
    .sort((a, b) => a - b)
    .map((count) => option(t.plain('syncs.agendaWhen', { count }), String(count)));
  return [
    input(t, 'link', {
      element: {
        type: 'plain_text_input',
        max_length: longestLink,
        ...(form.link && { initial_value: shorten(form.link, longestLink) }),
      },
      isOptional: true,
      hint: t.plain('syncs.form.linkHint'),
    }),
    input(t, 'agendaDays', {
      element: {
        type: 'static_select',
        options: days,
        initial_option: days.find(({ value }) => value === String(form.agendaDays)) ?? days[1],
      },
    }),
  ];
}

function input(
  t: Texts,
  field: keyof typeof fields,
  block: { element: object; id?: string; isOptional?: boolean; refreshes?: boolean; hint?: string },
): KnownBlock {
  const refreshes = block.refreshes ?? false;
  return {
    type: 'input',
    block_id: block.id ?? fields[field],
    label: plain(t.plain(`syncs.labels.${fields[field]}`), limits.label),
    element: {
      action_id: refreshes ? refresh : 'value',
      ...block.element,
    } as unknown as InputBlock['element'],
    optional: block.isOptional ?? false,
    ...(refreshes && { dispatch_action: true }),
    ...(block.hint && { hint: plain(block.hint, limits.label) }),
  };
}

function option(label: string, value: string): PlainTextOption {
  return { text: plain(label, limits.optionText), value };
}
