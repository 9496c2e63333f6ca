import { elementsOf, type LaidOutBlock, type LaidOutElement } from './blocks/layout.ts';
import type { InputState, ViewValues } from './contract.ts';
import { stateFrom } from './element-state.ts';

/**
 * What a person puts into an element: Slack's state, or for short the value alone: a text, an id, a date, an
 * option's value or text, or a list of them; null empties it.
 */
export type Input = InputState | string | number | readonly string[] | null;

/**
 * @param inputs by block id or action id
 * @throws Error for one that is not in the form
 */
export function valuesOf(blocks: LaidOutBlock[], inputs: Record<string, Input>): ViewValues {
  const values: ViewValues = {};
  for (const [key, input] of Object.entries(inputs)) {
    const { block, element } = findElement(blocks, key);
    values[block.block_id] ??= {};
    values[block.block_id]![element.action_id] = stateFrom(element, input);
  }
  return values;
}

/** @throws Error naming what there is */
export function findElement(
  blocks: LaidOutBlock[],
  key: string,
): { block: LaidOutBlock; element: LaidOutElement } {
  const all = blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const found =
    all.find(({ element }) => element.action_id === key) ?? all.find(({ block }) => block.block_id === key);
  if (found) return found;
  const there = all.map(({ block, element }) => `${block.block_id}/${element.action_id}`).join(', ');
  throw new Error(`nothing here has the action or block id ${key}; there is: ${there || 'nothing'}`);
}
