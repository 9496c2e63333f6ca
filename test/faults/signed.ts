import { encode, sign } from '../../playground/delivery/http.ts';
import type { Playground } from '../../playground/playground.ts';
import { channel } from '../helpers/concord.ts';

export interface SignedRequest {
  headers: Record<string, string>;
  body: string;
}

/**
 * @param ageS how many seconds ago Slack would have signed it
 * @param now one instant for several copies of a request: else two could come out alike when a second has passed
 * between them, and one would be refused as a replay
 */
export function signed(
  signingSecret: string,
  contentType: string,
  body: string,
  ageS = 0,
  now = Date.now(),
): SignedRequest {
  const timestamp = String(Math.floor(now / 1000) - ageS);
  return {
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': sign(signingSecret, timestamp, body),
    },
    body,
  };
}

/** @returns the status, 0 where there was no answer, and the answer's body */
export async function send(
  port: number,
  request: { headers?: Record<string, string>; body?: string; method?: string },
): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', ...request });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return { status: 0, text: '' };
  }
}

type Installed = Pick<Playground, 'teamId' | 'appId' | 'signingSecret'>;

/** @param triggerId Slack's own key of this command */
export function commandOf(
  installed: Installed,
  userId: string,
  line: string,
  triggerId: string,
  channelId = channel,
) {
  const [, command = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
  return encode({
    kind: 'slash_commands',
    payload: {
      token: 'verification-token-is-deprecated',
      team_id: installed.teamId,
      channel_id: channelId,
      user_id: userId,
      command,
      text,
      api_app_id: installed.appId,
      is_enterprise_install: 'false',
      response_url: 'http://127.0.0.1:9/none',
      trigger_id: triggerId,
    },
  });
}

/** @param values block id → what was typed; every input's action id is `value` */
export function submissionOf(
  installed: Installed,
  userId: string,
  view: { id: string; callbackId: string; metadata: object; values: Record<string, string> },
) {
  const values = Object.entries(view.values).map(([block, value]) => [
    block,
    { value: { type: 'plain_text_input', value } },
  ]);
  return encode({
    kind: 'interactive',
    payload: {
      type: 'view_submission',
      team: { id: installed.teamId },
      user: { id: userId, team_id: installed.teamId },
      api_app_id: installed.appId,
      trigger_id: `1.${view.id}`,
      view: {
        id: view.id,
        type: 'modal',
        hash: '1.a',
        callback_id: view.callbackId,
        private_metadata: JSON.stringify(view.metadata),
        blocks: Object.keys(view.values).map((block_id) => ({ type: 'input', block_id })),
        state: { values: Object.fromEntries(values) },
      },
      response_urls: [],
    },
  });
}

/** A click on a button of a message. @param at Slack's time of the click */
export function clickOf(
  installed: Installed,
  userId: string,
  message: { channel: string; ts: string },
  button: { blockId: string; actionId: string; value?: string },
  at: string,
  responseUrl: string,
) {
  return encode({
    kind: 'interactive',
    payload: {
      type: 'block_actions',
      team: { id: installed.teamId },
      user: { id: userId, team_id: installed.teamId },
      api_app_id: installed.appId,
      trigger_id: `1.${userId}.${at}`,
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: message.channel,
        is_ephemeral: false,
      },
      channel: { id: message.channel, name: 'marketing-it' },
      state: { values: {} },
      response_url: responseUrl,
      actions: [
        {
          type: 'button',
          block_id: button.blockId,
          action_id: button.actionId,
          ...(button.value !== undefined && { value: button.value }),
          action_ts: at,
        },
      ],
    },
  });
}
