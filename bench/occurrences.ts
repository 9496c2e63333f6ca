import { runOccurrences } from '../test/faults/occurrences.ts';
import type { Row } from './measurements.ts';

type Say = (line: string) => void;

/**
 * 10,000 occurrences of series and standups on three processes that are killed at random, with PostgreSQL
 * restarting and 30 % downtime. It takes half an hour, so that it runs only where it is asked for.
 */
export async function occurrences(_: unknown, say: Say): Promise<Row[]> {
  const began = performance.now();
  const run = await runOccurrences({
    series: 450,
    standups: 1_000,
    days: 12,
    channels: 60,
    people: 120,
    zones: ['Europe/Berlin', 'America/New_York'],
    times: ['10:00'],
    lifeMs: { from: 4_000, to: 24_000 },
    restartEvery: 20,
    seed: 11,
    say,
  });
  for (const line of [...run.lost, ...run.doubled.map((key) => `doubled: ${key}`)].slice(0, 20))
    say(`  ${line}`);
  const minutes = ((performance.now() - began) / 60_000).toFixed(0);
  const rough =
    `${run.kills} kills, ${run.databaseRestarts} restarts of PostgreSQL, ` +
    `${run.outages.length} times without any process, ${minutes} minutes`;
  const row = (what: string, figure: number, aim: string, ok: boolean | null): Row => ({
    what,
    concord: figure.toLocaleString('en'),
    empty: '–',
    ratio: '–',
    aim,
    ok,
  });
  const { lost, doubled, downtime } = run;
  return [
    row(
      `Occurrences on three processes (${rough})`,
      run.occurrences,
      'at least 10,000',
      run.occurrences >= 10_000,
    ),
    { ...row('Downtime', 0, 'at least 30 %', downtime >= 0.3), concord: `${(downtime * 100).toFixed(1)} %` },
    row('Their messages that stand in Slack', run.posted, '–', null),
    row('Recorded as missed, since nobody was there while it was of use', run.missed, '–', null),
    row('Neither posted nor recorded by the rule', lost.length, '0', lost.length === 0),
    row('Messages that stand there twice', doubled.length, '0', doubled.length === 0),
  ];
}
