import type { Outcome } from './delivery/transport.ts';

type Reason = Extract<Outcome, { acknowledged: false }>['reason'];

/** The sentence with which Slack's client tells a person that the app did not answer. */
export function failureShown(what: string, reason: Reason): string {
  const code = reason === 'timeout' ? 'operation_timeout' : 'dispatch_failed';
  return `${what} failed with the error "${code}"`;
}
