import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

/** Every path between backticks in a row of the table. */
const pathsOf = (rows: string): string[] =>
  [...rows.matchAll(/`([^`]+)`/g)].flatMap((match) => (match[1]?.includes('/') ? [match[1]] : []));

test('whatever ARCHITECTURE.md points at is there', () => {
  const table = text.slice(text.indexOf('## Where is'));
  const paths = pathsOf(table);
  expect(paths.length).toBeGreaterThan(30);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('every module has a place in the table and a README that says what it owns', () => {
  const modules = readdirSync(join(root, 'src/modules'));
  const unnamed = modules.filter((name) => !text.includes(`src/modules/${name}/`));
  expect(unnamed).toEqual([]);
  expect(modules.filter((name) => !existsSync(join(root, 'src/modules', name, 'README.md')))).toEqual([]);
});
