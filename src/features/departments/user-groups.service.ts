import type { WebClient } from '@slack/web-api';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { refusalOf } from '../../slack/client.ts';

export interface UserGroup {
  id: string;
  /** As it stands in Slack: "Marketing team". */
  name: string;
  /** Without `@`. */
  handle: string;
}

export type CurrentGroup = { people: string[] } | { goneSince: number };

export type UserGroupService = ReturnType<typeof createUserGroupService>;

/** Slack's user groups; workspaces on the free plan have none. */
export function createUserGroupService({ client, log }: { client: WebClient; log: Logger }) {
  return {
    /** To choose from, by name. Empty where Slack does not tell: a form opens without them, too. */
    async list(): Promise<UserGroup[]> {
      try {
        const { usergroups = [] } = await client.usergroups.list({ include_disabled: false });
        return usergroups
          .filter(({ id, date_delete: deleted }) => id && !deleted)
          .map(({ id = '', name, handle = '' }) => ({ id, name: name || handle || id, handle }))
          .sort((a, b) => a.name.localeCompare(b.name));
      } catch (error) {
        log.warn({ err: error }, 'user groups could not be read');
        return [];
      }
    },

    /**
     * The people of a group that somebody chose. Deactivated ones are not among them.
     * @throws UserError `unknown_group`, `groups_away`
     */
    async people(userGroupId: string, field?: string): Promise<string[]> {
      try {
        const { users = [] } = await client.usergroups.users.list({ usergroup: userGroupId });
        if (users.length > 0) return users;
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === null) throw error;
        if (refusal !== 'no_such_subteam') {
          log.warn({ err: error }, 'a user group could not be read');
          throw new UserError('groups_away', 'departments.errors.groupsAway', {}, field);
        }
      }
      throw new UserError('unknown_group', 'departments.errors.unknownGroup', {}, field);
    },

    /** As it is now: its people, or since when it is disabled (0: unknown to Slack, or nobody is in it). */
    async current(userGroupId: string): Promise<CurrentGroup> {
      const { usergroups = [] } = await client.usergroups.list({ include_disabled: true });
      const group = usergroups.find(({ id }) => id === userGroupId);
      if (!group || group.date_delete) return { goneSince: group?.date_delete ?? 0 };
      const { users = [] } = await client.usergroups.users.list({ usergroup: userGroupId });
      return users.length > 0 ? { people: users } : { goneSince: 0 };
    },
  };
}
