/** What somebody took on in a sync. */
export interface FollowUp {
  id: number;
  seriesId: number;
  text: string;
  ownerUserId: string;
  /** YYYY-MM-DD */
  dueOn: string;
  remindedAt: Date | null;
  doneAt: Date | null;
  /** The initiative to which it belongs. */
  initiative: { id: number; name: string } | null;
}

export interface NewFollowUp {
  text: string;
  ownerUserId: string;
  dueOn: string;
  /** To what it belongs. */
  initiativeId?: number | null;
}

export const longestFollowUp = 500;
/** At this time of day, the owner's own, a follow-up reminds. */
export const reminderTime = '09:00';

export function followUpKey(id: number): string {
  return `follow-up:${id}`;
}

/** The other way; null: another kind of thing. */
export function readFollowUpKey(key: string): number | null {
  const [, id] = /^follow-up:(\d+)$/.exec(key) ?? [];
  return id === undefined ? null : Number(id);
}
