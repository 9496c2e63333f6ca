import { runCommand } from './commands.ts';
import type { Act, ActResult } from './contract.ts';
import { canonicalEmoji } from './emoji.ts';
import { deleteMessageOf, editMessageOf, postTo } from './messages.ts';
import { addReactionTo, removeReactionFrom } from './reactions.ts';
import { Refusal } from './refusal.ts';
import type { Slack } from './slack.ts';
import type { Channel, StoredMessage } from './state.ts';
import { messageText } from './typed-text.ts';

/**
 * Does what a person does in Slack's client, and only what the client would let them do.
 * @returns when the client knows how it went, that is, where the app is asked, when it answered
 */
export async function perform(slack: Slack, user: string, act: Act): Promise<ActResult> {
  try {
    return await performed(slack, user, act);
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.code };
    throw error;
  }
}

async function performed(slack: Slack, user: string, act: Act): Promise<ActResult> {
  const { world } = slack;
  if (!world.people.has(user) || world.person(user).isBot) throw new Refusal('user_not_found');
  switch (act.type) {
    case 'command':
      openToWrite(slack, user, act.channel);
      return runCommand(slack, user, act);
    case 'post': {
      const channel = openToWrite(slack, user, act.channel);
      if (act.text.trim() === '') throw new Refusal('no_text');
      const parent =
        act.threadTs === undefined ? undefined : seenMessage(slack, user, act.channel, act.threadTs);
      const message = postTo(slack, {
        channel,
        user,
        text: messageText(world, act.text),
        threadTs: parent ? (parent.threadTs ?? parent.ts) : null,
      });
      channel.lastRead.set(user, message.ts);
      return { ok: true, channel: channel.id, ts: message.ts };
    }
    case 'edit': {
      const message = ownMessage(slack, user, act.channel, act.ts, 'cant_update_message');
      editMessageOf(slack, message, { text: messageText(world, act.text), showEdited: true });
      return { ok: true };
    }
    case 'delete': {
      // Ephemeral messages can be dismissed by whoever sees them.
      const channel = seenChannel(slack, user, act.channel);
      const ephemeral = channel.ephemerals.find((m) => m.ts === act.ts && m.onlyFor === user);
      if (ephemeral) world.remove(ephemeral);
      else deleteMessageOf(slack, deletableMessage(slack, user, act.channel, act.ts));
      return { ok: true };
    }
    case 'react':
    case 'unreact': {
      const message = seenMessage(slack, user, act.channel, act.ts);
      openToWrite(slack, user, act.channel);
      const name = canonicalEmoji(act.name);
      if (name === null) throw new Refusal('invalid_name');
      const change = act.type === 'react' ? addReactionTo : removeReactionFrom;
      if (change(slack, message, user, name)) return { ok: true };
      throw new Refusal(act.type === 'react' ? 'already_reacted' : 'no_reaction');
    }
    default:
      throw new Refusal('unknown_act');
  }
}

/** @throws Refusal `channel_not_found` */
function seenChannel(slack: Slack, user: string, id: string): Channel {
  const channel = slack.world.channels.get(id);
  const mayLook =
    channel &&
    (channel.members.has(user) || (channel.kind === 'public' && !slack.world.person(user).isGuest));
  if (!mayLook) throw new Refusal('channel_not_found');
  return channel;
}

/** @throws Refusal `channel_not_found`, `not_in_channel`, `is_archived` */
function openToWrite(slack: Slack, user: string, id: string): Channel {
  const channel = seenChannel(slack, user, id);
  if (!channel.members.has(user)) throw new Refusal('not_in_channel');
  if (channel.isArchived) throw new Refusal('is_archived');
  return channel;
}

function seenMessage(slack: Slack, user: string, channelId: string, ts: string): StoredMessage {
  const message = seenChannel(slack, user, channelId).byTs.get(ts);
  if (!message || message.subtype === 'tombstone') throw new Refusal('message_not_found');
  return message;
}

function ownMessage(
  slack: Slack,
  user: string,
  channelId: string,
  ts: string,
  refusal: string,
): StoredMessage {
  const message = seenMessage(slack, user, channelId, ts);
  if (message.user !== user) throw new Refusal(refusal);
  return message;
}

/** Workspace admins may delete others' messages, as in Slack. */
function deletableMessage(slack: Slack, user: string, channelId: string, ts: string): StoredMessage {
  return slack.world.person(user).isAdmin
    ? seenMessage(slack, user, channelId, ts)
    : ownMessage(slack, user, channelId, ts, 'cant_delete_message');
}
