import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { manifest, manifestSource } from './helpers/manifest.ts';
import { featuresWithIndex, type Registrations, recordRegistrations } from './helpers/registrations.ts';
import { parseModule, readSources, root } from './helpers/source-modules.ts';

const commands = manifest.features.slash_commands;
const events = manifest.settings.event_subscriptions.bot_events;
const scopes = manifest.oauth_config.scopes.bot;
const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

describe("Slack's own schema", () => {
  // The schemas' folder has Slack's licence; versions refer to each other by addresses that are not fetched.
  const schema = (name: string) => JSON.parse(readFileSync(join(root, 'test/slack-schema', name), 'utf8'));
  const addresses = 'https://raw.githubusercontent.com/slackapi/manifest-schema/v0.5.0/schemas/';
  let validate: ValidateFunction;

  beforeAll(() => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    for (const version of ['manifest.schema.1.0.0.json', 'manifest.schema.2.0.0.json']) {
      ajv.addSchema(schema(version), addresses + version);
    }
    validate = ajv.compile(schema('manifest.schema.json'));
  });

  /** manifest.yml with one field of one part set. */
  const changed = (part: string, field: string, value: unknown) => {
    const copy = structuredClone(manifestSource) as Record<string, object>;
    return { ...copy, [part]: { ...copy[part], [field]: value } };
  };

  test('takes manifest.yml', () => {
    validate(manifestSource);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('takes it with the addresses that HTTP needs, as README.md says', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const [, yaml = ''] = /```yaml\n(features:[\s\S]*?)```/.exec(readme) ?? [];
    const http: { features: { slash_commands: { url: string }[] }; settings: object } = parse(yaml);
    const { features, settings } = manifestSource as typeof manifest;
    const [{ url } = { url: '' }] = http.features.slash_commands;
    const overHttp = {
      ...(manifestSource as object),
      features: {
        ...features,
        slash_commands: features.slash_commands.map((command) => ({ ...command, url })),
      },
      settings: {
        ...settings,
        ...http.settings,
        event_subscriptions: {
          ...settings.event_subscriptions,
          ...('event_subscriptions' in http.settings && (http.settings.event_subscriptions as object)),
        },
      },
    };
    validate(overHttp);
    expect(validate.errors ?? []).toEqual([]);
    expect(JSON.stringify(overHttp).match(/https:[^"]*\/slack\/events"/g)).toHaveLength(commands.length + 2);
    expect(overHttp.settings.socket_mode_enabled).toBe(false);
  });

  test.each([
    ['a field that does not exist', changed('settings', 'sockets', true)],
    ['a name that is too long', changed('display_information', 'name', 'x'.repeat(36))],
    ['a command without a slash', changed('features', 'slash_commands', [{ command: 'concord' }])],
    ['events that are no names', changed('settings', 'event_subscriptions', { bot_events: [1] })],
    ['a version that does not exist', changed('_metadata', 'major_version', 3)],
  ])('refuses %s', (_, wrong) => {
    expect(validate(wrong)).toBe(false);
  });
});

describe('what is registered', () => {
  let registered: Registrations;
  beforeAll(async () => {
    registered = await recordRegistrations();
  });

  test('comes from every feature with an index, and wiring.ts registers each of them', () => {
    const wiring = parseModule('src/wiring.ts', readFileSync(join(root, 'src/wiring.ts'), 'utf8'));
    const wired = wiring.imports.filter(({ target }) => /^src\/features\/[^/]+\/index\.ts$/.test(target));
    expect(sorted(wired.map(({ target }) => target))).toEqual(
      sorted(featuresWithIndex().map((feature) => `src/features/${feature}/index.ts`)),
    );
    expect(registered.commands).toContain('propose');
  });

  test('nothing twice', () => {
    for (const names of Object.values(registered)) expect(names).toHaveLength(new Set(names).size);
  });

  test('every slash command of the manifest has its noun', () => {
    const nouns = commands.map(({ command }) => command.replace(/^\/concord-?/, ''));
    expect(nouns.filter((noun) => !registered.commands.includes(noun))).toEqual([]);
  });

  test('every noun is a command of the manifest, or at least in the hint of /concord', () => {
    const hint = commands.find(({ command }) => command === '/concord')?.usage_hint ?? '';
    const missing = registered.commands.filter(
      (noun) =>
        noun !== '' &&
        !commands.some(({ command }) => command === `/concord-${noun}`) &&
        !hint.split(/\W+/).includes(noun),
    );
    expect(missing).toEqual([]);
  });

  test('every command asks Slack to escape, so that people and channels arrive as mentions', () => {
    expect(commands.filter(({ should_escape }) => !should_escape)).toEqual([]);
  });

  test('every shortcut, and no other', () => {
    const shortcuts = manifest.features.shortcuts.map(({ callback_id }) => callback_id);
    expect(sorted(shortcuts)).toEqual(sorted(registered.shortcuts));
  });

  test('every event, and no other', () => {
    // Messages arrive as `message`, whatever the kind of channel that was subscribed to.
    const types = events.map((name) => name.replace(/^message\..*/, 'message'));
    expect(sorted(types)).toEqual(sorted(registered.events));
  });

  test('every action and form that the views offer', async () => {
    const unheard: string[] = [];
    for (const path of Object.keys(readSources('src/features')).filter((p) => p.endsWith('.views.ts'))) {
      const views: Record<string, unknown> = await import(`../${path}`);
      const { actions = {}, callbacks = {} } = views as Record<string, Record<string, string>>;
      const isHeard = (id: string) =>
        registered.actions.some((a) => (a instanceof RegExp ? a.test(id) : a === id));
      unheard.push(...Object.values(actions).filter((id) => !isHeard(id)));
      unheard.push(...Object.values(callbacks).filter((id) => !registered.views.includes(id)));
    }
    expect(unheard).toEqual([]);
    expect(registered.actions.length > 0).toBe(manifest.settings.interactivity.is_enabled);
  });
});

/**
 * The bot scopes that each method in use needs for the conversations it is used with (docs.slack.dev/reference/
 * methods). Channels, private channels and direct messages have scopes of their own; group direct messages are not
 * used.
 */
const scopesOfMethods: Record<string, string[]> = {
  'auth.test': [],
  'chat.getPermalink': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'reactions.add': ['reactions:write'],
  'reactions.get': ['reactions:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

/** docs.slack.dev/reference/events */
const scopesOfEvents: Record<string, string[]> = {
  app_home_opened: [],
  dnd_updated_user: ['dnd:read'],
  'message.im': ['im:history'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
  subteam_members_changed: ['usergroups:read'],
  subteam_updated: ['usergroups:read'],
  user_change: ['users:read'],
};

/** Every method of Slack's own client, as `family.method`. */
function webApiMethods(): Set<string> {
  const found = new Set<string>();
  const collect = (value: object, path: string) => {
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === 'function') found.add(`${path}${name}`);
      else if (typeof member === 'object' && member !== null) collect(member, `${path}${name}.`);
    }
  };
  const {
    logger: _l,
    requestQueue: _r,
    ...families
  } = new WebClient('xoxb-none') as unknown as Record<string, unknown>;
  for (const [family, methods] of Object.entries(families)) {
    if (typeof methods === 'object' && methods !== null) collect(methods, `${family}.`);
  }
  return found;
}

/** Methods that src calls, whatever the client is called there. */
function methodsInUse(): string[] {
  const known = webApiMethods();
  const found: string[] = [];
  for (const [path, source] of Object.entries(readSources('src'))) {
    for (const chain of parseModule(path, source).chains) {
      const names = chain.split('.');
      if (names.at(-1) === 'apiCall')
        throw new Error(`${path}: call methods by their names, or this test is blind`);
      const method = [4, 3, 2]
        .map((length) => names.slice(-length).join('.'))
        .find((name) => known.has(name));
      if (method) found.push(method);
    }
  }
  return sorted(found);
}

describe('scopes', () => {
  const methods = methodsInUse();

  test("the methods in use are found among Slack's", () => {
    expect(methods).toEqual(expect.arrayContaining(['chat.postMessage', 'reactions.get', 'views.open']));
  });

  test('of every method and event in use are known', () => {
    expect(methods.filter((method) => !scopesOfMethods[method])).toEqual([]);
    expect(events.filter((event) => !scopesOfEvents[event])).toEqual([]);
  });

  test('are those that methods, events, commands and shortcuts need, and no others', () => {
    const needed = [
      'commands',
      ...methods.flatMap((method) => scopesOfMethods[method] ?? []),
      ...events.flatMap((event) => scopesOfEvents[event] ?? []),
    ];
    expect(sorted(scopes)).toEqual(sorted(needed));
  });

  describe('in docs/slack-permissions.md', () => {
    const page = readFileSync(join(root, 'docs/slack-permissions.md'), 'utf8');
    /** The rows of the table whose first column has this title: names in the first column, names in the last. */
    const table = (title: string) => {
      const [, rows = ''] =
        new RegExp(`^\\| ${title} .*\\n\\|[-| ]+\\n((?:\\|.*\\n)+)`, 'm').exec(page) ?? [];
      return rows
        .trim()
        .split('\n')
        .map((row) =>
          row.split('|').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '')),
        )
        .map((cells) => ({ name: cells[1]?.[0] ?? '', uses: cells.at(-2) ?? [] }));
    };

    test('every scope has its row, with the methods, events and features it is for', () => {
      const rows = table('Scope');
      expect(sorted(rows.map(({ name }) => name))).toEqual(sorted(scopes));
      for (const { name, uses } of rows) {
        const users = [
          ...methods.filter((method) => scopesOfMethods[method]?.includes(name)),
          ...events.filter((event) => scopesOfEvents[event]?.includes(name)),
        ];
        expect({ name, uses: sorted(uses) }).toEqual({ name, uses: sorted(users) });
      }
    });

    test('every event has its row', () => {
      expect(sorted(table('Event').map(({ name }) => name))).toEqual(sorted(events));
    });

    test('every method that needs no scope is named', () => {
      const free = methods.filter((method) => scopesOfMethods[method]?.length === 0);
      expect(free.filter((method) => !page.includes(`\`${method}\``))).toEqual([]);
    });
  });
});
