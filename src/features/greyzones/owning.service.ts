import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { postMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import type { AgreementService } from '../agreements/agreement.service.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { OpeningService } from '../proposals/opening.service.ts';
import type { ProposalService } from '../proposals/proposal.service.ts';
import { proposalName } from '../proposals/proposal.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as repository from './grey-zone.repository.ts';
import { fewestDepartments, fields, type GreyZone, type Shown, stillThere, zoneName } from './grey-zone.ts';
import { errorAt, requireDepartments, requireOpen } from './grey-zone-draft.ts';
import { decidedMessage, reopenedMessage } from './grey-zone-notices.views.ts';
import type { RoundService } from './round.service.ts';
import { statementOf } from './statement.views.ts';
import { tasks } from './tasks.ts';

export interface Opened {
  id: number;
  channelId: string;
}

export type OwningService = ReturnType<typeof createOwningService>;

/** How a grey zone gets its owner by an agreement, and loses it with that. */
export function createOwningService(deps: {
  db: Db;
  workspaces: WorkspaceService;
  departments: Pick<DepartmentService, 'membershipOf'>;
  opening: Pick<OpeningService, 'open'>;
  proposals: Pick<ProposalService, 'openFollowedBy' | 'existing'>;
  agreements: Pick<AgreementService, 'hasEnded'>;
  rounds: RoundService;
}) {
  const { db, workspaces, departments, opening, proposals, agreements, rounds } = deps;

  async function waiting(workspaceId: string, id: number) {
    const open = await proposals.openFollowedBy(workspaceId, tasks.decided);
    return open.filter(({ payload }) => payload.greyZoneId === id);
  }

  /** Open proposals about its owner. */
  async function pending(workspaceId: string, id: number): Promise<number[]> {
    return (await waiting(workspaceId, id)).map((proposal) => proposal.id);
  }

  /** Who is of one of its departments, and admins. @throws UserError `not_of_department` */
  async function requireMayDecide(reader: Reader, { id, departments: own }: GreyZone): Promise<void> {
    const membership = await departments.membershipOf(reader.workspaceId, reader.userId);
    if (own.some((department) => department.id === membership?.departmentId)) return;
    if (await workspaces.isAdmin(reader.workspaceId, reader.userId)) return;
    const values = { name: zoneName(id), departments: own.map(({ name }) => name).join(', ') };
    throw new UserError('not_of_department', 'greyzones.errors.notOfDepartment', values);
  }

  const alreadyPending = (id: number, proposalId: number) =>
    new UserError('pending', 'greyzones.errors.pending', {
      name: zoneName(id),
      proposal: proposalName(proposalId),
    });

  /**
   * One that can be put to the departments, as somebody would see it.
   * @throws UserError `zone_gone`, `not_of_department`, `still_asking`, `owned`, `owned_clearly`, `dropped`,
   *   `departments_gone`
   */
  async function proposable(reader: Reader, id: number): Promise<Shown> {
    const { workspaceId } = reader;
    const zone = await repository.zoneById(db, workspaceId, id);
    if (!zone) throw new UserError('zone_gone', 'greyzones.errors.unknown', { name: zoneName(id) });
    await requireMayDecide(reader, zone);
    requireOpen(zone);
    requireDepartments(zone);
    return rounds.shownOf(db, zone, await pending(workspaceId, id));
  }

  /**
   * Proposals about the same area follow one another, never at the same time: each is made under a key that names the
   * one before it, so that whoever asks at the same time arrives at the same one.
   */
  async function openNext(
    { workspaceId, id }: GreyZone,
    requestKey: string,
    open: (creationKey: string) => Promise<Opened>,
  ): Promise<Opened> {
    for (;;) {
      const before = await repository.lastDecided(db, workspaceId, id);
      const opened = await open(`greyzone:${id}:after:${before ?? 0}`);
      const { state, onClosed } = await proposals.existing(workspaceId, opened.id);
      if (onClosed?.payload.requestKey === requestKey) return opened;
      // Closed since: the next one comes after it.
      if (state === 'open') throw alreadyPending(id, opened.id);
    }
  }

  /** What the departments are deciding on, where the answers are shown. */
  async function showPending(workspaceId: string, id: number): Promise<void> {
    const open = await pending(workspaceId, id);
    await db.transaction().execute(async (trx) => {
      await rounds.refreshMatrix(trx, await rounds.locked(trx, workspaceId, id), open);
    });
  }

  /** The sentence in the words of the channel. */
  async function statementFor(zone: GreyZone, ownerDepartmentId: number): Promise<string> {
    const { locale } = await workspaces.workspace(zone.workspaceId);
    return statementOf(texts(locale), zone, ownerDepartmentId);
  }

  /**
   * Puts to the departments who leads it from now on.
   * @param wish.statement null: the usual sentence
   * @throws UserError `pending`, `department_gone`, `empty_statement`, those of proposing
   */
  async function propose(
    reader: Reader,
    requestKey: string,
    id: number,
    wish: { ownerDepartmentId: number; statement: string | null },
  ): Promise<Opened> {
    const { workspaceId } = reader;
    const { zone } = await proposable(reader, id);
    const [first] = await waiting(workspaceId, id);
    if (first) {
      // Whoever opened it may have died before it was shown.
      await showPending(workspaceId, id);
      if (first.payload.requestKey === requestKey) return { id: first.id, channelId: zone.channelId };
      throw alreadyPending(id, first.id);
    }
    const { ownerDepartmentId } = wish;
    const left = stillThere(zone);
    if (!left.some((department) => department.id === ownerDepartmentId)) {
      throw errorAt('department_gone', 'departmentGone', fields.owner);
    }
    const statement = wish.statement?.trim() ?? (await statementFor(zone, ownerDepartmentId));
    if (statement === '') throw errorAt('empty_statement', 'emptyStatement', fields.statement);
    const { round, channelId } = zone;
    const payload = { greyZoneId: id, ownerDepartmentId, round, requestKey };
    const opened = await openNext(zone, requestKey, (creationKey) =>
      opening.open(reader, creationKey, {
        ...{ statement, rationale: null, initiativeName: zone.initiativeName, channelId, rule: 'two-key' },
        ...{ departmentIds: left.map((department) => department.id), deadline: null },
        ...{ reviewOn: null, sourcePermalink: zone.link, onClosed: { task: tasks.decided, payload } },
      }),
    );
    await showPending(workspaceId, id);
    return opened;
  }

  return {
    propose,

    /** What the form showed and nobody changed follows the choice of another owner. @throws UserError as `propose` */
    async proposeFromForm(
      reader: Reader,
      requestKey: string,
      id: number,
      typed: { ownerDepartmentId: number; statement: string; shownOwner: number },
    ): Promise<Opened> {
      const { ownerDepartmentId, statement, shownOwner } = typed;
      const { zone } = await proposable(reader, id);
      const isUntouched = statement.trim() === (await statementFor(zone, shownOwner)).trim();
      const wish = { ownerDepartmentId, statement: isUntouched ? null : statement };
      return propose(reader, requestKey, id, wish);
    },

    pending,

    /** Open proposals about the owner of any, by the number of the grey zone. */
    async deciding(workspaceId: string): Promise<ReadonlyMap<unknown, number[]>> {
      const open = await proposals.openFollowedBy(workspaceId, tasks.decided);
      return new Map(
        open.map(({ payload: { greyZoneId } }) => [
          greyZoneId,
          open.filter(({ payload }) => payload.greyZoneId === greyZoneId).map(({ id }) => id),
        ]),
      );
    },

    requireMayDecide,
    statementFor,

    /**
     * Takes one off the list of which too few departments are left; the second time changes nothing.
     * @throws UserError `zone_gone`, `not_of_department`, `still_asking`, `owned`, `owned_clearly`, `not_droppable`
     */
    async drop(reader: Reader, id: number): Promise<void> {
      const { workspaceId } = reader;
      const found = await repository.zoneById(db, workspaceId, id);
      const name = zoneName(id);
      if (!found) throw new UserError('zone_gone', 'greyzones.errors.unknown', { name });
      await requireMayDecide(reader, found);
      await db.transaction().execute(async (trx) => {
        const zone = await rounds.locked(trx, workspaceId, id);
        if (zone.state === 'dropped') return;
        requireOpen(zone);
        if (stillThere(zone).length >= fewestDepartments) {
          throw new UserError('not_droppable', 'greyzones.errors.notDroppable', { name });
        }
        await repository.updateZone(trx, workspaceId, id, { state: 'dropped' });
        await rounds.refreshMatrix(trx, { ...zone, state: 'dropped' }, []);
      });
    },

    /** For the form. @throws UserError as `propose` */
    async forProposing(reader: Reader, id: number): Promise<Shown> {
      const shown = await proposable(reader, id);
      const [first] = shown.pending;
      if (first === undefined) return shown;
      await showPending(reader.workspaceId, id);
      throw alreadyPending(id, first);
    },

    /**
     * The job: what was agreed has an owner from now on. A later agreement stays, and so does the end of one.
     * @param agreement null: they did not agree, and it can be proposed again
     */
    async decided(d: {
      workspaceId: string;
      greyZoneId: number;
      ownerDepartmentId: number;
      proposalId: number;
      agreement: number | null;
    }): Promise<void> {
      const { workspaceId, greyZoneId: id, ownerDepartmentId, proposalId, agreement } = d;
      const { closedAt } = await proposals.existing(workspaceId, proposalId);
      const open = await pending(workspaceId, id);
      await db.transaction().execute(async (trx) => {
        // Before the lock of the zone. Its end, told once, came before there was anything to open again.
        const hasEnded = agreement !== null && (await agreements.hasEnded(trx, workspaceId, agreement));
        const zone = await repository.lockZone(trx, workspaceId, id);
        if (zone && hasEnded) await rounds.refreshMatrix(trx, zone, open);
        if (hasEnded) return;
        if (!zone || (zone.reopenedAt !== null && closedAt !== null && closedAt <= zone.reopenedAt)) return;
        if (agreement !== null && agreement <= (zone.agreementNumber ?? 0)) return;
        const now = await databaseNow(trx);
        if (agreement !== null) {
          await repository.updateZone(trx, workspaceId, id, {
            ...{ state: 'closed', ownerDepartmentId, agreementNumber: agreement, ownedAt: now },
          });
          // Asked anew while the departments were deciding: they have answered.
          if (zone.state === 'asking') await rounds.breakOff(trx, { ...zone, state: 'closed' }, now);
        }
        const after = await rounds.locked(trx, workspaceId, id);
        const round = await rounds.refreshMatrix(trx, after, open);
        const t = await rounds.channelTexts(trx, workspaceId);
        await postMessage(trx, {
          workspaceId,
          key: `greyzone:${id}:decided:${proposalId}`,
          channelId: after.channelId,
          ...(round?.matrixMessageId && { threadOf: round.matrixMessageId }),
          body: decidedMessage(t, after, { proposalId, agreement }),
        });
      });
    },

    /** The job: what an agreement said no longer holds, so that the areas which it gave an owner have none. */
    async agreementEnded(workspaceId: string, agreement: number): Promise<void> {
      const owned = await repository.zonesOf(db, workspaceId, {
        agreementNumber: agreement,
        state: 'closed',
      });
      for (const { id } of owned) {
        await db.transaction().execute(async (trx) => {
          const zone = await repository.lockZone(trx, workspaceId, id);
          if (zone?.state !== 'closed' || zone.agreementNumber !== agreement) return;
          await repository.updateZone(trx, workspaceId, id, {
            ...{ state: 'open', ownerDepartmentId: null, agreementNumber: null },
            reopenedAt: await databaseNow(trx),
          });
          const after = await rounds.locked(trx, workspaceId, id);
          await rounds.refreshMatrix(trx, after, []);
          await postMessage(trx, {
            workspaceId,
            key: `greyzone:${id}:reopened:${agreement}`,
            channelId: after.channelId,
            body: reopenedMessage(await rounds.channelTexts(trx, workspaceId), after, agreement),
          });
        });
      }
    },
  };
}
