import type { Import, SourceModule } from '../helpers/source-modules.ts';
import { cycles } from './graph.ts';
import { featureOf, isLeaf, isTime, type Role, roleOf } from './roles.ts';

/** The design's arrows and habits, as far as a syntax tree shows them. */

export type Modules = ReadonlyMap<string, SourceModule>;

export interface Rule {
  name: string;
  /** One line for each place that breaks it. */
  check(modules: Modules): string[];
}

/** For rules about one import. @returns what is wrong, or null */
function importRule(name: string, judge: (from: string, what: Import) => string | null): Rule {
  return {
    name,
    check: (modules) =>
      [...modules.values()].flatMap(({ path, imports }) =>
        imports.flatMap((what) => {
          const problem = judge(path, what);
          return problem === null ? [] : [`${path} imports ${what.target}: ${problem}`];
        }),
      ),
  };
}

const within = (...folders: string[]) => {
  return (path: string) => folders.some((folder) => path.startsWith(folder));
};

/** Which roles a role may take values from, within its feature. A type is no arrow. */
const arrows: Readonly<Record<Role, readonly Role[]>> = {
  index: ['listeners', 'jobs', 'service', 'views', 'plain'],
  main: ['service', 'views', 'plain'],
  listeners: ['listeners', 'service', 'views', 'plain'],
  jobs: ['jobs', 'service', 'views', 'plain'],
  service: ['service', 'repository', 'views', 'plain'],
  repository: ['repository', 'plain'],
  views: ['views', 'plain'],
  plain: ['plain'],
};

const withinFeature = importRule(
  'within a feature: listeners and jobs → service → repository, views and rules are leaves',
  (from, { target, isType }) => {
    const feature = featureOf(from);
    if (isType || feature === null || featureOf(target) !== feature) return null;
    const [role, other] = [roleOf(from), roleOf(target)];
    return arrows[role].includes(other) ? null : `${role} may not use ${other}`;
  },
);

/** Where everything is put together. */
const wirings: ReadonlySet<string> = new Set(['src/app.ts', 'src/wiring.ts']);

/** Views may take each other's action ids and wording, since both are leaves. */
function allowedOfOthers(from: string, isType: boolean): readonly Role[] {
  if (wirings.has(from)) return ['service', 'index', 'plain'];
  if (isType || !isLeaf(from)) return ['service', 'plain'];
  return roleOf(from) === 'views' ? ['views', 'plain'] : ['plain'];
}

const betweenFeatures = importRule(
  "a feature uses another feature's services and rules, and nothing else of it",
  (from, { target, isType }) => {
    const other = featureOf(target);
    if (other === null || other === featureOf(from) || !from.startsWith('src/')) return null;
    return allowedOfOthers(from, isType).includes(roleOf(target)) ? null : `that is its ${roleOf(target)}`;
  },
);

const groundIsBelow = importRule(
  'src/slack, src/jobs, src/database, src/text, src/time and the files beside app.ts know no feature',
  (from, { target }) => {
    if (featureOf(target) === null || featureOf(from) !== null || !from.startsWith('src/')) return null;
    return wirings.has(from) ? null : 'features stand on it';
  },
);

const timeIsBottom = importRule('src/time stands on nothing of Concord', (from, { target, isPackage }) =>
  isTime(from) && !isPackage && !isTime(target) ? 'it knows no feature, no Slack and no text' : null,
);

const inputOrOutput = new Set([
  'kysely',
  'pg',
  'pino',
  'graphile-worker',
  'node-cron',
  'ws',
  '@slack/web-api',
  '@slack/bolt',
  '@slack/socket-mode',
]);
/** They compute and do nothing else; a package taken by createRequire is only taken later. */
const pureOfNode: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': ['createHash', 'createHmac'],
  'node:module': ['createRequire'],
};

function reachesOut({ target, isPackage, isType, names }: Import): boolean {
  if (!isPackage || isType) return false;
  if (inputOrOutput.has(target)) return true;
  if (!target.startsWith('node:')) return false;
  return !names.every((name) => pureOfNode[target]?.includes(name));
}

const leavesArePure: Rule = {
  name: 'views, rules and text take in nothing that does input or output, not even by way of others',
  check: (modules) =>
    [...modules.keys()]
      .filter((path) => isLeaf(path) || path.startsWith('src/text/'))
      .flatMap((path) => {
        const way = wayOut(modules, path, new Set());
        return way ? [way.join(' → ')] : [];
      }),
};

function wayOut(modules: Modules, path: string, seen: Set<string>): string[] | null {
  if (seen.has(path)) return null;
  seen.add(path);
  for (const what of modules.get(path)?.imports ?? []) {
    if (reachesOut(what)) return [path, what.target];
    if (what.isType || what.isPackage) continue;
    const way = wayOut(modules, what.target, seen);
    if (way) return [path, ...way];
  }
  return null;
}

const now = /^(?:globalThis\.)?(?:Date\.now|Temporal\.Now\..*|performance\.now|Math\.random)$/;

const leavesHaveNoClock: Rule = {
  name: 'views and rules ask no clock and throw no dice: now is an argument',
  check: (modules) =>
    [...modules.values()]
      .filter(({ path }) => isLeaf(path))
      .flatMap(({ path, chains, makesNow }) => [
        ...chains.filter((chain) => now.test(chain)).map((chain) => `${path}: ${chain}`),
        ...(makesNow ? [`${path}: new Date()`] : []),
      ]),
};

const mayUseSql = within('src/database/', 'src/jobs/', 'migrations/', 'test/', 'bench/', 'playground/demo/');
const queryBuilder = /\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|selectNoFrom)$/;

const sqlInRepositories: Rule = {
  name: 'SQL is written in repositories, src/database, src/jobs and migrations',
  check: (modules) =>
    [...modules.values()]
      .filter(({ path }) => !mayUseSql(path) && roleOf(path) !== 'repository')
      .flatMap(({ path, imports, chains }) => [
        ...imports
          .filter(({ target, isType }) => !isType && (target === 'kysely' || target === 'pg'))
          .map(({ target }) => `${path} imports ${target}`),
        ...chains.filter((chain) => queryBuilder.test(chain)).map((chain) => `${path}: ${chain}`),
      ]),
};

const isEntry = (path: string) => /(?:^|[/.])main\.ts$/.test(path);

const environmentInMains: Rule = {
  name: "the process's environment is read by main files alone",
  check: (modules) =>
    [...modules.values()]
      .filter(({ path }) => !isEntry(path) && !within('test/', 'bench/')(path))
      .flatMap(({ path, imports, chains }) => [
        ...chains
          .filter((chain) => /^(?:globalThis\.)?process\.env$/.test(chain))
          .map((c) => `${path}: ${c}`),
        ...imports
          .filter(({ target, names }) => target === 'node:process' && names.includes('env'))
          .map(() => `${path} imports env of node:process`),
      ]),
};

const outgoing = /\.chat\.(?:postMessage|postEphemeral|update|delete|scheduleMessage|meMessage)$/;

const oneMessenger: Rule = {
  name: 'messages go out through the messenger',
  check: (modules) =>
    [...modules.values()]
      .filter(({ path }) => path.startsWith('src/') && path !== 'src/slack/delivery.ts')
      .flatMap(({ path, chains }) => chains.filter((c) => outgoing.test(c)).map((c) => `${path}: ${c}`)),
};

const playgroundApart = importRule(
  'the playground knows nothing of Concord, and Concord nothing of it',
  (from, { target, isPackage }) => {
    if (isPackage) return null;
    if (target.startsWith('playground/')) {
      return within('playground/', 'test/', 'bench/')(from) ? null : 'only demo, tests and bench use it';
    }
    const isPlayground = from.startsWith('playground/') && !from.startsWith('playground/demo/');
    return isPlayground ? 'it may be pointed at any Slack app' : null;
  },
);

const productsOwn = importRule('the product needs no test and no bench', (from, { target }) =>
  within('src/', 'migrations/', 'playground/')(from) && within('test/', 'bench/')(target)
    ? 'it is not shipped'
    : null,
);

const mostLines = 300;

const smallFiles: Rule = {
  name: `no file has more than ${mostLines} lines`,
  check: (modules) =>
    [...modules.values()]
      .filter(({ path, lines }) => lines > mostLines && path !== 'src/database/generated.ts')
      .map(({ path, lines }) => `${path}: ${lines}`),
};

const noCycles: Rule = {
  name: 'no imports go round in a circle',
  check: (modules) => cycles(modules).map((cycle) => cycle.join(' → ')),
};

const noBarrels: Rule = {
  name: 'no utils.ts, no export *',
  check: (modules) =>
    [...modules.values()].flatMap(({ path, imports }) => [
      ...(/(?:^|\/)(?:utils?|helpers?|misc)\.ts$/.test(path) ? [path] : []),
      ...imports
        .filter((i) => i.isReexport && i.names.includes('*'))
        .map((i) => `${path}: export * from ${i.target}`),
    ]),
};

export const rules: readonly Rule[] = [
  withinFeature,
  betweenFeatures,
  groundIsBelow,
  timeIsBottom,
  leavesArePure,
  leavesHaveNoClock,
  sqlInRepositories,
  environmentInMains,
  oneMessenger,
  playgroundApart,
  productsOwn,
  smallFiles,
  noCycles,
  noBarrels,
];
