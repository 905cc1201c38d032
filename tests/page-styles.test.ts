import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const web = resolve(import.meta.dirname, '../src/web');
const text = (path: string): string => readFileSync(path, 'utf8');

/** A style sheet and all that it imports. */
const sheets = (path: string): string[] => [
  path,
  ...[...text(path).matchAll(/@import '([^']+)'/g)].flatMap(([, to = '']) => sheets(join(dirname(path), to))),
];
const importsOf = (file: string): string[] =>
  [...text(file).matchAll(/'#web\/(styles\/[^']+\.css)'/g)].flatMap(([, path = '']) => sheets(join(web, path)));
const layoutsOf = (file: string): string[] => {
  const layouts: string[] = [];
  for (let folder = dirname(file); folder.startsWith(join(web, 'routes')); folder = dirname(folder)) {
    const layout = join(folder, '+layout.svelte');
    try {
      layouts.push(...importsOf(layout));
    } catch {
      // this folder has no layout of its own
    }
  }
  return layouts;
};

test('a page whose head stands in a crumb has the space that belongs to it', () => {
  const pages = readdirSync(join(web, 'routes'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('+page.svelte') && !name.startsWith('staf'))
    .map((name) => join(web, 'routes', name))
    .filter((file) => /class="[^"]*\bcrumb\b/.test(text(file)));
  expect(pages.length).toBeGreaterThan(40);
  const without = pages.filter(
    (file) => ![...importsOf(file), ...layoutsOf(file)].some((sheet) => sheet.endsWith('pilihan/kepala.css')),
  );
  expect(without.map((file) => file.slice(web.length))).toEqual([]);
});
