/** The names of this feature's jobs in the queue. */
export const tasks = {
  /** A proposal about an initiative was closed. */
  decided: 'initiative_decided',
  /** An agreement is not in force any more. */
  agreementEnded: 'initiative_agreement_ended',
};
