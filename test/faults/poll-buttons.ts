import { elementsOf, type LaidOutBlock } from '../../playground/blocks/layout.ts';

export interface PollButton {
  blockId: string;
  actionId: string;
  value?: string;
}

/** The button of a poll's message with these words on it. */
export function buttonNamed(message: { blocks: unknown }, words: string): PollButton {
  for (const block of message.blocks as LaidOutBlock[]) {
    for (const element of elementsOf(block)) {
      const { text, value } = element as { text?: { text?: string }; value?: string };
      if (element.type !== 'button' || text?.text !== words) continue;
      return { blockId: block.block_id, actionId: element.action_id, ...(value !== undefined && { value }) };
    }
  }
  throw new Error(`there is no button ${words}`);
}
