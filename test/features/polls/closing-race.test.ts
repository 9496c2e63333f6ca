import fc from 'fast-check';
import { startPlayground } from '../../../playground/playground.ts';
import { createDatabase } from '../../../src/database/pool.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import { manifest } from '../../helpers/concord.ts';
import { createTestDatabase, createTestPool } from '../../helpers/database.ts';
import { advance, draft, pollsOn, readerOf } from './services.ts';

const database = await createTestDatabase();
const { db } = database;
/** Of two processes, each with as many connections as in production. */
const own = [1, 2].map(() => createDatabase(createTestPool(database.url)));
const playground = await startPlayground({ manifest });
const { botToken: token, apiUrl, teamId: workspaceId } = playground;
const client = createSlackClient({ token, apiUrl, timeoutMs: 10_000, log: createLogger('silent') });
const ended: number[] = [];
const processes = own.map((on) =>
  pollsOn(on, client, { onClosed: [async (_, { id }) => void ended.push(id)] }),
);
const { polls, workspaces } = pollsOn(db, client);

const count = 30;
/** Nobody waits for them before the race, or begins after it. */
const [before, after] = [5, 5];
const people = Array.from({ length: count }, (_, i) => `U0VOTER${i}`);
/** Somebody who does not answer, so that it is the deadline that closes it. */
const silent = 'U0SILENT';
const optionOf = (i: number) => 1 + (i % 3);
const departmentOf = (i: number) => (i % 5 < 3 ? 0 : 1);

beforeAll(async () => {
  await workspaces.register({ id: workspaceId, name: 'Northwind', botUserId: playground.botUserId });
  const none = { is_workspace_admin: false, is_guest: false, is_bot: false, deactivated: false };
  await db
    .insertInto('people')
    .values(
      [...people, silent].map((id) => ({
        ...{ workspace_id: workspaceId, user_id: id, name: id, locale: 'en' as const, timezone: 'UTC' },
        ...{ ...none, status_emoji: '' },
      })),
    )
    .execute();
  for (const side of [0, 1]) {
    const { id } = await db
      .insertInto('departments')
      .values({ workspace_id: workspaceId, name: ['Marketing', 'IT'][side]! })
      .returning('id')
      .executeTakeFirstOrThrow();
    const members = [...people.filter((_, i) => departmentOf(i) === side), ...(side === 0 ? [silent] : [])];
    const rows = members.map((userId, i) => ({
      ...{ workspace_id: workspaceId, user_id: userId, department_id: id, is_lead: i === 0 },
    }));
    await db.insertInto('department_members').values(rows).execute();
  }
});
afterAll(async () => {
  await playground.close();
  await Promise.all(own.map((one) => one.destroy()));
  await database.drop();
});

const races = fc.record({
  isAnonymous: fc.boolean(),
  order: fc.shuffledSubarray(
    people.map((_, i) => i),
    { minLength: count },
  ),
  /** After so many of the racing answers the deadline comes. */
  deadlineAfter: fc.integer({ min: 0, max: count - before - after }),
  /** Who clicks on both processes at once: it is the same click, told twice. */
  twice: fc.subarray(people.map((_, i) => i)),
});
let opened = 0;

test('every answer that was accepted is in the outcome, and none that was refused', async () => {
  await fc.assert(
    fc.asyncProperty(races, async ({ isAnonymous, order, deadlineAfter, twice }) => {
      opened += 1;
      const asked = draft({ isAnonymous, visibility: isAnonymous ? 'closed' : 'always' });
      const { id } = await polls.open(readerOf(workspaceId, people[0]!), `race ${opened}`, asked);
      const accepted = new Set<number>();
      async function click(i: number, place: number): Promise<void> {
        const act = { kind: 'choose' as const, question: 0, options: [optionOf(i)] };
        const by = readerOf(workspaceId, people[i]!);
        try {
          const { standing } = await processes[place]!.polls.act(by, id, 'click', '1812441600.000001', act);
          expect(standing.chosen).toEqual([optionOf(i)]);
          accepted.add(i);
        } catch (error) {
          expect((error as { code: string }).code).toBe('poll_closed');
        }
      }
      const answer = (i: number) =>
        Promise.all((twice.includes(i) ? [0, 1] : [i % 2]).map((place) => click(i, place)));
      async function deadline(): Promise<void> {
        await advance(db, 30 * 86_400_000);
        await Promise.all(processes.map(({ run }) => run('close', { workspaceId, pollId: id })));
      }

      const early = order.slice(0, before);
      const racing = order.slice(before, count - after);
      const late = order.slice(count - after);
      await Promise.all(early.map(answer));
      expect(accepted.size).toBe(before);
      await Promise.all([
        ...racing.slice(0, deadlineAfter).map(answer),
        deadline(),
        ...racing.slice(deadlineAfter).map(answer),
      ]);
      await Promise.all(late.map(answer));
      expect(late.filter((i) => accepted.has(i))).toEqual([]);

      const { outcome, closedBy, departments } = await polls.existing(workspaceId, id);
      expect(closedBy).toBeNull();
      expect(ended.filter((one) => one === id)).toHaveLength(1);
      const counted = [...accepted];
      expect(outcome!.turnout).toEqual(
        departments.map(({ id: departmentId }, side) => ({
          departmentId,
          eligible: people.filter((_, i) => departmentOf(i) === side).length + (side === 0 ? 1 : 0),
          answered: counted.filter((i) => departmentOf(i) === side).length,
        })),
      );
      const sides = outcome!.questions[0]!.sides;
      const total = [1, 2, 3].map((option) => counted.filter((i) => optionOf(i) === option).length);
      expect(total.map((_, n) => sides.reduce((sum, side) => sum + side.counts[n]!, 0))).toEqual(total);
      const acts = await db.selectFrom('poll_acts').select('ballot').where('poll_id', '=', id).execute();
      const kept = isAnonymous ? [] : counted.map((i) => people[i]).sort();
      expect(acts.map(({ ballot }) => ballot).sort()).toEqual(kept);
    }),
    { numRuns: 15, seed: 20_261_125 },
  );
});
