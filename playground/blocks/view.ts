import { z } from 'zod';
import { viewBlocks } from './blocks.ts';
import { plainText } from './composition.ts';

/** docs.slack.dev/reference/views */

const common = {
  blocks: viewBlocks,
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

export const modalView = z
  .strictObject({
    type: z.literal('modal'),
    ...common,
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
  })
  .refine((view) => view.submit !== undefined || view.blocks.every((block) => block.type !== 'input'), {
    error: '`submit` is required with an input block',
    path: ['submit'],
  });

export const homeView = z.strictObject({ type: z.literal('home'), ...common });
