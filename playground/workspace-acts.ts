import type { Act, ActResult } from './contract.ts';
import { Refusal } from './refusal.ts';
import { openToWrite, seenChannel } from './sight.ts';
import type { Slack } from './slack.ts';

/** Slack's limit of `status_text`. */
const longestStatus = 100;

type WorkspaceAct = Extract<
  Act,
  { type: 'read' | 'join' | 'invite' | 'open_dm' | 'advance_clock' | 'set_locale' | 'set_status' }
>;

/** What people do to channels and to their own settings, and the page to the time. */
export async function changeWorkspace(slack: Slack, user: string, act: WorkspaceAct): Promise<ActResult> {
  const { world, clock } = slack;
  switch (act.type) {
    case 'read': {
      const channel = seenChannel(slack, user, act.channel);
      channel.lastRead.set(user, channel.messages.at(-1)?.ts ?? '');
      world.changed();
      return { ok: true };
    }
    case 'join': {
      const channel = seenChannel(slack, user, act.channel);
      if (channel.isArchived) throw new Refusal('is_archived');
      channel.members.add(user);
      world.changed();
      return { ok: true, channel: channel.id };
    }
    case 'invite': {
      const channel = openToWrite(slack, user, act.channel);
      if (!world.people.has(act.user)) throw new Refusal('user_not_found');
      if (channel.kind === 'im') throw new Refusal('method_not_supported_for_channel_type');
      if (channel.members.has(act.user)) throw new Refusal('already_in_channel');
      channel.members.add(act.user);
      world.changed();
      return { ok: true };
    }
    case 'open_dm':
      if (!world.people.has(act.user)) throw new Refusal('user_not_found');
      if (act.user === world.bot.id) slack.events.homeOpened(user, 'messages', null);
      return { ok: true, channel: world.directMessage(user, act.user).id };
    case 'advance_clock':
      if (!clock.advanceTo) throw new Refusal('clock_not_movable');
      if (!(Date.parse(act.to) >= clock.now())) throw new Refusal('clock_only_goes_forward');
      await clock.advanceTo(act.to);
      world.changed();
      return { ok: true };
    case 'set_locale': {
      const person = world.person(user);
      person.locale = act.locale;
      world.changed();
      slack.events.userChanged(person);
      return { ok: true };
    }
    case 'set_status': {
      if (act.text.length > longestStatus) throw new Refusal('too_long');
      const person = world.person(user);
      person.status = { text: act.text, emoji: act.emoji, expiration: act.expiration };
      world.changed();
      slack.events.statusChanged(person);
      return { ok: true };
    }
    default:
      throw new Refusal('unknown_act');
  }
}
