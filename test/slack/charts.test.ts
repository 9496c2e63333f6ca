import type { KnownBlock } from '@slack/types';
import { checkMessageBlocks } from '../../playground/blocks/validate.ts';
import { barChart, type Chart, isChart, lineChart, withoutCharts } from '../../src/slack/charts.ts';

const names = (count: number, name: (i: number) => string = (i) => `Name ${i}`) =>
  Array.from({ length: count }, (_, i) => name(i));

function chart(categories: string[], series: string[], title = 'Where do we host it?'): Chart {
  return {
    title,
    unit: 'percent',
    categories,
    series: series.map((name) => ({ name, values: categories.map((_, i) => i) })),
  };
}

/** What stands in the block, or the refusal with which the playground answers it. */
function shown(block: KnownBlock | null) {
  if (block === null) return null;
  const [accepted] = checkMessageBlocks([block]) as unknown as {
    title: string;
    chart: { type: string; series: { name: string }[]; axis_config: { categories: string[] } };
  }[];
  return {
    title: accepted?.title,
    type: accepted?.chart.type,
    names: accepted?.chart.series.map(({ name }) => name),
    categories: accepted?.chart.axis_config.categories,
  };
}

describe('charts', () => {
  test('a bar chart and a line chart have a point of every series at each category', () => {
    const of: Chart = {
      title: 'Alignment',
      unit: '0 to 100',
      categories: ['May', 'June'],
      series: [{ name: 'Direction', values: [40, 70] }],
    };
    expect([barChart(of), lineChart(of)]).toEqual(
      ['bar', 'line'].map((type) => ({
        type: 'data_visualization',
        title: 'Alignment',
        chart: {
          type,
          axis_config: { categories: ['May', 'June'], y_label: '0 to 100' },
          series: [
            {
              name: 'Direction',
              data: [
                { label: 'May', value: 40 },
                { label: 'June', value: 70 },
              ],
            },
          ],
        },
      })),
    );
  });

  test.each([1, 2, 3, 4, 5, 6])('Slack takes a chart of %i departments', (count) => {
    expect(shown(barChart(chart(names(20), names(count))))?.names).toHaveLength(count);
  });

  test('more than six series, or more than twenty categories, are no chart', () => {
    expect(barChart(chart(names(2), names(7)))).toBeNull();
    expect(lineChart(chart(names(21), names(2)))).toBeNull();
  });

  test('nothing to show is no chart', () => {
    expect(barChart(chart([], names(2)))).toBeNull();
    expect(barChart(chart(names(2), []))).toBeNull();
  });

  test('long names are cut to what Slack takes', () => {
    const long = 'Öffentlichkeitsarbeit und Markenführung';
    const all = shown(barChart(chart([long, 'B'], [long, 'IT'], long.repeat(3))));
    expect(all?.title).toHaveLength(50);
    expect(all?.categories).toEqual(['Öffentlichkeitsarbe…', 'B']);
    expect(all?.names).toEqual(['Öffentlichkeitsarbe…', 'IT']);
  });

  test('names that look the same when they are cut get a number each', () => {
    const long = (i: number) => `Öffentlichkeitsarbeit ${i}`;
    const all = shown(barChart(chart(names(20, long), names(6, long))));
    expect(new Set(all?.categories).size).toBe(20);
    expect(all?.names).toEqual(names(6, (i) => `Öffentlichkeitsar… ${i + 1}`));
    expect(all?.categories?.at(-1)).toBe('Öffentlichkeitsa… 20');
  });

  test('a number does not make a name the same as another', () => {
    expect(shown(barChart(chart(['a', 'a', 'a 1', 'A'], ['x'])))?.categories).toEqual([
      'a 2',
      'a 3',
      'a 1',
      'A 4',
    ]);
  });

  test.each(['', ' \n ', '👩‍👩‍👧‍👦🏽'.repeat(20), '&<>'.repeat(30)])(
    'a name such as %j is no trouble',
    (name) => {
      expect(shown(barChart(chart([name, name], [name, name], name)))?.names).toHaveLength(2);
    },
  );

  test('without its charts a message keeps all the rest, in its order', () => {
    const divider: KnownBlock = { type: 'divider' };
    const header: KnownBlock = { type: 'header', text: { type: 'plain_text', text: 'A' } };
    const bars = barChart(chart(names(2), names(2))) as KnownBlock;
    expect(isChart(bars)).toBe(true);
    expect(withoutCharts([header, bars, divider, bars])).toEqual([header, divider]);
  });
});
