/** The names of this feature's jobs in the queue; `proposal.jobs.ts` says what each does. */
export const tasks = {
  refresh: 'proposal_refresh',
  close: 'proposal_close',
  readBack: 'proposal_read_back',
  /** What became of a version's message. */
  message: 'proposal_message',
};
