import type { Locale } from '../../text/text.ts';

/** One Slack workspace in which Concord is installed, with its settings. */
export interface Workspace {
  id: string;
  name: string;
  botUserId: string;
  /** Of what is said in channels. */
  locale: Locale;
  /** IANA zone, for what has no person's zone. */
  timezone: string;
  /** ISO 3166 code, for public holidays; null: none chosen. */
  country: string | null;
  /** Where agreements are announced beside the proposal's own channel. */
  homeChannelId: string | null;
  /** Own lists of reactions for each stance; null: the usual ones. */
  stanceEmoji: Record<'agree' | 'object' | 'abstain', string[]> | null;
  isSetUp: boolean;
}

export type WorkspaceSettings = Pick<
  Workspace,
  'locale' | 'timezone' | 'country' | 'homeChannelId' | 'stanceEmoji'
>;

/** A person as Slack knows them, kept so that nobody waits for Slack to be recognised. */
export interface Person {
  workspaceId: string;
  userId: string;
  name: string;
  locale: Locale;
  /** IANA zone. */
  timezone: string;
  /** Admin or owner of the Slack workspace. */
  isWorkspaceAdmin: boolean;
  /** Single- or multi-channel guest, or a person of another company. */
  isGuest: boolean;
  isBot: boolean;
  deactivated: boolean;
  /** Of the Slack status, as in `:palm_tree:`; empty: none. */
  statusEmoji: string;
  /** The one that runs or comes next, as Slack last told it; it may be over. */
  doNotDisturb: Period | null;
}

export interface Period {
  from: Date;
  until: Date;
}
