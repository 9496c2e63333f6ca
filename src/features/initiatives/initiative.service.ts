import type { WebClient } from '@slack/web-api';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { excerpt, nameList } from '../../slack/excerpt.ts';
import { requireBotIn } from '../../slack/membership.ts';
import type { Reader } from '../../slack/request.ts';
import { type TextKey, type TextValues, texts } from '../../text/text.ts';
import type { Department, DepartmentService } from '../departments/department.service.ts';
import type { OpeningService } from '../proposals/opening.service.ts';
import type { ProposalService } from '../proposals/proposal.service.ts';
import { proposalName } from '../proposals/proposal.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as repository from './initiative.repository.ts';
import {
  type Change,
  fields,
  type Initiative,
  type InitiativeDraft,
  isAddress,
  longestLink,
  longestName,
  longestSentence,
  meant,
  mostLinks,
  nameKey,
  type Side,
  split,
} from './initiative.ts';
import { statementOf } from './initiative.views.ts';
import { tasks } from './tasks.ts';

type Named<K> = K extends `initiatives.errors.${infer N}` ? N : never;
type ErrorName = Named<TextKey>;

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
  opening: Pick<OpeningService, 'mayPropose' | 'open'>;
  proposals: Pick<ProposalService, 'openFollowedBy'>;
}) {
  const { db, client, workspaces, departments, opening, proposals } = deps;

  /** @throws UserError at the field */
  function check(draft: InitiativeDraft, all: readonly Department[]): void {
    const fail = (code: string, key: ErrorName, field: string, values: TextValues = {}) => {
      throw errorAt(code, key, field, values);
    };
    if (draft.name === '') fail('empty_name', 'emptyName', fields.name);
    if (draft.name.length > longestName) fail('long_name', 'longName', fields.name, { longest: longestName });
    for (const field of ['direction', 'extent'] as const) {
      const { length } = draft[field];
      if (length > longestSentence) {
        fail('long_sentence', 'longSentence', fields[field], { length, longest: longestSentence });
      }
    }
    if (draft.departmentIds.some((id) => !all.some((known) => known.id === id))) {
      fail('department_gone', 'departmentGone', fields.departments);
    }
    if (new Set(draft.departmentIds).size < 2) fail('one_department', 'oneDepartment', fields.departments);
    for (const userId of draft.sponsorIds) {
      const side = sideOf(userId, draft, all);
      if (!side) fail('sponsor_outside', 'sponsorOutside', fields.sponsors, { person: `<@${userId}>` });
      const other = draft.sponsorIds.find((id) => id !== userId && sideOf(id, draft, all) === side);
      if (side && other) fail('two_sponsors', 'twoSponsors', fields.sponsors, { department: side.name });
    }
    if (draft.links.length > mostLinks) fail('many_links', 'manyLinks', fields.links, { most: mostLinks });
    const bad = draft.links.find((link) => !isAddress(link));
    if (bad !== undefined) {
      fail('bad_link', 'badLink', fields.links, { part: excerpt(bad), longest: longestLink });
    }
  }

  function sidesOf(draft: InitiativeDraft, all: readonly Department[]): Side[] {
    return [...new Set(draft.departmentIds)].map((departmentId) => ({
      departmentId,
      sponsorUserId: draft.sponsorIds.find((id) => sideOf(id, draft, all)?.id === departmentId) ?? null,
    }));
  }

  function tidy(draft: InitiativeDraft): InitiativeDraft {
    return {
      ...draft,
      name: draft.name.replace(/\s+/g, ' ').trim(),
      direction: draft.direction.trim(),
      extent: draft.extent.trim(),
      links: draft.links.map((link) => link.trim()).filter((link) => link !== ''),
      sponsorIds: [...new Set(draft.sponsorIds)],
    };
  }

  async function takeName(trx: Db, workspaceId: string, name: string, id: number): Promise<void> {
    if (await repository.takeName(trx, workspaceId, nameKey(name), id)) return;
    throw errorAt('name_taken', 'nameTaken', fields.name, { name });
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

  /** Puts a change to its departments. @throws UserError those of proposing */
  async function putTo(
    reader: Reader,
    requestKey: string,
    initiative: Initiative,
    change: Change,
  ): Promise<Opened> {
    const { workspaceId, id, name, sides } = initiative;
    const workspace = await workspaces.workspace(workspaceId);
    const channelId = initiative.channelId ?? workspace.homeChannelId;
    if (channelId === null) throw errorAt('no_channel', 'noChannel', fields.channel);
    return opening.open(reader, requestKey, {
      statement: statementOf(texts(workspace.locale), initiative, change),
      rationale: null,
      initiativeName: name,
      channelId,
      rule: 'two-key',
      departmentIds: sides.map(({ departmentId }) => departmentId),
      deadline: null,
      reviewOn: null,
      sourcePermalink: null,
      onClosed: { task: tasks.decided, payload: { initiativeId: id, requestKey, change } },
    });
  }

  /** Open proposals that would change it. */
  async function pending(workspaceId: string, initiativeId: number): Promise<number[]> {
    const open = await proposals.openFollowedBy(workspaceId, tasks.decided);
    return open.filter(({ payload }) => payload.initiativeId === initiativeId).map(({ id }) => id);
  }

  return {
    existing,
    requireMayChange,
    pending,

    list: (workspaceId: string): Promise<Initiative[]> => repository.initiativesOf(db, workspaceId),

    /** Which initiative has or had a name, by the name's key. */
    async byNames(workspaceId: string): Promise<Map<string, number>> {
      const names = await repository.namesOf(db, workspaceId);
      return new Map(names.map(({ key, initiativeId }) => [key, initiativeId]));
    },

    /** @throws UserError `unknown_initiative`, `which_initiative` */
    async named(workspaceId: string, typed: string): Promise<Initiative> {
      const all = await repository.initiativesOf(db, workspaceId);
      const former = (await repository.namesOf(db, workspaceId)).find(({ key }) => key === nameKey(typed));
      const result = meant(all, typed);
      if ('found' in result) return result.found;
      const renamed = all.find(({ id }) => id === former?.initiativeId);
      if (renamed) return renamed;
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
      const all = await opening.mayPropose(reader);
      const draft = tidy(wanted);
      check(draft, all);
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
     * @returns the proposal, where there is one
     * @throws UserError
     */
    async change(
      reader: Reader,
      requestKey: string,
      id: number,
      wanted: InitiativeDraft,
    ): Promise<{ initiative: Initiative; opened: Opened | null }> {
      const { workspaceId } = reader;
      const before = await existing(workspaceId, id);
      await requireMayChange(reader, before);
      const all = await departments.list(workspaceId);
      const draft = tidy(wanted);
      check(draft, all);
      const { free, bound } = split(before, draft);
      if (free.status === 'agreed') throw errorAt('not_settable', 'notSettable', fields.status);
      if (draft.channelId !== null && draft.channelId !== before.channelId) {
        await requireBotIn(client, draft.channelId, fields.channel);
      }
      const empty = (['direction', 'extent'] as const).find((field) => bound[field] === '');
      if (empty) throw errorAt('empty_sentence', 'emptySentence', fields[empty]);
      const wish = { ...before, name: draft.name, channelId: draft.channelId };
      const opened = Object.keys(bound).length === 0 ? null : await putTo(reader, requestKey, wish, bound);
      await db.transaction().execute(async (trx) => {
        await repository.lockInitiative(trx, workspaceId, id);
        await takeName(trx, workspaceId, draft.name, id);
        const { name, channelId, links } = draft;
        await repository.updateInitiative(trx, workspaceId, id, { name, channelId, links, ...free });
        await repository.setSides(trx, workspaceId, id, sidesOf(draft, all));
      });
      return { initiative: await existing(workspaceId, id), opened };
    },

    /** Puts direction and extent to the departments. @throws UserError */
    async propose(reader: Reader, requestKey: string, id: number): Promise<Opened> {
      const { workspaceId } = reader;
      const initiative = await existing(workspaceId, id);
      await requireMayChange(reader, initiative);
      const { name, direction, extent, agreements } = initiative;
      const empty = direction === '' || extent === '';
      if (empty) throw new UserError('not_described', 'initiatives.errors.notDescribed', { name });
      if (agreements.direction !== null && agreements.extent !== null) {
        throw new UserError('agreed_already', 'initiatives.errors.agreedAlready', { name });
      }
      const waiting = (await proposals.openFollowedBy(workspaceId, tasks.decided)).find(
        ({ payload }) => payload.initiativeId === id && payload.requestKey !== requestKey,
      );
      if (waiting) {
        const values = { name, proposal: proposalName(waiting.id) };
        throw new UserError('pending', 'initiatives.errors.pending', values);
      }
      const status = initiative.status === 'idea' ? 'agreed' : initiative.status;
      return putTo(reader, requestKey, initiative, { direction, extent, status });
    },

    /** The job: what was agreed is so from now on. A later agreement stays. */
    async decided(
      workspaceId: string,
      initiativeId: number,
      change: Change,
      agreement: number | null,
    ): Promise<void> {
      if (agreement === null) return;
      await db.transaction().execute(async (trx) => {
        const initiative = await repository.lockInitiative(trx, workspaceId, initiativeId);
        if (initiative) await repository.applyAgreed(trx, workspaceId, initiativeId, change, agreement);
      });
    },
  };
}

function errorAt(code: string, name: ErrorName, field: string, values: TextValues = {}): UserError {
  return new UserError(code, `initiatives.errors.${name}`, values, field);
}

function sideOf(
  userId: string,
  draft: Pick<InitiativeDraft, 'departmentIds'>,
  all: readonly Department[],
): Department | undefined {
  return all.find(({ id, memberIds }) => draft.departmentIds.includes(id) && memberIds.includes(userId));
}
