import type { KnownBlock, View } from '@slack/types';
import type { Locale, Texts } from '../text/text.ts';

/** The person at the other end of a request, with what is needed to answer in their words and times. */
export interface Reader {
  workspaceId: string;
  userId: string;
  name: string;
  locale: Locale;
  /** IANA zone. */
  timezone: string;
  isWorkspaceAdmin: boolean;
  isGuest: boolean;
}

/** What every handler gets. */
export interface Request {
  reader: Reader;
  texts: Texts;
  /** Unique to the click, command or submission: the key under which its effect happens once. */
  requestKey: string;
}

export interface CommandRequest extends Request {
  /** Raw, as Slack sent it: entities and mentions still in Slack's form. */
  text: string;
  channelId: string;
}

export interface ShortcutRequest extends Request {
  /** Only for a message shortcut. */
  message: { channelId: string; ts: string; text: string; userId: string | null } | null;
}

export interface ActionRequest extends Request {
  actionId: string;
  blockId: string;
  /** A button's `value`, or the `value` of the option chosen in a select. */
  value: string | null;
  /** What is chosen in a menu of which several can be; null in any other. */
  values: string[] | null;
  /** Slack's time of the click, in seconds with six decimals. */
  at: string;
  /** The message clicked on; null in a modal or on the Home tab. */
  message: { channelId: string; ts: string; isEphemeral: boolean } | null;
  view: SubmittedView | null;
}

export interface SubmittedView {
  id: string;
  hash: string;
  callbackId: string;
  privateMetadata: string;
  /** block_id → action_id → Slack's state of the element; checked by the feature's own schema. */
  values: unknown;
}

export interface ViewRequest extends Request {
  view: SubmittedView;
}

export type Answer =
  /** Nothing to say: what happened shows elsewhere. */
  | { kind: 'done' }
  /** Only the person sees it. `replace`: in place of the ephemeral message that was clicked. */
  | { kind: 'ephemeral'; text: string; blocks?: KnownBlock[]; replace?: boolean }
  | { kind: 'modal'; view: View }
  /** In place of the modal from which the request came. */
  | { kind: 'replace_modal'; view: View };

export const done: Answer = { kind: 'done' };

/** An answer to a submitted modal; without an error it closes. */
export type ViewAnswer = { kind: 'close' } | { kind: 'replace_modal'; view: View };
