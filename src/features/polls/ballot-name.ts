import { createHmac } from 'node:crypto';
import { microseconds } from './ballot.ts';

/**
 * The names under which ballots of anonymous polls are kept. Each takes the app's key, which is not in the
 * database, and the poll's own secret, which is deleted when it closes: neither whoever has the database nor,
 * once it is closed, whoever has the key as well can tell whose a ballot is.
 * @param key changes with the app's token; `checkOf` tells
 */
export function ballotName(key: Buffer, secret: string, userId: string): string {
  return sign(key, `${secret}:${userId}`);
}

/** Kept with the poll: tells whether the key is still the one with which it was opened. */
export function checkOf(key: Buffer, secret: string): string {
  return sign(key, `${secret}:check`);
}

/** A request's key can name a person, or be found in a log beside one; this cannot. */
export function hiddenKey(key: Buffer, secret: string | null, requestKey: string): string {
  return sign(key, `${secret ?? ''}:request:${requestKey}`);
}

/**
 * Of an anonymous ballot the times are kept shifted by some years, each ballot's by as much as only the app can
 * tell: they order what was done to it, and say nothing of when that was, or of which ballot came first.
 * @param at seconds with up to six decimals
 */
export function hiddenTime(key: Buffer, secret: string, userId: string, at: string): string {
  const shift = BigInt(`0x${sign(key, `${secret}:time:${userId}`).slice(0, 12)}`);
  const moved = (microseconds(at) + shift).toString().padStart(7, '0');
  return `${moved.slice(0, -6)}.${moved.slice(-6)}`;
}

/** HMAC-SHA256, in hexadecimal digits. */
function sign(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
