import type { KnownBlock } from '@slack/types';
import { oneLine, shorten } from './blocks.ts';

/**
 * Slack's limits (docs.slack.dev/reference/block-kit/blocks/data-visualization-block). Its page gives six series at
 * most and labels of 20 characters; that a series has at most 20 points, exactly one for every category, and a name
 * of its own, is what the libraries check that were tried against Slack (slack-messaging 0.7, slack-morphism 2.30,
 * which allows 12 series). Whether labels are measured before or after emoji are written as `:names:` is not said.
 * Messages take charts; of ephemeral ones nothing is said, and modals and the Home tab refuse them.
 */
const longestTitle = 50;
const longestLabel = 20;
const mostSeries = 6;
const mostCategories = 20;

const chartType = 'data_visualization';

export interface Chart {
  title: string;
  categories: readonly string[];
  /** `values`: one for each category, in their order. */
  series: readonly { name: string; values: readonly number[] }[];
  /** What the values are, as "percent". */
  unit: string;
}

/** Not among the blocks of `@slack/types` yet. */
interface ChartBlock {
  type: typeof chartType;
  title: string;
  chart: {
    type: 'bar' | 'line';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; y_label: string };
  };
}

/** @returns null where Slack has no such chart: no or too many categories or series; what it shows stands in words */
export function barChart(chart: Chart): KnownBlock | null {
  return chartBlock('bar', chart);
}

/** As `barChart`. */
export function lineChart(chart: Chart): KnownBlock | null {
  return chartBlock('line', chart);
}

function chartBlock(type: 'bar' | 'line', { title, categories, series, unit }: Chart): KnownBlock | null {
  if (categories.length === 0 || categories.length > mostCategories) return null;
  if (series.length === 0 || series.length > mostSeries) return null;
  const labels = uniqueLabels(categories);
  const names = uniqueLabels(series.map(({ name }) => name));
  const block: ChartBlock = {
    type: chartType,
    title: oneLine(title, longestTitle) || '–',
    chart: {
      type,
      series: series.map(({ values }, i) => ({
        name: names[i] ?? '–',
        data: labels.map((label, j) => ({ label, value: values[j] ?? 0 })),
      })),
      axis_config: { categories: labels, y_label: oneLine(unit, longestTitle) },
    },
  };
  return block as unknown as KnownBlock;
}

/** Shortened; those that would look the same get a number each, since Slack tells them apart by their labels. */
function uniqueLabels(texts: readonly string[]): string[] {
  const short = texts.map((text) => oneLine(text, longestLabel) || '–');
  const seen = new Set<string>();
  const isAlone = (label: string) => short.filter((other) => sameLabel(other, label)).length === 1;
  for (const label of short) if (isAlone(label)) seen.add(label.toLowerCase());
  return short.map((label) => {
    if (isAlone(label)) return label;
    for (let n = 1; ; n += 1) {
      const numbered = `${shorten(label, longestLabel - ` ${n}`.length)} ${n}`;
      if (seen.has(numbered.toLowerCase())) continue;
      seen.add(numbered.toLowerCase());
      return numbered;
    }
  });
}

function sameLabel(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function isChart(block: KnownBlock): boolean {
  return (block.type as string) === chartType;
}

/** What is left says the same in words. */
export function withoutCharts(blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.filter((block) => !isChart(block));
}
