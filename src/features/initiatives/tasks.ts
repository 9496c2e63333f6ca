/** The names of this feature's jobs in the queue. */
export const tasks = {
  /** A proposal about an initiative was closed. */
  decided: 'initiative_decided',
};
