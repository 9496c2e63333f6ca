import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as repository from './department.repository.ts';

export interface Access {
  /** May change everything. */
  isAdmin: boolean;
  /** The department whose members the person may change as its lead; null: none. */
  leads: number | null;
  /** Nobody has set anything up yet: whoever does becomes a Concord admin. */
  isNew: boolean;
}

const mostNamed = 5;

export type AccessService = ReturnType<typeof createAccessService>;

export function createAccessService({ db, workspaces }: { db: Db; workspaces: WorkspaceService }) {
  /** Nothing set up, no department, no Concord admin. */
  async function isNew(workspaceId: string, trx: Db = db): Promise<boolean> {
    const { isSetUp } = await workspaces.workspace(workspaceId, trx);
    if (isSetUp || (await workspaces.adminIds(workspaceId)).length > 0) return false;
    return (await repository.departmentsOf(trx, workspaceId)).length === 0;
  }

  async function of({ workspaceId, userId }: Reader): Promise<Access> {
    const membership = await repository.membershipOf(db, workspaceId, userId);
    return {
      isAdmin: await workspaces.isAdmin(workspaceId, userId),
      leads: membership?.isLead ? membership.departmentId : null,
      isNew: await isNew(workspaceId),
    };
  }

  /** Says who can be asked. */
  async function notAllowed({ workspaceId, locale }: Reader): Promise<UserError> {
    const t = texts(locale);
    const adminIds = (await workspaces.adminIds(workspaceId)).slice(0, mostNamed);
    const people = await workspaces.knownPeople(db, workspaceId, adminIds);
    const names = people.filter(({ deactivated }) => !deactivated).map(({ name }) => name);
    const admins =
      names.length > 0
        ? t.plain('departments.errors.askAdmins', { people: names.join(', ') })
        : t.plain('departments.errors.askSlackAdmins');
    return new UserError('not_allowed', 'departments.errors.notAllowed', { admins });
  }

  return {
    of,
    isNew,
    notAllowed,

    /** @throws UserError `not_allowed`, `set_up_first` */
    async requireAdmin(reader: Reader): Promise<void> {
      if (await workspaces.isAdmin(reader.workspaceId, reader.userId)) return;
      if (!reader.isGuest && (await isNew(reader.workspaceId))) {
        throw new UserError('set_up_first', 'departments.errors.setUpFirst');
      }
      throw await notAllowed(reader);
    },
  };
}
