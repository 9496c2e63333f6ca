import type { WebClient } from '@slack/web-api';

const eventType = 'concord_message';
/** Enough to go back over what a busy channel got while a process was away. */
const pages = 5;

/** Carries the message's key in Slack itself, so that a post whose answer was lost can be recognised. */
export function messageMetadata(key: string): { event_type: string; event_payload: { key: string } } {
  return { event_type: eventType, event_payload: { key } };
}

interface Found {
  ts?: string;
  metadata?: { event_type?: string; event_payload?: object };
}

/** Looks for a message of ours by its key, newest first in a channel. @returns its ts, or null */
export async function findPosted(
  client: WebClient,
  channel: string,
  threadTs: string | undefined,
  key: string,
): Promise<string | null> {
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const range = { channel, limit: 200, include_all_metadata: true, ...(cursor && { cursor }) };
    const answer = threadTs
      ? await client.conversations.replies({ ...range, ts: threadTs })
      : await client.conversations.history(range);
    const match = (answer.messages as Found[] | undefined)?.find(
      ({ metadata }) =>
        metadata?.event_type === eventType &&
        (metadata.event_payload as { key?: unknown } | undefined)?.key === key,
    );
    if (match?.ts) return match.ts;
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (!cursor) return null;
  }
  return null;
}
