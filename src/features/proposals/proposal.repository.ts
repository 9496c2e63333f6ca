import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { DecisionRule } from './decision.ts';
import type { ClosingTally, OnClosed, Proposal, ProposalOutcome } from './proposal.ts';
import type { Stance } from './stance.ts';
import type { Voter } from './tally.ts';

export interface NewProposal {
  workspaceId: string;
  creationKey: string;
  authorUserId: string;
  channelId: string;
  rule: DecisionRule;
  initiativeName: string | null;
  reviewOn: string | null;
  sourcePermalink: string | null;
  stanceEmoji: Record<Stance, readonly string[]>;
  openedAt: Date;
  deadline: Date;
  departments: readonly { id: number; name: string }[];
  voters: readonly (Voter & { remindAt: Date | null })[];
  onClosed: OnClosed | null;
}

/** @returns the new id, or null if the same command or submission opened one already */
export async function insertProposal(trx: Db, p: NewProposal): Promise<number | null> {
  const row = await trx
    .insertInto('proposals')
    .values({
      workspace_id: p.workspaceId,
      creation_key: p.creationKey,
      author_user_id: p.authorUserId,
      channel_id: p.channelId,
      rule: p.rule,
      initiative_name: p.initiativeName,
      review_on: p.reviewOn,
      source_permalink: p.sourcePermalink,
      stance_emoji: JSON.stringify(p.stanceEmoji),
      opened_at: p.openedAt,
      deadline: p.deadline,
      read_back_at: sql<Date>`now()`,
      on_closed_task: p.onClosed?.task ?? null,
      on_closed_payload: p.onClosed && JSON.stringify(p.onClosed.payload),
    })
    .onConflict((c) => c.columns(['workspace_id', 'creation_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return null;
  const scope = { workspace_id: p.workspaceId, proposal_id: row.id };
  await trx
    .insertInto('proposal_departments')
    .values(p.departments.map((d) => ({ ...scope, department_id: d.id, name: d.name })))
    .execute();
  await trx
    .insertInto('proposal_voters')
    .values(
      p.voters.map((v) => ({
        ...scope,
        user_id: v.userId,
        department_id: v.departmentId,
        is_lead: v.isLead,
        remind_at: v.remindAt,
      })),
    )
    .execute();
  return row.id;
}

export async function insertVersion(
  trx: Db,
  v: {
    workspaceId: string;
    proposalId: number;
    version: number;
    statement: string;
    rationale: string | null;
    editedBy: string;
    createdAt: Date;
  },
): Promise<void> {
  await trx
    .insertInto('proposal_versions')
    .values({
      workspace_id: v.workspaceId,
      proposal_id: v.proposalId,
      version: v.version,
      statement: v.statement,
      rationale: v.rationale,
      edited_by: v.editedBy,
      created_at: v.createdAt,
    })
    .execute();
  await trx
    .updateTable('proposals')
    .set({ current_version: v.version })
    .where('workspace_id', '=', v.workspaceId)
    .where('id', '=', v.proposalId)
    .execute();
}

export async function setVersionMessage(
  trx: Db,
  workspaceId: string,
  proposalId: number,
  version: number,
  messageId: string,
): Promise<void> {
  await trx
    .updateTable('proposal_versions')
    .set({ message_id: messageId })
    .where('workspace_id', '=', workspaceId)
    .where('proposal_id', '=', proposalId)
    .where('version', '=', version)
    .execute();
}

/** The proposal, locked until the end of the transaction, so that whoever decides about it does so alone. */
export async function lockProposal(trx: Db, workspaceId: string, id: number): Promise<Proposal | null> {
  const locked = await trx
    .selectFrom('proposals')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return locked ? proposalById(trx, workspaceId, id) : null;
}

export async function proposalById(db: Db, workspaceId: string, id: number): Promise<Proposal | null> {
  const row = await db
    .selectFrom('proposals as p')
    .innerJoin('proposal_versions as v', (join) =>
      join
        .onRef('v.workspace_id', '=', 'p.workspace_id')
        .onRef('v.proposal_id', '=', 'p.id')
        .onRef('v.version', '=', 'p.current_version'),
    )
    .leftJoin('messages as m', (join) =>
      join.onRef('m.workspace_id', '=', 'v.workspace_id').onRef('m.id', '=', 'v.message_id'),
    )
    .selectAll('p')
    .select(['v.statement', 'v.rationale', 'v.message_id', 'm.posted_channel_id', 'm.ts', 'm.permalink'])
    .where('p.workspace_id', '=', workspaceId)
    .where('p.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const departments = await db
    .selectFrom('proposal_departments')
    .select(['department_id as id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('proposal_id', '=', id)
    .orderBy('department_id')
    .execute();
  const voters = await db
    .selectFrom('proposal_voters')
    .select(['user_id as userId', 'department_id as departmentId', 'is_lead as isLead'])
    .where('workspace_id', '=', workspaceId)
    .where('proposal_id', '=', id)
    .orderBy('user_id')
    .execute();
  return {
    workspaceId,
    id,
    authorUserId: row.author_user_id,
    channelId: row.channel_id,
    rule: row.rule as DecisionRule,
    initiativeName: row.initiative_name,
    reviewOn: row.review_on as string | null,
    sourcePermalink: row.source_permalink,
    stanceEmoji: row.stance_emoji as unknown as Record<Stance, string[]>,
    version: row.current_version,
    statement: row.statement,
    rationale: row.rationale,
    openedAt: row.opened_at,
    deadline: row.deadline,
    state: row.state as Proposal['state'],
    outcome: row.outcome as ProposalOutcome | null,
    closedAt: row.closed_at,
    tally: row.tally as unknown as ClosingTally | null,
    lastRemindedAt: row.last_reminded_at,
    message: {
      id: row.message_id ?? '',
      channel: row.posted_channel_id,
      ts: row.ts,
      permalink: row.permalink,
    },
    departments,
    voters,
    onClosed:
      row.on_closed_task === null
        ? null
        : { task: row.on_closed_task, payload: row.on_closed_payload as OnClosed['payload'] },
  };
}

export async function idByCreationKey(
  db: Db,
  workspaceId: string,
  creationKey: string,
): Promise<number | null> {
  const row = await db
    .selectFrom('proposals')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('creation_key', '=', creationKey)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function versionOf(
  db: Db,
  workspaceId: string,
  proposalId: number,
  version: number,
): Promise<{
  version: number;
  statement: string;
  rationale: string | null;
  messageId: string | null;
} | null> {
  const row = await db
    .selectFrom('proposal_versions')
    .select(['version', 'statement', 'rationale', 'message_id as messageId'])
    .where('workspace_id', '=', workspaceId)
    .where('proposal_id', '=', proposalId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ?? null;
}

export async function closeProposal(
  trx: Db,
  workspaceId: string,
  id: number,
  closing: { outcome: ProposalOutcome; closedAt: Date; closedBy: string | null; tally: ClosingTally },
): Promise<void> {
  await trx
    .updateTable('proposals')
    .set({
      state: 'closed',
      outcome: closing.outcome,
      closed_at: closing.closedAt,
      closed_by: closing.closedBy,
      tally: JSON.stringify(closing.tally),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function markRefreshed(trx: Db, workspaceId: string, id: number): Promise<void> {
  await trx
    .updateTable('proposals')
    .set({ refreshed_at: sql<Date>`clock_timestamp()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function markReminded(trx: Db, workspaceId: string, id: number, at: Date): Promise<void> {
  await trx
    .updateTable('proposals')
    .set({ last_reminded_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}
