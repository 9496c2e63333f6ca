import { sql } from 'kysely';
import type { Db } from '../../../src/database/pool.ts';
import type { AgreementService } from '../../../src/features/agreements/agreement.service.ts';
import type { AgreementContent } from '../../../src/features/agreements/agreement.ts';
import type { Ends } from '../../../src/features/agreements/ending.ts';
import { append, lockHead } from '../../../src/features/agreements/ledger.repository.ts';
import { tasks } from '../../../src/features/agreements/tasks.ts';

export async function createWorkspace(db: Db, id: string): Promise<void> {
  await db
    .insertInto('workspaces')
    .values({ id, name: id, bot_user_id: 'UBOT', locale: 'en', timezone: 'Europe/Berlin' })
    .execute();
}

/** A closed proposal, as the proposals feature leaves it. */
export async function createProposal(
  db: Db,
  workspaceId: string,
  outcome: 'agreed' | 'rejected' = 'agreed',
): Promise<number> {
  const { id } = await db
    .insertInto('proposals')
    .values({
      workspace_id: workspaceId,
      creation_key: `test:${Math.random()}`,
      author_user_id: 'U1',
      channel_id: 'C1',
      rule: 'two-key',
      stance_emoji: '{}',
      opened_at: '2026-03-02T09:00:00Z',
      deadline: '2026-03-05T09:00:00Z',
      state: 'closed',
      outcome,
      closed_at: '2026-03-04T12:00:00Z',
      tally: '{}',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export function contentFor(
  proposalId: number,
  change: Partial<AgreementContent> = {},
): Omit<AgreementContent, 'number'> {
  return {
    statement: 'We move campaign data into the shared platform by June',
    rationale: null,
    initiative: null,
    proposalId,
    version: 1,
    rule: 'two-key',
    proposedBy: 'U1',
    departments: [
      {
        name: 'Marketing',
        eligible: 3,
        leads: [{ userId: 'U1', stance: 'agree' }],
        agree: ['U1', 'U2'],
        object: [],
        abstain: [],
        silent: ['U3'],
      },
      {
        name: 'IT',
        eligible: 2,
        leads: [{ userId: 'U4', stance: 'agree' }],
        agree: ['U4'],
        object: ['U5'],
        abstain: [],
        silent: [],
      },
    ],
    openedAt: '2026-03-02T09:00:00.000Z',
    closedAt: '2026-03-04T12:00:00.000Z',
    reviewOn: '2026-09-04',
    channelId: 'C1',
    link: 'https://example.slack.com/archives/C1/p1772442000000000',
    ...change,
  };
}

/** Lets a new proposal be agreed. @returns its number in the ledger */
export async function agree(
  db: Db,
  service: AgreementService,
  workspaceId: string,
  change: Partial<AgreementContent> = {},
  at = new Date('2026-03-04T12:00:00.123Z'),
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const proposalId = await createProposal(trx, workspaceId);
    const content = contentFor(proposalId, change);
    return (await service.record(trx, workspaceId, 'U1', content, at)).number;
  });
}

/** Lets a proposal be agreed after which this agreement is to end. @returns its number in the ledger */
export async function agreeToEnd(
  db: Db,
  service: AgreementService,
  workspaceId: string,
  { kind, number }: Ends,
  change: Partial<AgreementContent> = {},
): Promise<number> {
  const by = await agree(db, service, workspaceId, { statement: `Not A-${number} any more`, ...change });
  const onClosed = { on_closed_task: tasks[kind], on_closed_payload: JSON.stringify({ number }) };
  await sql`update proposals p set on_closed_task = ${onClosed.on_closed_task},
    on_closed_payload = ${onClosed.on_closed_payload}::jsonb
    from agreements a where a.workspace_id = p.workspace_id and a.proposal_id = p.id
      and a.workspace_id = ${workspaceId} and a.number = ${by}`.execute(db);
  return by;
}

/** Appends the announcement after which the database lets the content of entry `redacts` be erased. */
export async function announceErasure(db: Db, workspaceId: string, redacts: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const head = await lockHead(trx, workspaceId);
    const at = new Date('2026-04-01T08:00:00Z');
    const entry = { workspaceId, kind: 'redacted', agreementNumber: null, at, actor: 'U9' } as const;
    await append(trx, head, entry, { redacts });
  });
}

export async function eraseContent(db: Db, workspaceId: string, seq: number): Promise<void> {
  await db
    .deleteFrom('ledger_contents')
    .where('workspace_id', '=', workspaceId)
    .where('seq', '=', seq)
    .execute();
}
