import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { Answer, Round } from './round.ts';

export async function answersOf(
  db: Db,
  workspaceId: string,
  roundId: number,
  userId?: string,
): Promise<(Answer & { sourceTs: string | null })[]> {
  let query = db
    .selectFrom('standup_answers')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('round_id', '=', roundId);
  if (userId !== undefined) query = query.where('user_id', '=', userId);
  const rows = await query.orderBy('user_id').orderBy('question').execute();
  return rows.map((row) => ({
    userId: row.user_id,
    question: row.question,
    text: row.text,
    sourceTs: row.source_ts,
  }));
}

/** An empty text takes the answer back. */
export async function saveAnswer(
  trx: Db,
  workspaceId: string,
  a: Answer & { roundId: number; sourceTs: string | null; at: Date },
): Promise<void> {
  if (a.text === '') {
    await trx
      .deleteFrom('standup_answers')
      .where('workspace_id', '=', workspaceId)
      .where('round_id', '=', a.roundId)
      .where('user_id', '=', a.userId)
      .where('question', '=', a.question)
      .execute();
    return;
  }
  const values = { text: a.text, source_ts: a.sourceTs, answered_at: a.at };
  await trx
    .insertInto('standup_answers')
    .values({
      workspace_id: workspaceId,
      round_id: a.roundId,
      user_id: a.userId,
      question: a.question,
      ...values,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'round_id', 'user_id', 'question']).doUpdateSet(values),
    )
    .execute();
}

/** The round before, in which this person answered: what they said then is shown while they answer. */
export async function previousAnswers(
  db: Db,
  round: Round,
  userId: string,
): Promise<{ day: string; answers: Answer[] } | null> {
  const row = await db
    .selectFrom('standup_rounds as r')
    .innerJoin('standup_answers as a', (join) =>
      join.onRef('a.workspace_id', '=', 'r.workspace_id').onRef('a.round_id', '=', 'r.id'),
    )
    .select(['r.id', 'r.day'])
    .where('r.workspace_id', '=', round.workspaceId)
    .where('r.standup_id', '=', round.standupId)
    .where('r.day', '<', round.day)
    .where('a.user_id', '=', userId)
    .orderBy('r.day', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return { day: row.day, answers: await answersOf(db, round.workspaceId, row.id, userId) };
}

/** Answers and needs older than the workspace keeps them; who was asked and answered stays. */
export async function deleteOldAnswers(db: Db, limit: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with old as (
      select a.workspace_id, a.round_id, a.user_id, a.question from standup_answers a
      join workspaces w on w.id = a.workspace_id
      where a.answered_at < concord_now() - make_interval(days => w.retention_days)
      limit ${limit} for update of a skip locked
    ), answers as (
      delete from standup_answers a using old
      where a.workspace_id = old.workspace_id and a.round_id = old.round_id and a.user_id = old.user_id
        and a.question = old.question
      returning 1
    ), needs as (
      update standup_needs n set text = '' from workspaces w
      where w.id = n.workspace_id and n.text <> ''
        and n.created_at < concord_now() - make_interval(days => w.retention_days)
      returning 1
    )
    select ((select count(*) from answers) + (select count(*) from needs))::int as n`.execute(db);
  return rows[0]?.n ?? 0;
}
