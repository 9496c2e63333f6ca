import { longestDecision, longestNotes, mostRows } from '../../../src/features/syncs/after.ts';
import {
  afterModal,
  askMessage,
  heldMessage,
  missedMessage,
  notesMessages,
} from '../../../src/features/syncs/after.views.ts';
import { type AgendaItem, longestItem } from '../../../src/features/syncs/agenda.ts';
import { addModal, agendaAnswer, arrangeModal } from '../../../src/features/syncs/agenda-form.views.ts';
import { longestFollowUp } from '../../../src/features/syncs/follow-up.ts';
import { followUpList, followUpReminder } from '../../../src/features/syncs/follow-up.views.ts';
import {
  agendaMessage,
  calledOffMessage,
  delegateMessage,
  organiserMessage,
  sendModal,
  startMessage,
} from '../../../src/features/syncs/meeting.views.ts';
import { longestLink, longestTitle, type Series } from '../../../src/features/syncs/series.ts';
import type { Sync } from '../../../src/features/syncs/sync.ts';
import { locales, texts } from '../../../src/text/text.ts';
import { refusals, refusalsOfView } from '../agreements/slack-limits.ts';

const link = `https://example.com/${'x'.repeat(longestLink - 20)}`;
const people = Array.from({ length: 10_000 }, (_, i) => `U0${i}`);
const series: Series = {
  workspaceId: 'T1',
  id: 2_000_000_000,
  createdBy: 'U1',
  title: '&<*'.repeat(longestTitle / 3),
  channelId: 'C0123456789',
  departmentIds: [1, 2],
  participantIds: people,
  rule: 'FREQ=DAILY',
  firstSlot: '2027-06-08T10:00',
  timezone: 'America/Argentina/Buenos_Aires',
  minutes: 720,
  link,
  agendaDays: 10,
  holidayCountry: null,
  holidayRegion: null,
  onHoliday: 'move',
  state: 'active',
  revision: 1,
  createdAt: new Date(0),
  changedAt: new Date(0),
  plannedUntil: null,
};
const sync: Sync = {
  workspaceId: 'T1',
  id: 2_000_000_000,
  seriesId: series.id,
  slot: '2027-06-08T10:00',
  localStart: '2027-06-08T10:00',
  timezone: series.timezone,
  startsAt: new Date('2027-06-08T13:00:00Z'),
  minutes: 720,
  agendaAt: new Date('2027-06-07T13:00:00Z'),
  state: 'planned',
  cause: null,
  agendaDoneAt: null,
  startDoneAt: null,
  afterDoneAt: null,
  closedAt: null,
  agendaMessageId: null,
  startMessageId: null,
  afterMessageId: '1',
  notes: '&'.repeat(longestNotes),
  changedBy: null,
  carriedOver: 0,
};
/** More, and longer ones, than can be added: proposals come with sentences of their own length. */
const items = Array.from(
  { length: 200 },
  (_, i): AgendaItem => ({
    id: i + 1,
    source: i % 2 ? 'person' : 'no_quorum',
    text: '&<| >'.repeat(600),
    link,
    initiative: '&'.repeat(150),
    addedBy: 'U0123456789',
    state: i % 5 ? 'open' : 'done',
    carried: 99,
  }),
);
const meeting = {
  series,
  sync,
  items,
  participantIds: people,
  attendance: people.map((userId, i) => ({
    userId,
    answer: (['here', 'absent', 'sending'] as const)[i % 3]!,
    delegateUserId: i % 3 === 2 ? 'U0DELEGATE' : null,
  })),
};
const followUp = {
  id: 1,
  seriesId: 1,
  text: '&<'.repeat(longestFollowUp / 2),
  ownerUserId: 'U0123456789',
  dueOn: '2027-06-08',
  remindedAt: null,
  doneAt: null,
  initiative: { id: 1, name: '&'.repeat(150) },
};
const followUps = Array.from({ length: 100 }, (_, id) => ({ ...followUp, id }));
/** In letters of three bytes each. */
const initiatives = Array.from({ length: 200 }, (_, id) => ({ id, name: '漢'.repeat(150) }));
const decisions = Array.from({ length: 10 * mostRows }, (_, i) => ({
  proposalId: i,
  kind: i % 2 ? ('proposal' as const) : ('leads' as const),
  text: '<&'.repeat(longestDecision / 2),
}));

describe.each(locales)('with the longest texts and the most of everything, in %s', (locale) => {
  const t = texts(locale);

  it.each([true, false])('Slack takes the messages about a sync; late: %s', (isLate) => {
    for (const body of [
      agendaMessage(t, meeting, isLate),
      startMessage(t, meeting, isLate),
      askMessage(t, series, sync, people.slice(0, 120), isLate),
      heldMessage(t, series, sync, { toldBy: 'U1', decisions, followUps, carriedOver: 100 }),
      missedMessage(t, series, 'unanswered'),
      calledOffMessage(t, series, sync),
      followUpReminder(t, series, followUp, isLate),
    ]) {
      expect(refusals(body.blocks ?? [])).toEqual([]);
    }
    for (const { text } of [
      organiserMessage(t, 'startMissed', series, sync),
      delegateMessage(t, series, sync, 'U1'),
    ]) {
      expect(text.length).toBeLessThan(3000);
    }
  });

  it('the notes that the summary cuts short are whole in what follows it', () => {
    const bodies = notesMessages(t, sync.notes!);
    expect(bodies.flatMap(({ blocks }) => refusals(blocks ?? []))).toEqual([]);
    expect(JSON.stringify(bodies).match(/&amp;/g)).toHaveLength(longestNotes);
    expect(notesMessages(t, 'We talked.')).toEqual([]);
  });

  it('Slack takes the forms and lists', () => {
    const all = Array.from({ length: 150 }, (_, id) => ({ ...series, id }));
    for (const view of [
      addModal(t, all, 7, { text: '&'.repeat(5 * longestItem), link }, initiatives),
      addModal(t, all, 7, { text: '', link: null }, []),
      arrangeModal(t, series.id, items),
      arrangeModal(t, series.id, []),
      sendModal(t, sync.id),
      afterModal(t, sync, items, sync, mostRows, initiatives),
      afterModal(t, sync, items.slice(0, 9), { notes: null }, 1, initiatives),
      afterModal(t, sync, items.slice(0, 9), { notes: null }, 1, []),
    ]) {
      expect(refusalsOfView(view)).toEqual([]);
      expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(250_000);
    }
    expect(refusals(agendaAnswer(t, series, sync.startsAt, items))).toEqual([]);
    expect(refusals(followUpList(t, followUps))).toEqual([]);
  });
});
