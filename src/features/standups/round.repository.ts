import { type Selectable, sql } from 'kysely';
import type { StandupPrompts, StandupRounds } from '../../database/generated.ts';
import type { Db } from '../../database/pool.ts';
import type { Prompt, PromptState, Round } from './round.ts';

const roundFrom = (row: Selectable<StandupRounds>): Round => ({
  workspaceId: row.workspace_id,
  id: row.id,
  standupId: row.standup_id,
  day: row.day,
  reportAt: row.report_at,
  reportedAt: row.reported_at,
  amendedAt: row.amended_at,
  reportMessageId: row.report_message_id,
});

const promptFrom = (row: Selectable<StandupPrompts>): Prompt => ({
  roundId: row.round_id,
  userId: row.user_id,
  departmentId: row.department_id,
  promptAt: row.prompt_at,
  closesAt: row.closes_at,
  state: row.state as PromptState,
  promptedAt: row.prompted_at,
  remindedAt: row.reminded_at,
  messageId: row.message_id,
});

/** @returns null where the day has its round already */
export async function insertRound(
  trx: Db,
  r: { workspaceId: string; standupId: number; day: string; reportAt: Date },
): Promise<number | null> {
  const row = await trx
    .insertInto('standup_rounds')
    .values({ workspace_id: r.workspaceId, standup_id: r.standupId, day: r.day, report_at: r.reportAt })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'standup_id', 'day']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertPrompts(
  trx: Db,
  workspaceId: string,
  roundId: number,
  prompts: readonly Pick<Prompt, 'userId' | 'departmentId' | 'promptAt' | 'closesAt' | 'state'>[],
): Promise<void> {
  const values = prompts.map((p) => ({
    workspace_id: workspaceId,
    round_id: roundId,
    user_id: p.userId,
    department_id: p.departmentId,
    prompt_at: p.promptAt,
    closes_at: p.closesAt,
    state: p.state,
  }));
  if (values.length > 0) await trx.insertInto('standup_prompts').values(values).execute();
}

export async function roundById(db: Db, workspaceId: string, id: number): Promise<Round | null> {
  const row = await db
    .selectFrom('standup_rounds')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? roundFrom(row) : null;
}

/** Answers, prompts and the report of one round come one after the other under this lock. */
export async function lockRound(trx: Db, workspaceId: string, id: number): Promise<Round | null> {
  const row = await trx
    .selectFrom('standup_rounds')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? roundFrom(row) : null;
}

export async function updateRound(
  trx: Db,
  workspaceId: string,
  id: number,
  change: { reportAt?: Date; reportedAt?: Date; amendedAt?: Date; reportMessageId?: string },
): Promise<void> {
  await trx
    .updateTable('standup_rounds')
    .set({
      ...(change.reportAt && { report_at: change.reportAt }),
      ...(change.reportedAt && { reported_at: change.reportedAt }),
      ...(change.amendedAt && { amended_at: change.amendedAt }),
      ...(change.reportMessageId && { report_message_id: change.reportMessageId }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function promptsOf(db: Db, workspaceId: string, roundId: number): Promise<Prompt[]> {
  const rows = await db
    .selectFrom('standup_prompts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('round_id', '=', roundId)
    .orderBy('department_id')
    .orderBy('user_id')
    .execute();
  return rows.map(promptFrom);
}

export async function promptOf(
  db: Db,
  workspaceId: string,
  roundId: number,
  userId: string,
): Promise<Prompt | null> {
  const row = await db
    .selectFrom('standup_prompts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('round_id', '=', roundId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row ? promptFrom(row) : null;
}

export async function updatePrompt(
  trx: Db,
  workspaceId: string,
  { roundId, userId }: Pick<Prompt, 'roundId' | 'userId'>,
  change: Partial<
    Pick<Prompt, 'promptAt' | 'closesAt' | 'state' | 'promptedAt' | 'remindedAt' | 'messageId'>
  >,
): Promise<void> {
  await trx
    .updateTable('standup_prompts')
    .set({
      ...(change.promptAt && { prompt_at: change.promptAt }),
      ...(change.closesAt && { closes_at: change.closesAt }),
      ...(change.state && { state: change.state }),
      ...(change.promptedAt && { prompted_at: change.promptedAt }),
      ...(change.remindedAt && { reminded_at: change.remindedAt }),
      ...(change.messageId && { message_id: change.messageId }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('round_id', '=', roundId)
    .where('user_id', '=', userId)
    .execute();
}

/** Rounds that are not reported yet, with nothing of them seen by anybody or not. */
export async function openRounds(trx: Db, workspaceId: string, standupId: number): Promise<Round[]> {
  const rows = await trx
    .selectFrom('standup_rounds')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('standup_id', '=', standupId)
    .where('reported_at', 'is', null)
    .orderBy('day')
    .execute();
  return rows.map(roundFrom);
}

/** Nobody was asked yet. */
export async function deleteRound(trx: Db, workspaceId: string, id: number): Promise<void> {
  await trx
    .deleteFrom('standup_prompts')
    .where('workspace_id', '=', workspaceId)
    .where('round_id', '=', id)
    .execute();
  await trx
    .deleteFrom('standup_rounds')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** The prompt of a person to whose message something was replied. */
export async function promptByMessage(
  db: Db,
  workspaceId: string,
  channelId: string,
  ts: string,
): Promise<Prompt | null> {
  const row = await db
    .selectFrom('standup_prompts as p')
    .innerJoin('messages as m', (join) =>
      join.onRef('m.workspace_id', '=', 'p.workspace_id').onRef('m.id', '=', 'p.message_id'),
    )
    .selectAll('p')
    .where('m.workspace_id', '=', workspaceId)
    .where('m.posted_channel_id', '=', channelId)
    .where('m.ts', '=', ts)
    .executeTakeFirst();
  return row ? promptFrom(row) : null;
}

export interface Participation {
  day: string;
  departmentId: number;
  asked: number;
  answered: number;
}

/** Of the last rounds, newest first: how many of a department were asked and answered. */
export async function participation(
  db: Db,
  workspaceId: string,
  standupId: number,
  rounds: number,
): Promise<Participation[]> {
  const { rows } = await sql<Participation>`
    select r.day, p.department_id as "departmentId",
      (count(*) filter (where p.prompted_at is not null))::int as asked,
      (count(*) filter (where p.state in ('answered', 'nothing')))::int as answered
    from (
      select * from standup_rounds
      where workspace_id = ${workspaceId} and standup_id = ${standupId} and reported_at is not null
      order by day desc limit ${rounds}
    ) r
    join standup_prompts p on p.workspace_id = r.workspace_id and p.round_id = r.id
    group by r.day, p.department_id order by r.day desc, p.department_id`.execute(db);
  return rows;
}
