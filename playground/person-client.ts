import { perform } from './acts.ts';
import type { ActResult } from './contract.ts';
import type { Slack } from './slack.ts';
import type { StoredMessage } from './state.ts';

export type CommandResult = { ok: true; response?: StoredMessage } | { ok: false; error: string };

/** A person's hands and eyes in Slack's client. Acts resolve with what the client would know. */
export class PersonClient {
  readonly userId: string;
  readonly #slack: Slack;

  constructor(slack: Slack, userId: string) {
    slack.world.person(userId);
    this.#slack = slack;
    this.userId = userId;
  }

  /** @param line as typed, e.g. `/concord-propose We move by June` */
  async command(channel: string, line: string): Promise<CommandResult> {
    const [, command = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
    const result = await this.#act({ type: 'command', channel, command, text });
    if (!result.ok) return result;
    const response = result.ts === undefined ? undefined : this.#find(channel, result.ts);
    return response ? { ok: true, response } : { ok: true };
  }

  /** @throws Error with Slack's code where the client would not let them */
  async post(channel: string, text: string, options: { threadTs?: string } = {}): Promise<string> {
    const result = must(await this.#act({ type: 'post', channel, text, ...options }));
    return result.ts ?? '';
  }

  async edit(channel: string, ts: string, text: string): Promise<void> {
    must(await this.#act({ type: 'edit', channel, ts, text }));
  }

  async delete(channel: string, ts: string): Promise<void> {
    must(await this.#act({ type: 'delete', channel, ts }));
  }

  async react(channel: string, ts: string, name: string): Promise<void> {
    must(await this.#act({ type: 'react', channel, ts, name }));
  }

  async unreact(channel: string, ts: string, name: string): Promise<void> {
    must(await this.#act({ type: 'unreact', channel, ts, name }));
  }

  /** What only this person sees, oldest first. */
  ephemerals(channel?: string): StoredMessage[] {
    const channels =
      channel === undefined ? [...this.#slack.world.channels.values()] : [this.#slack.world.channel(channel)];
    return channels.flatMap((c) => c.ephemerals.filter((message) => message.onlyFor === this.userId));
  }

  messages(channel: string): StoredMessage[] {
    return [...this.#slack.world.channel(channel).messages];
  }

  #act(act: Parameters<typeof perform>[2]): Promise<ActResult> {
    return perform(this.#slack, this.userId, act);
  }

  #find(channel: string, ts: string): StoredMessage | undefined {
    const { byTs, ephemerals } = this.#slack.world.channel(channel);
    return byTs.get(ts) ?? ephemerals.find((message) => message.ts === ts);
  }
}

function must(result: ActResult): Extract<ActResult, { ok: true }> {
  if (!result.ok) throw new Error(result.error);
  return result;
}
