import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { WebClient } from '@slack/web-api';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { excerpt, nameList } from '../../slack/excerpt.ts';
import { requireBotIn } from '../../slack/membership.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import type { AgreementService } from '../agreements/agreement.service.ts';
import { departmentsForAsker } from '../departments/asker.service.ts';
import type { Department, DepartmentService } from '../departments/department.service.ts';
import type { OpeningService } from '../proposals/opening.service.ts';
import type { ProposalService } from '../proposals/proposal.service.ts';
import { proposalName } from '../proposals/proposal.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import { createDecisions } from './decisions.service.ts';
import * as repository from './initiative.repository.ts';
import {
  type Change,
  fields,
  type Initiative,
  type InitiativeDraft,
  isOver,
  meant,
  nameKey,
  split,
} from './initiative.ts';
import { statementOf } from './initiative.views.ts';
import { checkDraft, errorAt, sidesOf, strangerAmong, tidy } from './initiative-draft.ts';
import { tasks } from './tasks.ts';

export interface Opened {
  id: number;
  channelId: string;
}

export type InitiativeService = ReturnType<typeof createInitiativeService>;

/** What the departments do together: making, changing, agreeing on it. */
export function createInitiativeService(deps: {
  db: Db;
  client: WebClient;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  opening: Pick<OpeningService, 'open'>;
  proposals: Pick<ProposalService, 'openFollowedBy'>;
  agreements: Pick<AgreementService, 'hasEnded'>;
}) {
  const { db, client, workspaces, departments, opening, proposals } = deps;

  /** @throws UserError `not_set_up`, `not_a_member` */
  const mayCreate = (reader: Reader): Promise<Department[]> =>
    departmentsForAsker({ departments, workspaces }, reader, 'initiatives.errors');

  /** @throws UserError at the field */
  async function check(
    workspaceId: string,
    draft: InitiativeDraft,
    all: readonly Department[],
    before: Initiative | null = null,
  ) {
    checkDraft(draft, all, before);
    const stranger = strangerAmong(draft, all);
    if (stranger === undefined) return;
    const [person] = await workspaces.people(workspaceId, [stranger]);
    throw errorAt('sponsor_outside', 'sponsorOutside', fields.sponsors, { person: person?.name ?? stranger });
  }

  async function takeName(trx: Db, workspaceId: string, name: string, id: number): Promise<void> {
    if (await repository.takeName(trx, workspaceId, nameKey(name), id)) return;
    throw nameTaken(name);
  }

  const nameTaken = (name: string) => errorAt('name_taken', 'nameTaken', fields.name, { name });

  /** Which initiative has or had a name, by the name's key. */
  async function byNames(workspaceId: string): Promise<Map<string, number>> {
    const names = await repository.namesOf(db, workspaceId);
    return new Map(names.map(({ key, initiativeId }) => [key, initiativeId]));
  }

  async function existing(workspaceId: string, id: number): Promise<Initiative> {
    const found = await repository.initiativeById(db, workspaceId, id);
    if (!found) throw new UserError('initiative_gone', 'initiatives.errors.gone');
    return found;
  }

  /** Who is of one of its departments, and admins. @throws UserError `not_of_department` */
  async function requireMayChange(reader: Reader, { sides, name }: Initiative): Promise<void> {
    const own = await departments.membershipOf(reader.workspaceId, reader.userId);
    if (own && sides.some(({ departmentId }) => departmentId === own.departmentId)) return;
    if (await workspaces.isAdmin(reader.workspaceId, reader.userId)) return;
    throw new UserError('not_of_department', 'initiatives.errors.notOfDepartment', { name });
  }

  /**
   * Puts a change to its departments.
   * @param creationKey what is asked for again under it opens nothing
   * @throws UserError those of proposing
   */
  async function putTo(
    reader: Reader,
    requestKey: string,
    initiative: Initiative,
    change: Change,
    creationKey: string,
  ): Promise<Opened> {
    const { workspaceId, id, name, sides, changedAt } = initiative;
    const workspace = await workspaces.workspace(workspaceId);
    const channelId = initiative.channelId ?? workspace.homeChannelId;
    if (channelId === null) throw errorAt('no_channel', 'noChannel', fields.channel);
    const asOf = changedAt.toISOString();
    return opening.open(reader, creationKey, {
      statement: statementOf(texts(workspace.locale), initiative, change),
      rationale: null,
      initiativeName: name,
      channelId,
      rule: 'two-key',
      departmentIds: sides.map(({ departmentId }) => departmentId),
      deadline: null,
      reviewOn: null,
      sourcePermalink: null,
      onClosed: { task: tasks.decided, payload: { initiativeId: id, requestKey, channelId, change, asOf } },
    });
  }

  /** Open proposals that would change it. */
  async function waitingFor(workspaceId: string, initiativeId: number) {
    const open = await proposals.openFollowedBy(workspaceId, tasks.decided);
    return open.filter(({ payload }) => payload.initiativeId === initiativeId);
  }

  /** A change of what is agreed; one that the departments are deciding on already is not put to them again. */
  async function putOnce(
    reader: Reader,
    requestKey: string,
    initiative: Initiative,
    change: Change,
  ): Promise<Opened> {
    const { workspaceId, id, changedAt } = initiative;
    const waiting = await waitingFor(workspaceId, id);
    const same = waiting.find(({ payload }) => isDeepStrictEqual(payload.change, change));
    if (same) return { id: same.id, channelId: String(same.payload.channelId) };
    // Asked for at the same time, also by several people, it is one proposal.
    const wanted = createHash('sha256').update(JSON.stringify(change)).digest('hex');
    const creationKey = `initiative:${id}:${changedAt.toISOString()}:${wanted}`;
    return putTo(reader, requestKey, initiative, change, creationKey);
  }

  const agreedAlready = (name: string) =>
    new UserError('agreed_already', 'initiatives.errors.agreedAlready', { name });

  return {
    ...createDecisions(deps),
    mayCreate,
    existing,
    requireMayChange,
    pending: async (workspaceId: string, id: number): Promise<number[]> =>
      (await waitingFor(workspaceId, id)).map((proposal) => proposal.id),
    byNames,

    /** Which initiative has or had each of these names; null: none. */
    async ofNames(workspaceId: string, names: readonly (string | null)[]) {
      if (names.every((name) => name === null)) return names.map(() => null);
      const [owners, all] = [await byNames(workspaceId), await repository.initiativesOf(db, workspaceId)];
      const owner = (name: string | null) => (name === null ? undefined : owners.get(nameKey(name)));
      return names.map((typed) => {
        const found = all.find(({ id }) => id === owner(typed));
        return found ? { id: found.id, name: found.name } : null;
      });
    },

    list: (workspaceId: string): Promise<Initiative[]> => repository.initiativesOf(db, workspaceId),

    /** @throws UserError `unknown_initiative`, `which_initiative` */
    async named(workspaceId: string, typed: string): Promise<Initiative> {
      const all = await repository.initiativesOf(db, workspaceId);
      const owner = (await byNames(workspaceId)).get(nameKey(typed));
      const owned = all.find(({ id }) => id === owner);
      if (owned) return owned;
      const result = meant(all, typed);
      if ('found' in result) return result.found;
      const known = nameList((result.several.length > 0 ? result.several : all).map(({ name }) => name));
      const values = { part: excerpt(typed), known };
      if (result.several.length > 1) {
        throw new UserError('which_initiative', 'initiatives.errors.which', values);
      }
      const key = all.length === 0 ? 'initiatives.errors.none' : 'initiatives.errors.unknown';
      throw new UserError('unknown_initiative', key, values);
    },

    /** A repeated request makes nothing and answers as the first did. @throws UserError */
    async create(reader: Reader, requestKey: string, wanted: InitiativeDraft): Promise<Initiative> {
      const { workspaceId, userId } = reader;
      const all = await mayCreate(reader);
      const draft = tidy(wanted);
      await check(workspaceId, draft, all);
      if (draft.status === 'agreed') throw errorAt('not_settable', 'notSettable', fields.status);
      if (draft.channelId !== null) await requireBotIn(client, draft.channelId, fields.channel);
      const id = await db.transaction().execute(async (trx) => {
        const made = await repository.insertInitiative(trx, {
          workspaceId,
          creationKey: requestKey,
          createdBy: userId,
          draft,
        });
        if (made === null) return repository.idByCreationKey(trx, workspaceId, requestKey);
        await takeName(trx, workspaceId, draft.name, made);
        await repository.setSides(trx, workspaceId, made, sidesOf(draft, all));
        return made;
      });
      if (id === null) throw new Error('an initiative with this key exists and cannot be found');
      return existing(workspaceId, id);
    },

    /**
     * Changes what nobody has agreed on, and proposes what would change an agreement.
     * @returns the proposal, where there is one, and whether anything is changed besides
     * @throws UserError
     */
    async change(
      reader: Reader,
      requestKey: string,
      id: number,
      wanted: InitiativeDraft,
    ): Promise<{ initiative: Initiative; opened: Opened | null; isChanged: boolean }> {
      const { workspaceId } = reader;
      const before = await existing(workspaceId, id);
      await requireMayChange(reader, before);
      const all = await departments.list(workspaceId);
      const draft = tidy(wanted);
      await check(workspaceId, draft, all, before);
      const { free, bound } = split(before, draft);
      if ((free.status ?? bound.status) === 'agreed') {
        throw errorAt('not_settable', 'notSettable', fields.status);
      }
      if (draft.channelId !== null && draft.channelId !== before.channelId) {
        await requireBotIn(client, draft.channelId, fields.channel);
      }
      const empty = (['direction', 'extent'] as const).find((field) => bound[field] === '');
      if (empty) throw errorAt('empty_sentence', 'emptySentence', fields[empty]);
      const owner = (await byNames(workspaceId)).get(nameKey(draft.name)) ?? id;
      // Before anything is proposed.
      if (owner !== id) throw nameTaken(draft.name);
      // Agreed on just now: what the agreement says is not free any more.
      const isStillFree = (now: Initiative) => Object.keys(split(now, free).bound).length === 0;
      if (!isStillFree(await existing(workspaceId, id))) throw agreedAlready(before.name);
      const wish = { ...before, name: draft.name, channelId: draft.channelId };
      const opened = Object.keys(bound).length === 0 ? null : await putOnce(reader, requestKey, wish, bound);
      await db.transaction().execute(async (trx) => {
        const now = (await repository.lockInitiative(trx, workspaceId, id)) ?? before;
        // What is proposed stays so: of the rest that is changed which still can be.
        if (opened === null && !isStillFree(now)) throw agreedAlready(before.name);
        const isOwn = await repository.takeName(trx, workspaceId, nameKey(draft.name), id);
        if (!isOwn && opened === null) throw nameTaken(draft.name);
        const { channelId, links } = draft;
        const name = isOwn ? draft.name : now.name;
        await repository.updateInitiative(trx, workspaceId, id, {
          ...{ name, channelId, links },
          ...split(now, free).free,
        });
        await repository.setSides(trx, workspaceId, id, sidesOf(draft, all));
      });
      const initiative = await existing(workspaceId, id);
      const isSame = isDeepStrictEqual({ ...initiative, changedAt: before.changedAt }, before);
      return { initiative, opened, isChanged: !isSame };
    },

    /** Puts direction and extent to the departments. @throws UserError */
    async propose(reader: Reader, requestKey: string, id: number): Promise<Opened> {
      const { workspaceId } = reader;
      const initiative = await existing(workspaceId, id);
      await requireMayChange(reader, initiative);
      const { name, direction, extent, agreements } = initiative;
      if (isOver(initiative)) {
        const { locale } = reader;
        const status = texts(locale).plain(`initiatives.statuses.${initiative.status}`);
        throw new UserError('over', 'initiatives.errors.over', { name, status });
      }
      const empty = direction === '' || extent === '';
      if (empty) throw new UserError('not_described', 'initiatives.errors.notDescribed', { name });
      if (agreements.direction !== null && agreements.extent !== null) {
        throw agreedAlready(name);
      }
      const [waiting] = await waitingFor(workspaceId, id);
      if (waiting) {
        const values = { name, proposal: proposalName(waiting.id) };
        const { requestKey: first, channelId } = waiting.payload;
        if (first === requestKey) return { id: waiting.id, channelId: String(channelId) };
        throw new UserError('pending', 'initiatives.errors.pending', values);
      }
      const status = initiative.status === 'idea' ? 'agreed' : initiative.status;
      // Asked for at the same time, also by several people, it is one proposal; after it has closed, another one.
      const creationKey = `initiative:${id}:${initiative.changedAt.toISOString()}`;
      return putTo(reader, requestKey, initiative, { direction, extent, status }, creationKey);
    },
  };
}
