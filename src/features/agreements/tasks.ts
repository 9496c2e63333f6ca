/** The names of this feature's jobs in the queue. */
export const tasks = {
  /** A proposal to revoke an agreement was closed. */
  revoked: 'agreement_revoked',
  /** A proposal that replaces an agreement was closed. */
  superseded: 'agreement_superseded',
} as const;
