import { randomBytes } from 'node:crypto';
import type { Block, Person } from './contract.ts';
import type { StoredFile } from './files.ts';
import type {
  ChannelDescription,
  PersonDescription,
  UserGroupDescription,
  WorldDescription,
} from './world.ts';

export interface MessageMetadata {
  event_type: string;
  event_payload: Record<string, unknown>;
}

export interface StoredMessage {
  ts: string;
  channel: string;
  user: string;
  text: string;
  blocks: Block[];
  files: StoredFile[];
  threadTs: string | null;
  isBroadcast: boolean;
  /** Name as Slack keeps it → who, both in the order of reacting. */
  reactions: Map<string, Set<string>>;
  edited: { user: string; ts: string } | null;
  metadata: MessageMetadata | null;
  /** `tombstone`: a deleted message whose thread is still there. */
  subtype: 'tombstone' | 'channel_join' | 'file_share' | null;
  /** Whose eyes alone it is for. Such messages are outside of `Channel.messages`. */
  onlyFor: string | null;
}

export interface Channel {
  id: string;
  /** Empty for a direct message. */
  name: string;
  kind: 'public' | 'private' | 'im';
  members: Set<string>;
  isArchived: boolean;
  created: number;
  /** Oldest first, thread replies included. */
  messages: StoredMessage[];
  byTs: Map<string, StoredMessage>;
  /** Parent's `ts` → replies, oldest first. */
  threads: Map<string, StoredMessage[]>;
  ephemerals: StoredMessage[];
  /** Person → `ts` up to which they have read. */
  lastRead: Map<string, string>;
}

export interface UserGroup {
  id: string;
  handle: string;
  name: string;
  userIds: string[];
  updated: number;
}

/** An id of Slack's form. */
export function newId(prefix: string): string {
  return `${prefix}0${randomBytes(5).toString('hex').toUpperCase()}`;
}

/** What the workspace holds. Its methods keep the parts consistent; who may do what is decided by callers. */
export class World {
  readonly team: { id: string; name: string; domain: string };
  readonly appId = newId('A');
  readonly botId = newId('B');
  readonly bot: Person;
  readonly people = new Map<string, Person>();
  readonly channels = new Map<string, Channel>();
  readonly userGroups = new Map<string, UserGroup>();
  readonly #nextTs: () => string;
  readonly #changed: () => void;

  constructor(
    description: WorldDescription,
    bot: { name: string },
    hooks: { nextTs: () => string; changed: () => void },
  ) {
    this.#nextTs = hooks.nextTs;
    this.#changed = hooks.changed;
    this.team = { id: newId('T'), ...description.team };
    this.bot = {
      id: newId('U'),
      handle: bot.name.toLowerCase().replace(/[^a-z0-9_.-]+/g, '-'),
      name: bot.name,
      title: '',
      locale: 'en-US',
      tz: 'America/Los_Angeles',
      isBot: true,
      isAdmin: false,
      isGuest: false,
      deactivated: false,
      status: { text: '', emoji: '', expiration: 0 },
    };
    this.people.set(this.bot.id, this.bot);
    for (const person of description.people) this.people.set(person.id, toPerson(person));
    for (const channel of description.channels) this.channels.set(channel.id, this.#toChannel(channel));
    for (const group of description.userGroups) this.userGroups.set(group.id, this.#toUserGroup(group));
  }

  changed(): void {
    this.#changed();
  }

  nextTs(): string {
    return this.#nextTs();
  }

  /** Seconds, as Slack's `created` and `updated`. */
  nowSeconds(): number {
    return Math.floor(Number(this.#nextTs()));
  }

  person(id: string): Person {
    const person = this.people.get(id);
    if (!person) throw new Error(`nobody here has the id ${id}`);
    return person;
  }

  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw new Error(`there is no channel ${id}`);
    return channel;
  }

  userGroup(id: string): UserGroup {
    const group = this.userGroups.get(id);
    if (!group) throw new Error(`there is no user group ${id}`);
    return group;
  }

  permalink(message: StoredMessage): string {
    const base = `https://${this.team.domain}.slack.com/archives/${message.channel}/p${message.ts.replace('.', '')}`;
    return message.threadTs === null ? base : `${base}?thread_ts=${message.threadTs}&cid=${message.channel}`;
  }

  /** The direct message of two people, opened if there is none. */
  directMessage(a: string, b: string): Channel {
    const id = `D0${[a, b]
      .sort()
      .join('')
      .replace(/[^A-Z0-9]/g, '')}`;
    const existing = this.channels.get(id);
    if (existing) return existing;
    const channel = emptyChannel({
      id,
      name: '',
      kind: 'im',
      members: new Set([a, b]),
      created: this.nowSeconds(),
    });
    this.channels.set(id, channel);
    this.changed();
    return channel;
  }

  addChannel(description: ChannelDescription): Channel {
    const channel = this.#toChannel(description);
    this.channels.set(channel.id, channel);
    this.changed();
    return channel;
  }

  post(message: {
    channel: Channel;
    user: string;
    text: string;
    blocks?: Block[];
    files?: StoredFile[];
    threadTs?: string | null;
    isBroadcast?: boolean;
    metadata?: MessageMetadata | null;
    subtype?: StoredMessage['subtype'];
    onlyFor?: string | null;
  }): StoredMessage {
    const { channel } = message;
    const stored: StoredMessage = {
      ts: this.#nextTs(),
      channel: channel.id,
      user: message.user,
      text: message.text,
      blocks: message.blocks ?? [],
      files: message.files ?? [],
      threadTs: message.threadTs ?? null,
      isBroadcast: message.isBroadcast ?? false,
      reactions: new Map(),
      edited: null,
      metadata: message.metadata ?? null,
      subtype: message.subtype ?? null,
      onlyFor: message.onlyFor ?? null,
    };
    for (const file of stored.files) file.shares.push({ channel: channel.id, ts: stored.ts });
    if (stored.onlyFor !== null) {
      channel.ephemerals.push(stored);
    } else {
      channel.messages.push(stored);
      channel.byTs.set(stored.ts, stored);
      if (stored.threadTs !== null) {
        const replies = channel.threads.get(stored.threadTs);
        if (replies) replies.push(stored);
        else channel.threads.set(stored.threadTs, [stored]);
      }
    }
    this.changed();
    return stored;
  }

  /** A message with replies leaves a tombstone, as in Slack. */
  remove(message: StoredMessage): void {
    const channel = this.channel(message.channel);
    if (message.onlyFor !== null) {
      drop(channel.ephemerals, message);
    } else if (channel.threads.get(message.ts)?.length) {
      Object.assign(message, {
        subtype: 'tombstone',
        text: 'This message was deleted.',
        blocks: [],
        files: [],
        metadata: null,
        reactions: new Map(),
      });
    } else {
      drop(channel.messages, message);
      channel.byTs.delete(message.ts);
      const replies = message.threadTs === null ? undefined : channel.threads.get(message.threadTs);
      if (replies) drop(replies, message);
    }
    this.changed();
  }

  #toChannel(description: ChannelDescription): Channel {
    const members = new Set(description.memberIds);
    if (description.botIsMember) members.add(this.bot.id);
    const { id, name, kind } = description;
    const channel = emptyChannel({ id, name, kind, members, created: this.nowSeconds() });
    channel.isArchived = description.isArchived ?? false;
    return channel;
  }

  #toUserGroup(description: UserGroupDescription): UserGroup {
    return { ...description, userIds: [...description.userIds], updated: this.nowSeconds() };
  }
}

function emptyChannel(channel: Pick<Channel, 'id' | 'name' | 'kind' | 'members' | 'created'>): Channel {
  return {
    ...channel,
    isArchived: false,
    messages: [],
    byTs: new Map(),
    threads: new Map(),
    ephemerals: [],
    lastRead: new Map(),
  };
}

function toPerson(description: PersonDescription): Person {
  return {
    isBot: false,
    isAdmin: false,
    isGuest: false,
    deactivated: false,
    status: { text: '', emoji: '', expiration: 0 },
    ...description,
  };
}

/** From the end: what is deleted is mostly recent. */
function drop<T>(list: T[], item: T): void {
  const at = list.lastIndexOf(item);
  if (at >= 0) list.splice(at, 1);
}
