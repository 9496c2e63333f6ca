export type SyncState = 'planned' | 'skipped' | 'held' | 'missed';

/** Why a sync was skipped or missed. */
export type SyncCause = 'person' | 'holiday' | 'paused' | 'ended' | 'not_held' | 'unanswered' | 'downtime';

/** One occurrence of a series. */
export interface Sync {
  workspaceId: string;
  id: number;
  seriesId: number;
  /** The local time that the rule gives, YYYY-MM-DDTHH:MM. */
  slot: string;
  /** The local time at which it is held; another than the slot where it was moved. */
  localStart: string;
  timezone: string;
  startsAt: Date;
  minutes: number;
  agendaAt: Date;
  state: SyncState;
  /** Null while planned and when held. */
  cause: SyncCause | null;
  /** When each step was seen to, be it posted or recorded as missed; null: still to come. */
  agendaDoneAt: Date | null;
  startDoneAt: Date | null;
  afterDoneAt: Date | null;
  /** When it was known whether it was held. */
  closedAt: Date | null;
  agendaMessageId: string | null;
  startMessageId: string | null;
  afterMessageId: string | null;
  notes: string | null;
  /** Who skipped or moved it; null: nobody did. */
  changedBy: string | null;
  /** How many items of its agenda went on to the next. */
  carriedOver: number;
}

/** Unanswered for so long, it counts as missed. */
export const unansweredAfterMs = 3 * 86_400_000;
/** A start message later than this helps nobody any more. */
export const startUsefulForMs = 15 * 60_000;

export function endOf(sync: Pick<Sync, 'startsAt' | 'minutes'>): Date {
  return new Date(sync.startsAt.getTime() + sync.minutes * 60_000);
}

/** Block ids of the form that moves one occurrence. */
export const moveFields = { at: 'at', minutes: 'minutes' } as const;
