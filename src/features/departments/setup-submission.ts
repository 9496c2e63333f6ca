import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { excerpt } from '../../slack/excerpt.ts';
import type { SubmittedView } from '../../slack/request.ts';
import { locales } from '../../text/text.ts';
import { countryCodes } from '../../time/country-codes.ts';
import { isTimeZone } from '../../time/zones.ts';
import { type Draft, fieldId, type RowField, tidyName } from './department.ts';
import { readReactions } from './reaction-names.ts';
import type { Row, SetupSubmission } from './setup.ts';

/** Block ids of the settings; each input's action id is `value`. Those of the reactions are the stances. */
export const settingFields = {
  channel: 'channel',
  language: 'language',
  timezone: 'timezone',
  country: 'country',
  admins: 'admins',
};

/** In place of an empty choice, which Slack's select offers nobody. */
export const none = 'none';

const state = z.object({
  value: z.object({
    value: z.string().nullish(),
    selected_user: z.string().nullish(),
    selected_users: z.array(z.string()).nullish(),
    selected_conversation: z.string().nullish(),
    selected_option: z.object({ value: z.string() }).nullish(),
  }),
});
const values = z.record(z.string(), state);
type Values = z.infer<typeof values>;

const formMetadata = z.object({
  rows: z.array(
    z.object({
      id: z.int().nullable(),
      shown: z.string().nullable(),
      isOptional: z.boolean(),
      mayLackLead: z.boolean(),
    }),
  ),
  /** The form of a lead, who changes neither name nor lead. */
  membersOnly: z.boolean().optional(),
});
export type FormMetadata = z.infer<typeof formMetadata>;

function metadataOf(view: SubmittedView): FormMetadata {
  return formMetadata.parse(JSON.parse(view.privateMetadata));
}

/** The rows as they are typed, valid or not. */
export function rowsOf(view: SubmittedView): Row[] {
  const typed = values.parse(view.values);
  return metadataOf(view).rows.map((row, i) => ({ ...row, ...readRow(typed, i) }));
}

function readRow(typed: Values, row: number): Pick<Row, 'name' | 'leadUserId' | 'memberIds' | 'userGroupId'> {
  const field = (name: RowField) => typed[fieldId(name, row)]?.value;
  return {
    name: tidyName(field('name')?.value ?? ''),
    leadUserId: field('lead')?.selected_user ?? null,
    memberIds: field('members')?.selected_users ?? [],
    userGroupId: chosen(field('group')?.selected_option?.value),
  };
}

function chosen(value: string | null | undefined): string | null {
  return value === undefined || value === null || value === none ? null : value;
}

/**
 * The departments of a form; rows left empty are none.
 * @throws UserError `group_or_people`
 */
export function draftsOf(view: SubmittedView): Draft[] {
  return rowsOf(view).flatMap((row, i): Draft[] => {
    const { id, name, leadUserId, memberIds, userGroupId, shown } = row;
    const isEmpty = name === '' && leadUserId === null && memberIds.length === 0 && userGroupId === null;
    if (isEmpty && row.isOptional) return [];
    if (userGroupId !== null && memberIds.length > 0) {
      const field = fieldId('group', i);
      throw new UserError('group_or_people', 'departments.errors.groupOrPeople', {}, field);
    }
    return [{ id, name, leadUserId, memberIds, userGroupId, shown, row: i }];
  });
}

/** The form of one department. @throws UserError `group_or_people` */
export function departmentOf(view: SubmittedView): {
  draft: Draft;
  shown: string | null;
  membersOnly: boolean;
} {
  const [draft] = draftsOf(view);
  if (!draft) throw new Error('the form of one department has a row that is not optional');
  return { draft, shown: draft.shown ?? null, membersOnly: metadataOf(view).membersOnly ?? false };
}

/** @throws UserError beside the field */
export function setupOf(view: SubmittedView): SetupSubmission {
  const typed = values.parse(view.values);
  const option = (field: string) => typed[field]?.value.selected_option?.value ?? null;
  const timezone = option(settingFields.timezone) ?? '';
  const country = chosen(option(settingFields.country));
  if (!isTimeZone(timezone)) {
    const part = excerpt(timezone);
    throw new UserError('unknown_zone', 'departments.errors.unknownZone', { part }, settingFields.timezone);
  }
  if (country !== null && !countryCodes.includes(country)) {
    const part = excerpt(country);
    throw new UserError(
      'unknown_country',
      'departments.errors.unknownCountry',
      { part },
      settingFields.country,
    );
  }
  const text = (field: string) => typed[field]?.value.value ?? '';
  const emoji = readReactions({
    agree: text('agree'),
    object: text('object'),
    abstain: text('abstain'),
  });
  return {
    drafts: draftsOf(view),
    settings: {
      locale: z.enum(locales).parse(option(settingFields.language)),
      timezone,
      country,
      homeChannelId: typed[settingFields.channel]?.value.selected_conversation ?? null,
      stanceEmoji: emoji && {
        agree: [...emoji.agree],
        object: [...emoji.object],
        abstain: [...emoji.abstain],
      },
    },
    adminIds: typed[settingFields.admins]?.value.selected_users ?? [],
  };
}
