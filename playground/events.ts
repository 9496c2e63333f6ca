import type { Person } from './contract.ts';
import type { Dispatcher } from './delivery/dispatcher.ts';
import type { Manifest } from './manifest.ts';
import { type Channel, newId, type StoredMessage, type UserGroup, type World } from './state.ts';
import { slackMessage, slackUser, slackUserGroup } from './web-api/objects.ts';

/** The Events API: what happens, told to the app if its manifest subscribes to it and its bot may see it. */
export class Events {
  readonly #manifest: Manifest;
  readonly #world: World;
  readonly #dispatcher: Dispatcher;

  constructor(manifest: Manifest, world: World, dispatcher: Dispatcher) {
    this.#manifest = manifest;
    this.#world = world;
    this.#dispatcher = dispatcher;
  }

  /** Bots hear of reactions where they are members, their own included. */
  reaction(
    type: 'reaction_added' | 'reaction_removed',
    message: StoredMessage,
    user: string,
    reaction: string,
  ) {
    if (!this.#world.channel(message.channel).members.has(this.#world.bot.id)) return;
    this.#tell(type, {
      type,
      user,
      reaction,
      item: { type: 'message', channel: message.channel, ts: message.ts },
      item_user: message.user,
      event_ts: this.#world.nextTs(),
    });
  }

  message(channel: Channel, message: StoredMessage): void {
    this.#aboutMessage(channel, { ...slackMessage(this.#world, message), event_ts: message.ts });
  }

  /** @param previous the message as it was, in Slack's form, as below */
  messageChanged(channel: Channel, message: StoredMessage, previous: Record<string, unknown>): void {
    const ts = this.#world.nextTs();
    this.#aboutMessage(channel, {
      type: 'message',
      subtype: 'message_changed',
      message: slackMessage(this.#world, message),
      previous_message: previous,
      hidden: true,
      ts,
      event_ts: ts,
    });
  }

  messageDeleted(channel: Channel, deletedTs: string, previous: Record<string, unknown>): void {
    const ts = this.#world.nextTs();
    this.#aboutMessage(channel, {
      type: 'message',
      subtype: 'message_deleted',
      deleted_ts: deletedTs,
      previous_message: previous,
      hidden: true,
      ts,
      event_ts: ts,
    });
  }

  /** Slack tells of the app's messages tab, too, with the same event. */
  homeOpened(user: string, tab: 'home' | 'messages', view: unknown): void {
    this.#tell('app_home_opened', {
      type: 'app_home_opened',
      user,
      channel: this.#world.directMessage(user, this.#world.bot.id).id,
      tab,
      ...(tab === 'home' && view !== null && { view }),
      event_ts: this.#world.nextTs(),
    });
  }

  userChanged(person: Person): void {
    this.#aboutPerson('user_change', person);
  }

  /** Slack tells both, the same but for the type. */
  statusChanged(person: Person): void {
    this.#aboutPerson('user_change', person);
    this.#aboutPerson('user_status_changed', person);
  }

  #aboutPerson(type: 'user_change' | 'user_status_changed', person: Person): void {
    const ts = this.#world.nextTs();
    this.#tell(type, {
      type,
      user: slackUser(this.#world, person, true),
      cache_ts: Math.floor(Number(ts)),
      event_ts: ts,
    });
  }

  /** A pause that a person makes and their quiet hours look the same to others. @param period null: off */
  doNotDisturbChanged(user: string, period: { from: Date; until: Date } | null): void {
    const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
    this.#tell('dnd_updated_user', {
      type: 'dnd_updated_user',
      user,
      dnd_status: {
        dnd_enabled: period !== null,
        next_dnd_start_ts: period ? seconds(period.from) : 1,
        next_dnd_end_ts: period ? seconds(period.until) : 1,
      },
      event_ts: this.#world.nextTs(),
    });
  }

  userGroupChanged(group: UserGroup, previous: UserGroup): void {
    const added = group.userIds.filter((id) => !previous.userIds.includes(id));
    const removed = previous.userIds.filter((id) => !group.userIds.includes(id));
    this.#tell('subteam_updated', {
      type: 'subteam_updated',
      subteam: slackUserGroup(this.#world, group, true),
      event_ts: this.#world.nextTs(),
    });
    if (added.length + removed.length === 0) return;
    this.#tell('subteam_members_changed', {
      type: 'subteam_members_changed',
      subteam_id: group.id,
      team_id: this.#world.team.id,
      date_previous_update: previous.updated,
      date_update: group.updated,
      added_users: added,
      added_users_count: added.length,
      removed_users: removed,
      removed_users_count: removed.length,
      event_ts: this.#world.nextTs(),
    });
  }

  #aboutMessage(channel: Channel, event: Record<string, unknown>): void {
    if (!channel.members.has(this.#world.bot.id)) return;
    const [subscription, channelType] = {
      public: ['message.channels', 'channel'] as const,
      private: ['message.groups', 'group'] as const,
      im: ['message.im', 'im'] as const,
    }[channel.kind];
    this.#tell(subscription, { ...event, channel: channel.id, channel_type: channelType });
  }

  #tell(subscription: string, event: Record<string, unknown>): void {
    if (!this.#manifest.botEvents.has(subscription)) return;
    const { team, appId, bot } = this.#world;
    const eventId = newId('Ev');
    this.#dispatcher.event(String(event.type), {
      token: 'verification-token-is-deprecated',
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: appId,
      event,
      type: 'event_callback',
      event_id: eventId,
      event_time: Math.floor(Number(event.event_ts)),
      authorizations: [
        {
          enterprise_id: null,
          team_id: team.id,
          user_id: bot.id,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${eventId}`,
    });
  }
}
