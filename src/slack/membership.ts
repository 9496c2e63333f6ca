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
    // A group direct message, which no scope of ours reaches, is `missing_scope`.
    const notOurs = ['channel_not_found', 'not_in_channel', 'missing_scope'];
    if (notOurs.includes(refusalOf(error) ?? '')) throw notThere();
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
