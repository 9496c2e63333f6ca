import { sql } from 'kysely';
import { closedRuns } from '../../../src/features/polls/alignment-history.repository.ts';
import * as ballots from '../../../src/features/polls/ballot.repository.ts';
import { hiddenKey } from '../../../src/features/polls/ballot-name.ts';
import * as saved from '../../../src/features/polls/plan.repository.ts';
import type { PlanDraft } from '../../../src/features/polls/plan.ts';
import * as repository from '../../../src/features/polls/poll.repository.ts';
import type { BallotAct, PollDraft, PollOutcome } from '../../../src/features/polls/poll.ts';
import { openedUnder } from '../../../src/features/polls/poll-opening.repository.ts';
import { tasks } from '../../../src/features/polls/tasks.ts';
import type { Reader } from '../../../src/slack/request.ts';
import { channel } from '../../helpers/concord.ts';
import {
  N,
  nobody,
  north,
  readerOf,
  S,
  south,
  startTwoWorkspaces,
  taken,
  wordsIn,
} from '../../helpers/two-workspaces.ts';
import { pollsAndPlansOn, tuesdays } from './polls-and-plans.ts';
import { draft } from './services.ts';

/** Only the north has further polls with all that belongs to them, and a third department. */
const two = await startTwoWorkspaces();
const { db, workspaces, addWorkspace, numberFrom, rowsOf, setClock } = two;
const { polls, plans, series, initiatives, history, run, runPlan } = pollsAndPlansOn(db, two.client);
afterAll(two.stop);

const pollOf = (word: string, change: Partial<PollDraft> = {}) =>
  draft({ question: `${word}?`, options: [`${word} A`, `${word} B`], mayAddOptions: true, ...change });
const choice = (option: number, question = 0): BallotAct => ({ kind: 'choose', question, options: [option] });
const planDraft = (word: string, change: Partial<PlanDraft> & { initiativeId?: number } = {}): PlanDraft => {
  const { deadline: _, ...poll } = pollOf(word, { initiativeId: change.initiativeId ?? null });
  return { poll, deadlineText: null, rhythm: { rule: 'FREQ=WEEKLY;BYDAY=MO', time: '09:00' }, ...change };
};
const pulsePlan = (initiativeId: number): PlanDraft => {
  const { poll } = planDraft('', { initiativeId });
  const asked = { ...poll, kind: 'pulse' as const, question: '', options: [], mayAddOptions: false };
  return { poll: asked, deadlineText: null, rhythm: 'syncs' };
};

/** Everybody who leads has answered: differently. The acts have the same keys and times everywhere. */
async function answered(by: Reader, id: number, word: string): Promise<void> {
  for (const [i, userId] of ['U0CMO', 'U0CIO'].entries()) {
    const reader = readerOf(by.workspaceId, userId);
    await polls.act(reader, id, 'vote', '1812441600.000001', choice(i + 1));
    await polls.act(reader, id, 'why', '1812441600.000002', { kind: 'reason', reason: `${word} ${i}` });
  }
}

/**
 * An initiative with a closed pulse; three polls: closed, open, and open without names; two saved ones, the one
 * repeated, with a run, the other before syncs.
 */
async function addPolls(by: Reader, key: string, word: string, departmentIds: number[], asking: number[]) {
  const { workspaceId } = by;
  const { id: initiativeId } = await initiatives.create(by, `${key} initiative`, {
    ...{ name: `${word} data`, direction: '', extent: '', status: 'idea', channelId: null, links: [] },
    ...{ departmentIds, sponsorIds: [] },
  });
  const one = { initiativeId, kind: 'pulse' as const, question: '', options: [], mayAddOptions: false };
  const pulse = await polls.open(by, `${key} pulse`, draft(one));
  for (const [i, userId] of ['U0CMO', 'U0CIO'].entries()) {
    const reader = readerOf(workspaceId, userId);
    await polls.act(reader, pulse.id, 'direction', '1812441600.000001', choice(1 + asking[i]!));
    await polls.act(reader, pulse.id, 'extent', '1812441600.000002', choice(8, 1));
  }
  await polls.closeNow(by, pulse.id);
  const ids = [pulse.id];
  for (const change of [{}, { initiativeId }, { isAnonymous: true, visibility: 'closed' as const }]) {
    const { id } = await polls.open(by, `${key} ${ids.length}`, pollOf(word, { departmentIds, ...change }));
    await answered(by, id, word);
    await polls.addOption(by, 'added', id, `${word} C`);
    ids.push(id);
  }
  await polls.closeNow(by, ids[1]!);
  const weekly = await plans.save(by, `${key} weekly`, planDraft(word));
  const before = await plans.save(by, `${key} before`, pulsePlan(initiativeId));
  await runPlan(tasks.plan, { workspaceId, planId: before.id });
  const { poll: run } = await plans.start(by, `${key} start`, weekly.id);
  const open = await polls.existing(workspaceId, ids[2]!);
  return { initiativeId, pulse: pulse.id, open, hidden: ids[3]!, weekly, before, run: run.id };
}

let theirs: Awaited<ReturnType<typeof addPolls>>;
let ours: typeof theirs;
beforeAll(async () => {
  await setClock('2027-06-08T08:00:00Z');
  await addWorkspace(N, 'de');
  await series.create(north, 'series', { ...tuesdays, channelId: channel });
  await addPolls(north, 'first', 'northern', [1, 2], [0, 3]);
  await numberFrom(900);
  await two.addSales();
  await workspaces.addAdmin(db, N, 'U0SALES', 'U0CMO');
  for (const table of ['initiatives', 'poll_plans', 'polls']) {
    await sql`insert into ${sql.table(table)} select (jsonb_populate_record(t, '{"id": 899,
      "creation_key": "x", "name": "X"}')).* from ${sql.table(table)} t where id = 1`.execute(db);
  }
  theirs = await addPolls(north, 'second', 'more northern', [1, 2, 900], [0, 4]);
  await numberFrom(1);
  await addWorkspace(S, 'en');
  await series.create(south, 'series', { ...tuesdays, channelId: channel });
  ours = await addPolls(south, 'first', 'southern', [1, 2], [0, 4]);
});

const later = { outcome: {} as PollOutcome, closedAt: new Date(), closedBy: null };
const clicked = { ballot: 'U0CMO', departmentId: 1, key: 'x', at: '1812441601' };
/** As an added option is kept, here and there. */
const theirKey = hiddenKey(Buffer.from('the key of the tests'), null, 'added');
const option = { id: 9, question: 0, text: 'southern', requestKey: 'x' };
const click = [readerOf(S), 902, 'x', '1812441601', choice(1)] as const;
const started = () => polls.open(south, 'x', pollOf('southern'), { planId: 900, isLate: false });
const none = { questions: [{ sides: [], alignment: null }], reasons: [] };

two.testInVain([
  [() => polls.existing(S, 902), 'poll_gone'],
  [() => polls.act(...click), 'poll_gone'],
  [() => polls.act(nobody, ours.open.id, 'x', '1812441601', choice(1)), 'not_a_voter'],
  [() => polls.standing(south, 902), 'poll_gone'],
  [() => polls.standing(nobody, ours.open.id), 'not_a_voter'],
  [() => polls.addOption(south, 'x', 902, 'southern D'), 'poll_gone'],
  [() => polls.addOption(nobody, 'x', ours.open.id, 'southern D'), 'not_a_voter'],
  [() => polls.closeNow(south, 902), 'poll_gone'],
  [() => polls.closeNow(nobody, ours.open.id), 'not_yours'],
  [() => polls.remind(south, 902), 'poll_gone'],
  [() => polls.remind(nobody, ours.open.id), 'not_yours'],
  [() => polls.silent(south, 902), 'poll_gone'],
  [() => polls.answers(south, 902), 'poll_gone'],
  [() => polls.resultNow(taken(theirs.open)), expect.objectContaining(none)],
  [() => polls.mayAsk(nobody), 'not_a_member'],
  [() => polls.open(nobody, 'x', pollOf('southern')), 'not_a_member'],
  [() => polls.open(south, 'x', pollOf('southern', { departmentIds: [900] })), 'nobody_asked'],
  [() => polls.open(south, 'x', pollOf('southern', { initiativeId: 900 })), 'initiative_gone'],
  [started, '23503'],
  [() => polls.check(south, pollOf('southern', { departmentIds: [900] })), 'nobody_asked'],
  [() => polls.check(south, pollOf('southern', { initiativeId: 900 })), 'initiative_gone'],
  [() => run('refresh', { workspaceId: S, pollId: 902 })],
  [() => run('close', { workspaceId: S, pollId: 902 })],
  [() => run('message', { workspaceId: S, pollId: 902, attempt: 0, result: 'missing' })],
  [() => run('message', { workspaceId: S, pollId: 902, attempt: 0, result: 'failed' })],
  [() => repository.pollById(db, S, 902), null],
  [() => repository.pollsByIds(db, S, [902, 900]), []],
  [() => repository.lockPoll(db, S, 902, { isEnd: true }), null],
  [() => repository.messageKeyOf(db, taken(theirs.open)), null],
  [() => repository.insertOption(db, taken(theirs.open), option), '23503'],
  [() => repository.hasOptionFrom(db, taken(theirs.open), theirKey), false],
  [() => repository.updatePoll(db, taken(theirs.open), { remindedAt: new Date() })],
  [() => repository.closePoll(db, taken(theirs.open), later)],
  [() => openedUnder(db, S, 'second 1'), null],
  [() => ballots.holdOpen(db, S, 902, 'U0CMO'), null],
  [async () => (await ballots.holdOpen(db, S, ours.open.id, 'U0SALES'))?.departmentId, null],
  [() => ballots.insertAct(db, S, 902, { ...clicked, ...choice(1) }), '23503'],
  [() => ballots.entriesOf(db, S, 902), []],
  [() => ballots.deleteActs(db, S, 902)],
  [() => plans.existing(S, 900), 'plan_gone'],
  [() => plans.start(south, 'x', 900), 'plan_gone'],
  [() => plans.stop(south, 900), 'plan_gone'],
  [() => plans.stop(nobody, ours.weekly.id), 'not_yours'],
  [() => plans.mayStop(nobody, ours.weekly), false],
  [() => plans.mayStop(nobody, taken(theirs.weekly)), false],
  [() => plans.line(south, taken(theirs.before)), 'initiative_gone'],
  [() => plans.save(nobody, 'x', planDraft('southern')), 'not_a_member'],
  [() => plans.save(south, 'x', pulsePlan(900)), 'initiative_gone'],
  [() => plans.run(S, 900)],
  [() => plans.plan(S, 901)],
  [() => runPlan(tasks.run, { workspaceId: S, planId: 900 })],
  [() => runPlan(tasks.plan, { workspaceId: S, planId: 901 })],
  [() => saved.planById(db, S, 900), null],
  [() => saved.planByCreationKey(db, S, 'second weekly'), null],
  [() => saved.lockPlan(db, S, 900), null],
  [() => saved.updatePlan(db, S, 900, { state: 'ended', nextSlot: null })],
  [() => saved.isOpened(db, S, 'second start'), false],
  [() => saved.openSlots(db, S, 900), []],
  [() => saved.moveDeadline(db, S, 902, new Date()), false],
  [() => saved.armedAs(db, S, 'poll_plan:901:plan'), null],
  [() => saved.lockArmed(db, S, 'poll_plan:901:plan'), null],
  [() => closedRuns(db, S, { initiativeId: 900 }), []],
  [() => history.ofInitiative(S, 900, 9), []],
  [() => history.concerns(S, [{ id: 900, name: 'x' }]), []],
]);

test.each([
  { by: north, own: 'northern', open: [904, 903, 902, 5, 4, 3], saved: [1, 2, 899, 900, 901], sides: 3 },
  { by: south, own: 'southern', open: [5, 4, 3], saved: [1, 2], sides: 2 },
])('with the same ids, everybody reads what is their own, be it $own', async ({ by, own, ...expected }) => {
  const { workspaceId } = by;
  const poll = await polls.existing(workspaceId, ours.open.id);
  const [list, result] = [await polls.listOpen(workspaceId), await polls.resultNow(poll)];
  const plan = await plans.existing(workspaceId, ours.weekly.id);
  const [lines, saves] = [await plans.lines(by), await plans.list(workspaceId)];
  const told = await history.concerns(workspaceId, [{ id: 1, name: own }]);
  const found = [poll, list, result, plan, lines, saves, told, await rowsOf(workspaceId)];
  for (const one of found) expect(wordsIn(JSON.stringify(one))).toEqual([own]);
  expect(list.map(({ id }) => id)).toEqual(expected.open);
  expect(saves.map(({ id }) => id)).toEqual(expected.saved);
  expect(lines.map((line) => line.plan.id)).toEqual(expected.saved);
  expect(poll.voters).toHaveLength(6);
  expect(poll.options.map(({ text }) => text)).toEqual([`${own} A`, `${own} B`, `${own} C`]);
  expect(result.reasons.map(({ text }) => text)).toEqual([`${own} 0`, `${own} 1`]);
  expect((await polls.answers(by, poll.id)).chosen).toHaveLength(2);
  expect((await polls.silent(by, poll.id)).userIds).toHaveLength(4);
  const { standing } = await polls.standing(by, ours.hidden);
  expect(standing).toEqual({ chosen: [1], reason: `${own} 0` });
  expect(await polls.mayAsk(by)).toHaveLength(expected.sides);
  const runs = await history.ofInitiative(workspaceId, 1, 9);
  expect(runs.map(({ direction }) => direction)).toEqual(own === 'northern' ? [25, 25] : [0]);
  const all = own === 'northern' ? [1, 900] : [1];
  const latest = await history.latest(workspaceId);
  expect(latest.map(({ initiativeId }) => initiativeId).sort()).toEqual(all);
  expect((await history.overall(workspaceId)).value).toBe(own === 'northern' ? 13 : 0);
});

test('a person has another secret name in each workspace', async () => {
  const cast = await Promise.all([N, S].map((id) => ballots.entriesOf(db, id, ours.hidden)));
  const names = cast.map((entries) => new Set(entries.map(({ ballot }) => ballot)));
  expect(names.map(({ size }) => size)).toEqual([2, 2]);
  expect(new Set(names.flatMap((each) => [...each])).size).toBe(4);
});

two.testMixedRows('^poll', 12);

test('with the same ids and requests, whatever the south does changes nothing in the north', async () => {
  const brand = readerOf(S, 'U0BRAND');
  const { open, hidden } = ours;
  const act = (id: number, key: string, what: BallotAct) => polls.act(brand, id, key, '1812441602', what);
  const steps: (() => Promise<unknown>)[] = [
    () => act(open.id, 'vote', choice(1)),
    () => act(open.id, 'again', choice(2)),
    () => act(open.id, 'why', { kind: 'reason', reason: 'southern' }),
    () => act(open.id, 'away', { kind: 'withdraw' }),
    () => act(hidden, 'vote', choice(2)),
    () => polls.addOption(brand, 'more', open.id, 'southern D'),
    () => polls.addOption(brand, 'more', hidden, 'southern D'),
    () => run('refresh', { workspaceId: S, pollId: open.id }),
    () => run('message', { workspaceId: S, pollId: open.id, attempt: 0, result: 'missing' }),
    () => polls.remind(south, open.id),
    () => polls.closeNow(south, open.id),
    () => run('message', { workspaceId: S, pollId: hidden, attempt: 0, result: 'failed' }),
    // A request that made one in the north makes one in the south too, with the next number.
    () => polls.open(south, 'second 1', pollOf('southern')),
    () => plans.save(south, 'second weekly', planDraft('southern')),
    () => plans.start(south, 'second start', ours.weekly.id),
    () => setClock('2027-06-14T10:00:00Z').then(() => runPlan(tasks.run, { workspaceId: S, planId: 1 })),
    () => runPlan(tasks.plan, { workspaceId: S, planId: 2 }),
    () => run('close', { workspaceId: S, pollId: ours.run }),
    () => plans.stop(south, 1),
    () => plans.stop(south, 2),
  ];
  const latest = await history.latest(N);
  await two.expectSouthern(steps);
  expect(await history.latest(N)).toEqual(latest);
  expect(JSON.stringify(await rowsOf(S))).not.toContain('northern');
});

test('every workspace counts its polls from PL-1 and its saved ones from SP-1', async () => {
  await numberFrom(7).then(() => addWorkspace('T0EAST', 'en'));
  const east = readerOf('T0EAST');
  expect((await polls.open(east, 'first 1', pollOf('eastern'))).id).toBe(1);
  expect((await plans.save(east, 'first weekly', planDraft('eastern'))).id).toBe(1);
});
