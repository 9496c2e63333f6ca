import type { WebClient } from '@slack/web-api';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { placeFor, requireBotIn } from '../../slack/membership.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import { departmentsForAsker } from '../departments/asker.service.ts';
import type { Department, DepartmentService } from '../departments/department.service.ts';
import { electorate } from '../departments/electorate.ts';
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import type { Initiative } from '../initiatives/initiative.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { AskingService } from './asking.service.ts';
import { questions } from './finding.ts';
import * as repository from './grey-zone.repository.ts';
import {
  fewestDepartments,
  fields,
  type GreyZone,
  type GreyZoneDraft,
  type Own,
  type Shown,
  stillThere,
  type Voter,
  zoneName,
} from './grey-zone.ts';
import {
  checkDraft,
  deadlineOf,
  errorAt,
  requireDepartments,
  requireOpen,
  tidyArea,
} from './grey-zone-draft.ts';
import { agendaText } from './matrix.views.ts';
import type { OwningService } from './owning.service.ts';
import type { RoundService } from './round.service.ts';

/** What a sync's agenda shows of one. */
export interface OnAgenda {
  id: number;
  round: number;
  text: string;
  link: string | null;
  initiative: { id: number; name: string } | null;
}

export type GreyZoneService = ReturnType<typeof createGreyZoneService>;

/** Asking who leads an area of work, once and again, and the register of what was asked. */
export function createGreyZoneService(deps: {
  db: Db;
  client: WebClient;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  initiatives: Pick<InitiativeService, 'list' | 'named'>;
  rounds: RoundService;
  asking: Pick<AskingService, 'ownOf' | 'voterIn'>;
  owning: Pick<OwningService, 'pending' | 'requireMayDecide'>;
}) {
  const { db, client, workspaces, departments, initiatives, rounds, asking, owning } = deps;

  /** @throws UserError `not_set_up`, `not_a_member` */
  const mayAsk = (reader: Reader): Promise<Department[]> =>
    departmentsForAsker({ departments, workspaces }, reader, 'greyzones.errors');

  /** Those who are asked. @throws UserError `one_department`, `empty_department` at the field */
  async function votersOf(workspaceId: string, chosen: readonly Department[]): Promise<Voter[]> {
    if (chosen.length < 2) throw errorAt('one_department', 'oneDepartment', fields.departments);
    const memberIds = chosen.flatMap((department) => department.memberIds);
    const people = await workspaces.people(workspaceId, memberIds);
    const voters = electorate(chosen, people).map(({ person, ...voter }) => voter);
    const empty = chosen.find(({ id }) => !voters.some(({ departmentId }) => departmentId === id));
    if (!empty) return voters;
    throw errorAt('empty_department', 'emptyDepartment', fields.departments, { department: empty.name });
  }

  /** @throws UserError `initiative_gone` at the field */
  async function initiativeOf(workspaceId: string, id: number | null): Promise<Initiative | null> {
    if (id === null) return null;
    const found = (await initiatives.list(workspaceId)).find((initiative) => initiative.id === id);
    if (!found) throw errorAt('initiative_gone', 'initiativeGone', fields.initiative);
    return found;
  }

  /** @throws UserError `zone_gone` */
  async function existing(workspaceId: string, id: number): Promise<GreyZone> {
    const zone = await repository.zoneById(db, workspaceId, id);
    if (!zone) throw new UserError('zone_gone', 'greyzones.errors.unknown', { name: zoneName(id) });
    return zone;
  }

  /** @throws UserError `not_of_department`, and as `requireAskable` */
  async function mayAskAgain(reader: Reader, zone: GreyZone): Promise<void> {
    await owning.requireMayDecide(reader, zone);
    const [waiting] = await owning.pending(reader.workspaceId, zone.id);
    requireAskable(zone, waiting);
  }

  return {
    mayAsk,
    existing,

    /** For the form. @throws UserError as `again` */
    async forAgain(reader: Reader, id: number): Promise<GreyZone> {
      const zone = await existing(reader.workspaceId, id);
      await mayAskAgain(reader, zone);
      return zone;
    },

    usualDepartments,
    initiativeOf,

    /** @throws UserError as initiatives */
    initiativeNamed: (workspaceId: string, typed: string) => initiatives.named(workspaceId, typed),

    initiatives: (workspaceId: string): Promise<Initiative[]> => initiatives.list(workspaceId),

    /** Fails as `create` would, with what can be seen of the words alone. @throws UserError at the field */
    checkDeadline: async (reader: Reader, words: string | null): Promise<void> => {
      deadlineOf(words, reader, await databaseNow(db));
    },

    /**
     * Asks at once: freezes who is asked and enqueues the message, in one transaction.
     * @param requestKey a repeated command or submission asks nothing and answers as the first did
     * @throws UserError at the field
     */
    async create(reader: Reader, requestKey: string, draft: GreyZoneDraft): Promise<GreyZone> {
      const { workspaceId, userId } = reader;
      const all = await mayAsk(reader);
      const area = tidyArea(draft.area);
      const initiative = await initiativeOf(workspaceId, draft.initiativeId);
      const wanted = draft.departmentIds ?? usualDepartments(initiative, all);
      checkDraft(area, wanted, all);
      const openedAt = await databaseNow(db);
      const deadline = deadlineOf(draft.deadline, reader, openedAt);
      const chosen = all.filter(({ id }) => wanted.includes(id));
      const voters = await votersOf(workspaceId, chosen);
      const { homeChannelId } = await workspaces.workspace(workspaceId);
      const channelId = await placeFor(
        client,
        draft.channelId,
        homeChannelId,
        'greyzones.errors.noChannel',
        fields.channel,
      );
      const id = await db.transaction().execute(async (trx) => {
        const made = await repository.insertZone(trx, {
          ...{ workspaceId, creationKey: requestKey, authorUserId: userId, channelId, area },
          ...{ initiativeId: initiative?.id ?? null, openedAt, deadline, departments: chosen },
        });
        if (made === null) return repository.idByCreationKey(trx, workspaceId, requestKey);
        const zone = await rounds.locked(trx, workspaceId, made);
        await rounds.openRound(trx, zone, { requestKey, openedAt, voters });
        return made;
      });
      if (id === null) throw new Error('a grey zone with this key exists and cannot be found');
      return existing(workspaceId, id);
    },

    /**
     * Asks the same departments anew, whoever belongs to them by now. What an agreement says is asked by nobody.
     * @param words when it ends; null: three working days later
     * @throws UserError `zone_gone`, `not_of_department`, `still_asking`, `owned`, `dropped`, `departments_gone`,
     *   `pending`
     */
    async again(reader: Reader, requestKey: string, id: number, words: string | null): Promise<GreyZone> {
      const { workspaceId } = reader;
      const before = await existing(workspaceId, id);
      if (await repository.hasRound(db, workspaceId, id, requestKey)) return before;
      await mayAskAgain(reader, before);
      const openedAt = await databaseNow(db);
      const deadline = deadlineOf(words, reader, openedAt);
      const all = await departments.list(workspaceId);
      const chosen = all.filter((known) =>
        before.departments.some((department) => department.id === known.id),
      );
      const voters = await votersOf(workspaceId, chosen);
      await requireBotIn(client, before.channelId, fields.channel);
      await db.transaction().execute(async (trx) => {
        const zone = await rounds.locked(trx, workspaceId, id);
        if (await repository.hasRound(trx, workspaceId, id, requestKey)) return;
        requireAskable(zone, undefined);
        await repository.updateZone(trx, workspaceId, id, {
          ...{ round: zone.round + 1, state: 'asking', finding: null, assessedAt: null, deadline },
          // That all had agreed on somebody counts no longer.
          ...(zone.state === 'closed' && { ownerDepartmentId: null, reopenedAt: openedAt }),
        });
        const asked = await rounds.locked(trx, workspaceId, id);
        await rounds.openRound(trx, asked, { requestKey, openedAt, voters });
        await rounds.retireMatrix(trx, zone);
      });
      return existing(workspaceId, id);
    },

    /** The register. */
    list: (workspaceId: string): Promise<GreyZone[]> => repository.zonesOf(db, workspaceId),

    /** Those whose answers are known and that have no owner, oldest first. */
    open: (workspaceId: string): Promise<GreyZone[]> =>
      repository.zonesOf(db, workspaceId, { state: 'open' }),

    /** Those that ask the person for an answer which they have not given; oldest first. */
    async awaiting({ workspaceId, userId }: Reader): Promise<GreyZone[]> {
      const zones = await repository.zonesOf(db, workspaceId, { state: 'asking' });
      const awaits = await Promise.all(
        zones.map(async (zone) => {
          if ((await asking.voterIn(db, zone, userId)) === null) return false;
          return Object.keys(await asking.ownOf(db, zone, userId)).length < questions.length;
        }),
      );
      return zones.filter((_, i) => awaits[i]);
    },

    ofInitiative: (workspaceId: string, initiativeId: number): Promise<GreyZone[]> =>
      repository.zonesOf(db, workspaceId, { initiativeId }),

    /** One as the reader may see it, with what they have said themselves. @throws UserError `zone_gone` */
    async show(
      { workspaceId, userId }: Reader,
      id: number,
    ): Promise<{ shown: Shown; own: Own; voter: Voter | null }> {
      const zone = await existing(workspaceId, id);
      return {
        shown: await rounds.shownOf(db, zone, await owning.pending(workspaceId, id)),
        own: await asking.ownOf(db, zone, userId),
        voter: await asking.voterIn(db, zone, userId),
      };
    },

    /**
     * For the agenda of a sync: those without an owner that are between its departments alone, oldest first, also
     * while they are asked again.
     */
    async forAgenda(workspaceId: string, departmentIds: readonly number[]): Promise<OnAgenda[]> {
      const theirs = (await repository.zonesOf(db, workspaceId)).filter((zone) => {
        const isUnowned = zone.state === 'open' || (zone.state === 'asking' && zone.round > 1);
        const left = stillThere(zone);
        const isTheirs = left.every(({ id }) => departmentIds.includes(id));
        return isUnowned && isTheirs && left.length >= fewestDepartments;
      });
      if (theirs.length === 0) return [];
      const t = texts((await workspaces.workspace(workspaceId)).locale);
      return Promise.all(
        theirs.map(async (zone) => {
          const { id, round, link } = zone;
          const { initiativeId, initiativeName: name } = zone;
          const initiative = initiativeId !== null && name !== null ? { id: initiativeId, name } : null;
          return { id, round, link, initiative, text: agendaText(t, await rounds.shownOf(db, zone)) };
        }),
      );
    },
  };
}

/** Of an initiative of which enough departments are left, those; else all. */
function usualDepartments(initiative: Initiative | null, all: readonly Department[]): number[] {
  const own = all.filter(({ id }) => initiative?.sides.some(({ departmentId }) => departmentId === id));
  return (own.length >= 2 ? own : all).map(({ id }) => id);
}

/** @throws UserError `still_asking`, `owned`, `dropped`, `departments_gone`, `pending` */
function requireAskable(zone: GreyZone, pending: number | undefined): void {
  // What all agreed on without an agreement can be asked again.
  if (zone.state !== 'closed' || zone.agreementNumber !== null) requireOpen(zone);
  requireDepartments(zone);
  if (pending === undefined) return;
  const values = { name: zoneName(zone.id), proposal: `P-${pending}` };
  throw new UserError('pending', 'greyzones.errors.pending', values);
}
