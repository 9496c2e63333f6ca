import type { KnownBlock } from '@slack/types';
import { barChart } from '../../slack/charts.ts';
import type { Texts } from '../../text/text.ts';
import { optionTexts, sideName } from './alignment.views.ts';
import type { Poll } from './poll.ts';

/**
 * The answers of a closed poll to one question: a bar of each side at each option, in percent of the side's people
 * who answered it; with several choices the bars of a side are together more than a hundred.
 * @returns null where nobody answered, or more sides did than Slack draws; the message says it in words in any case
 */
export function pollChart(t: Texts, poll: Poll, question: number): KnownBlock | null {
  const sides = (poll.outcome?.questions[question]?.sides ?? []).filter(({ answered }) => answered > 0);
  return barChart({
    title:
      poll.kind === 'pulse'
        ? t.plain(`alignment.chart.${question === 0 ? 'direction' : 'extent'}`)
        : poll.question,
    unit: t.plain('alignment.chart.unit'),
    categories: optionTexts(t, poll, question),
    series: sides.map((side) => ({
      name: sideName(poll, side),
      values: side.counts.map((count) => Math.round((100 * count) / side.answered)),
    })),
  });
}
