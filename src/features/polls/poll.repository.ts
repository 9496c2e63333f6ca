import { type Selectable, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Polls } from '../../database/generated.ts';
import type { Db } from '../../database/pool.ts';
import { type EnqueueOptions, enqueue, isEnqueued } from '../../jobs/jobs.ts';
import type { Poll, PollOption, PollOutcome } from './poll.ts';
import { refreshKey, tasks } from './tasks.ts';

/** @param onlyVoter of a thousand voters the one who is asking */
export async function pollById(
  db: Db,
  workspaceId: string,
  id: number,
  onlyVoter?: string,
): Promise<Poll | null> {
  return (await pollsByIds(db, workspaceId, [id], onlyVoter))[0] ?? null;
}

/** Open ones, newest first. */
export async function openPolls(db: Db, workspaceId: string): Promise<Poll[]> {
  const rows = await db
    .selectFrom('polls')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'open')
    .execute();
  const ids = rows.map(({ id }) => id);
  return (await pollsByIds(db, workspaceId, ids)).sort((a, b) => b.id - a.id);
}

/** Those that closed in the last days, newest first. */
export async function closedPolls(
  db: Db,
  workspaceId: string,
  { days, most }: { days: number; most: number },
): Promise<Poll[]> {
  const rows = await db
    .selectFrom('polls')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'closed')
    .where('closed_at', '>', sql<Date>`concord_now() - make_interval(days => ${days})`)
    .orderBy('closed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  const ids = rows.map(({ id }) => id);
  const polls = await pollsByIds(db, workspaceId, ids);
  return polls.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/**
 * The poll, locked until the end of the transaction.
 * @param isEnd whoever closes it waits for answers on their way, and they for it; without, they go on meanwhile
 */
export async function lockPoll(
  trx: Db,
  workspaceId: string,
  id: number,
  { isEnd = false } = {},
): Promise<Poll | null> {
  const query = trx
    .selectFrom('polls')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id);
  const locked = await (isEnd ? query.forUpdate() : query.forNoKeyUpdate()).executeTakeFirst();
  return locked ? pollById(trx, workspaceId, id) : null;
}

/** In no order. */
export /** In one statement: on every click somebody waits for it. */
async function pollsByIds(
  db: Db,
  workspaceId: string,
  ids: readonly number[],
  onlyVoter?: string,
): Promise<Poll[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('polls as p')
    .leftJoin('messages as m', (join) =>
      join.onRef('m.workspace_id', '=', 'p.workspace_id').onRef('m.id', '=', 'p.message_id'),
    )
    .selectAll('p')
    .select(['m.posted_channel_id', 'm.ts', 'm.permalink'])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('poll_departments as d')
          .select(['d.department_id as id', 'd.name'])
          .whereRef('d.workspace_id', '=', 'p.workspace_id')
          .whereRef('d.poll_id', '=', 'p.id')
          .orderBy('d.department_id'),
      ).as('departments'),
      jsonArrayFrom(
        eb
          .selectFrom('poll_options as o')
          .select(['o.id', 'o.question', 'o.text'])
          .whereRef('o.workspace_id', '=', 'p.workspace_id')
          .whereRef('o.poll_id', '=', 'p.id')
          .orderBy('o.id'),
      ).as('options'),
      jsonArrayFrom(
        eb
          .selectFrom('poll_voters as v')
          .select(['v.user_id as userId', 'v.department_id as departmentId', 'v.is_lead as isLead'])
          .whereRef('v.workspace_id', '=', 'p.workspace_id')
          .whereRef('v.poll_id', '=', 'p.id')
          .$if(onlyVoter !== undefined, (query) => query.where('v.user_id', '=', onlyVoter ?? ''))
          .orderBy('v.user_id'),
      ).as('voters'),
    ])
    .where('p.workspace_id', '=', workspaceId)
    .where('p.id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    ...pollOf(row),
    message: {
      id: row.message_id ?? '',
      channel: row.posted_channel_id,
      ts: row.ts,
      permalink: row.permalink,
    },
    departments: row.departments,
    options: row.options,
    voters: row.voters,
  }));
}

function pollOf(row: Selectable<Polls>): Omit<Poll, 'message' | 'departments' | 'options' | 'voters'> {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    kind: row.kind,
    authorUserId: row.author_user_id,
    channelId: row.channel_id,
    question: row.question,
    isSeveral: row.is_several,
    isOrdered: row.is_ordered,
    isAnonymous: row.is_anonymous,
    visibility: row.visibility,
    mayAddOptions: row.may_add_options,
    initiativeId: row.initiative_id,
    planId: row.plan_id,
    sourcePermalink: row.source_permalink,
    openedAt: row.opened_at,
    deadline: row.deadline,
    isLate: row.is_late,
    state: row.state,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    outcome: row.outcome as unknown as PollOutcome | null,
    lastRemindedAt: row.last_reminded_at,
  };
}

/** Of the message on which people answer. Null: it is not written down yet. */
export async function messageKeyOf(
  trx: Db,
  poll: { workspaceId: string; message: { id: string } },
): Promise<string | null> {
  const row = await trx
    .selectFrom('messages')
    .select('key')
    .where('workspace_id', '=', poll.workspaceId)
    .where('id', '=', poll.message.id)
    .executeTakeFirst();
  return row?.key ?? null;
}

/** Who was reminded, and by which message. */
export async function remindersOf(
  trx: Db,
  poll: { workspaceId: string; id: number },
): Promise<{ userId: string; messageId: string }[]> {
  const start = `poll:${poll.id}:remind:`;
  const rows = await trx
    .selectFrom('messages')
    .select(['id', 'key'])
    .where('workspace_id', '=', poll.workspaceId)
    .where('key', 'like', `${start}%`)
    .execute();
  return rows.map(({ id, key }) => ({ userId: key.slice(start.length), messageId: id }));
}

/** @returns false: the same request has added it before */
export async function insertOption(
  trx: Db,
  poll: { workspaceId: string; id: number },
  option: PollOption & { requestKey: string },
): Promise<boolean> {
  const row = await trx
    .insertInto('poll_options')
    .values({
      workspace_id: poll.workspaceId,
      poll_id: poll.id,
      id: option.id,
      question: option.question,
      text: option.text,
      request_key: option.requestKey,
    })
    .onConflict((c) => c.columns(['workspace_id', 'poll_id', 'request_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns whether this request has added an option before */
export async function hasOptionFrom(
  trx: Db,
  poll: { workspaceId: string; id: number },
  requestKey: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom('poll_options')
    .select('id')
    .where('workspace_id', '=', poll.workspaceId)
    .where('poll_id', '=', poll.id)
    .where('request_key', '=', requestKey)
    .executeTakeFirst();
  return row !== undefined;
}

export async function updatePoll(
  trx: Db,
  poll: { workspaceId: string; id: number },
  change: { messageId?: string; outcomeMessageId?: string; remindedAt?: Date },
): Promise<void> {
  await trx
    .updateTable('polls')
    .set({
      ...(change.messageId !== undefined && { message_id: change.messageId }),
      ...(change.outcomeMessageId !== undefined && { outcome_message_id: change.outcomeMessageId }),
      ...(change.remindedAt !== undefined && { last_reminded_at: change.remindedAt }),
    })
    .where('workspace_id', '=', poll.workspaceId)
    .where('id', '=', poll.id)
    .execute();
}

/** Ends it, and with it what named its ballots. */
export async function closePoll(
  trx: Db,
  poll: { workspaceId: string; id: number },
  end: { outcome: PollOutcome; closedAt: Date; closedBy: string | null },
): Promise<void> {
  await trx
    .updateTable('polls')
    .set({
      state: 'closed',
      outcome: JSON.stringify(end.outcome),
      closed_at: end.closedAt,
      closed_by: end.closedBy,
      secret: null,
      secret_check: null,
    })
    .where('workspace_id', '=', poll.workspaceId)
    .where('id', '=', poll.id)
    .execute();
}

/**
 * Closes the poll if its time has come by then. One job at most waits; one that comes after it takes its place.
 */
export async function enqueueClose(
  trx: Db,
  workspaceId: string,
  pollId: number,
  when: Pick<EnqueueOptions, 'delayMs'>,
): Promise<void> {
  const key = `${tasks.close}:${workspaceId}:${pollId}`;
  await enqueue(trx, tasks.close, { workspaceId, pollId }, { key, ...when });
}

/** Whether something has been done that the poll does not show yet. */
export async function isRefreshWaiting(
  trx: Db,
  { workspaceId, id }: Pick<Poll, 'workspaceId' | 'id'>,
): Promise<boolean> {
  return isEnqueued(trx, refreshKey(workspaceId, id));
}
