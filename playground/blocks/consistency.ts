import { randomBytes } from 'node:crypto';
import { elementsOf, type LaidOutBlock } from './layout.ts';

/** What is wrong between blocks that are right each by itself. In Slack's form. */
export function inconsistencies(blocks: LaidOutBlock[], surface: 'message' | 'view'): string[] {
  const problems: string[] = [];
  const blockIds = new Set<string>();
  let focused = 0;
  let charts = 0;
  for (const [index, block] of blocks.entries()) {
    const at = `[json-pointer:/blocks/${index}`;
    if (block.block_id !== undefined && blockIds.has(block.block_id)) {
      problems.push(`[ERROR] \`block_id\` "${block.block_id}" already exists ${at}/block_id]`);
    }
    blockIds.add(block.block_id);
    if (block.type === 'data_visualization') charts += 1;
    const actionIds = new Set<string>();
    for (const element of elementsOf(block)) {
      if (element.action_id !== undefined && actionIds.has(element.action_id)) {
        problems.push(`[ERROR] \`action_id\` "${element.action_id}" already exists in this block ${at}]`);
      }
      actionIds.add(element.action_id);
      if (element.focus_on_load === true) focused += 1;
      if (element.response_url_enabled === true && (surface !== 'view' || block.type !== 'input')) {
        problems.push(`[ERROR] response_url_enabled is for input blocks of modals ${at}]`);
      }
    }
  }
  if (focused > 1) problems.push('[ERROR] only one element can have focus_on_load [json-pointer:/blocks]');
  if (charts > 2) {
    problems.push('[ERROR] no more than 2 data_visualization blocks allowed [json-pointer:/blocks]');
  }
  return problems;
}

/** Slack fills in the ids that were left out. Changes the blocks. */
export function fillInIds(blocks: LaidOutBlock[]): void {
  for (const block of blocks) {
    block.block_id ??= generatedId();
    for (const element of elementsOf(block)) element.action_id ??= generatedId();
  }
}

function generatedId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
