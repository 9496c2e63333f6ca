import type { TextKey, TextValues } from './text/text.ts';

/**
 * An expected failure that a person can do something about. The error boundary turns it into a kind
 * ephemeral answer or modal text in the reader's language; it is never logged as an error.
 */
export class UserError extends Error {
  /** Stable and greppable, e.g. `unknown_flag`. */
  readonly code: string;
  readonly key: TextKey;
  readonly values: TextValues;
  /** The `block_id` of the modal input at fault, where there is one; the error is then shown beside it. */
  readonly field: string | undefined;

  constructor(code: string, key: TextKey, values: TextValues = {}, field?: string) {
    super(`${code}: ${key}`);
    this.name = 'UserError';
    this.code = code;
    this.key = key;
    this.values = values;
    this.field = field;
  }
}
