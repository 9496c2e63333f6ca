import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** What the playground needs of an app's manifest (docs.slack.dev/reference/app-manifest). */
export interface Manifest {
  name: string;
  botName: string;
  homeTabEnabled: boolean;
  /** Whether the app may write to people, and people to the app. */
  messagesTab: 'disabled' | 'read_only' | 'open';
  interactivityEnabled: boolean;
  socketModeEnabled: boolean;
  commands: Map<string, SlashCommand>;
  shortcuts: ManifestShortcut[];
  botScopes: ReadonlySet<string>;
  botEvents: ReadonlySet<string>;
}

export interface SlashCommand {
  command: string;
  description: string;
  usageHint: string;
  shouldEscape: boolean;
}

export interface ManifestShortcut {
  type: 'global' | 'message';
  name: string;
  description: string;
  callbackId: string;
}

const schema = z.object({
  display_information: z.object({ name: z.string().max(35) }),
  features: z.object({
    app_home: z
      .object({
        home_tab_enabled: z.boolean().default(false),
        messages_tab_enabled: z.boolean().default(true),
        messages_tab_read_only_enabled: z.boolean().default(false),
      })
      .prefault({}),
    bot_user: z.object({ display_name: z.string().max(80) }),
    shortcuts: z
      .array(
        z.object({
          name: z.string().max(24),
          type: z.enum(['global', 'message']),
          callback_id: z.string().max(255),
          description: z.string().max(150),
        }),
      )
      .max(10)
      .default([]),
    slash_commands: z
      .array(
        z.object({
          command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
          description: z.string().max(2000),
          usage_hint: z.string().max(1000).default(''),
          should_escape: z.boolean().default(false),
        }),
      )
      .max(50)
      .default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z
      .object({ bot_events: z.array(z.string()).default([]) })
      .default({ bot_events: [] }),
    interactivity: z.object({ is_enabled: z.boolean() }).default({ is_enabled: false }),
    socket_mode_enabled: z.boolean().default(false),
  }),
});

/** Slack refuses a subscription without its scope when the manifest is saved; null: none is needed. */
const scopeOfEvent: Readonly<Record<string, string | null>> = {
  app_home_opened: null,
  dnd_updated_user: 'dnd:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  user_change: 'users:read',
  user_status_changed: 'users:read',
  subteam_created: 'usergroups:read',
  subteam_updated: 'usergroups:read',
  subteam_members_changed: 'usergroups:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
};

/**
 * @throws Error naming every problem, among them a subscription to an event without its scope, and one to an
 * event that the playground does not know
 */
export function readManifest(path: string): Manifest {
  const parsed = schema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
  const { display_information, features, oauth_config, settings } = parsed.data;
  const botScopes = new Set(oauth_config.scopes.bot);
  const botEvents = new Set(settings.event_subscriptions.bot_events);
  const problems: string[] = [];
  for (const event of botEvents) {
    const scope = scopeOfEvent[event];
    if (scope === undefined) problems.push(`the playground does not know the event ${event}`);
    else if (scope !== null && !botScopes.has(scope))
      problems.push(`the event ${event} needs the scope ${scope}`);
  }
  if ((features.slash_commands.length > 0 || features.shortcuts.length > 0) && !botScopes.has('commands')) {
    problems.push('slash commands and shortcuts need the scope commands');
  }
  if (problems.length > 0) throw new Error(`${path}: ${problems.join('; ')}`);
  return {
    name: display_information.name,
    botName: features.bot_user.display_name,
    homeTabEnabled: features.app_home.home_tab_enabled,
    messagesTab: !features.app_home.messages_tab_enabled
      ? 'disabled'
      : features.app_home.messages_tab_read_only_enabled
        ? 'read_only'
        : 'open',
    interactivityEnabled: settings.interactivity.is_enabled,
    socketModeEnabled: settings.socket_mode_enabled,
    commands: new Map(
      features.slash_commands.map((c) => [
        c.command,
        {
          command: c.command,
          description: c.description,
          usageHint: c.usage_hint,
          shouldEscape: c.should_escape,
        },
      ]),
    ),
    shortcuts: features.shortcuts.map((s) => ({
      type: s.type,
      name: s.name,
      description: s.description,
      callbackId: s.callback_id,
    })),
    botScopes,
    botEvents,
  };
}
