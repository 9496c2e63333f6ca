/**
 * What the playground's server and its page say to each other, and what tests and the demo use to act as
 * people. The page is a client of this contract and of nothing else; Concord never sees it.
 *
 * Page routes, all on the playground's own origin (loopback only):
 *   GET  /                          the page (static files of playground/page)
 *   GET  /playground/state?as=U1    a Snapshot, once; without `as` that of the first person
 *   GET  /playground/stream?as=U1   server-sent events: `event: snapshot`, data: Snapshot; first at once, then
 *                                   after every change (debounced, about 50 ms)
 *   POST /playground/act            body: Act & { as: string }, answer: ActResult (HTTP 200 also for ok: false)
 *   GET  /playground/files/<id>?as=U1  the bytes of a file that the person sees, to be saved
 *   GET  /vendor/<path>             preact and htm as ES modules, see page-files.ts
 * Slack's own routes are under /api/<method>, /socket, /response/<id> and /upload/<secret>.
 */
import type { KnownBlock, View } from '@slack/types';

/** Slack's block as sent by the app, with the ids that Slack fills in where they were left out. */
export type Block = KnownBlock;

export interface Person {
  id: string;
  /** What people type after `@`. */
  handle: string;
  name: string;
  /** e.g. "Chief Marketing Officer" */
  title: string;
  /** Slack's form, e.g. "de-DE". */
  locale: string;
  /** IANA zone. */
  tz: string;
  isBot: boolean;
  isAdmin: boolean;
  isGuest: boolean;
  deactivated: boolean;
  status: PersonStatus;
}

/** What a person says about themselves for a while; empty texts while there is none. */
export interface PersonStatus {
  text: string;
  /** Between colons, e.g. ":palm_tree:". */
  emoji: string;
  /** Seconds since the epoch; 0: until it is changed. */
  expiration: number;
}

export interface ChannelSummary {
  id: string;
  /** Without `#`; for a direct message the other person's name. */
  name: string;
  kind: 'public' | 'private' | 'im';
  /** Whether the person looking is a member. */
  isMember: boolean;
  /** Whether the app's bot is a member. */
  botIsMember: boolean;
  /** The app takes no messages here: no composer, and so no slash commands. */
  isReadOnly: boolean;
  memberIds: string[];
  unread: number;
}

export interface Message {
  ts: string;
  channel: string;
  /** Author: a person's or the bot's user id. */
  user: string;
  text: string;
  blocks: Block[];
  files: MessageFile[];
  threadTs: string | null;
  /** A thread reply also shown in the channel. */
  isBroadcast: boolean;
  /** In the order in which the emoji were first added. `users` in the order of reacting. */
  reactions: { name: string; users: string[] }[];
  edited: boolean;
  replyCount: number;
  /** Only the person looking sees it. Its `ts` is not usable with the Web API. */
  ephemeral: boolean;
}

export interface MessageFile {
  id: string;
  /** With its ending, e.g. `minutes.pdf`. */
  name: string;
  title: string;
  /** Bytes. */
  size: number;
}

export interface OpenView {
  id: string;
  view: View;
  /** block_id → message, after `response_action: errors`. */
  errors: Record<string, string>;
}

export interface CommandHint {
  command: string;
  description: string;
  usageHint: string;
}

export interface Snapshot {
  /** Permalinks are `https://<domain>.slack.com/archives/<channel>/p<ts without its dot>`. */
  team: { id: string; name: string; domain: string };
  app: { name: string; botUserId: string; connected: boolean };
  me: Person;
  people: Person[];
  userGroups: { id: string; handle: string; name: string }[];
  channels: ChannelSummary[];
  /** channel id → messages the person may see, oldest first, thread replies included (threadTs set). */
  messages: Record<string, Message[]>;
  /** The modal stack of this person, bottom first. */
  views: OpenView[];
  /** The app's Home tab for this person; null while never published. */
  home: View | null;
  commands: CommandHint[];
  shortcuts: { global: Shortcut[]; message: Shortcut[] };
  clock: ClockState;
  /** The emoji the picker offers: name → character. */
  emoji: Record<string, string>;
}

export interface Shortcut {
  name: string;
  description: string;
  callbackId: string;
}

export interface ClockState {
  /** ISO instant: the playground's time. */
  now: string;
  /** The next instant at which something is scheduled, if whoever started the playground knows one. */
  next: { at: string; what: string } | null;
}

/** One input's value, as the page holds it: what Slack's client would put into `view.state.values`. */
export type InputState = Record<string, unknown>;

export type Act =
  | { type: 'command'; channel: string; command: string; text: string }
  | { type: 'post'; channel: string; text: string; threadTs?: string }
  | { type: 'edit'; channel: string; ts: string; text: string }
  | { type: 'delete'; channel: string; ts: string }
  | { type: 'react'; channel: string; ts: string; name: string }
  | { type: 'unreact'; channel: string; ts: string; name: string }
  /** A click on an interactive element of a message (also ephemeral) ... */
  | {
      type: 'message_action';
      channel: string;
      ts: string;
      blockId: string;
      actionId: string;
      state: InputState;
    }
  /** ... of a modal or the Home tab. `state`: Slack's element payload, e.g. {selected_option}, {value}. */
  | {
      type: 'view_action';
      viewId: string;
      blockId: string;
      actionId: string;
      state: InputState;
      values: ViewValues;
    }
  | { type: 'view_submit'; viewId: string; values: ViewValues }
  | { type: 'view_close'; viewId: string }
  | { type: 'global_shortcut'; callbackId: string }
  | { type: 'message_shortcut'; callbackId: string; channel: string; ts: string }
  | { type: 'open_home' }
  | { type: 'read'; channel: string }
  | { type: 'join'; channel: string }
  | { type: 'invite'; channel: string; user: string }
  | { type: 'open_dm'; user: string }
  | { type: 'advance_clock'; to: string }
  | { type: 'set_locale'; locale: string }
  | ({ type: 'set_status' } & PersonStatus);

/** block_id → action_id → Slack's element state ({type, value} | {type, selected_user} | …). */
export type ViewValues = Record<string, Record<string, InputState>>;

export type ActResult =
  | { ok: true; channel?: string; ts?: string }
  /** `error` is Slack's code or a sentence such as a client would show ("concord failed with the error …"). */
  | { ok: false; error: string };
