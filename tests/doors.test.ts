import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const NAMED = /(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'([^']+)'/g;

/** The names in braces: as they are called outside (`export`), or at the door (`import`). */
const namesIn = (braces: string, outside: boolean): string[] =>
  braces.split(',').flatMap((one) => {
    const [first = '', second] = one
      .trim()
      .replace(/^type /, '')
      .split(' as ');
    return (outside ? (second ?? first) : first) || [];
  });

/** The module whose door a file comes to by this address; null: it comes to none. */
function doorOf(address: string, from: string): string | null {
  const [, door] = /^#modules\/([^/]+\/[^/]+)$/.exec(address) ?? [];
  if (door) return door;
  const path = address.startsWith('.') ? relative(root, resolve(root, dirname(from), address)) : '';
  return /^src\/modules\/([^/]+\/[^/]+)\/index\.ts$/.exec(path)?.[1] ?? null;
}

/** Who comes for what to which door: `lending/circulation checkOut` → files. What only tests and the sample city need is no reason for a door. */
function users(paths: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const path of paths) {
    for (const [, braces = '', address = ''] of read(path).matchAll(NAMED)) {
      const door = doorOf(address, path);
      if (door === null || path.startsWith(`src/modules/${door}/`)) continue;
      for (const name of namesIn(braces, false)) found.add(`${door} ${name}`);
    }
  }
  return found;
}

const products = globSync(['src/**/*.ts', 'src/**/*.svelte'], { cwd: root }).filter(
  (path) => !/^src\/i18n\/|\.test\.ts$|\/tests\/|\/testing\.ts$/.test(path),
);

test('whatever a door gives has a user outside its module; what tests and the sample city need stands in testing.ts', () => {
  const used = users(products);
  expect(used.size).toBeGreaterThan(500);
  const idle = globSync('src/modules/*/*/index.ts', { cwd: root }).flatMap((path) => {
    const door = path.split('/').slice(2, 4).join('/');
    const given = [...read(path).matchAll(NAMED)].flatMap(([, braces = '']) => namesIn(braces, true));
    return given.map((name) => `${door} ${name}`).filter((one) => !used.has(one));
  });
  expect(idle).toEqual([]);
});

test('a door that gives more than is taken is seen', () => {
  expect(users(['tests/doors.test.ts']).size).toBe(0);
  expect(namesIn('a, type B, c as d', true)).toEqual(['a', 'B', 'd']);
  expect(namesIn('a, type B, c as d', false)).toEqual(['a', 'B', 'c']);
  expect(doorOf('#modules/lending/circulation', 'x.ts')).toBe('lending/circulation');
  expect(doorOf('#modules/lending/circulation/testing', 'x.ts')).toBeNull();
  expect(doorOf('../../src/modules/stock/links/index.ts', 'db/demo/x.ts')).toBe('stock/links');
});
