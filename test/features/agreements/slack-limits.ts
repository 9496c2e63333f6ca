import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import { checkMessageBlocks, checkView } from '../../../playground/blocks/validate.ts';
import { Refusal } from '../../../playground/refusal.ts';

/** What Slack would refuse about a message, and mark-up that was cut through. */
export function refusals(blocks: readonly KnownBlock[]): string[] {
  return [...refusedBy(() => checkMessageBlocks(blocks)), ...brokenMarkup(blocks)];
}

export function refusalsOfView(view: ModalView | HomeView): string[] {
  return [...refusedBy(() => checkView(view, view.type)), ...brokenMarkup(view.blocks)];
}

function refusedBy(check: () => unknown): string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [`${error.message} ${JSON.stringify(error)}`];
    throw error;
  }
}

/** Every `<` opens a reference that is closed, and every `&` an entity. */
function brokenMarkup(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: unknown; text?: unknown };
  const isBroken =
    type === 'mrkdwn' && typeof text === 'string' && /&(?!(?:amp|lt|gt);)|<(?![@!h#][^<>]*>)/.test(text);
  return [...(isBroken ? [`broken mark-up: ${text}`] : []), ...Object.values(value).flatMap(brokenMarkup)];
}
