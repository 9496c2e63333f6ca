import type { HomeView, KnownBlock, ModalView } from '@slack/types';

const textLimits: Record<string, number> = { section: 3000, header: 150, context: 3000 };

/**
 * What Slack would refuse (docs.slack.dev/reference/block-kit): too many blocks or elements, texts too long
 * or empty, ids that are there twice.
 */
export function refusals(blocks: readonly KnownBlock[], most: 50 | 100): string[] {
  const found = blocks.length > most ? [`${blocks.length} blocks`] : [];
  const ids = blocks.flatMap((block) => block.block_id ?? []);
  if (new Set(ids).size < ids.length) found.push(`block ids ${ids}`);
  return [...found, ...blocks.flatMap((block, i) => refusalsOf(block).map((why) => `block ${i}: ${why}`))];
}

export function refusalsOfView(view: ModalView | HomeView): string[] {
  const title = view.type === 'modal' && view.title.text.length > 24 ? ['title'] : [];
  const size = JSON.stringify(view).length > 250_000 ? ['250 kB'] : [];
  return [...title, ...size, ...refusals(view.blocks as KnownBlock[], 100)];
}

function refusalsOf(block: KnownBlock): string[] {
  const found = [];
  if ((block.block_id?.length ?? 0) > 255) found.push('block id');
  const texts =
    block.type === 'section' || block.type === 'header'
      ? [block.text]
      : block.type === 'context'
        ? block.elements
        : [];
  for (const text of texts) {
    const content = text && 'text' in text ? text.text : '';
    if (content.length > textLimits[block.type]! || content.trim() === '') found.push(`text: ${content}`);
    if (/&(?!(?:amp|lt|gt);)|<(?![@!h#])|<[^>]*$/.test(content)) found.push(`broken mark-up: ${content}`);
  }
  const elements = block.type === 'actions' ? block.elements : [];
  if (elements.length > 25 || (block.type === 'context' && block.elements.length > 10))
    found.push('elements');
  const buttons = block.type === 'section' && block.accessory ? [block.accessory] : elements;
  const actionIds = buttons.flatMap((button) => ('action_id' in button ? (button.action_id ?? []) : []));
  if (new Set(actionIds).size < actionIds.length) found.push(`action ids ${actionIds}`);
  for (const button of buttons) {
    if (button.type !== 'button') continue;
    if (button.text.text.length > 75) found.push('button text');
    if ((button.value?.length ?? 0) > 2000) found.push('button value');
  }
  return found;
}
