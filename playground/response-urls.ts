import { randomBytes } from 'node:crypto';
import { deleteMessageOf, editMessageOf, postTo } from './messages.ts';
import { Refusal } from './refusal.ts';
import type { Slack } from './slack.ts';
import type { StoredMessage } from './state.ts';
import { Args } from './web-api/args.ts';
import { readMessageContent } from './web-api/message-content.ts';

const lifetimeMs = 30 * 60_000;
const uses = 5;

interface ResponseUrl {
  user: string;
  channel: string;
  /** The message that was acted on, which can be replaced or deleted. */
  source: StoredMessage | null;
  usesLeft: number;
  until: number;
}

/** Response URLs: up to five answers within half an hour, also where the bot is no member. */
export class ResponseUrls {
  readonly #urls = new Map<string, ResponseUrl>();

  /** @returns the path of the address */
  issue(target: { user: string; channel: string; source: StoredMessage | null }): string {
    const now = Date.now();
    for (const [old, { until }] of this.#urls) {
      if (until > now) break;
      this.#urls.delete(old);
    }
    const id = randomBytes(16).toString('hex');
    this.#urls.set(id, { ...target, usesLeft: uses, until: now + lifetimeMs });
    return `/response/${id}`;
  }

  /** @throws Refusal `expired_url`, `used_url`, or with what is wrong with the message */
  answer(slack: Slack, id: string, body: Record<string, unknown>): StoredMessage | null {
    const url = this.#urls.get(id);
    if (!url || url.until < Date.now()) throw new Refusal('expired_url');
    if (url.usesLeft === 0) throw new Refusal('used_url');
    url.usesLeft -= 1;
    return respond(slack, url, body);
  }
}

/**
 * An answer to a command or an interaction, whether through a response URL or with the acknowledgement.
 * @throws Refusal with what is wrong with the message
 */
export function respond(
  slack: Slack,
  target: { user: string; channel: string; source: StoredMessage | null },
  body: Record<string, unknown>,
): StoredMessage | null {
  const args = new Args(body);
  const { source } = target;
  if (args.boolean('delete_original')) {
    if (source?.onlyFor != null) slack.world.remove(source);
    else if (source) deleteMessageOf(slack, source);
    return null;
  }
  const { text, blocks } = readMessageContent(args);
  if (args.boolean('replace_original') && source) {
    editMessageOf(slack, source, { text: text ?? '', blocks: blocks ?? [], showEdited: false });
    return source;
  }
  const responseType = args.string('response_type') ?? 'ephemeral';
  if (responseType !== 'ephemeral' && responseType !== 'in_channel') throw new Refusal('invalid_arguments');
  const message = {
    channel: slack.world.channel(target.channel),
    user: slack.world.bot.id,
    text: text ?? '',
    blocks: blocks ?? [],
    threadTs: args.string('thread_ts') ?? null,
  };
  if (responseType === 'in_channel') return postTo(slack, message);
  return slack.world.post({ ...message, onlyFor: target.user });
}
