import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { enqueue } from '../../jobs/jobs.ts';
import { longestQuote, oneLine } from '../../slack/blocks.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import type { Department, DepartmentService } from '../departments/department.service.ts';
import type { OpeningService } from '../proposals/opening.service.ts';
import type { ProposalService } from '../proposals/proposal.service.ts';
import { type Draft, type EndingDraft, proposalName } from '../proposals/proposal.ts';
import { defaultDeadline } from '../proposals/reminder.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import { agreementByNumber } from './agreement.repository.ts';
import type { AgreementService } from './agreement.service.ts';
import { type Agreement, agreementName } from './agreement.ts';
import * as repository from './ending.repository.ts';
import type { EndingContent, EndingFormValues, EndingKind, Ends } from './ending.ts';
import { append, lockHead } from './ledger.repository.ts';
import { tasks } from './tasks.ts';

const fewestDepartments = 2;
/** Who ends an agreement by one whose content was erased. */
const nobody = 'concord';

export type EndingService = ReturnType<typeof createEndingService>;

/** How agreements end: by a proposal, as they came about. */
export function createEndingService(deps: {
  db: Db;
  workspaces: Pick<WorkspaceService, 'workspace'>;
  departments: Pick<DepartmentService, 'list'>;
  agreements: Pick<AgreementService, 'byNumber'>;
  opening: Pick<OpeningService, 'mayPropose' | 'open'>;
  proposals: Pick<ProposalService, 'existing' | 'openFollowedBy'>;
  /** The jobs to enqueue for an agreement that has ended, with `workspaceId` and its number as `agreement`. */
  onEnded: readonly string[];
}) {
  const { db, workspaces, departments, agreements, opening, proposals, onEnded } = deps;

  /** The open proposal that would end it. */
  async function pending(workspaceId: string, number: number) {
    const open = await Promise.all(
      Object.values(tasks).map((task) => proposals.openFollowedBy(workspaceId, task)),
    );
    return open.flat().find(({ payload }) => payload.number === number) ?? null;
  }

  /**
   * In force, and nothing open would end it, except what this request has opened before.
   * @throws UserError `unknown_agreement`, `no_agreements`, `agreement_ended`, `ending_pending`
   */
  async function endable(
    workspaceId: string,
    { kind, number }: Ends,
    requestKey: string | null,
    field?: string,
  ): Promise<Agreement> {
    const agreement = await agreements.byNumber(workspaceId, number, field);
    const name = agreementName(number);
    if (agreement.ended) {
      const values = { name, by: agreement.ended.by === null ? '' : agreementName(agreement.ended.by) };
      const key = values.by === '' ? ('ended' as const) : agreement.ended.kind;
      throw new UserError('agreement_ended', `agreements.errors.endings.${key}`, values, field);
    }
    const waiting = await pending(workspaceId, number);
    if (waiting && waiting.payload.requestKey !== requestKey) {
      const values = { name, proposal: proposalName(waiting.id) };
      throw new UserError('ending_pending', `agreements.errors.pending.${kind}`, values, field);
    }
    return agreement;
  }

  /** Its departments that are still there. */
  async function sidesOf(workspaceId: string, number: number): Promise<Department[]> {
    const proposalId = await repository.proposalOf(db, workspaceId, number);
    const between =
      proposalId === null ? [] : (await proposals.existing(workspaceId, proposalId)).departments;
    const all = await departments.list(workspaceId);
    return all.filter(({ id }) => between.some((department) => department.id === id));
  }

  /** @throws UserError `departments_gone` */
  async function revocation(workspaceId: string, agreement: Agreement) {
    const { number, content } = agreement;
    const name = agreementName(number);
    const sides = await sidesOf(workspaceId, number);
    if (sides.length < fewestDepartments) {
      throw new UserError('departments_gone', 'agreements.errors.departmentsGone', { name });
    }
    const t = texts((await workspaces.workspace(workspaceId)).locale);
    const quote = oneLine(content?.statement ?? '', longestQuote);
    return {
      statement: t.plain(quote === '' ? 'agreements.revocationErased' : 'agreements.revocation', {
        name,
        quote,
      }),
      departmentIds: sides.map(({ id }) => id),
      initiativeName: content?.initiative ?? null,
    };
  }

  return {
    /**
     * The form of proposals, filled in for ending an agreement.
     * @throws UserError those of proposing, `unknown_agreement`, `agreement_ended`, `ending_pending`,
     *   `departments_gone`
     */
    async filled(
      reader: Reader,
      ends: Ends,
    ): Promise<{
      departments: Department[];
      values: EndingFormValues;
      /** Null: it is replaced. */
      revokes: { number: number; statement: string } | null;
    }> {
      const { workspaceId, timezone: timeZone } = reader;
      const all = await opening.mayPropose(reader);
      const agreement = await endable(workspaceId, ends, null);
      const { content, number } = agreement;
      const usual = {
        deadline: defaultDeadline({ now: await databaseNow(db), timeZone }),
        ...(content && { channelId: content.channelId }),
      };
      if (ends.kind === 'revoked') {
        const { statement } = await revocation(workspaceId, agreement);
        return { departments: all, values: usual, revokes: { number, statement } };
      }
      const departmentIds = (await sidesOf(workspaceId, number)).map(({ id }) => id);
      const values = {
        ...usual,
        departmentIds,
        replaces: agreementName(number),
        ...(content && { statement: content.statement }),
        ...(content?.initiative && { initiative: content.initiative }),
      };
      return { departments: all, values, revokes: null };
    },

    /**
     * Opens a proposal; where it ends an agreement, that follows once it is agreed. What is to be revoked says
     * its own sentence and goes to the departments of the agreement.
     * @param fieldOfNumber the field in which the agreement was named, where a form was
     * @throws UserError those of opening and of `filled`
     */
    async open(
      reader: Reader,
      requestKey: string,
      { ends, ...wanted }: EndingDraft,
      fieldOfNumber?: string,
    ): Promise<{ id: number; channelId: string }> {
      if (ends === null) return opening.open(reader, requestKey, wanted);
      const { workspaceId } = reader;
      await opening.mayPropose(reader);
      const agreement = await endable(workspaceId, ends, requestKey, fieldOfNumber);
      const own = ends.kind === 'revoked' ? await revocation(workspaceId, agreement) : {};
      const onClosed = { task: tasks[ends.kind], payload: { number: ends.number, requestKey } };
      const draft: Draft = { ...wanted, ...own, onClosed };
      return opening.open(reader, requestKey, draft);
    },

    /**
     * The job after a proposal that was to end an agreement. It ends once: by whichever was agreed on first.
     * @param by the agreement by which it ends
     */
    async ended(workspaceId: string, kind: EndingKind, number: number, by: number): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const head = await lockHead(trx, workspaceId);
        if (await repository.hasEnded(trx, workspaceId, number)) return;
        const proposalId = await repository.proposalOf(trx, workspaceId, by);
        const deciding = await agreementByNumber(trx, workspaceId, by);
        if (proposalId === null || !deciding) throw new Error(`agreement ${by} is not in the ledger`);
        const { content } = deciding;
        const entry = {
          ...{ workspaceId, kind, agreementNumber: number, at: await databaseNow(trx) },
          actor: content?.proposedBy ?? nobody,
        };
        const said: EndingContent = {
          ...{ number, by, proposalId },
          ...{ statement: content?.statement ?? null, rationale: content?.rationale ?? null },
        };
        await append(trx, head, entry, said);
        for (const task of onEnded) await enqueue(trx, task, { workspaceId, agreement: number });
      });
    },
  };
}
