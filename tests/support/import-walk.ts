import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a module loads when it runs: imports that are not of types alone, also those that are asked for later. */
function importsOf(text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const still = /^[ \t]*(?:import|export)\s+(?!type\b)(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"\n]+)['"]/gm;
  const later = /\bimport\(\s*['"]([^'"\n]+)['"]/g;
  return [...code.matchAll(still), ...code.matchAll(later)].flatMap(([, name]) => name ?? []);
}

/** `#modules/…` as package.json's `imports` say it. */
function byName(imports: Readonly<Record<string, string>>, name: string): string | undefined {
  for (const [pattern, target] of Object.entries(imports)) {
    const [head = '', tail = ''] = pattern.split('*');
    if (name.length < head.length + tail.length || !name.startsWith(head) || !name.endsWith(tail)) continue;
    return target.replace('./', '').replace('*', name.slice(head.length, name.length - tail.length));
  }
  return undefined;
}

export interface Walk {
  /** All modules of ours that are reached. */
  reached: Set<string>;
  /** Packages by name. */
  packages: Set<string>;
  /** `module: import` of what is not among the files. */
  missing: string[];
}

/** Follows the imports of these modules through the files of ours. Paths are from the root, and so is what is missing. */
export function walkImports(root: string, entries: readonly string[], files: ReadonlySet<string>): Walk {
  const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    imports: Record<string, string>;
  };
  // the longest first, as Node chooses
  const named = Object.fromEntries(Object.entries(imports).sort(([a], [b]) => b.length - a.length));
  const walk: Walk = { reached: new Set(entries), packages: new Set(), missing: [] };
  const follow = (from: string, name: string): void => {
    if (name.startsWith('node:')) return;
    if (!/^[.#]/.test(name)) {
      walk.packages.add(name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
      return;
    }
    const path = name.startsWith('#') ? byName(named, name) : join(dirname(from), name);
    if (path === undefined || !files.has(path)) walk.missing.push(`${from}: ${name}`);
    else walk.reached.add(path);
  };
  // a set goes on with what is added while it is walked
  for (const path of walk.reached) {
    if (/\.[cm]?[jt]s$/.test(path)) {
      for (const name of importsOf(readFileSync(join(root, path), 'utf8'))) follow(path, name);
    }
  }
  return walk;
}
