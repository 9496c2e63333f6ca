import type { ActResult } from './contract.ts';
import { failureShown } from './interaction-failures.ts';
import { Refusal } from './refusal.ts';
import { respond } from './response-urls.ts';
import { reportProblem, type Slack } from './slack.ts';
import { commandText } from './typed-text.ts';

/** What the client does with a slash command: asks the app, and shows its answer or that it gave none. */
export async function runCommand(
  slack: Slack,
  user: string,
  act: { channel: string; command: string; text: string },
): Promise<ActResult> {
  const { world, manifest } = slack;
  const command = manifest.commands.get(act.command);
  if (!command) return { ok: false, error: `${act.command} is not a valid command.` };
  const channel = world.channel(act.channel);
  const person = world.person(user);
  const outcome = await slack.dispatcher.interaction('slash_commands', act.command, {
    token: 'verification-token-is-deprecated',
    team_id: world.team.id,
    team_domain: world.team.domain,
    channel_id: channel.id,
    channel_name: { public: channel.name, private: 'privategroup', im: 'directmessage' }[channel.kind],
    user_id: user,
    user_name: person.handle,
    command: act.command,
    text: commandText(world, act.text.trim(), command.shouldEscape),
    api_app_id: world.appId,
    is_enterprise_install: 'false',
    response_url: slack.baseUrl() + slack.responseUrls.issue({ user, channel: channel.id, source: null }),
    trigger_id: slack.triggers.issue(user, null),
  });
  if (!outcome.acknowledged) return { ok: false, error: failureShown(act.command, outcome.reason) };
  const body = typeof outcome.body === 'string' ? { text: outcome.body } : outcome.body;
  if (body === null || typeof body !== 'object' || Object.keys(body).length === 0) return { ok: true };
  try {
    const message = respond(
      slack,
      { user, channel: channel.id, source: null },
      body as Record<string, unknown>,
    );
    return message ? { ok: true, channel: channel.id, ts: message.ts } : { ok: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reportProblem(slack, `answer to ${act.command}`, error);
    return { ok: false, error: failureShown(act.command, 'http_error') };
  }
}
