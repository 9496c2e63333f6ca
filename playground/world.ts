/** What a workspace holds when the playground starts. */
export interface WorldDescription {
  team: { name: string; domain: string; id?: string };
  people: PersonDescription[];
  channels: ChannelDescription[];
  userGroups: UserGroupDescription[];
}

export interface PersonDescription {
  id: string;
  /** What people type after `@`. */
  handle: string;
  name: string;
  title: string;
  /** Slack's form, e.g. "de-DE". */
  locale: string;
  /** IANA zone. */
  tz: string;
  isAdmin?: boolean;
  isGuest?: boolean;
  deactivated?: boolean;
}

export interface ChannelDescription {
  id: string;
  /** Without `#`. */
  name: string;
  kind: 'public' | 'private';
  memberIds: string[];
  botIsMember: boolean;
  isArchived?: boolean;
}

export interface UserGroupDescription {
  id: string;
  /** What people type after `@`. */
  handle: string;
  name: string;
  userIds: string[];
}

/** A new copy every time, so that a test may change it before the start. */
export function defaultWorld(): WorldDescription {
  const marketing = ['U0CMO', 'U0BRAND', 'U0CRM'];
  const it = ['U0CIO', 'U0PLATFORM', 'U0DATA'];
  const everyone = [...marketing, ...it, 'U0SALES'];
  return {
    team: { id: 'T0NORTHWIND', name: 'Northwind', domain: 'northwind' },
    people: [
      {
        id: 'U0CMO',
        handle: 'cmo',
        name: 'Carla Moreno',
        title: 'Chief Marketing Officer',
        locale: 'en-GB',
        tz: 'Europe/London',
        isAdmin: true,
      },
      {
        id: 'U0CIO',
        handle: 'cio',
        name: 'Ingo Brandt',
        title: 'Chief Information Officer',
        locale: 'de-DE',
        tz: 'Europe/Berlin',
      },
      {
        id: 'U0BRAND',
        handle: 'brand',
        name: 'Beatriz Lima',
        title: 'Brand Manager',
        locale: 'en-GB',
        tz: 'Europe/Lisbon',
      },
      {
        id: 'U0CRM',
        handle: 'crm',
        name: 'Clara Rösler',
        title: 'CRM-Leiterin',
        locale: 'de-DE',
        tz: 'Europe/Berlin',
      },
      {
        id: 'U0PLATFORM',
        handle: 'platform',
        name: 'Priya Nair',
        title: 'Platform Lead',
        locale: 'en-US',
        tz: 'Asia/Kolkata',
      },
      {
        id: 'U0DATA',
        handle: 'data',
        name: 'Dieter Anders',
        title: 'Datenarchitekt',
        locale: 'de-DE',
        tz: 'Europe/Vienna',
      },
      {
        id: 'U0SALES',
        handle: 'sales',
        name: 'Sam Ortiz',
        title: 'Head of Sales',
        locale: 'en-US',
        tz: 'America/New_York',
      },
    ],
    channels: [
      { id: 'C0GENERAL', name: 'general', kind: 'public', memberIds: everyone, botIsMember: false },
      {
        id: 'C0MARKETINGIT',
        name: 'marketing-it',
        kind: 'public',
        memberIds: [...marketing, ...it],
        botIsMember: true,
      },
      {
        id: 'C0LEADS',
        name: 'leads',
        kind: 'private',
        memberIds: ['U0CMO', 'U0CIO'],
        botIsMember: false,
      },
    ],
    userGroups: [
      { id: 'S0MARKETING', handle: 'marketing-team', name: 'Marketing', userIds: marketing },
      { id: 'S0IT', handle: 'it-team', name: 'IT', userIds: it },
    ],
  };
}
