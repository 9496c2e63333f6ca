import type { ViewValues } from './contract.ts';
import type { StoredMessage } from './state.ts';

/** What each person has put into the inputs of a message; nobody sees what others have. */
export class MessageInputs {
  readonly #byMessage = new WeakMap<StoredMessage, Map<string, ViewValues>>();

  /** To be read and changed. */
  of(message: StoredMessage, user: string): ViewValues {
    let byUser = this.#byMessage.get(message);
    if (!byUser) {
      byUser = new Map();
      this.#byMessage.set(message, byUser);
    }
    let values = byUser.get(user);
    if (!values) {
      values = {};
      byUser.set(user, values);
    }
    return values;
  }
}
