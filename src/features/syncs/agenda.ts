import type { Series } from './series.ts';

/** What a source puts on the agenda of a sync: something that is open between the departments. */
export interface SourceItem {
  /** The open thing itself, as in `proposal:12`: it stands on an agenda once. */
  key: string;
  /** Plain text, on one line. */
  text: string;
  link: string | null;
  /** To what it belongs; absent: to nothing that has a name. */
  initiative?: { id: number; name: string } | null;
}

/** Where items come from. Asked when the agenda is posted and again at the start, when some may be settled. */
export interface AgendaSource {
  /** Stored with the items, and a key of the catalogue: what kind of thing it is. */
  name: SourceName;
  items(of: { series: Series; now: Date }): Promise<SourceItem[]>;
}

export const sourceNames = [
  'proposal',
  'no_quorum',
  'review',
  'need',
  'follow_up',
  'grey_zone',
  'alignment',
] as const;
/** What its source goes on naming after it was talked about: it comes onto no further agenda. */
export const talkedAboutOnce: readonly SourceName[] = ['no_quorum', 'alignment'];
export type SourceName = (typeof sourceNames)[number];

/** One line of an agenda. */
export interface AgendaItem {
  id: number;
  /** `person`: somebody added it. */
  source: SourceName | 'person';
  text: string;
  link: string | null;
  /** The name of the initiative to which it belongs; null: to none. */
  initiative: string | null;
  addedBy: string | null;
  state: 'open' | 'dropped' | 'done';
  /** How many syncs it has waited for. */
  carried: number;
}

export const longestItem = 1000;
/** More than anybody talks about; further ones are refused rather than lost in a list. */
export const mostItems = 100;

/** What can be done to an item of an agenda; `done`: to a follow-up only. */
export const arrangeChoices = ['up', 'down', 'drop', 'done'] as const;
export type ArrangeChoice = (typeof arrangeChoices)[number];

/** Where in the list an item goes when it changes places with its neighbour. */
export function neighbours(
  ids: readonly number[],
  id: number,
  direction: 'up' | 'down',
): [number, number] | null {
  const at = ids.indexOf(id);
  const other = ids[direction === 'up' ? at - 1 : at + 1];
  return at === -1 || other === undefined ? null : [id, other];
}
