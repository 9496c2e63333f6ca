import { z } from 'zod';
import { id, text } from './composition.ts';

/** docs.slack.dev/reference/block-kit/blocks/data-visualization-block */

const label = text(20);
const point = z.strictObject({ label, value: z.number() });

const pie = z.strictObject({
  type: z.literal('pie'),
  segments: z
    .array(z.strictObject({ label, value: z.number().positive() }))
    .min(1)
    .max(6),
});

const series = {
  series: z
    .array(z.strictObject({ name: label, data: z.array(point).min(1) }))
    .min(1)
    .max(6),
  axis_config: z.strictObject({
    categories: z.array(label).min(1),
    x_label: text(50).optional(),
    y_label: text(50).optional(),
  }),
};

/** Every point stands at one of the categories. */
function pointsFitCategories(chart: z.infer<z.ZodObject<typeof series>>): boolean {
  return chart.series.every(({ data }) => data.every((p) => chart.axis_config.categories.includes(p.label)));
}
const fits = { error: 'labels of data must be among the categories', path: ['series'] };

export const chartBlock = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: id.optional(),
  title: text(50),
  chart: z.discriminatedUnion('type', [
    pie,
    z.strictObject({ type: z.literal('bar'), ...series }).refine(pointsFitCategories, fits),
    z.strictObject({ type: z.literal('line'), ...series }).refine(pointsFitCategories, fits),
    z.strictObject({ type: z.literal('area'), ...series }).refine(pointsFitCategories, fits),
  ]),
});
