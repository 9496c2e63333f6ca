import type { Texts } from '../../text/text.ts';
import type { LedgerFault, Verification } from './ledger-verifier.ts';

const faultsShown = 10;

/** What verifying found, in words, as mrkdwn. */
export function verificationText(t: Texts, { ok, entries, head, faults }: Verification): string {
  if (ok) {
    return entries === 0
      ? t.t('agreements.verifiedEmpty')
      : t.t('agreements.verified', { count: entries, hash: head?.hash ?? '' });
  }
  const rest = faults.length - faultsShown;
  return [
    t.t('agreements.broken'),
    ...faults.slice(0, faultsShown).map((fault) => `• ${faultText(t, fault)}`),
    ...(rest > 0 ? [t.t('agreements.brokenMore', { count: rest })] : []),
    t.t('agreements.brokenAdvice'),
  ].join('\n');
}

/** Names the entry, or what stands in for one. */
export function faultText(t: Texts, { seq, fault, agreement, proposal }: LedgerFault): string {
  const values = { seq: seq ?? '?', agreement: agreement ?? '?', proposal: proposal ?? '?' };
  return t.t(`agreements.faults.${fault}`, values);
}
