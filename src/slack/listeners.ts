import type { App, RespondFn } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { type TextKey, texts } from '../text/text.ts';
import { messageModal } from './blocks.ts';
import type { Boundary } from './boundary.ts';
import { isChart, withoutCharts } from './charts.ts';
import { refusalOf } from './client.ts';
import type { EventListener, EventListeners } from './events.ts';
import { failedCommand } from './failed-command.ts';
import type {
  ActionRequest,
  Answer,
  CommandRequest,
  Reader,
  ShortcutRequest,
  SubmittedView,
  ViewAnswer,
  ViewRequest,
} from './request.ts';

/** What a feature registers with. Handlers do not acknowledge, catch or log: that happens here, once. */
export interface Listeners {
  /** `/concord <noun> …` and `/concord-<noun> …`; `help` is answered with the text. Noun '' is bare `/concord`. */
  command(noun: string, help: TextKey, handler: (request: CommandRequest) => Promise<Answer>): void;
  shortcut(callbackId: string, handler: (request: ShortcutRequest) => Promise<Answer>): void;
  action(actionId: string | RegExp, handler: (request: ActionRequest) => Promise<Answer>): void;
  view(callbackId: string, handler: (request: ViewRequest) => Promise<ViewAnswer>): void;
  /** Returns only when what the event changes is committed: then Slack gets its acknowledgement. */
  event(type: string, listener: EventListener): void;
}

const helpWords = new Set(['help', 'hilfe', '?']);

export function createListeners(options: {
  bolt: App;
  /** For calls while a person waits. */
  client: WebClient;
  boundary: Boundary;
  events: EventListeners;
  readerOf(workspaceId: string, userId: string): Promise<Reader>;
  log: Logger;
}): Listeners {
  const { bolt, client, boundary, readerOf } = options;
  const commands = new Map<
    string,
    { help: TextKey; handler: (request: CommandRequest) => Promise<Answer> }
  >();

  async function request(workspaceId: string, userId: string, requestKey: string) {
    const reader = await readerOf(workspaceId, userId);
    return { reader, texts: texts(reader.locale), requestKey };
  }

  /** Nouns in the order in which the features registered them. */
  function nouns(): string {
    return [...commands.keys()].filter(Boolean).join(', ');
  }

  async function runCommand(
    command: { command: string; text: string; channel_id: string; user_id: string; trigger_id: string },
    workspaceId: string,
  ): Promise<Answer> {
    const base = await request(workspaceId, command.user_id, `command:${command.trigger_id}`);
    const [, hyphened] = /^\/concord-(\S+)$/.exec(command.command) ?? [];
    const [first = '', rest = ''] = splitWord(command.text);
    const isHelp = helpWords.has(first.toLowerCase());
    const noun = hyphened ?? (isHelp ? '' : first.toLowerCase());
    const known = commands.get(noun);
    if (!known) {
      throw new UserError('unknown_noun', 'common.unknownNoun', { noun, nouns: nouns() });
    }
    const text = hyphened === undefined && !isHelp ? rest : command.text.trim();
    if (helpWords.has(text.toLowerCase())) return { kind: 'ephemeral', text: base.texts.t(known.help) };
    return known.handler({ ...base, text, channelId: command.channel_id });
  }

  async function openModal(triggerId: string, answer: Answer): Promise<Answer> {
    if (answer.kind !== 'modal') return answer;
    try {
      await client.views.open({ trigger_id: triggerId, view: answer.view });
      return { kind: 'done' };
    } catch (error) {
      if (!['expired_trigger_id', 'exchanged_trigger_id'].includes(refusalOf(error) ?? '')) throw error;
      throw new UserError('too_slow', 'common.tooSlow');
    }
  }

  bolt.command(/^\/concord(-\S+)?$/, async ({ command, context, ack }) => {
    const workspaceId = context.teamId!;
    const answer = await boundary.guard(
      { workspaceId, userId: command.user_id, what: command.command },
      async () => openModal(command.trigger_id, await runCommand(command, workspaceId)),
      (why) => {
        const t = texts(boundary.localeOf(workspaceId, command.user_id));
        return failedCommand(t, why, command.command, command.text);
      },
    );
    await ack(answer.kind === 'ephemeral' ? ephemeral(answer) : undefined);
  });

  return {
    command(noun, help, handler) {
      commands.set(noun, { help, handler });
    },

    shortcut(callbackId, handler) {
      bolt.shortcut(callbackId, async ({ shortcut, context, ack, respond }) => {
        const workspaceId = context.teamId!;
        const userId = shortcut.user.id;
        const answer = await boundary.guard(
          { workspaceId, userId, what: callbackId },
          async () => {
            const base = await request(workspaceId, userId, `shortcut:${shortcut.trigger_id}`);
            const message =
              shortcut.type === 'message_action'
                ? {
                    channelId: shortcut.channel.id,
                    ts: shortcut.message_ts,
                    text: shortcut.message.text ?? '',
                    userId: shortcut.message.user ?? null,
                  }
                : null;
            return openModal(shortcut.trigger_id, await handler({ ...base, message }));
          },
          (text): Answer => ({ kind: 'ephemeral', text }),
        );
        await ack();
        if (answer.kind !== 'ephemeral') return;
        // A global shortcut has nowhere to answer but a modal.
        if (shortcut.type === 'message_action') await answerBy(respond, answer);
        else await showModal(shortcut.trigger_id, workspaceId, userId, answer);
      });
    },

    action(actionId, handler) {
      bolt.action(actionId, async ({ body, action, context, ack, respond }) => {
        if (body.type !== 'block_actions' || !('action_id' in action)) return ack();
        const workspaceId = context.teamId!;
        const userId = body.user.id;
        const answer = await boundary.guard(
          { workspaceId, userId, what: action.action_id },
          async () => {
            const requestKey = `action:${userId}:${action.action_ts}`;
            const base = await request(workspaceId, userId, requestKey);
            const result = await handler({
              ...base,
              actionId: action.action_id,
              blockId: action.block_id,
              value: chosenValue(action),
              values: chosenValues(action),
              at: action.action_ts,
              message: clickedMessage(body),
              view: body.view ? submittedView(body.view) : null,
            });
            if (result.kind === 'replace_modal' && body.view) {
              await client.views.update({ view_id: body.view.id, hash: body.view.hash, view: result.view });
            }
            return openModal(body.trigger_id, result);
          },
          (text): Answer => ({ kind: 'ephemeral', text }),
        );
        await ack();
        if (answer.kind !== 'ephemeral') return;
        if (body.response_url) await answerBy(respond, answer);
        else await showModal(body.trigger_id, workspaceId, userId, answer, body.view?.type === 'modal');
      });
    },

    view(callbackId, handler) {
      bolt.view(
        { callback_id: callbackId, type: 'view_submission' },
        async ({ body, view, context, ack }) => {
          const workspaceId = context.teamId!;
          const userId = body.user.id;
          const inputs = view.blocks.flatMap((b) => (b.type === 'input' && b.block_id ? [b.block_id] : []));
          type Outcome = ViewAnswer | { kind: 'errors'; errors: Record<string, string> };
          const answer = await boundary.guard<Outcome>(
            { workspaceId, userId, what: callbackId },
            async () => {
              const base = await request(workspaceId, userId, `view:${view.id}`);
              return handler({ ...base, view: submittedView(view) });
            },
            (_mrkdwn, plain, field) => ({ kind: 'errors', errors: { [inputOf(inputs, field)]: plain } }),
          );
          if (answer.kind === 'errors') await ack({ response_action: 'errors', errors: answer.errors });
          else if (answer.kind === 'replace_modal') {
            await ack({ response_action: 'update', view: answer.view as never });
          } else await ack();
        },
      );
    },

    event(type, listener) {
      options.events.set(type, listener);
    },
  };

  /** Charts were taken in messages; where Slack refuses them here all the same, the words are what is left. */
  async function answerBy(respond: RespondFn, answer: Ephemeral): Promise<void> {
    try {
      await respond(ephemeral(answer));
    } catch (error) {
      if (!answer.blocks?.some(isChart)) throw error;
      options.log.warn({ err: error }, 'an answer with charts was refused; it is given without them');
      await respond(ephemeral({ ...answer, blocks: withoutCharts(answer.blocks) }));
    }
  }

  /** For what has no channel to answer in: the Home tab, a modal, a global shortcut. */
  async function showModal(
    triggerId: string,
    workspaceId: string,
    userId: string,
    { text, blocks }: { text: string; blocks?: KnownBlock[] },
    onTop = false,
  ): Promise<void> {
    const modal = messageModal(text, texts(boundary.localeOf(workspaceId, userId)));
    // Charts belong into messages only.
    const view = blocks ? { ...modal, blocks: withoutCharts(blocks) } : modal;
    const call = { trigger_id: triggerId, view };
    await (onTop ? client.views.push(call) : client.views.open(call)).catch((error) => {
      options.log.warn({ err: error }, 'an answer could not be shown');
    });
  }
}

/**
 * The block beside which an error is shown: the field's own, also where what it depends on stands behind a colon
 * in its id, else the first; Slack shows no error that belongs to no block.
 */
function inputOf(blockIds: readonly string[], field: string | undefined): string {
  const own = blockIds.find((id) => id === field) ?? blockIds.find((id) => id.startsWith(`${field}:`));
  return own ?? blockIds[0] ?? '';
}

type Ephemeral = Extract<Answer, { kind: 'ephemeral' }>;

function ephemeral(answer: Ephemeral) {
  return {
    response_type: 'ephemeral' as const,
    replace_original: answer.replace ?? false,
    text: answer.text,
    ...(answer.blocks && { blocks: answer.blocks }),
  };
}

function splitWord(text: string): [string, string] {
  const [, first = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  return [first, rest.trim()];
}

function chosenValue(action: object): string | null {
  const { value, selected_option: option } = action as {
    value?: string;
    selected_option?: { value?: string };
  };
  return value ?? option?.value ?? null;
}

function chosenValues(action: object): string[] | null {
  const { selected_options: chosen } = action as { selected_options?: { value?: string }[] };
  return chosen?.flatMap(({ value }) => value ?? []) ?? null;
}

function clickedMessage(body: object): ActionRequest['message'] {
  const { container } = body as {
    container?: { type?: string; channel_id?: string; message_ts?: string; is_ephemeral?: boolean };
  };
  return container?.type === 'message' && container.channel_id && container.message_ts
    ? {
        channelId: container.channel_id,
        ts: container.message_ts,
        isEphemeral: container.is_ephemeral ?? false,
      }
    : null;
}

function submittedView(view: {
  id: string;
  hash: string;
  callback_id: string;
  private_metadata: string;
  state: { values: unknown };
}): SubmittedView {
  return {
    id: view.id,
    hash: view.hash,
    callbackId: view.callback_id,
    privateMetadata: view.private_metadata,
    values: view.state?.values ?? {},
  };
}
