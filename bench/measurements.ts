import type { Environment } from './environment.ts';
import { load, type Program, type Running } from './processes.ts';
import { median } from './statistics.ts';

/** One line of the table; `ok` null where there is no aim. */
export interface Row {
  what: string;
  concord: string;
  empty: string;
  ratio: string;
  aim: string;
  ok: boolean | null;
}

const rounds = 5;
const eventsPerRound = 5_000;
const connections = 64;
const steadySeconds = 20;
const memoryEvents = 100_000;
/** V8 gives back what loading and load have left behind once a process has nothing to do for some seconds. */
const restMs = 10_000;

type Say = (line: string) => void;
type Both = Record<Program, Running>;

async function both(environment: Environment): Promise<Both> {
  return { concord: await environment.start('concord'), empty: await environment.start('empty') };
}

async function stopBoth({ concord, empty }: Both): Promise<void> {
  await concord.stop();
  await empty.stop();
}

/** (a) Events a second, each in PostgreSQL before its 200, and how long the acknowledgement takes. */
export async function votes(environment: Environment, say: Say): Promise<Row[]> {
  const running = await both(environment);
  const rates: Record<Program, number[]> = { concord: [], empty: [] };
  const ratios: number[] = [];
  let missing = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const target = await environment.openProposal(`round ${round}`);
    const rate: Record<Program, number> = { concord: 0, empty: 0 };
    // In turns, so that neither always finds the machine as the other left it.
    const order: Program[] = round % 2 === 0 ? ['concord', 'empty'] : ['empty', 'concord'];
    for (const program of order) {
      const run = `votes${round}${program}x`;
      const report = await load({
        port: running[program].port,
        signingSecret: environment.signingSecret,
        target,
        run,
        count: eventsPerRound,
        pace: { connections },
      });
      if (report.refused > 0) throw new Error(`${program} refused ${report.refused} events`);
      if (program === 'concord') missing += report.accepted - (await environment.stored(run));
      rate[program] = report.perSecond;
    }
    say(`  round ${round}: Concord ${Math.round(rate.concord)}/s, empty app ${Math.round(rate.empty)}/s`);
    // The first round warms both up.
    if (round === 0) continue;
    rates.concord.push(rate.concord);
    rates.empty.push(rate.empty);
    ratios.push(rate.concord / rate.empty);
  }
  const ratio = median(ratios);
  const rows: Row[] = [
    {
      what: `Events a second, ${connections} at a time, median of ${rounds} rounds of ${eventsPerRound}`,
      concord: median(rates.concord).toFixed(0),
      empty: median(rates.empty).toFixed(0),
      ratio: ratio.toFixed(2),
      aim: 'ratio at least 0.70',
      ok: ratio >= 0.7,
    },
    {
      what: 'Acknowledged events that are not in the database',
      concord: String(missing),
      empty: '–',
      ratio: '–',
      aim: '0',
      ok: missing === 0,
    },
  ];
  for (const perSecond of [25, 100]) {
    const p99: Record<Program, number> = { concord: 0, empty: 0 };
    const target = await environment.openProposal(`at ${perSecond} a second`);
    for (const program of ['empty', 'concord'] as const) {
      const report = await load({
        port: running[program].port,
        signingSecret: environment.signingSecret,
        target,
        run: `steady${perSecond}${program}x`,
        count: perSecond * steadySeconds,
        pace: { perSecond },
      });
      p99[program] = report.p99;
    }
    say(
      `  at ${perSecond}/s: 99th percentile ${p99.concord.toFixed(1)} ms, empty app ${p99.empty.toFixed(1)} ms`,
    );
    rows.push({
      what: `Acknowledgement at ${perSecond} events a second, 99th percentile over ${steadySeconds} s`,
      concord: `${p99.concord.toFixed(1)} ms`,
      empty: `${p99.empty.toFixed(1)} ms`,
      ratio: (p99.concord / p99.empty).toFixed(1),
      aim: 'under 500 ms',
      ok: p99.concord < 500,
    });
  }
  await stopBoth(running);
  return rows;
}

/** (b) Resident memory before, half-way and after a long run. */
export async function memory(environment: Environment, say: Say): Promise<Row[]> {
  const running = await both(environment);
  const atRest: Record<Program, number[]> = { concord: [], empty: [] };
  const busy: Record<Program, number[]> = { concord: [], empty: [] };
  const sample = async (into: Record<Program, number[]>) => {
    for (const program of ['concord', 'empty'] as const) into[program].push(await running[program].memory());
  };
  const sampleAtRest = async () => {
    await new Promise((resolve) => setTimeout(resolve, restMs));
    await sample(atRest);
  };
  await sampleAtRest();
  for (let sent = 0; sent < memoryEvents; sent += eventsPerRound) {
    const target = await environment.openProposal(`memory ${sent}`);
    for (const program of ['concord', 'empty'] as const) {
      await load({
        port: running[program].port,
        signingSecret: environment.signingSecret,
        target,
        run: `memory${sent}${program}x`,
        count: eventsPerRound,
        pace: { connections },
      });
    }
    await sample(busy);
    const done = sent + eventsPerRound;
    if (done === memoryEvents / 2 || done === memoryEvents) {
      await sampleAtRest();
      say(`  ${done} events: Concord ${mib(atRest.concord)} MiB, empty app ${mib(atRest.empty)} MiB`);
    }
  }
  await stopBoth(running);
  const ratio = Math.max(...atRest.concord.map((value, i) => value / (atRest.empty[i] ?? Number.NaN)));
  const growth = (values: readonly number[]) => (values[2] ?? Number.NaN) / (values[1] ?? Number.NaN);
  const highest = { concord: Math.max(...busy.concord), empty: Math.max(...busy.empty) };
  return [
    {
      what: `Resident memory in MiB before, after ${memoryEvents / 2} and after ${memoryEvents} events`,
      concord: mib(atRest.concord),
      empty: mib(atRest.empty),
      ratio: `at most ${ratio.toFixed(2)}`,
      aim: 'ratio at most 1.50 each time',
      ok: ratio <= 1.5,
    },
    {
      what: 'Growth over the second half',
      concord: growth(atRest.concord).toFixed(2),
      empty: growth(atRest.empty).toFixed(2),
      ratio: '–',
      aim: 'at most 1.10 (flat)',
      ok: growth(atRest.concord) <= 1.1,
    },
    {
      what: 'Highest resident memory in MiB right after a round',
      concord: highest.concord.toFixed(0),
      empty: highest.empty.toFixed(0),
      ratio: (highest.concord / highest.empty).toFixed(2),
      aim: '–',
      ok: null,
    },
  ];
}

function mib(values: readonly number[]): string {
  return values.map((value) => value.toFixed(0)).join(' → ');
}

/** (c) From the start of the process to readiness. */
export async function starting(environment: Environment, say: Say): Promise<Row[]> {
  const times: Record<Program, number[]> = { concord: [], empty: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const program of ['concord', 'empty'] as const) {
      const running = await environment.start(program);
      times[program].push(running.startMs);
      await running.stop();
    }
  }
  say(`  Concord ${median(times.concord).toFixed(0)} ms, empty app ${median(times.empty).toFixed(0)} ms`);
  return [
    {
      what: `Start to ready, median of ${rounds}`,
      concord: `${median(times.concord).toFixed(0)} ms`,
      empty: `${median(times.empty).toFixed(0)} ms`,
      ratio: (median(times.concord) / median(times.empty)).toFixed(2),
      aim: '–',
      ok: null,
    },
  ];
}

/** (d) What a thousand votes at Slack's ceiling cost in calls of the Web API. */
export async function calls(environment: Environment, say: Say): Promise<Row[]> {
  const concord = await environment.start('concord');
  const target = await environment.openProposal('calls');
  const before = environment.playground.calls.length;
  await load({
    port: concord.port,
    signingSecret: environment.signingSecret,
    target,
    run: 'callsx',
    count: 1_000,
    pace: { perSecond: 25 },
  });
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const made = environment.playground.calls.slice(before);
  const byMethod = new Map<string, number>();
  for (const { method } of made) byMethod.set(method, (byMethod.get(method) ?? 0) + 1);
  const detail = [...byMethod].map(([method, count]) => `${method} ${count}`).join(', ');
  say(`  ${made.length} calls: ${detail}`);
  await concord.stop();
  return [
    {
      what: 'Web API calls for 1,000 votes at 25 a second',
      concord: `${made.length} (${detail})`,
      empty: '–',
      ratio: '–',
      aim: '–',
      ok: null,
    },
  ];
}
