import { z } from 'zod';
import type { ActionRequest, Answer, CommandRequest } from '../../slack/request.ts';
import type { HomeService } from './home.service.ts';
import { menuBlocks } from './home.views.ts';

/** docs.slack.dev/reference/events/app_home_opened: also sent when the app's messages are opened. */
const appHomeOpened = z.object({ user: z.string(), tab: z.string() });

export function createHomeListeners({ home }: { home: HomeService }) {
  return {
    async menu({ reader, texts: t }: CommandRequest): Promise<Answer> {
      const blocks = menuBlocks(t, await home.isSetUp(reader.workspaceId));
      return { kind: 'ephemeral', text: t.t('home.about'), blocks };
    },

    help: async ({ texts: t }: ActionRequest): Promise<Answer> => ({
      kind: 'ephemeral',
      text: t.t('home.help'),
    }),

    async opened({ workspaceId, event }: { workspaceId: string; event: unknown }): Promise<void> {
      const { user, tab } = appHomeOpened.parse(event);
      if (tab === 'home') await home.publish(workspaceId, user);
    },
  };
}
