import { planted } from './architecture/planted.ts';
import { type Modules, rules } from './architecture/rules.ts';
import { parseModule, readSources } from './helpers/source-modules.ts';

function modulesOf(sources: Record<string, string>): Modules {
  return new Map(Object.entries(sources).map(([path, source]) => [path, parseModule(path, source)]));
}

const modules = modulesOf(readSources('src', 'migrations', 'playground', 'bench', 'test'));

test('the code is found', () => {
  expect([...modules.keys()]).toEqual(
    expect.arrayContaining(['src/app.ts', 'src/features/proposals/index.ts', 'playground/contract.ts']),
  );
});

test('every import leads to a file that is there', () => {
  const lost = [...modules.values()].flatMap(({ path, imports }) =>
    imports
      .filter(({ target, isPackage }) => !isPackage && /\.ts$/.test(target) && !modules.has(target))
      .map(({ target }) => `${path} → ${target}`),
  );
  expect(lost).toEqual([]);
});

describe.each(rules)('$name', ({ name, check }) => {
  test('holds', () => {
    expect(check(modules)).toEqual([]);
  });

  const [seeds, ...others] = planted.filter(({ rule }) => rule.test(name));
  const cases = (of: Record<string, string>[] = []) =>
    of.map((sources) => [JSON.stringify(sources), sources] as const);

  test('has planted cases of its own', () => {
    expect(others).toEqual([]);
    expect(seeds?.breaking.length).toBeGreaterThan(0);
    expect(seeds?.allowed.length).toBeGreaterThan(0);
  });

  test.each(cases(seeds?.breaking))('is broken by %s', (_, sources) => {
    expect(check(modulesOf(sources)).length).toBeGreaterThan(0);
  });

  test.each(cases(seeds?.allowed))('is kept by %s', (_, sources) => {
    expect(check(modulesOf(sources))).toEqual([]);
  });
});
