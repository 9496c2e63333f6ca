import type { SourceModule } from '../helpers/source-modules.ts';

/**
 * The circles among imports of values, each as the way round it that was found first. Imports of types are
 * gone at run time and may point back.
 */
export function cycles(modules: ReadonlyMap<string, SourceModule>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];

  function follow(path: string): void {
    if (done.has(path)) return;
    const at = way.indexOf(path);
    if (at >= 0) {
      found.push([...way.slice(at), path]);
      return;
    }
    way.push(path);
    for (const { target, isType } of modules.get(path)?.imports ?? []) {
      if (!isType && modules.has(target)) follow(target);
    }
    way.pop();
    done.add(path);
  }

  for (const path of modules.keys()) follow(path);
  return found;
}
