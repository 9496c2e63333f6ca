import { z } from 'zod';
import { chartBlock } from './chart.ts';
import { hasOneSource, id, imageSource, plainText, text, textObject } from './composition.ts';
import { accessory, actionsElement, imageElement, inputElement } from './elements.ts';
import { richTextBlock } from './rich-text.ts';

/** Blocks (docs.slack.dev/reference/block-kit/blocks), with Slack's limits, and which surface takes which. */

const blockId = { block_id: id.optional() };

const section = z
  .strictObject({
    type: z.literal('section'),
    ...blockId,
    text: textObject(3000).optional(),
    fields: z.array(textObject(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, 'missing required field: text');

const header = z.strictObject({ type: z.literal('header'), ...blockId, text: plainText(150) });
const divider = z.strictObject({ type: z.literal('divider'), ...blockId });

const image = z
  .strictObject({
    type: z.literal('image'),
    ...blockId,
    ...imageSource,
    alt_text: text(2000),
    title: plainText(2000).optional(),
  })
  .refine(hasOneSource, { error: 'must have either image_url or slack_file' });

const context = z.strictObject({
  type: z.literal('context'),
  ...blockId,
  elements: z
    .array(z.discriminatedUnion('type', [imageElement, ...textObject(3000).options]))
    .min(1)
    .max(10),
});

const actions = z.strictObject({
  type: z.literal('actions'),
  ...blockId,
  elements: z.array(actionsElement).min(1).max(25),
});

const input = z.strictObject({
  type: z.literal('input'),
  ...blockId,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});

const markdown = z.strictObject({ type: z.literal('markdown'), ...blockId, text: text(12_000) });

const everywhere = [section, header, divider, image, context, actions, input, richTextBlock] as const;

/** The lists may hold anything odd besides; `consistency.ts` looks at what blocks are to each other. */
export const messageBlocks = z
  .array(z.discriminatedUnion('type', [...everywhere, chartBlock, markdown]))
  .max(50);
export const viewBlocks = z.array(z.discriminatedUnion('type', [...everywhere])).max(100);
