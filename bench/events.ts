import { createHmac } from 'node:crypto';

export interface ReactionTarget {
  teamId: string;
  channel: string;
  messageTs: string;
  /** Who wrote the message: the app's bot. */
  botUserId: string;
}

/** A `reaction_added` as Slack would send it; every `sequence` is another event. */
export function reactionBody(target: ReactionTarget, run: string, sequence: number): string {
  const seconds = Math.floor(Date.now() / 1000);
  return JSON.stringify({
    token: 'unused',
    team_id: target.teamId,
    api_app_id: 'A0BENCH',
    event: {
      type: 'reaction_added',
      user: `U${String(sequence % 1000).padStart(9, '0')}`,
      reaction: sequence % 3 === 0 ? '-1' : '+1',
      item: { type: 'message', channel: target.channel, ts: target.messageTs },
      item_user: target.botUserId,
      event_ts: `${seconds}.${String(sequence % 1_000_000).padStart(6, '0')}`,
    },
    type: 'event_callback',
    event_id: `Ev${run}${sequence}`,
    event_time: seconds,
    authorizations: [
      {
        enterprise_id: null,
        team_id: target.teamId,
        user_id: target.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${run}${sequence}`,
  });
}

/** A whole HTTP request, signed as Slack signs it, ready to be written to a socket. */
export function signedRequest(body: string, signingSecret: string): Buffer {
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return Buffer.from(
    [
      'POST /slack/events HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      `X-Slack-Request-Timestamp: ${timestamp}`,
      `X-Slack-Signature: v0=${signature}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
