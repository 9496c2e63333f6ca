import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from './source-modules.ts';

export const manifestSource: unknown = parse(readFileSync(join(root, 'manifest.yml'), 'utf8'));

/** The parts of manifest.yml that the code has to agree with. */
export const manifest = z
  .object({
    features: z.object({
      app_home: z.object({ home_tab_enabled: z.boolean() }),
      shortcuts: z.array(z.object({ callback_id: z.string(), type: z.enum(['global', 'message']) })),
      slash_commands: z.array(
        z.object({ command: z.string(), usage_hint: z.string().optional(), should_escape: z.boolean() }),
      ),
    }),
    oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
    settings: z.object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
      interactivity: z.object({ is_enabled: z.boolean() }),
      socket_mode_enabled: z.boolean(),
    }),
  })
  .parse(manifestSource);
