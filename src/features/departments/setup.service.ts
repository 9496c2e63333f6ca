import type { WebClient } from '@slack/web-api';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { requireBotIn } from '../../slack/membership.ts';
import type { Reader } from '../../slack/request.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { AccessService } from './access.service.ts';
import * as repository from './department.repository.ts';
import { type Department, defaultNames, fewestDepartments, fieldId } from './department.ts';
import type { DepartmentChanges } from './department-changes.service.ts';
import {
  mostRows,
  newRow,
  type Row,
  rowOf,
  type SetupForm,
  type SetupSubmission,
  type SetupSummary,
} from './setup.ts';
import { settingFields } from './setup-submission.ts';
import type { UserGroupService } from './user-groups.service.ts';

export type SetupService = ReturnType<typeof createSetupService>;

export function createSetupService(options: {
  db: Db;
  /** For calls while a person waits. */
  client: WebClient;
  workspaces: WorkspaceService;
  groups: UserGroupService;
  changes: DepartmentChanges;
  access: AccessService;
}) {
  const { db, client, workspaces, groups, changes, access } = options;

  /** Admins, and whoever comes first. @throws UserError `not_allowed` */
  async function requireMaySetUp(reader: Reader): Promise<{ isAdmin: boolean; isFirst: boolean }> {
    const isFirst = !reader.isGuest && (await access.isNew(reader.workspaceId));
    const isAdmin = await workspaces.isAdmin(reader.workspaceId, reader.userId);
    if (!isAdmin && !isFirst) throw await access.notAllowed(reader);
    return { isAdmin, isFirst };
  }

  /** @throws UserError `is_bot`, `is_deactivated`, `unknown_person`, at the field of the admins */
  async function checkAdmins(
    trx: Db,
    workspaceId: string,
    userIds: readonly string[],
    unknown: ReadonlySet<string>,
  ): Promise<void> {
    const field = settingFields.admins;
    const stranger = userIds.find((userId) => unknown.has(userId));
    if (stranger) {
      const values = { person: stranger };
      throw new UserError('unknown_person', 'departments.errors.unknownPerson', values, field);
    }
    for (const { name, isBot, deactivated } of await workspaces.knownPeople(trx, workspaceId, userIds)) {
      const values = { person: name };
      if (isBot) throw new UserError('is_bot', 'departments.errors.isBot', values, field);
      if (deactivated) {
        throw new UserError('is_deactivated', 'departments.errors.isDeactivated', values, field);
      }
    }
  }

  return {
    /** What the form shows. @throws UserError `not_allowed` */
    async form(reader: Reader): Promise<SetupForm> {
      await requireMaySetUp(reader);
      const { workspaceId } = reader;
      const [workspace, departments, adminIds, userGroups, isNew] = await Promise.all([
        workspaces.workspace(workspaceId),
        repository.departmentsOf(db, workspaceId),
        workspaces.adminIds(workspaceId),
        groups.list(),
        access.isNew(workspaceId),
      ]);
      const { locale, timezone, country, homeChannelId, stanceEmoji } = workspace;
      return {
        rows: rowsFor(departments),
        hidden: Math.max(0, departments.length - mostRows),
        groups: userGroups,
        settings: isNew
          ? { locale: reader.locale, timezone: reader.timezone, country, homeChannelId, stanceEmoji }
          : { locale, timezone, country, homeChannelId, stanceEmoji },
        adminIds: isNew ? [reader.userId] : adminIds,
        readerTimezone: reader.timezone,
        isNew,
      };
    },

    /**
     * Saves everything or nothing. The same form sent again changes nothing.
     * @throws UserError beside the field at fault
     */
    async save(reader: Reader, { drafts, settings, adminIds }: SetupSubmission): Promise<SetupSummary> {
      const { workspaceId, userId } = reader;
      const may = await requireMaySetUp(reader);
      if (settings.homeChannelId !== null) {
        await requireBotIn(client, settings.homeChannelId, settingFields.channel);
      }
      const lookedUp = await changes.lookUp(workspaceId, drafts, adminIds);
      return db.transaction().execute(async (trx) => {
        await repository.lockDepartments(trx, workspaceId);
        // Of two who come first at the same moment, one does; the same form sent twice at once is theirs.
        const isFirst = may.isFirst && (await access.isNew(workspaceId, trx));
        const isListed = (await workspaces.adminIds(workspaceId)).includes(userId);
        if (!may.isAdmin && !isFirst && !isListed) throw await access.notAllowed(reader);
        await checkAdmins(trx, workspaceId, adminIds, lookedUp.unknown);
        await changes.save(trx, workspaceId, drafts, lookedUp);
        const departments = await repository.departmentsOf(trx, workspaceId);
        if (departments.length < fewestDepartments) {
          throw new UserError('too_few', 'departments.errors.tooFew', {}, fieldId('name', 1));
        }
        // Nobody takes themselves off the list, so that somebody is always left who can mend it.
        const admins = isFirst || isListed ? [...new Set([userId, ...adminIds])] : adminIds;
        await workspaces.saveSettings(trx, workspaceId, settings);
        await workspaces.replaceAdmins(trx, workspaceId, admins, userId);
        return { isFirst, departments, settings, adminIds: admins };
      });
    },
  };
}

/** Of a new workspace, the usual two; always at least as many as it takes. */
function rowsFor(departments: readonly Department[]): Row[] {
  const rows = departments.slice(0, mostRows).map(rowOf);
  const names = departments.length === 0 ? defaultNames : Array<string>(fewestDepartments).fill('');
  return [...rows, ...names.slice(rows.length).map((name) => newRow({ name }))];
}
