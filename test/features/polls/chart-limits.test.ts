import { checkMessageBlocks } from '../../../playground/blocks/validate.ts';
import type { Poll } from '../../../src/features/polls/poll.ts';
import { outcomeMessage } from '../../../src/features/polls/poll.views.ts';
import { isChart } from '../../../src/slack/charts.ts';
import { locales, texts } from '../../../src/text/text.ts';
import { refusals } from '../agreements/slack-limits.ts';
import { type Answers, all, closedPoll, closedPulse } from './closed-poll.ts';

/** What is drawn in the message about an outcome, each as Slack takes it. */
interface Drawn {
  title: string;
  chart: {
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[] };
  };
}
function drawn(poll: Poll, locale: (typeof locales)[number] = 'en'): Drawn[] {
  const { blocks = [] } = outcomeMessage(texts(locale), poll, 'Shop');
  expect(refusals(blocks)).toEqual([]);
  return checkMessageBlocks(blocks.filter(isChart)) as unknown as Drawn[];
}

const counted = [1, 2, 3, 4, 5, 6];
const departmentsOf = (names: readonly string[]) => names.map((name, i) => ({ id: i + 1, name }));
const answersOf = (count: number, counts: readonly number[]): Answers =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [i + 1, counts]));

describe.each(locales)('in %s', (locale) => {
  test.each(counted)('%i departments whose names begin alike stay apart', (count) => {
    for (const alike of [
      'Öffentlichkeitsarbeit und Marke',
      '👩‍👩‍👧‍👦🏽👩‍👩‍👧‍👦🏽👩‍👩‍👧‍👦🏽',
      '&&&&&&&&&&&&&&&&&&&&&&&&&',
      'ß'.repeat(60),
    ]) {
      const departments = departmentsOf(Array.from({ length: count }, (_, i) => `${alike} ${i + 1}`));
      const options = [`${alike} A`, `${alike} B`, `${alike} a`.slice(0, -1)];
      const [chart] = drawn(closedPoll(options, answersOf(count, [1, 2, 1]), { departments }), locale);
      const names = chart!.chart.series.map(({ name }) => name);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(count);
      expect(new Set(chart!.chart.axis_config.categories.map((label) => label.toLowerCase())).size).toBe(3);
      for (const label of [...names, ...chart!.chart.axis_config.categories]) {
        expect(label.length).toBeLessThanOrEqual(20);
      }
    }
  });

  test.each(counted)('%i departments have two charts of a pulse', (count) => {
    const pulse = closedPulse(answersOf(count, all(5)), answersOf(count, all(2)));
    const charts = drawn(pulse, locale);
    expect(charts).toHaveLength(2);
    for (const { chart } of charts) {
      expect(chart.series).toHaveLength(count);
      expect(new Set(chart.axis_config.categories).size).toBe(5);
    }
  });

  test('seven departments are told in words only', () => {
    expect(drawn(closedPoll(['Build', 'Buy'], answersOf(7, [1, 2])), locale)).toEqual([]);
  });
});

test('departments without a name, with the same name, or with one that a number makes equal', () => {
  const departments = departmentsOf(['', ' ', 'IT', 'it', 'IT 1', '\n']);
  const [chart] = drawn(closedPoll(['Build', 'Buy'], answersOf(6, [1, 2]), { departments }));
  const names = chart!.chart.series.map(({ name }) => name.toLowerCase());
  expect(new Set(names).size).toBe(6);
  expect(names).toContain('it 1');
});

test('an option that nobody chose has its place, and so have those without words', () => {
  const [chart] = drawn(
    closedPoll(['', ' ', 'Buy', '\n', 'Build'], { 1: [0, 0, 3, 0, 0], 2: [0, 0, 4, 0, 0] }),
  );
  expect(new Set(chart!.chart.axis_config.categories).size).toBe(5);
  for (const { data } of chart!.chart.series) {
    expect(data.map(({ value }) => value)).toEqual([0, 0, 100, 0, 0]);
    expect(data.map(({ label }) => label)).toEqual(chart!.chart.axis_config.categories);
  }
});

test('of departments of which only some answered, those that did', () => {
  const [chart] = drawn(closedPoll(['Build', 'Buy'], { 1: [0, 0], 2: [1, 2], 3: [0, 0] }));
  expect(chart!.chart.series.map(({ name }) => name)).toEqual(['IT']);
});

test('where nobody answered there is none, of a pulse the one that was answered', () => {
  expect(drawn(closedPoll(['Build', 'Buy'], { 1: [0, 0], 2: [0, 0] }))).toEqual([]);
  expect(drawn(closedPulse({ 1: all(5), 2: all(1) }, { 1: [0, 0, 0, 0, 0] }))).toHaveLength(1);
  expect(drawn(closedPulse({}, {}))).toEqual([]);
});

test('a question of a thousand characters, or of nothing to see, is a title', () => {
  for (const question of ['ß'.repeat(1000), '👩‍👩‍👧‍👦🏽'.repeat(80), '&'.repeat(1000), '\u200b']) {
    const [chart] = drawn(closedPoll(['Build', 'Buy'], { 1: [1, 2] }, { question }));
    expect(chart!.title.length).toBeLessThanOrEqual(50);
    expect(chart!.title).not.toBe('');
  }
});
