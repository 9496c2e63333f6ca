/** The names of this feature's jobs in the queue; `grey-zone.jobs.ts` says what each does. */
export const tasks = {
  /** The asking ends at its deadline. */
  assess: 'greyzone_assess',
  /** The answers that were waited for are there: the asking ends. */
  complete: 'greyzone_complete',
  /** Whoever was waited for may have gone meanwhile. */
  look: 'greyzone_look',
  /** Shows how many have answered. */
  refresh: 'greyzone_refresh',
  /** What became of a message. */
  message: 'greyzone_message',
  /** A proposal about an owner was closed. */
  decided: 'greyzone_decided',
  /** An agreement holds no longer. */
  agreementEnded: 'greyzone_agreement_ended',
};

export function deadlineKey(greyZoneId: number): string {
  return `greyzone:${greyZoneId}:deadline`;
}

export function lookKey(greyZoneId: number): string {
  return `greyzone:${greyZoneId}:look`;
}

export function completeKey(workspaceId: string, greyZoneId: number): string {
  return `greyzone:${workspaceId}:${greyZoneId}:complete`;
}

export function refreshKey(workspaceId: string, greyZoneId: number): string {
  return `greyzone:${workspaceId}:${greyZoneId}:refresh`;
}
