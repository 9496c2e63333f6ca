import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startEnvironment } from './environment.ts';
import { calls, memory, type Row, starting, votes } from './measurements.ts';
import { occurrences } from './occurrences.ts';
import { killAll } from './processes.ts';
import { schedule } from './schedule.ts';

// Memory first: the proposals that `votes` leaves open would be read back, with all their reactions.
const parts = { memory, votes, start: starting, calls, schedule, occurrences };
type Part = keyof typeof parts;
/** Takes half an hour. */
const onlyWhenAsked: Part = 'occurrences';

const readme = fileURLToPath(new URL('./README.md', import.meta.url));
const begin = '<!-- results -->';
const end = '<!-- /results -->';
const say = (line: string) => process.stdout.write(`${line}\n`);

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  say(`There is no ${unknown.join(', ')}; there are: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
const usual = Object.keys(parts).filter((part) => part !== onlyWhenAsked);
const wanted = (asked.length > 0 ? asked : usual) as Part[];

const loadBefore = loadavg()[0] ?? 0;
say('Building …');
execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit', shell: platform() === 'win32' });
const beginning = startEnvironment();
let stopping: Promise<void> | undefined;
const stop = () => {
  killAll();
  stopping ??= beginning.then((environment) => environment.stop());
  return stopping;
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void stop().finally(() => process.exit(130)));
}

const rows: Row[] = [];
let postgres = '';
try {
  const environment = await beginning;
  postgres = await environment.serverVersion();
  const first = await environment.start('concord');
  await environment.setUp();
  await first.stop();
  for (const part of wanted) {
    say(`${part} …`);
    rows.push(...(await parts[part](environment, say)));
  }
} finally {
  await stop();
}

const table = [
  '| what | Concord | empty app | ratio | aim | |',
  '| --- | --- | --- | --- | --- | --- |',
  ...rows.map((r) => `| ${r.what} | ${r.concord} | ${r.empty} | ${r.ratio} | ${r.aim} | ${verdict(r)} |`),
].join('\n');
say(`\n${table}`);
if (asked.length === 0) await keep(table);
const missed = rows.filter((row) => row.ok === false);
process.exit(missed.length > 0 ? 1 : 0);

function verdict({ ok }: Row): string {
  return ok === null ? '' : ok ? 'met' : '**missed**';
}

/** The last whole run stands in the README, with the machine it ran on. */
async function keep(results: string): Promise<void> {
  const [cpu] = cpus();
  const machine = [
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpu?.model.trim()}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()} ${arch()}`,
    `Node ${process.version}, PostgreSQL ${postgres}`,
    `load average before the run ${loadBefore.toFixed(2)}`,
  ].join(', ');
  const text = await readFile(readme, 'utf8');
  const before = text.slice(0, text.indexOf(begin) + begin.length);
  const after = text.slice(text.indexOf(end));
  await writeFile(readme, `${before}\n\n${machine}\n\n${results}\n\n${after}`);
}
