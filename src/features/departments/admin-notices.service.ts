import type { Db } from '../../database/pool.ts';
import type { Logger } from '../../logger.ts';
import { postMessage } from '../../slack/messenger.ts';
import { type Texts, texts } from '../../text/text.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { Person } from '../workspaces/workspace.ts';

export interface Notice {
  workspaceId: string;
  /** Said once to each admin, however often it is asked for. */
  key: string;
  text(t: Texts): string;
}

export type AdminNotices = ReturnType<typeof createAdminNotices>;

/** Direct messages to the Concord admins, each in their own language. */
export function createAdminNotices({ workspaces, log }: { workspaces: WorkspaceService; log: Logger }) {
  return {
    /** To be asked before the transaction: Slack may have to be asked. */
    async admins(workspaceId: string): Promise<Person[]> {
      const people = await workspaces.people(workspaceId, await workspaces.adminIds(workspaceId));
      return people.filter(({ deactivated, isBot }) => !deactivated && !isBot);
    },

    async tell(trx: Db, admins: readonly Person[], { workspaceId, key, text }: Notice): Promise<void> {
      if (admins.length === 0) log.warn({ workspaceId, key }, 'there is no Concord admin to tell');
      for (const { userId, locale } of admins) {
        await postMessage(trx, {
          workspaceId,
          key: `${key}:${userId}`,
          channelId: userId,
          body: { text: text(texts(locale)) },
        });
      }
    },
  };
}
