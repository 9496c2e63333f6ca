import { elementsOf, type LaidOutBlock, type LaidOutElement } from './blocks/layout.ts';
import type { ActResult, InputState, ViewValues } from './contract.ts';
import { allValues, keepsState, stateFrom } from './element-state.ts';
import { failureShown } from './interaction-failures.ts';
import { Refusal } from './refusal.ts';
import type { Slack } from './slack.ts';
import type { StoredMessage } from './state.ts';
import { blocksOf, type StoredView, slackView } from './views.ts';
import { slackMessage } from './web-api/objects.ts';

/** What every interaction's payload tells of who and where. */
export function commonPayload(slack: Slack, user: string): Record<string, unknown> {
  const { world } = slack;
  const { handle } = world.person(user);
  return {
    user: { id: user, username: handle, name: handle, team_id: world.team.id },
    team: { id: world.team.id, domain: world.team.domain },
    api_app_id: world.appId,
    token: 'verification-token-is-deprecated',
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Sends an interaction and turns the missing answer of an app into what a client shows. */
export async function interact(
  slack: Slack,
  type: string,
  payload: Record<string, unknown>,
): Promise<{ answered: true; body: unknown } | { answered: false; shown: ActResult }> {
  const what = slack.manifest.name;
  if (!slack.manifest.interactivityEnabled) {
    return {
      answered: false,
      shown: { ok: false, error: `${what} is not configured to handle interactive responses.` },
    };
  }
  const outcome = await slack.dispatcher.interaction('interactive', type, { type, ...payload });
  if (outcome.acknowledged) return { answered: true, body: outcome.body };
  return { answered: false, shown: { ok: false, error: failureShown(what, outcome.reason) } };
}

/** @throws Refusal `no_such_element` */
function elementIn(
  blocks: LaidOutBlock[],
  blockId: string,
  actionId: string,
): { block: LaidOutBlock; element: LaidOutElement } {
  const block = blocks.find((candidate) => candidate.block_id === blockId);
  const element = block && elementsOf(block).find((candidate) => candidate.action_id === actionId);
  if (!block || !element) throw new Refusal('no_such_element', { blockId, actionId });
  return { block, element };
}

/** Inputs are only sent on with the form, unless they ask for more. */
function isDispatched(block: LaidOutBlock): boolean {
  return block.type !== 'input' || block.dispatch_action === true;
}

function actionPayload(slack: Slack, block: LaidOutBlock, element: LaidOutElement, state: InputState) {
  const { type, action_id, text, value, style, placeholder } = element;
  return {
    type,
    action_id,
    block_id: block.block_id,
    ...(type === 'button'
      ? { text, ...(value !== undefined && { value }), ...(style !== undefined && { style }) }
      : state),
    ...(placeholder !== undefined && { placeholder }),
    action_ts: slack.world.nextTs(),
  };
}

function touch(
  values: ViewValues,
  block: LaidOutBlock,
  element: LaidOutElement,
  state: InputState,
): InputState {
  if (element.type === 'button') return {};
  const kept = stateFrom(element, state);
  if (keepsState(element)) {
    values[block.block_id] ??= {};
    values[block.block_id]![element.action_id] = kept;
  }
  return kept;
}

export async function actInMessage(
  slack: Slack,
  user: string,
  message: StoredMessage,
  act: { blockId: string; actionId: string; state: InputState },
): Promise<ActResult> {
  const { world } = slack;
  const channel = world.channel(message.channel);
  const blocks = message.blocks as unknown as LaidOutBlock[];
  const { block, element } = elementIn(blocks, act.blockId, act.actionId);
  const putIn = slack.messageInputs.of(message, user);
  const state = touch(putIn, block, element, act.state);
  if (!isDispatched(block)) return { ok: true };
  const isEphemeral = message.onlyFor !== null;
  const sent = await interact(slack, 'block_actions', {
    ...commonPayload(slack, user),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs !== null && { thread_ts: message.threadTs }),
    },
    trigger_id: slack.triggers.issue(user, null),
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    // The source of an ephemeral message is not told.
    ...(!isEphemeral && { message: slackMessage(world, message) }),
    state: { values: allValues(blocks, putIn) },
    response_url: slack.baseUrl() + slack.responseUrls.issue({ user, channel: channel.id, source: message }),
    actions: [actionPayload(slack, block, element, state)],
  });
  return sent.answered ? { ok: true } : sent.shown;
}

export async function actInView(
  slack: Slack,
  user: string,
  stored: StoredView,
  act: { blockId: string; actionId: string; state: InputState },
): Promise<ActResult> {
  const { block, element } = elementIn(blocksOf(stored), act.blockId, act.actionId);
  const state = touch(stored.putIn, block, element, act.state);
  if (!isDispatched(block)) return { ok: true };
  const sent = await interact(slack, 'block_actions', {
    ...commonPayload(slack, user),
    container: { type: 'view', view_id: stored.id },
    trigger_id: slack.triggers.issue(user, stored.id),
    view: slackView(slack.world, stored),
    actions: [actionPayload(slack, block, element, state)],
  });
  return sent.answered ? { ok: true } : sent.shown;
}

export async function globalShortcut(slack: Slack, user: string, callbackId: string): Promise<ActResult> {
  requireShortcut(slack, 'global', callbackId);
  const sent = await interact(slack, 'shortcut', {
    ...commonPayload(slack, user),
    callback_id: callbackId,
    action_ts: slack.world.nextTs(),
    trigger_id: slack.triggers.issue(user, null),
  });
  return sent.answered ? { ok: true } : sent.shown;
}

export async function messageShortcut(
  slack: Slack,
  user: string,
  callbackId: string,
  message: StoredMessage,
): Promise<ActResult> {
  requireShortcut(slack, 'message', callbackId);
  const channel = slack.world.channel(message.channel);
  const sent = await interact(slack, 'message_action', {
    ...commonPayload(slack, user),
    callback_id: callbackId,
    action_ts: slack.world.nextTs(),
    trigger_id: slack.triggers.issue(user, null),
    response_url: slack.baseUrl() + slack.responseUrls.issue({ user, channel: channel.id, source: null }),
    message_ts: message.ts,
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    message: slackMessage(slack.world, message),
  });
  return sent.answered ? { ok: true } : sent.shown;
}

function requireShortcut(slack: Slack, type: 'global' | 'message', callbackId: string): void {
  const declared = slack.manifest.shortcuts.some((s) => s.type === type && s.callbackId === callbackId);
  if (!declared) throw new Refusal('no_such_shortcut');
}
