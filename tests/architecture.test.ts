import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LAYERS } from '../.dependency-cruiser.mjs';

const root = resolve(import.meta.dirname, '..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const foldersIn = (path: string): string[] =>
  readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

const wings = foldersIn('src/modules');
const READMES = [
  ...wings.map((wing) => `src/modules/${wing}/README.md`),
  'src/platform/README.md',
  'src/web/README.md',
  'src/entrypoints/README.md',
];
const rowsOf = (readme: string): string[] =>
  textOf(readme)
    .split('## Where is…')[1]
    ?.split('\n')
    .filter((line) => /^\| [^…-]/.test(line)) ?? [];
/** Every path between backticks in the rows of a table. */
const pathsOf = (rows: readonly string[]): string[] =>
  rows.flatMap((row) =>
    [...row.matchAll(/`([^`]+)`/g)].flatMap((match) => (match[1]?.includes('/') ? [match[1]] : [])),
  );

describe.each(READMES)('%s', (readme) => {
  test('whatever its table points at is there', () => {
    const paths = pathsOf(rowsOf(readme));
    expect(paths.length).toBeGreaterThan(2);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('its table is sorted, so that a question is found by its first word', () => {
    const asked = rowsOf(readme).map((row) =>
      (row.split('|')[1] ?? '')
        .trim()
        .toLowerCase()
        .replace(/[^a-z0-9 ]/g, ''),
    );
    expect(asked).toEqual(asked.toSorted());
  });
});

test('ARCHITECTURE.md is one page, and whatever it links to is there', () => {
  const text = textOf('ARCHITECTURE.md');
  expect(text.split('\n').length).toBeLessThanOrEqual(90);
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].flatMap(([, path]) => path ?? []);
  expect(links.length).toBeGreaterThan(wings.length);
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('every module has its line among the layers, a README, and a word in that of its wing', () => {
  const modules = wings.flatMap((wing) => foldersIn(`src/modules/${wing}`).map((name) => `${wing}/${name}`));
  expect(LAYERS.flat().toSorted()).toEqual(modules.toSorted());
  expect(modules.filter((path) => !existsSync(join(root, 'src/modules', path, 'README.md')))).toEqual([]);
  const unnamed = modules.filter(
    (path) => !textOf(`src/modules/${dirname(path)}/README.md`).includes(`](${path.split('/')[1]}/README.md)`),
  );
  expect(unnamed).toEqual([]);
  expect(wings.filter((wing) => !textOf('ARCHITECTURE.md').includes(`src/modules/${wing}/README.md`))).toEqual([]);
});

test('nothing lies loose in the web: a file is of the framework, of the kit, or of a feature', () => {
  const loose = readdirSync(join(root, 'src/web'), { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  );
  expect(loose.toSorted()).toEqual(['README.md', 'app.d.ts', 'app.html', 'hooks.server.ts', 'hooks.ts']);
  const modules = new Set(wings.flatMap((wing) => foldersIn(`src/modules/${wing}`)));
  expect(foldersIn('src/web/features').filter((name) => !modules.has(name))).toEqual([]);
});

test('no folder of sources holds more than one looks through: about 25 files beside their tests', () => {
  const held = new Map<string, number>();
  for (const entry of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(?<!\.test)\.(ts|svelte)$/.test(entry.name)) continue;
    held.set(entry.parentPath, (held.get(entry.parentPath) ?? 0) + 1);
  }
  const own = [...held].filter(([folder]) => !/src\/i18n|\/tests(\/|$)/.test(folder));
  expect(own.length).toBeGreaterThan(300);
  const full = own
    .filter(([, files]) => files > 28)
    .map(([folder, files]) => `${folder.slice(root.length + 1)}: ${files}`);
  expect(full, 'sub-folders by what they do; entry points of a module stay beside index.ts').toEqual([]);
});
