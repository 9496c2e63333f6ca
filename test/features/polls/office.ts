import { startPlayground } from '../../../playground/playground.ts';
import type { OnClosed } from '../../../src/features/polls/poll.service.ts';
import type { BallotAct, PollDraft } from '../../../src/features/polls/poll.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import { addDepartments, manifest } from '../../helpers/concord.ts';
import { createTestDatabase } from '../../helpers/database.ts';
import { advance, draft, pollsOn, readerOf } from './services.ts';

export const everybody = ['U0CMO', 'U0BRAND', 'U0CRM', 'U0CIO', 'U0PLATFORM', 'U0DATA'];
export const codeOf = (error: unknown) => (error as { code: string }).code;
export const fieldOf = (error: unknown) => {
  const { code, field } = error as { code: string; field?: string };
  return [code, field];
};
/** The code of the error, where there is one. */
export const refused = (work: Promise<unknown>) => work.then(() => 'accepted', codeOf);

/** Marketing and IT, two processes, and polls that the CMO opens; nothing of the queue runs by itself. */
export async function startOffice() {
  const database = await createTestDatabase();
  const { db } = database;
  const playground = await startPlayground({ manifest });
  const { botToken: token, apiUrl, teamId: workspaceId } = playground;
  const client = createSlackClient({ token, apiUrl, timeoutMs: 10_000, log: createLogger('silent') });
  /** Of each poll that closed, as often as it did. */
  const ended: number[] = [];
  const remember: OnClosed = async (_, { id }) => void ended.push(id);
  const services = pollsOn(db, client, { onClosed: [remember] });
  const { polls, workspaces } = services;
  await advance(db, Date.parse('2027-06-08T08:00:00Z') - Date.now());
  await workspaces.register({ id: workspaceId, name: 'Northwind', botUserId: playground.botUserId });
  await addDepartments(db, workspaceId);

  const person = (userId: string) => readerOf(workspaceId, userId);
  let [opened, clicks] = [0, 0];
  return {
    ...services,
    ...{ db, database, workspaceId, ended, person },
    another: pollsOn(db, client, { onClosed: [remember] }),
    /** With another token. */
    renamed: pollsOn(db, client, { ballotKey: Buffer.from('another token') }),

    async open(change: Partial<PollDraft> = {}): Promise<number> {
      opened += 1;
      return (await polls.open(person('U0CMO'), `open ${opened}`, draft(change))).id;
    },

    /** Each click a microsecond after the one before. */
    async choose(userId: string, id: number, ...options: number[]) {
      clicks += 1;
      const at = `1812441600.${String(clicks).padStart(6, '0')}`;
      const act: BallotAct = { kind: 'choose', question: 0, options };
      return polls.act(person(userId), id, `click ${clicks}`, at, act);
    },

    stored: (id: number) => db.selectFrom('polls').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),

    actsOf: (id: number) => db.selectFrom('poll_acts').selectAll().where('poll_id', '=', id).execute(),

    messagesOf: (id: number) =>
      db
        .selectFrom('messages')
        .selectAll()
        .where((eb) => eb.or([eb('key', '=', `poll:${id}`), eb('key', 'like', `poll:${id}:%`)]))
        .orderBy('id')
        .execute(),

    /** When it closes by itself. */
    moment: (id: number) =>
      db
        .selectFrom('schedule')
        .select(['due_at', 'fired_at'])
        .where('key', '=', `poll:${id}:close`)
        .execute(),

    async stop() {
      await playground.close();
      await database.drop();
    },
  };
}
