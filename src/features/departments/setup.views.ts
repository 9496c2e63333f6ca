import type { KnownBlock, ModalView } from '@slack/types';
import { context, header, limits, plain, section, splitText } from '../../slack/blocks.ts';
import { type Locale, locales, type Texts } from '../../text/text.ts';
import { defaultStanceEmoji } from '../proposals/stance.ts';
import { offerBlocks } from '../syncs/series.views.ts';
import { countriesByLetter, countryName } from './countries.ts';
import { departmentLine } from './department.views.ts';
import { callbacks, input, metadata, option, rowInputs } from './department-form.views.ts';
import { mentions } from './department-notices.views.ts';
import { reactionText, stances } from './reaction-names.ts';
import { mostRows, type SetupForm, type SetupSummary } from './setup.ts';
import { none, settingFields } from './setup-submission.ts';
import { timeZonesWith } from './time-zones.ts';

export const setupActions = { addDepartment: 'setup_add_department' };

/** Each in its own words, so that everybody finds theirs. */
const languageNames: Record<Locale, string> = { en: 'English', de: 'Deutsch' };

/** Slack takes 250 kB; the groups to choose from give way to departments of many people. */
const largestViewBytes = 240_000;
const groupsOffered = [99, 39, 9];

const longestReactions = 3000;
const mostAdminsNamed = 20;

export function setupModal(t: Texts, form: SetupForm): ModalView {
  for (const most of groupsOffered) {
    const view = setupModalWith(t, form, most);
    if (bytesOf(view) <= largestViewBytes) return view;
  }
  return setupModalWith(t, form, 1);
}

function bytesOf(view: ModalView): number {
  return new TextEncoder().encode(JSON.stringify(view)).length;
}

function setupModalWith(t: Texts, form: SetupForm, mostGroups: number): ModalView {
  const { rows, groups } = form;
  return {
    type: 'modal',
    callback_id: callbacks.setup,
    private_metadata: metadata(rows),
    title: plain(t.plain('departments.setup.title'), limits.modalTitle),
    submit: plain(t.plain('common.save'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      section(t.t(form.isNew ? 'departments.setup.intro' : 'departments.setup.introAgain')),
      ...(form.isNew ? [context(t.t('departments.setup.firstIsAdmin'))] : []),
      ...rows.flatMap((row, i) => [
        { ...header(row.name || t.plain('departments.form.newDepartment')), block_id: `row:${i}` },
        ...rowInputs(t, row, i, groups, mostGroups),
      ]),
      ...moreRows(t, form),
      header(t.plain('departments.setup.settings')),
      ...settingInputs(t, form),
      header(t.plain('departments.setup.reactions')),
      ...reactionInputs(t, form),
    ],
  };
}

function moreRows(t: Texts, { rows, hidden, isNew }: SetupForm): KnownBlock[] {
  const notes = [
    ...(hidden > 0 ? [t.t('departments.moreDepartments', { count: hidden })] : []),
    ...(rows.length >= mostRows ? [t.t('departments.setup.full')] : []),
    ...(isNew ? [] : [t.t('departments.setup.removing')]),
  ];
  return [
    ...(rows.length < mostRows
      ? [
          {
            type: 'actions' as const,
            block_id: 'more',
            elements: [
              {
                type: 'button' as const,
                action_id: setupActions.addDepartment,
                text: plain(t.plain('departments.setup.addDepartment'), limits.button),
              },
            ],
          },
        ]
      : []),
    ...(notes.length > 0 ? [context(...notes)] : []),
  ];
}

function settingInputs(t: Texts, { settings, adminIds, readerTimezone }: SetupForm): KnownBlock[] {
  const languages = locales.map((locale) => option(languageNames[locale], locale));
  const zones = timeZonesWith(settings.timezone, readerTimezone).map((zone) =>
    option(zone.replaceAll('_', ' '), zone),
  );
  const noCountry = option(t.plain('departments.setup.noCountry'), none);
  return [
    input(settingFields.channel, t.plain('departments.setup.channel'), {
      element: {
        type: 'conversations_select',
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(settings.homeChannelId && { initial_conversation: settings.homeChannelId }),
      },
      optional: true,
      hint: t.plain('departments.setup.channelHint'),
    }),
    input(settingFields.language, t.plain('departments.setup.language'), {
      element: {
        type: 'static_select',
        options: languages,
        initial_option: languages.find(({ value }) => value === settings.locale),
      },
      hint: t.plain('departments.setup.languageHint'),
    }),
    input(settingFields.timezone, t.plain('departments.setup.timezone'), {
      element: {
        type: 'static_select',
        options: zones,
        initial_option: zones.find(({ value }) => value === settings.timezone),
      },
      hint: t.plain('departments.setup.timezoneHint'),
    }),
    input(settingFields.country, t.plain('departments.setup.country'), {
      element: {
        type: 'static_select',
        option_groups: [
          { label: plain('–'), options: [noCountry] },
          ...countriesByLetter(t.locale).map(({ letter, countries }) => ({
            label: plain(letter),
            options: countries.map(({ code, name }) => option(name, code)),
          })),
        ],
        initial_option: settings.country
          ? option(countryName(settings.country, t.locale), settings.country)
          : noCountry,
      },
      optional: true,
    }),
    input(settingFields.admins, t.plain('departments.setup.admins'), {
      element: { type: 'multi_users_select', ...(adminIds.length > 0 && { initial_users: [...adminIds] }) },
      optional: true,
      hint: t.plain('departments.setup.adminsHint'),
    }),
  ];
}

function reactionInputs(t: Texts, { settings }: SetupForm): KnownBlock[] {
  const emoji = settings.stanceEmoji ?? defaultStanceEmoji;
  return stances.map((stance, i) =>
    input(stance, t.plain(`departments.setup.${stance}`), {
      element: {
        type: 'plain_text_input',
        max_length: longestReactions,
        initial_value: reactionText(emoji[stance]),
      },
      optional: true,
      ...(i === 0 && { hint: t.plain('departments.setup.reactionsHint') }),
    }),
  );
}

/** What is set up, and what to do next. */
export function setupDoneModal(t: Texts, summary: SetupSummary): ModalView {
  const { departments, settings, adminIds, isFirst } = summary;
  const { homeChannelId, timezone, locale, country } = settings;
  const facts = [
    homeChannelId
      ? t.t('departments.setup.homeChannel', { channel: `<#${homeChannelId}>` })
      : t.t('departments.setup.noHomeChannel'),
    t.t('departments.setup.inLanguage', { language: languageNames[locale] }),
    t.t('departments.setup.inZone', { zone: timezone }),
    ...(country ? [t.t('departments.setup.inCountry', { country: countryName(country, t.locale) })] : []),
    ...(adminIds.length > 0
      ? [t.t('departments.setup.adminsAre', { people: mentions(t, adminIds, mostAdminsNamed) })]
      : []),
  ];
  const lines = departments.map((department) => departmentLine(t, department)).join('\n');
  return {
    type: 'modal',
    title: plain(t.plain('departments.setup.doneTitle'), limits.modalTitle),
    close: plain(t.plain('common.close'), limits.modalTitle),
    blocks: [
      ...splitText(lines, limits.section).map(section),
      section(facts.join('\n')),
      { type: 'divider' },
      section(t.t('departments.setup.nextStep')),
      context(t.t('departments.setup.inviteFirst')),
      ...(isFirst && homeChannelId
        ? [{ type: 'divider' as const }, ...offerBlocks(t, { zone: timezone, channelId: homeChannelId })]
        : []),
    ],
  };
}
