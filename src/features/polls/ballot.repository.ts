import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { Act } from './ballot.ts';
import type { BallotEntry } from './poll-tally.ts';

export interface OpenPoll {
  isOpen: boolean;
  /** Null: named. */
  secret: string | null;
  secretCheck: string | null;
  /** Of the person; null: not a voter. */
  departmentId: number | null;
}

/**
 * What decides whether a person may answer; the poll does not close before the transaction ends.
 * @returns null: there is no such poll
 */
export async function holdOpen(
  trx: Db,
  workspaceId: string,
  pollId: number,
  userId: string,
): Promise<OpenPoll | null> {
  const { rows } = await sql<OpenPoll>`
    select p.state = 'open' and p.deadline > concord_now() as "isOpen", p.secret,
      p.secret_check as "secretCheck", v.department_id as "departmentId"
    from polls p
    left join poll_voters v on v.workspace_id = p.workspace_id and v.poll_id = p.id and v.user_id = ${userId}
    where p.workspace_id = ${workspaceId} and p.id = ${pollId}
    for key share of p`.execute(trx);
  return rows[0] ?? null;
}

/** @returns false: this click is there already */
export async function insertAct(
  trx: Db,
  workspaceId: string,
  pollId: number,
  entry: BallotEntry,
): Promise<boolean> {
  const row = await trx
    .insertInto('poll_acts')
    .values({
      workspace_id: workspaceId,
      poll_id: pollId,
      ballot: entry.ballot,
      department_id: entry.departmentId,
      key: entry.key,
      at: entry.at,
      kind: entry.kind,
      question: 'question' in entry ? entry.question : 0,
      options: entry.kind === 'choose' ? entry.options : entry.kind === 'toggle' ? [entry.option] : [],
      reason: entry.kind === 'reason' ? entry.reason : null,
    })
    .onConflict((c) => c.doNothing())
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

/** @param ballot of this one only */
export async function entriesOf(
  db: Db,
  workspaceId: string,
  pollId: number,
  ballot?: string,
): Promise<BallotEntry[]> {
  const rows = await db
    .selectFrom('poll_acts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('poll_id', '=', pollId)
    .$if(ballot !== undefined, (query) => query.where('ballot', '=', ballot ?? ''))
    .execute();
  return rows.map((row) => ({
    ballot: row.ballot,
    departmentId: row.department_id,
    ...actOf(row),
  }));
}

function actOf(row: {
  key: string;
  at: string;
  kind: Act['kind'];
  question: number;
  options: number[];
  reason: string | null;
}): Act {
  const { key, at, kind, question, options } = row;
  if (kind === 'choose') return { key, at, kind, question, options };
  if (kind === 'toggle') return { key, at, kind, question, option: options[0] ?? 0 };
  if (kind === 'reason') return { key, at, kind, reason: row.reason ?? '' };
  return { key, at, kind };
}

export async function deleteActs(trx: Db, workspaceId: string, pollId: number): Promise<void> {
  await trx
    .deleteFrom('poll_acts')
    .where('workspace_id', '=', workspaceId)
    .where('poll_id', '=', pollId)
    .execute();
}
