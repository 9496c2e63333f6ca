import { z } from 'zod';

/**
 * Composition objects (docs.slack.dev/reference/block-kit/composition-objects). All objects are strict: Slack
 * refuses fields that it does not know. Lengths are UTF-16 units, which are never fewer than Slack counts.
 */

export const text = (max: number) => z.string().min(1).max(max);
export const id = text(255);

export const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(max), emoji: z.boolean().optional() });

export const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(max), verbatim: z.boolean().optional() });

export const textObject = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

export const confirm = z.strictObject({
  title: plainText(100).optional(),
  text: textObject(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

const optionRest = { value: text(150), description: plainText(75).optional() };

/** In menus. */
export const plainOption = z.strictObject({ text: plainText(75), ...optionRest });
/** In radio buttons and checkboxes. */
export const markedOption = z.strictObject({
  text: textObject(75),
  value: text(150),
  description: textObject(75).optional(),
});
/** In overflow menus. */
export const linkOption = z.strictObject({ text: plainText(75), ...optionRest, url: text(3000).optional() });

export const optionGroup = z.strictObject({
  label: plainText(75),
  options: z.array(plainOption).min(1).max(100),
});

export const dispatchActionConfig = z.strictObject({
  trigger_actions_on: z
    .array(z.enum(['on_enter_pressed', 'on_character_entered']))
    .min(1)
    .max(2)
    .optional(),
});

export const conversationFilter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .refine((filter) => Object.keys(filter).length > 0, 'must not be empty');

const slackFile = z.union([z.strictObject({ url: text(3000) }), z.strictObject({ id: text(255) })]);

/** An image's source: exactly one of the two. */
export const imageSource = { image_url: text(3000).optional(), slack_file: slackFile.optional() };

export function hasOneSource(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (image.image_url === undefined) !== (image.slack_file === undefined);
}
