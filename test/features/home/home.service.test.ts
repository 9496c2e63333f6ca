import { createHomeListeners } from '../../../src/features/home/home.listeners.ts';
import { createHomeService, type HomeDeps } from '../../../src/features/home/home.service.ts';
import type { WorkspaceService } from '../../../src/features/workspaces/workspace.service.ts';
import { createLogger } from '../../../src/logger.ts';
import type { Locale } from '../../../src/text/text.ts';

interface Published {
  user_id: string;
  view: { type: string; blocks: unknown[] };
}

/** Departments by their people; the first of each leads. */
function setUp(departments: Record<string, string[]>, options: { refuse?: string } = {}) {
  const published: Published[] = [];
  const asked: string[][] = [];
  const logged: string[] = [];
  const publish = async (call: Published) => {
    if (options.refuse) throw new Error(options.refuse);
    published.push(call);
    return { ok: true };
  };
  const deps: HomeDeps = {
    client: { views: { publish } } as unknown as HomeDeps['client'],
    workspaces: {
      reader: async (workspaceId: string, userId: string) => ({
        workspaceId,
        userId,
        name: userId,
        locale: (userId === 'UDE' ? 'de' : 'en') satisfies Locale,
        timezone: 'Europe/Berlin',
        isWorkspaceAdmin: false,
        isGuest: false,
      }),
    } as unknown as WorkspaceService,
    departments: {
      list: async () =>
        Object.entries(departments).map(([name, memberIds], i) => ({
          id: i + 1,
          name,
          leadUserId: memberIds[0] ?? null,
          memberIds,
          userGroupId: null,
        })),
    } as unknown as HomeDeps['departments'],
    agreements: { latest: async () => [] },
    openProposals: async (...about) => {
      asked.push(about);
      return [];
    },
    openQuestions: async () => [],
    nextSyncs: async () => [],
    log: createLogger('warn', { write: (line: string) => void logged.push(line) }),
  };
  const home = createHomeService(deps);
  return { on: createHomeListeners({ home }), home, published, asked, logged };
}

const both = { Marketing: ['U1', 'U2'], IT: ['UDE'] };
const opened = (user: string, tab = 'home') => ({
  workspaceId: 'T1',
  eventId: 'Ev1',
  event: { type: 'app_home_opened', user, tab, channel: 'D1' },
});

test('opening the Home tab shows it, in the language of whoever opened it', async () => {
  const { on, published, asked } = setUp(both);
  await on.opened(opened('U2'));
  await on.opened(opened('UDE'));
  expect(published.map(({ user_id }) => user_id)).toEqual(['U2', 'UDE']);
  expect(asked).toEqual([
    ['T1', 'U2'],
    ['T1', 'UDE'],
  ]);
  const [english, german] = published.map(({ view }) => JSON.stringify(view));
  expect(english).toContain('Your department: *Marketing*');
  expect(german).toContain('Ihre Abteilung: *IT*');
});

test('opening the messages tab shows nothing', async () => {
  const { on, published } = setUp(both);
  await on.opened(opened('U1', 'messages'));
  expect(published).toEqual([]);
});

test('with fewer than two departments it is the first steps', async () => {
  const { on, home, published, asked } = setUp({ Marketing: ['U1'] });
  expect(await home.isSetUp('T1')).toBe(false);
  await on.opened(opened('U1'));
  expect(JSON.stringify(published[0]?.view)).toContain('Welcome to Concord');
  expect(asked).toEqual([]);
});

test('what Slack does not take is logged and not tried again', async () => {
  const { on, logged } = setUp(both, { refuse: 'internal_error' });
  await on.opened(opened('U1'));
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('internal_error');
});
