import { UserError } from '../../errors.ts';
import { excerpt } from '../../slack/excerpt.ts';
import { isHolidayPlace } from '../../time/holidays.ts';
import { addDays, dayOf, instantOf } from '../../time/local-time.ts';
import { parseRule } from '../../time/recurrence.ts';
import { isTimeZone } from '../../time/zones.ts';
import { firstSlot } from './planning.ts';
import {
  fewestMinutes,
  longestLink,
  longestTitle,
  longestWaitDays,
  mostAgendaDays,
  mostMinutes,
  mostParticipants,
  type OnHoliday,
  type SeriesDraft,
} from './series.ts';

/** What somebody typed or chose, before it is known to make sense. */
export interface SeriesRequest {
  title: string;
  departmentIds: number[];
  participantIds: string[];
  channelId: string;
  /** An RRULE. */
  rule: string;
  /** YYYY-MM-DD; null: as soon as the rule gives a date. */
  day: string | null;
  /** HH:MM */
  time: string;
  timezone: string;
  minutes: number;
  link: string | null;
  agendaDays: number;
  holidayCountry: string | null;
  holidayRegion: string | null;
  onHoliday: OnHoliday;
}

/** Block ids of the form; an error about a field is shown beside it. */
export const fields = {
  title: 'title',
  departments: 'departments',
  participants: 'participants',
  channel: 'channel',
  day: 'day',
  recurrence: 'recurrence',
  rule: 'rule',
  time: 'time',
  timezone: 'timezone',
  minutes: 'minutes',
  link: 'link',
  agendaDays: 'agenda_days',
  country: 'country',
  region: 'region',
  onHoliday: 'on_holiday',
} as const;

/** What is looked at before there is anything to show: when it takes place. */
export type TimingRequest = Omit<
  SeriesRequest,
  'title' | 'departmentIds' | 'participantIds' | 'channelId' | 'link'
>;

/** @throws UserError `unknown_zone` */
export function requireTimeZone(timezone: string): void {
  if (isTimeZone(timezone)) return;
  const values = { part: excerpt(timezone) };
  throw new UserError('unknown_zone', 'syncs.errors.unknownZone', values, fields.timezone);
}

/**
 * When a series takes place.
 * @throws UserError saying what cannot be, at the field
 */
export function timingFrom(request: TimingRequest, now: Date): Omit<SeriesDraft, keyof Rest> {
  const { time, timezone, minutes, agendaDays, holidayCountry, holidayRegion, onHoliday } = request;
  requireTimeZone(timezone);
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) {
    throw new UserError(
      'unreadable_time',
      'syncs.errors.unreadableTime',
      { part: excerpt(time) },
      fields.time,
    );
  }
  if (!Number.isInteger(minutes) || minutes < fewestMinutes || minutes > mostMinutes) {
    const values = { fewest: fewestMinutes, most: mostMinutes };
    throw new UserError('bad_length', 'syncs.errors.badLength', values, fields.minutes);
  }
  if (!Number.isInteger(agendaDays) || agendaDays < 0 || agendaDays > mostAgendaDays) {
    const values = { most: mostAgendaDays };
    throw new UserError('bad_agenda_days', 'syncs.errors.badAgendaDays', values, fields.agendaDays);
  }
  if (holidayCountry !== null && !isHolidayPlace(holidayCountry, holidayRegion)) {
    const place = [holidayCountry, holidayRegion].filter(Boolean).join('-');
    const field = holidayRegion === null ? fields.country : fields.region;
    throw new UserError('unknown_holidays', 'syncs.errors.unknownHolidays', { place }, field);
  }
  const { rule, slot } = beginningOf(request, now);
  return {
    rule,
    firstSlot: slot,
    timezone,
    minutes,
    agendaDays,
    holidayCountry,
    holidayRegion: holidayCountry === null ? null : holidayRegion,
    onHoliday,
  };
}

type Rest = Pick<SeriesDraft, 'title' | 'departmentIds' | 'participantIds' | 'channelId' | 'link'>;

function beginningOf(request: TimingRequest, now: Date): { rule: string; slot: string } {
  const { day, time, timezone } = request;
  const today = dayOf(now, timezone);
  const parsed = parseRule(request.rule, { start: `${day ?? today}T${time}`, timeZone: timezone });
  if (!parsed.ok) {
    const values = { rule: excerpt(request.rule) };
    throw new UserError(
      `rule_${parsed.problem}`,
      `syncs.errors.rules.${parsed.problem}`,
      values,
      fields.rule,
    );
  }
  if (day !== null && (day < today || instantOf(`${day}T${time}`, timezone) <= now)) {
    throw new UserError('past_start', 'syncs.errors.pastStart', {}, fields.day);
  }
  const slot = firstSlot({ rule: parsed.rule, day: day ?? today, time, timezone, now });
  if (slot === null) throw new UserError('no_date_left', 'syncs.errors.noDateLeft', {}, fields.rule);
  if (slot > `${addDays(today, longestWaitDays)}T${time}`) {
    throw new UserError('far_start', 'syncs.errors.farStart', {}, day === null ? fields.rule : fields.day);
  }
  return { rule: parsed.rule, slot };
}

/** @throws UserError saying what cannot be, at the field */
export function draftFrom(request: SeriesRequest, now: Date): SeriesDraft {
  const title = request.title.replaceAll(/\s+/g, ' ').trim();
  if (title === '') throw new UserError('empty_title', 'syncs.errors.emptyTitle', {}, fields.title);
  if (title.length > longestTitle) {
    const values = { length: title.length, longest: longestTitle };
    throw new UserError('long_title', 'syncs.errors.longTitle', values, fields.title);
  }
  if (request.departmentIds.length < 2) {
    throw new UserError('one_department', 'syncs.errors.oneDepartment', {}, fields.departments);
  }
  if (request.participantIds.length > mostParticipants) {
    const values = { count: request.participantIds.length, most: mostParticipants };
    throw new UserError(
      'too_many_participants',
      'syncs.errors.tooManyParticipants',
      values,
      fields.participants,
    );
  }
  return {
    title,
    departmentIds: [...new Set(request.departmentIds)],
    participantIds: [...new Set(request.participantIds)],
    channelId: request.channelId,
    link: linkFrom(request.link),
    ...timingFrom(request, now),
  };
}

/** An http or https address; other schemes do things on a click that nobody expects of a meeting. */
function linkFrom(typed: string | null): string | null {
  const link = typed?.trim();
  if (!link) return null;
  const isAddress = URL.canParse(link) && /^https?:$/.test(new URL(link).protocol);
  if (!isAddress || link.length > longestLink || /[\s<>|]/.test(link)) {
    throw new UserError('bad_link', 'syncs.errors.badLink', { part: excerpt(link) }, fields.link);
  }
  return link;
}
