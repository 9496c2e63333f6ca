import type { KnownBlock, PlainTextOption } from '@slack/types';
import { limits, oneLine, plain } from '../../slack/blocks.ts';

/** As the select names it. */
export interface InitiativeChoice {
  id: number;
  name: string;
}

/** In a select, Slack's own limit. */
export const mostChoices = 100;

/** A select of one initiative, or of none; nothing where there is no initiative. */
export function initiativeInput(
  blockId: string,
  label: string,
  initiatives: readonly InitiativeChoice[],
  most = mostChoices,
): KnownBlock[] {
  const options = initiatives.slice(0, most).map(
    ({ id, name }): PlainTextOption => ({
      text: plain(oneLine(name), limits.optionText),
      value: String(id),
    }),
  );
  if (options.length === 0) return [];
  return [
    {
      type: 'input',
      block_id: blockId,
      optional: true,
      label: plain(label, limits.label),
      element: { type: 'static_select', action_id: 'value', options },
    },
  ];
}
