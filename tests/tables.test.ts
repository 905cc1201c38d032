import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { ColumnWords } from '#platform/personal-data';
import { LAYERS } from '../.dependency-cruiser.mjs';

const root = resolve(import.meta.dirname, '..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

const snakeOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** The tables as the sources call them, by both their names. */
const TABLES = new Map(
  [...(textOf('src/platform/db-types.ts').split('export interface DB')[1] ?? '').matchAll(/^ {2}(\w+): /gm)].flatMap(
    ([, name = '']) => [
      [name, name],
      [snakeOf(name), name],
    ],
  ),
);
const sources = globSync('src/**/*.ts', { cwd: root })
  .filter((path) => !/\.test\.ts$|\/testing\.ts$|\/tests\/|^src\/i18n\//.test(path))
  .map((path) => ({
    path,
    text: textOf(path),
    owner: /^src\/modules\/([^/]+\/[^/]+)\//.exec(path)?.[1] ?? 'platform',
  }));

const namedIn = (text: string, calls: RegExp, words: RegExp): string[] => [
  ...new Set(
    [...text.matchAll(calls), ...text.matchAll(words)].flatMap(
      ([, name = '']) => TABLES.get(name.toLowerCase()) ?? TABLES.get(name) ?? [],
    ),
  ),
];
const writtenIn = (text: string): string[] =>
  namedIn(
    text,
    /(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*'(\w+)/g,
    /\b(?:insert into|update|delete from)\s+"?(\w+)/gi,
  );
const readIn = (text: string): string[] =>
  namedIn(text, /(?:selectFrom|Join|from)\(\s*'(\w+)/g, /\b(?:from|join)\s+"?(\w+)/gi);

const writers = new Map<string, Set<string>>();
for (const { text, owner } of sources) {
  for (const table of writtenIn(text)) writers.set(table, (writers.get(table) ?? new Set()).add(owner));
}

test('each table is written by one module', () => {
  expect(writers.size).toBeGreaterThan(120);
  const shared = [...writers].filter(([, owners]) => owners.size > 1).map(([table, owners]) => [table, ...owners]);
  expect(shared).toEqual([]);
});

test('SQL stands in data/ of its module, or in the platform', () => {
  const speaks = sources.filter(({ text }) =>
    /\b(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(<[^>]*>)?`/.test(text),
  );
  expect(speaks.length).toBeGreaterThan(150);
  const outside = speaks
    .map(({ path }) => path)
    .filter((path) => !/^src\/modules\/[^/]+\/[^/]+\/data\/|^src\/platform\//.test(path));
  // the page of the server's health asks whether the database answers
  expect(outside).toEqual(['src/entrypoints/http-app.ts']);
});

test('what the columns of a table know of people is said by the module that writes it', async () => {
  const strangers: string[] = [];
  for (const module of LAYERS.flat()) {
    const path = `src/modules/${module}/personal-data.ts`;
    if (!existsSync(join(root, path))) continue;
    const { columns = [] } = (await import(join(root, path))) as { columns?: readonly ColumnWords[] };
    for (const one of columns) {
      for (const table of ('table' in one ? one.table : one.impersonal).split(' ')) {
        const [writer = module] = writers.get(TABLES.get(table) ?? '') ?? [];
        if (writer !== module) strangers.push(`${module} speaks of ${table}, which ${writer} writes`);
      }
    }
  }
  expect(strangers).toEqual([]);
});

/** Reads of a table from above that are still here; each goes when what it asks becomes a contribution. No line may be added. */
const STILL_READ_FROM_ABOVE = [
  'collection/catalog: booking, bookingItem, digitalLoan, digitalRequest, hold, purchaseOrder, purchaseOrderLine, subscription',
  'ground/identity: member',
  'ground/libraries: booking, hold, item, program, programSession, purchaseOrder, purchaseOrderLine, subscription, transit',
  'lending/circulation: booking, bookingItem, stocktakeScan',
];

test('a module reads its own tables and those of modules below it', () => {
  const line = new Map(LAYERS.flatMap((modules, i) => modules.map((name) => [name, i] as const)));
  const reads = new Map<string, Set<string>>();
  for (const { path, text, owner } of sources) {
    if (!path.includes('/data/')) continue;
    for (const table of readIn(text)) {
      const [writer] = writers.get(table) ?? [];
      const [mine, theirs] = [line.get(owner), line.get(writer ?? '')];
      if (writer === owner || mine === undefined || theirs === undefined || theirs < mine) continue;
      reads.set(owner, (reads.get(owner) ?? new Set()).add(table));
    }
  }
  const upwards = [...reads].map(([owner, tables]) => `${owner}: ${[...tables].toSorted().join(', ')}`).toSorted();
  expect(upwards).toEqual(STILL_READ_FROM_ABOVE);
});
