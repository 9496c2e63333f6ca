import type { WebClient } from '@slack/web-api';
import { refusalOf } from './client.ts';

const notOurs = ['channel_not_found', 'not_in_channel', 'message_not_found'];

/** Of a message that somebody chose. @returns null where the bot may not look, or the message is gone */
export async function permalinkOf(
  client: WebClient,
  message: { channelId: string; ts: string },
): Promise<string | null> {
  try {
    const { channelId: channel, ts } = message;
    return (await client.chat.getPermalink({ channel, message_ts: ts })).permalink ?? null;
  } catch (error) {
    if (notOurs.includes(refusalOf(error) ?? '')) return null;
    throw error;
  }
}
