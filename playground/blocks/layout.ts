/** A validated block, seen as what interaction needs of it. */
export interface LaidOutBlock {
  type: string;
  block_id: string;
  optional?: boolean;
  dispatch_action?: boolean;
  accessory?: LaidOutElement;
  element?: LaidOutElement;
  elements?: LaidOutElement[];
}

export interface LaidOutElement {
  type: string;
  action_id: string;
  [field: string]: unknown;
}

/** The interactive elements of a block; images and texts have no action id. */
export function elementsOf(block: LaidOutBlock): LaidOutElement[] {
  const candidates = {
    section: block.accessory ? [block.accessory] : [],
    input: block.element ? [block.element] : [],
    actions: block.elements ?? [],
  }[block.type];
  return (candidates ?? []).filter((element) => element.type !== 'image');
}
