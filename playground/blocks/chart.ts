import { z } from 'zod';
import { id, text } from './composition.ts';

/**
 * docs.slack.dev/reference/block-kit/blocks/data-visualization-block. The page says which labels there may be; that
 * every series has a name of its own and exactly one of at most 20 points for each category, Slack says when it
 * refuses, and libraries that were tried against it repeat it.
 */

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
    .array(z.strictObject({ name: label, data: z.array(point).min(1).max(20) }))
    .min(1)
    .max(6),
  axis_config: z.strictObject({
    categories: z.array(label).min(1).max(20),
    x_label: text(50).optional(),
    y_label: text(50).optional(),
  }),
};

type SeriesChart = z.infer<z.ZodObject<typeof series>>;

const isUnique = (texts: string[]) => new Set(texts).size === texts.length;

/** Every series has a point at each of the categories, and no other. */
function pointsFitCategories({ series, axis_config: { categories } }: SeriesChart): boolean {
  return series.every(({ data }) => {
    const labels = data.map((p) => p.label);
    return isUnique(labels) && labels.length === categories.length && labels.every(among(categories));
  });
}
const among = (texts: string[]) => (text: string) => texts.includes(text);

function seriesChart<T extends string>(type: T) {
  return z
    .strictObject({ type: z.literal(type), ...series })
    .refine((chart) => isUnique(chart.axis_config.categories), {
      error: 'categories must be unique',
      path: ['axis_config'],
    })
    .refine((chart) => isUnique(chart.series.map(({ name }) => name)), {
      error: 'names of series must be unique',
      path: ['series'],
    })
    .refine(pointsFitCategories, {
      error: 'every series needs one point for each of the categories',
      path: ['series'],
    });
}

export const chartBlock = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: id.optional(),
  title: text(50),
  chart: z.discriminatedUnion('type', [pie, seriesChart('bar'), seriesChart('line'), seriesChart('area')]),
});
