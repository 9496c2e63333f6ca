import { runCommand } from './commands.ts';
import type { Act, ActResult } from './contract.ts';
import { allValues } from './element-state.ts';
import { canonicalEmoji } from './emoji.ts';
import { actInMessage, actInView, globalShortcut, messageShortcut } from './interactions.ts';
import { deleteMessageOf, editMessageOf, postTo } from './messages.ts';
import { addReactionTo, removeReactionFrom } from './reactions.ts';
import { Refusal } from './refusal.ts';
import {
  activePerson,
  anyMessage,
  deletableMessage,
  joinedAndOpen,
  openToWrite,
  ownMessage,
  ownView,
  seenChannel,
  seenMessage,
  topView,
} from './sight.ts';
import type { Slack } from './slack.ts';
import { closeView, submitView } from './submissions.ts';
import { messageText } from './typed-text.ts';
import { blocksOf, slackView } from './views.ts';
import { changeWorkspace } from './workspace-acts.ts';

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
  activePerson(slack, user);
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
      joinedAndOpen(slack, user, act.channel);
      const name = canonicalEmoji(act.name);
      if (name === null) throw new Refusal('invalid_name');
      const change = act.type === 'react' ? addReactionTo : removeReactionFrom;
      if (change(slack, message, user, name)) return { ok: true };
      throw new Refusal(act.type === 'react' ? 'already_reacted' : 'no_reaction');
    }
    case 'message_action':
      return actInMessage(slack, user, anyMessage(slack, user, act.channel, act.ts), act);
    case 'view_action': {
      const stored = ownView(slack, user, act.viewId);
      stored.putIn = allValues(blocksOf(stored), { ...stored.putIn, ...act.values });
      return actInView(slack, user, stored, act);
    }
    case 'view_submit':
      return submitView(slack, user, topView(slack, user, act.viewId), act.values);
    case 'view_close':
      return closeView(slack, user, topView(slack, user, act.viewId));
    case 'global_shortcut':
      return globalShortcut(slack, user, act.callbackId);
    case 'message_shortcut':
      return messageShortcut(slack, user, act.callbackId, seenMessage(slack, user, act.channel, act.ts));
    case 'open_home': {
      const home = slack.views.home(user);
      slack.events.homeOpened(user, 'home', home && slackView(world, home));
      return { ok: true };
    }
    default:
      return changeWorkspace(slack, user, act);
  }
}
