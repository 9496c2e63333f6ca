import { checkMessageBlocks } from '../../../playground/blocks/validate.ts';
import { longestOption, type Poll } from '../../../src/features/polls/poll.ts';
import { pollChart } from '../../../src/features/polls/poll-chart.views.ts';
import { locales, texts } from '../../../src/text/text.ts';
import { type Answers, all, closedPoll, closedPulse } from './closed-poll.ts';

const t = texts('en');

interface ChartBlock {
  title: string;
  chart: { series: { name: string; data: { label: string; value: number }[] }[] };
}

/** As Slack takes it; null: there is none. */
function chartOf(poll: Poll, question = 0, of = t): ChartBlock | null {
  const block = pollChart(of, poll, question);
  return block && (checkMessageBlocks([block])[0] as unknown as ChartBlock);
}

const bars = (chart: ChartBlock | null) =>
  chart?.chart.series.map(({ name, data }) => [name, data.map(({ label, value }) => `${label} ${value}`)]);

test('each department has its bars, in percent of its people', () => {
  const chart = chartOf(closedPoll(['Build', 'Buy', 'Neither'], { 1: [2, 1, 0], 2: [0, 4, 0] }));
  expect(chart?.title).toBe('Build or buy?');
  expect(bars(chart)).toEqual([
    ['Marketing', ['Build 67', 'Buy 33', 'Neither 0']],
    ['IT', ['Build 0', 'Buy 100', 'Neither 0']],
  ]);
});

test('with several choices a bar is the share of the people, so that they are more than a hundred together', () => {
  const poll = closedPoll(['Build', 'Buy'], { 1: [3, 4] });
  const [side] = poll.outcome?.questions[0]?.sides ?? [];
  Object.assign(side!, { answered: 4 });
  expect(bars(chartOf({ ...poll, isSeveral: true }))).toEqual([['Marketing', ['Build 75', 'Buy 100']]]);
});

test('departments that are only seen together have one bar with both names', () => {
  const poll = closedPoll(['Build', 'Buy'], { '1': [3, 1], '3+4': [2, 2] }, { isAnonymous: true });
  expect(bars(chartOf(poll))?.map(([name]) => name)).toEqual(['Marketing', 'Sales, Legal']);
});

test('a pulse has a chart for direction and one for extent', () => {
  const pulse = closedPulse({ 1: all(5), 2: all(1) }, { 1: all(3), 2: all(5) });
  expect([0, 1].map((question) => chartOf(pulse, question)?.title)).toEqual([
    'Is the direction right?',
    'Is the extent right?',
  ]);
  expect(bars(chartOf(pulse, 1))?.[1]).toEqual([
    'IT',
    ['far too little 0', 'too little 0', 'about right 0', 'too much 0', 'far too much 100'],
  ]);
});

test('there is none where nobody answered, and none while it is open', () => {
  expect(chartOf(closedPoll(['Build', 'Buy'], {}))).toBeNull();
  expect(chartOf(closedPoll(['Build', 'Buy'], { 1: [0, 0], 2: [0, 0] }))).toBeNull();
  expect(chartOf(closedPoll(['Build', 'Buy'], {}, { state: 'open', outcome: null }))).toBeNull();
});

describe.each(locales)('in %s', (locale) => {
  test.each([1, 2, 3, 4, 5, 6])(
    '%i departments with long names and twenty long options pass Slack',
    (count) => {
      const long = (length: number, i: number) =>
        `${'Öffentlichkeitsarbeit & '.repeat(7).slice(0, length - 3)}${i}`;
      const departments = Array.from({ length: count }, (_, i) => ({ id: i + 1, name: long(60, i) }));
      const options = Array.from({ length: 20 }, (_, i) => long(longestOption, i));
      const answers: Answers = Object.fromEntries(
        departments.map(({ id }) => [id, options.map((_, i) => i % 3)]),
      );
      const chart = chartOf(closedPoll(options, answers, { departments }), 0, texts(locale));
      expect(chart?.chart.series).toHaveLength(count);
      expect(new Set(chart?.chart.series.map(({ name }) => name)).size).toBe(count);
      expect(new Set(chart?.chart.series[0]?.data.map(({ label }) => label)).size).toBe(20);
    },
  );
});

test('seven departments are more than Slack draws', () => {
  const answers: Answers = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [i + 1, [1, 1]]));
  expect(chartOf(closedPoll(['Build', 'Buy'], answers))).toBeNull();
});
