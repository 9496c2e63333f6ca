import { moveModal } from '../../../src/features/syncs/move-form.views.ts';
import type { Occurrence } from '../../../src/features/syncs/planning.ts';
import {
  longestLink,
  longestTitle,
  mostParticipants,
  type Series,
} from '../../../src/features/syncs/series.ts';
import {
  listBlocks,
  nextBlocks,
  offerBlocks,
  skippedBlocks,
} from '../../../src/features/syncs/series.views.ts';
import { seriesModal } from '../../../src/features/syncs/series-form.views.ts';
import type { SeriesForm } from '../../../src/features/syncs/series-submission.ts';
import { locales, texts } from '../../../src/text/text.ts';
import { refusals, refusalsOfView } from '../agreements/slack-limits.ts';

const title = '&<*'.repeat(longestTitle / 3);
const link = `https://example.com/${'x'.repeat(longestLink - 20)}`;
const rule = `FREQ=MONTHLY;BYDAY=${Array.from({ length: 40 }, () => '-1FR').join(',')}`;
const series = (id: number): Series => ({
  workspaceId: 'T1',
  id,
  createdBy: 'U1',
  title,
  channelId: 'C0123456789',
  departmentIds: [1, 2],
  participantIds: Array.from({ length: mostParticipants }, (_, i) => `U${i}`),
  rule,
  firstSlot: '2027-06-08T10:00',
  timezone: 'America/Argentina/Buenos_Aires',
  minutes: 720,
  link,
  agendaDays: 10,
  holidayCountry: 'DE',
  holidayRegion: 'BY',
  onHoliday: 'move',
  state: 'active',
  revision: 1,
  createdAt: new Date(0),
  changedAt: new Date(0),
  plannedUntil: null,
});
const occurrence: Occurrence = {
  slot: '2027-05-17T10:00',
  localStart: '2027-05-18T10:00',
  startsAt: new Date('2027-05-18T08:00:00Z'),
  minutes: 720,
  state: 'planned',
  cause: null,
  syncId: 1,
};
const departments = Array.from({ length: 120 }, (_, i) => ({
  id: i + 1,
  name: `${i} ${'&<>'.repeat(20)}`.slice(0, 60),
  leadUserId: null,
  memberIds: [],
  userGroupId: null,
}));
const form: SeriesForm = {
  id: 2_000_000_000,
  shownDay: '2027-05-17',
  title,
  departmentIds: departments.map(({ id }) => id),
  participantIds: series(1).participantIds,
  channelId: 'C0123456789',
  day: '2027-05-17',
  recurrence: 'own',
  ownRule: rule,
  time: '10:00',
  timezone: 'America/Argentina/Buenos_Aires',
  minutes: 45,
  link,
  agendaDays: 10,
  country: 'DE',
  region: 'BY',
  onHoliday: 'move',
};

describe.each(locales)('in %s', (locale) => {
  const t = texts(locale);
  const message = (blocks: ReturnType<typeof listBlocks>) => refusals(blocks);

  test('lists of many series with the longest titles', () => {
    const lines = Array.from({ length: 60 }, (_, i) => ({
      series: series(i + 1),
      next: occurrence,
      cadence: 'x'.repeat(500),
      mayChange: true,
    }));
    expect(message(listBlocks(t, lines))).toEqual([]);
    expect(message(listBlocks(t, []))).toEqual([]);
    expect(
      message(
        nextBlocks(
          t,
          Array.from({ length: 60 }, (_, i) => ({ series: series(i), occurrence })),
        ),
      ),
    ).toEqual([]);
    expect(message(nextBlocks(t, []))).toEqual([]);
  });

  test('single answers', () => {
    expect(message(skippedBlocks(t, 'x'.repeat(3000), '2000000000:2027-05-17T10:00'))).toEqual([]);
    expect(message(offerBlocks(t, { zone: form.timezone, channelId: 'C0123456789' }))).toEqual([]);
  });

  test('forms', () => {
    const planned = {
      ...occurrence,
      timezone: form.timezone,
      agendaAt: new Date(0),
      cause: 'holiday' as const,
    };
    const preview = { timing: series(1), dates: Array.from({ length: 5 }, () => planned) };
    for (const recurrence of ['own', 'weekly', 'monthly_nth'] as const) {
      expect(refusalsOfView(seriesModal(t, { ...form, recurrence }, departments, preview))).toEqual([]);
    }
    const empty = {
      ...form,
      id: null,
      title: '',
      link: '',
      ownRule: '',
      country: null,
      channelId: null,
      time: '',
      minutes: Number.NaN,
    };
    expect(
      refusalsOfView(seriesModal(t, empty, departments.slice(0, 2), { problem: '<>&'.repeat(900) })),
    ).toEqual([]);
    expect(refusalsOfView(moveModal(t, series(2_000_000_000), occurrence))).toEqual([]);
  });
});
