import type { Slack } from './slack.ts';
import type { StoredMessage } from './state.ts';

/**
 * @param name as `canonicalEmoji` gives it
 * @returns false if it was there already
 */
export function addReactionTo(slack: Slack, message: StoredMessage, user: string, name: string): boolean {
  let users = message.reactions.get(name);
  if (users?.has(user)) return false;
  if (!users) {
    users = new Set();
    message.reactions.set(name, users);
  }
  users.add(user);
  slack.world.changed();
  slack.events.reaction('reaction_added', message, user, name);
  return true;
}

/** @returns false if it was not there */
export function removeReactionFrom(
  slack: Slack,
  message: StoredMessage,
  user: string,
  name: string,
): boolean {
  const users = message.reactions.get(name);
  if (!users?.delete(user)) return false;
  if (users.size === 0) message.reactions.delete(name);
  slack.world.changed();
  slack.events.reaction('reaction_removed', message, user, name);
  return true;
}
