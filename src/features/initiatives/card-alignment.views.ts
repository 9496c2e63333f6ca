import type { KnownBlock } from '@slack/types';
import { fitting, oneLine, roomPerBlock, roomTaken, section } from '../../slack/blocks.ts';
import { lineChart } from '../../slack/charts.ts';
import type { Texts } from '../../text/text.ts';
import { dayOf } from '../../time/local-time.ts';
import { alignmentText, optionTexts, sideName } from '../polls/alignment.views.ts';
import { isMeasured, type Measured, type Point, type Run } from '../polls/alignment-history.ts';
import type { Poll } from '../polls/poll.ts';
import { pollChart } from '../polls/poll-chart.views.ts';
import type { Card } from './card.ts';

/** Slack's own limit in one message. */
const mostCharts = 2;
/** Of the trend over all initiatives. */
const pointsInWords = 8;
/** In characters after escaping: more only where every other character of the names is `&` or the like. */
const room = 2000;
/** Of what each department answered. */
const roomForAnswers = 2000;
/** Some of them, however long the rest is. */
const fewestForAnswers = 500;
/** Several departments, where they are only seen together. */
const longestSide = 100;
/** What stands in charts, which `roomTaken` does not count. */
export const roomForCharts = 1200;

type Shown = Card['alignment'];

/**
 * Where the departments stand, how that has changed, and who is furthest apart: in words, and drawn where that is
 * possible.
 * @param free in characters, for all of it
 */
export function alignmentBlocks(t: Texts, alignment: Shown, free: number): KnownBlock[] {
  const { shown } = fitting(lines(t, alignment), room);
  const words = section(shown.join('\n'));
  const drawn = alignment.hasCharts ? charts(t, alignment) : [];
  const taken = roomTaken([words, ...drawn]) + (drawn.length > 0 ? roomForCharts : 0) + roomPerBlock;
  const newest = alignment.runs.findLast(isMeasured);
  const answers = newest ? answerLines(t, newest.poll) : [];
  const answered = fitting(answers, Math.max(fewestForAnswers, Math.min(free - taken, roomForAnswers)));
  const more = answered.left > 0 ? [t.t('initiatives.more', { count: answered.left })] : [];
  const said = answered.shown.length > 0 ? [section([...answered.shown, ...more].join('\n'))] : [];
  return [words, ...said, ...drawn];
}

/** What each side answered to each question, as the charts show it. */
function answerLines(t: Texts, poll: Poll): string[] {
  const percent = new Intl.NumberFormat(t.locale, { style: 'percent' });
  return (['direction', 'extent'] as const).flatMap((name, question) => {
    const steps = optionTexts(t, poll, question);
    const sides = poll.outcome?.questions[question]?.sides ?? [];
    return sides
      .filter(({ answered }) => answered > 0)
      .map((side) => {
        const shares = side.counts.flatMap((count, i) => {
          const share = percent.format(count / side.answered);
          return count === 0 ? [] : [t.plain('alignment.card.share', { step: steps[i] ?? '…', share })];
        });
        return t.t('alignment.card.byDepartment', {
          question: t.plain(`alignment.questions.${name}`),
          side: oneLine(sideName(poll, side), longestSide),
          answers: shares.join(', '),
        });
      });
  });
}

function lines(t: Texts, { runs, timezone }: Shown): string[] {
  const title = t.t('alignment.card.title');
  if (runs.length === 0) return [title, t.t('alignment.card.notAsked')];
  const day = days(t, runs, timezone);
  const [previous, newest] = lastTwo(runs.filter(isMeasured));
  const all = runs.map((run) => runText(t, run, day(run)));
  const soFar = t.t('alignment.card.runs', { runs: all.join('  ·  ') });
  if (!newest) return [title, t.t('alignment.card.none'), soFar];
  const { direction, extent, value } = newest;
  const values = { value, date: day(newest), direction: direction ?? '–', extent: extent ?? '–' };
  return [
    title,
    t.t('alignment.card.newest', values),
    ...(previous ? [trendText(t, newest.value - previous.value)] : []),
    ...(['direction', 'extent'] as const).map((question, i) =>
      t.t('alignment.on', {
        question: t.plain(`alignment.questions.${question}`),
        text: alignmentText(t, newest.poll, i),
      }),
    ),
    soFar,
  ];
}

function runText(t: Texts, { value, direction, extent }: Run, date: string): string {
  if (value === null) return t.t('alignment.card.emptyRun', { date });
  return t.t('alignment.card.run', { date, value, direction: direction ?? '–', extent: extent ?? '–' });
}

function trendText(t: Texts, points: number): string {
  if (points === 0) return t.t('alignment.card.same');
  return t.t(`alignment.card.${points > 0 ? 'up' : 'down'}`, { count: Math.abs(points) });
}

/** The trend where there is one, and the newest answers by department as far as there is room. */
function charts(t: Texts, { runs, timezone }: Shown): KnownBlock[] {
  const measured = runs.filter(isMeasured);
  const newest = measured.at(-1);
  if (!newest) return [];
  const drawn = [
    trendChart(t, measured, timezone),
    pollChart(t, newest.poll, 0),
    pollChart(t, newest.poll, 1),
  ];
  return drawn.filter((chart) => chart !== null).slice(0, mostCharts);
}

function trendChart(t: Texts, runs: readonly Measured[], timezone: string): KnownBlock | null {
  const both = runs.filter(({ direction, extent }) => direction !== null && extent !== null);
  if (both.length < 2) return null;
  const day = days(t, both, timezone);
  return lineChart({
    title: t.plain('alignment.chart.trend'),
    unit: t.plain('alignment.chart.trendUnit'),
    categories: both.map(day),
    series: (['direction', 'extent'] as const).map((question) => ({
      name: t.plain(`alignment.questions.${question}`),
      values: both.map((run) => run[question] ?? 0),
    })),
  });
}

/** With the year only where there are several. */
function days(t: Texts, runs: readonly Run[], timezone: string): (run: Run) => string {
  const isOneYear = new Set(runs.map(({ at }) => dayOf(at, timezone).slice(0, 4))).size === 1;
  const format = new Intl.DateTimeFormat({ en: 'en-GB', de: 'de-DE' }[t.locale], {
    ...{ day: 'numeric', month: 'short', timeZone: timezone },
    ...(!isOneYear && { year: '2-digit' }),
  });
  return ({ at }) => format.format(at);
}

function lastTwo<R>(runs: readonly R[]): [R | undefined, R | undefined] {
  return [runs.at(-2), runs.at(-1)];
}

/** For one line of a list; empty where it was never measured. */
export function shortAlignment(t: Texts, newest: Measured | null, previous: Measured | null): string {
  if (!newest) return '';
  const { value } = newest;
  if (!previous || previous.value === value) return t.t('alignment.list.newest', { value });
  const key = previous.value < value ? 'up' : 'down';
  return t.t(`alignment.list.${key}`, { value, previous: previous.value });
}

/** Over all initiatives; null where none was measured. @param trend oldest first */
export function overallText(t: Texts, trend: readonly Point[]): string | null {
  const [previous, newest] = lastTwo(trend);
  if (!newest) return null;
  const { value } = newest;
  if (!previous || previous.value === value) return t.t('alignment.list.overall', { value });
  const key = previous.value < value ? 'overallUp' : 'overallDown';
  const text = t.t(`alignment.list.${key}`, { value, previous: previous.value });
  const points = trend.slice(-pointsInWords).map((point) => point.value);
  return points.length < 3 ? text : t.t('alignment.list.soFar', { text, points: points.join(' → ') });
}
