import { nextNumber } from '../../database/number.ts';
import type { Db } from '../../database/pool.ts';
import type { Poll } from './poll.ts';

export interface NewPoll
  extends Pick<
    Poll,
    | 'workspaceId'
    | 'authorUserId'
    | 'channelId'
    | 'kind'
    | 'question'
    | 'isSeveral'
    | 'isOrdered'
    | 'isAnonymous'
    | 'visibility'
    | 'mayAddOptions'
    | 'initiativeId'
    | 'planId'
    | 'sourcePermalink'
    | 'openedAt'
    | 'deadline'
    | 'isLate'
    | 'options'
    | 'departments'
    | 'voters'
  > {
  creationKey: string;
  /** Null: named. */
  secret: { secret: string; check: string } | null;
}

/** In a transaction, as its first lock. @returns its number; null where one was opened under this key before */
export async function insertPoll(trx: Db, p: NewPoll): Promise<number | null> {
  const { workspaceId } = p;
  const id = await nextNumber(trx, 'polls', workspaceId);
  const row = await trx
    .insertInto('polls')
    .values({
      workspace_id: workspaceId,
      id,
      creation_key: p.creationKey,
      kind: p.kind,
      author_user_id: p.authorUserId,
      channel_id: p.channelId,
      question: p.question,
      is_several: p.isSeveral,
      is_ordered: p.isOrdered,
      is_anonymous: p.isAnonymous,
      visibility: p.visibility,
      may_add_options: p.mayAddOptions,
      initiative_id: p.initiativeId,
      plan_id: p.planId,
      source_permalink: p.sourcePermalink,
      opened_at: p.openedAt,
      deadline: p.deadline,
      is_late: p.isLate,
      secret: p.secret?.secret ?? null,
      secret_check: p.secret?.check ?? null,
    })
    .onConflict((c) => c.columns(['workspace_id', 'creation_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return null;
  const scope = { workspace_id: workspaceId, poll_id: id };
  await trx
    .insertInto('poll_departments')
    .values(p.departments.map((d) => ({ ...scope, department_id: d.id, name: d.name })))
    .execute();
  await trx
    .insertInto('poll_voters')
    .values(
      p.voters.map((v) => ({
        ...scope,
        user_id: v.userId,
        department_id: v.departmentId,
        is_lead: v.isLead,
      })),
    )
    .execute();
  await trx
    .insertInto('poll_options')
    .values(p.options.map((option) => ({ ...scope, ...option })))
    .execute();
  return id;
}

/** What was opened under the key of a request. */
export async function openedUnder(
  db: Db,
  workspaceId: string,
  creationKey: string,
): Promise<{ id: number; channelId: string } | null> {
  const row = await db
    .selectFrom('polls')
    .select(['id', 'channel_id as channelId'])
    .where('workspace_id', '=', workspaceId)
    .where('creation_key', '=', creationKey)
    .executeTakeFirst();
  return row ?? null;
}
