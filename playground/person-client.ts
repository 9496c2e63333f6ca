import { perform } from './acts.ts';
import type { LaidOutBlock } from './blocks/layout.ts';
import type { Act, ActResult } from './contract.ts';
import { stateFrom } from './element-state.ts';
import { findElement, type Input, valuesOf } from './form-input.ts';
import { activePerson, seenFile } from './sight.ts';
import type { Slack } from './slack.ts';
import type { StoredMessage } from './state.ts';
import { blocksOf, type StoredView } from './views.ts';

export type CommandResult = { ok: true; response?: StoredMessage } | { ok: false; error: string };

/**
 * A person's hands and eyes in Slack's client. Acts resolve with what the client would show, after the app has
 * answered where it is asked. What the client itself would never let happen throws.
 */
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
    const result = await this.act({ type: 'command', channel, command, text });
    if (!result.ok) return result;
    const response = result.ts === undefined ? undefined : this.#find(channel, result.ts);
    return response ? { ok: true, response } : { ok: true };
  }

  /** @returns the message's `ts` */
  async post(channel: string, text: string, options: { threadTs?: string } = {}): Promise<string> {
    const result = must(await this.act({ type: 'post', channel, text, ...options }));
    return result.ts ?? '';
  }

  async edit(channel: string, ts: string, text: string): Promise<void> {
    must(await this.act({ type: 'edit', channel, ts, text }));
  }

  async delete(channel: string, ts: string): Promise<void> {
    must(await this.act({ type: 'delete', channel, ts }));
  }

  async react(channel: string, ts: string, name: string): Promise<void> {
    must(await this.act({ type: 'react', channel, ts, name }));
  }

  async unreact(channel: string, ts: string, name: string): Promise<void> {
    must(await this.act({ type: 'unreact', channel, ts, name }));
  }

  /**
   * Presses a button, chooses in a menu, types into an input that dispatches.
   * @param where a message or a view
   * @param key an action id, or a block id
   */
  click(
    where: Pick<StoredMessage, 'channel' | 'ts'> | Pick<StoredView, 'id'>,
    key: string,
    input: Input = null,
  ): Promise<ActResult> {
    const blocks = 'id' in where ? blocksOf(this.#slack.views.byId(where.id)) : this.#blocksOf(where);
    const { block, element } = findElement(blocks, key);
    const state = element.type === 'button' ? {} : stateFrom(element, input);
    const at = { blockId: block.block_id, actionId: element.action_id, state };
    return 'id' in where
      ? this.act({ type: 'view_action', viewId: where.id, values: {}, ...at })
      : this.act({ type: 'message_action', channel: where.channel, ts: where.ts, ...at });
  }

  /**
   * Fills in the modal on top and submits it.
   * @param inputs by block id or action id; what is left out stays as it is
   */
  submit(inputs: Record<string, Input> = {}): Promise<ActResult> {
    const view = this.#top();
    return this.act({ type: 'view_submit', viewId: view.id, values: valuesOf(blocksOf(view), inputs) });
  }

  /** Closes the modal on top. */
  async closeView(): Promise<void> {
    must(await this.act({ type: 'view_close', viewId: this.#top().id }));
  }

  globalShortcut(callbackId: string): Promise<ActResult> {
    return this.act({ type: 'global_shortcut', callbackId });
  }

  messageShortcut(callbackId: string, channel: string, ts: string): Promise<ActResult> {
    return this.act({ type: 'message_shortcut', callbackId, channel, ts });
  }

  async openHome(): Promise<void> {
    must(await this.act({ type: 'open_home' }));
  }

  async join(channel: string): Promise<void> {
    must(await this.act({ type: 'join', channel }));
  }

  async invite(channel: string, user: string): Promise<void> {
    must(await this.act({ type: 'invite', channel, user }));
  }

  /** @param expiration seconds since the epoch; 0: until it is changed */
  async setStatus(text: string, emoji = ':speech_balloon:', expiration = 0): Promise<void> {
    must(await this.act({ type: 'set_status', text, emoji, expiration }));
  }

  /** @returns the id of the direct message with `user` */
  async openDirectMessage(user: string): Promise<string> {
    return must(await this.act({ type: 'open_dm', user })).channel ?? '';
  }

  /** The open modals, the one on top last. */
  views(): readonly StoredView[] {
    return [...this.#slack.views.stack(this.userId)];
  }

  home(): StoredView | null {
    return this.#slack.views.home(this.userId);
  }

  /** What only this person sees, oldest first. */
  ephemerals(channelId?: string): StoredMessage[] {
    const { channels } = this.#slack.world;
    const looked = channelId === undefined ? [...channels.values()] : [this.#slack.world.channel(channelId)];
    return looked.flatMap((channel) => channel.ephemerals.filter((m) => m.onlyFor === this.userId));
  }

  /** The direct message with the app, oldest first. */
  directMessages(): StoredMessage[] {
    const { world } = this.#slack;
    return [...world.directMessage(this.userId, world.bot.id).messages];
  }

  /**
   * The bytes of a file.
   * @param fileId of one of a message's `files`
   * @throws Refusal `file_not_found` unless it is in a message that this person sees
   */
  download(fileId: string): Buffer {
    activePerson(this.#slack, this.userId);
    return seenFile(this.#slack, this.userId, fileId).bytes;
  }

  act(act: Act): Promise<ActResult> {
    return perform(this.#slack, this.userId, act);
  }

  #top(): StoredView {
    const top = this.#slack.views.stack(this.userId).at(-1);
    if (!top) throw new Error(`${this.userId} has no modal open`);
    return top;
  }

  #find(channel: string, ts: string): StoredMessage | undefined {
    const { byTs, ephemerals } = this.#slack.world.channel(channel);
    return byTs.get(ts) ?? ephemerals.find((message) => message.ts === ts);
  }

  #blocksOf({ channel, ts }: Pick<StoredMessage, 'channel' | 'ts'>): LaidOutBlock[] {
    const message = this.#find(channel, ts);
    if (!message) throw new Error(`there is no message ${ts} in ${channel}`);
    return message.blocks as unknown as LaidOutBlock[];
  }
}

function must(result: ActResult): Extract<ActResult, { ok: true }> {
  if (!result.ok) throw new Error(result.error);
  return result;
}
