/** What to do where a date falls on a public holiday. */
export type OnHoliday = 'skip' | 'move';

export type SeriesState = 'active' | 'paused' | 'ended';

/** When a series takes place, in the terms in which people think of it. */
export interface Timing {
  /** RFC 5545 RRULE, counted from `firstSlot`. */
  rule: string;
  /** The local time at which the rule begins, YYYY-MM-DDTHH:MM. */
  firstSlot: string;
  /** IANA zone. */
  timezone: string;
  minutes: number;
  /** Whose public holidays are observed, ISO 3166 alpha-2 and date-holidays' region; null: none. */
  holidayCountry: string | null;
  holidayRegion: string | null;
  onHoliday: OnHoliday;
  /** Working days before the start at which the agenda is posted; 0: two hours before. */
  agendaDays: number;
}

/** What somebody wants a series to be. */
export interface SeriesDraft extends Timing {
  title: string;
  channelId: string;
  departmentIds: number[];
  /** Slack user ids; empty: the leads of the departments. */
  participantIds: string[];
  /** Where the meeting is held online; null: nowhere said. */
  link: string | null;
}

export interface Series extends SeriesDraft {
  workspaceId: string;
  id: number;
  createdBy: string;
  state: SeriesState;
  /** Grows with every change, for calendars. */
  revision: number;
  createdAt: Date;
  changedAt: Date;
  /** Every time of the rule before this instant has its row; null: none has. */
  plannedUntil: Date | null;
}

export const longestTitle = 150;
export const longestLink = 500;
export const mostParticipants = 200;
export const fewestMinutes = 5;
export const mostMinutes = 720;
export const mostAgendaDays = 10;
/** Where the text leaves them out. */
export const usual = { minutes: 45, agendaDays: 1, onHoliday: 'skip', time: '10:00' } as const;

/** Not farther ahead than this a series may begin. */
export const longestWaitDays = 366;

/** The name by which people speak of it. */
export function seriesName(id: number): string {
  return `S-${id}`;
}

/** The n of what a person writes as "S-2", "s2" or "2"; null: not a number of a series. */
export function readSeriesNumber(typed: string): number | null {
  const [, digits] = /^(?:s\s*[-‐-―−]?\s*)?(\d{1,9})$/i.exec(typed.trim()) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** Those invited: whoever was chosen, else the leads of the departments. */
export function participantsOf(
  series: Pick<Series, 'participantIds' | 'departmentIds'>,
  departments: readonly { id: number; leadUserId: string | null }[],
): string[] {
  if (series.participantIds.length > 0) return series.participantIds;
  return leadsOf(series, departments);
}

export function leadsOf(
  series: Pick<Series, 'departmentIds'>,
  departments: readonly { id: number; leadUserId: string | null }[],
): string[] {
  return departments.flatMap(({ id, leadUserId }) =>
    series.departmentIds.includes(id) && leadUserId !== null ? [leadUserId] : [],
  );
}

/** Those in which all these departments sit together; nobody sits anywhere. */
export function together<S extends Pick<Series, 'departmentIds'>>(
  all: readonly S[],
  departmentIds: readonly number[],
): S[] {
  if (departmentIds.length === 0) return [];
  return all.filter((series) => departmentIds.every((id) => series.departmentIds.includes(id)));
}
