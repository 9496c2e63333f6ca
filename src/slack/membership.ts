import type { WebClient } from '@slack/web-api';
import { UserError } from '../errors.ts';
import type { TextKey } from '../text/text.ts';
import { refusalOf } from './client.ts';

/**
 * Before something is posted to a channel for somebody: is the bot in it? A private channel without the bot
 * looks to it as if it did not exist.
 * @param field the modal block of the channel, where there is one
 * @throws UserError `bot_not_in_channel`, saying exactly what mends it; `channel_archived`
 */
export async function requireBotIn(client: WebClient, channelId: string, field?: string): Promise<void> {
  const notThere = () =>
    new UserError('bot_not_in_channel', 'common.botNotInChannel', { channel: `<#${channelId}>` }, field);
  try {
    const { channel } = await client.conversations.info({ channel: channelId });
    if (channel?.is_archived) {
      throw new UserError(
        'channel_archived',
        'common.channelArchived',
        { channel: `<#${channelId}>` },
        field,
      );
    }
    if (!channel?.is_member) throw notThere();
  } catch (error) {
    if (outOfSight.includes(refusalOf(error) ?? '')) throw notThere();
    throw error;
  }
}

/** Where we may not look. A group direct message, which no scope of ours reaches, is `missing_scope`. */
const outOfSight = ['channel_not_found', 'not_in_channel', 'missing_scope'];
/** Of members of a channel, in pages. */
const membersAtOnce = 1000;

/** Whether a channel is there for its members only; so is one that the bot cannot see. */
export async function isPrivate(client: WebClient, channelId: string): Promise<boolean> {
  try {
    const { channel } = await client.conversations.info({ channel: channelId });
    return channel?.is_private ?? true;
  } catch (error) {
    if (outOfSight.includes(refusalOf(error) ?? '')) return true;
    throw error;
  }
}

/** @returns false, too, for a channel that the bot cannot see */
export async function isMember(client: WebClient, channelId: string, userId: string): Promise<boolean> {
  try {
    let cursor: string | undefined;
    do {
      const page = { channel: channelId, limit: membersAtOnce, ...(cursor && { cursor }) };
      const { members, response_metadata: more } = await client.conversations.members(page);
      if (members?.includes(userId)) return true;
      cursor = more?.next_cursor || undefined;
    } while (cursor);
    return false;
  } catch (error) {
    if (outOfSight.includes(refusalOf(error) ?? '')) return false;
    throw error;
  }
}

/**
 * Where something goes that is put to several people: direct messages with the bot are no place for it, the home
 * channel is.
 * @param channelId empty: nobody chose one
 * @param noChannel what is said where there is no home channel either
 * @throws UserError `no_channel`, and as `requireBotIn`
 */
export async function placeFor(
  client: WebClient,
  channelId: string,
  homeChannelId: string | null,
  noChannel: TextKey,
  field: string,
): Promise<string> {
  const place = channelId === '' || channelId.startsWith('D') ? homeChannelId : channelId;
  if (place === null) throw new UserError('no_channel', noChannel, {}, field);
  await requireBotIn(client, place, field);
  return place;
}
