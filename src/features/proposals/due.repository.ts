import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';

/** At most so many at a tick; what is left over is claimed a second later. */
const batch = 100;
/** A claim whose job got lost is made again after this time. */
const reclaimAfter = '60 seconds';
const readBackEvery = '15 minutes';

export interface Due {
  workspaceId: string;
  proposalId: number;
}

/** Open proposals past their deadline. */
export async function claimClosing(trx: Db): Promise<Due[]> {
  const { rows } = await sql<Due>`
    update proposals p set close_claimed_at = now()
    from (
      select workspace_id, id from proposals
      where state = 'open' and deadline <= concord_now()
        and coalesce(close_claimed_at < now() - ${reclaimAfter}::interval, true)
      order by deadline limit ${batch} for update skip locked
    ) due
    where p.workspace_id = due.workspace_id and p.id = due.id
    returning p.workspace_id as "workspaceId", p.id as "proposalId"`.execute(trx);
  return rows;
}

/** Open proposals whose reactions have not been read back for a while: events may have been lost. */
export async function claimReadBack(trx: Db): Promise<Due[]> {
  const { rows } = await sql<Due>`
    update proposals p set read_back_at = now()
    from (
      select workspace_id, id from proposals
      where state = 'open' and deadline > concord_now()
        and coalesce(read_back_at < now() - ${readBackEvery}::interval, true)
      order by read_back_at nulls first limit 10 for update skip locked
    ) due
    where p.workspace_id = due.workspace_id and p.id = due.id
    returning p.workspace_id as "workspaceId", p.id as "proposalId"`.execute(trx);
  return rows;
}

/** Everything open is due to be read back. Rows are locked in a fixed order: several processes may start at once. */
export async function readBackAll(db: Db, workspaceId: string): Promise<void> {
  await sql`
    update proposals p set read_back_at = null
    from (
      select workspace_id, id from proposals
      where workspace_id = ${workspaceId} and state = 'open' and read_back_at is not null
      order by id for update
    ) open
    where p.workspace_id = open.workspace_id and p.id = open.id`.execute(db);
}

export interface DueReminder extends Due {
  userId: string;
  timezone: string;
}

/**
 * People whose half-way reminder is due. Claimed by marking them reminded: the caller sends the message in
 * the same transaction, or gives a later time with `postponeReminder`.
 */
export async function claimReminders(trx: Db): Promise<DueReminder[]> {
  const { rows } = await sql<DueReminder>`
    update proposal_voters v set reminded_at = concord_now()
    from (
      select v.workspace_id, v.proposal_id, v.user_id, coalesce(pe.timezone, w.timezone) as timezone
      from proposal_voters v
      join proposals p on p.workspace_id = v.workspace_id and p.id = v.proposal_id
      join workspaces w on w.id = v.workspace_id
      left join people pe on pe.workspace_id = v.workspace_id and pe.user_id = v.user_id
      where v.remind_at <= concord_now() and v.reminded_at is null
        and p.state = 'open' and p.deadline > concord_now()
      order by v.remind_at limit ${batch} for update of v skip locked
    ) due
    where v.workspace_id = due.workspace_id and v.proposal_id = due.proposal_id and v.user_id = due.user_id
    returning v.workspace_id as "workspaceId", v.proposal_id as "proposalId", v.user_id as "userId",
      due.timezone`.execute(trx);
  return rows;
}

export async function postponeReminder(trx: Db, due: DueReminder, remindAt: Date | null): Promise<void> {
  await trx
    .updateTable('proposal_voters')
    .set({ remind_at: remindAt, reminded_at: null })
    .where('workspace_id', '=', due.workspaceId)
    .where('proposal_id', '=', due.proposalId)
    .where('user_id', '=', due.userId)
    .execute();
}

/** The next instant at which something about a proposal falls due; null: nothing is scheduled. */
export async function nextDue(db: Db): Promise<{ at: Date; what: 'deadline' | 'reminder' } | null> {
  const { rows } = await sql<{ at: Date; what: 'deadline' | 'reminder' }>`
    (select deadline as at, 'deadline' as what from proposals where state = 'open')
    union all
    (select v.remind_at, 'reminder' from proposal_voters v
      join proposals p on p.workspace_id = v.workspace_id and p.id = v.proposal_id
      where p.state = 'open' and v.remind_at is not null and v.reminded_at is null
        and v.remind_at < p.deadline)
    order by at limit 1`.execute(db);
  return rows[0] ?? null;
}
