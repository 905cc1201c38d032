import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const web = resolve(import.meta.dirname, '../src/web');
const text = (path: string): string => readFileSync(path, 'utf8');
const found = (source: string, pattern: RegExp): string[] => [...source.matchAll(pattern)].map(([, one = '']) => one);

/** A style sheet and all that it imports. */
const sheets = (path: string): string[] => [
  path,
  ...found(text(path), /@import '([^']+)'/g).flatMap((to) => sheets(join(dirname(path), to))),
];

/** A page or layout and the components that it is made of. */
function parts(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  const source = text(file);
  for (const path of found(source, /from '#web\/((?:kit|features)\/[^']+\.svelte)'/g)) parts(join(web, path), seen);
  for (const path of found(source, /from '(\.\.?\/[^']+\.svelte)'/g)) parts(join(dirname(file), path), seen);
  return seen;
}

/** The page with the layouts around it. */
function whole(page: string): string[] {
  const files = new Set(parts(page));
  for (let folder = dirname(page); folder.startsWith(join(web, 'routes')); folder = dirname(folder)) {
    for (const file of parts(join(folder, '+layout.svelte'))) files.add(file);
  }
  return [...files];
}

/** What stands in a page, and the option of the style sheet without which it has no shape. */
const NEEDS: Record<string, RegExp> = {
  kepala: /class="[^"]*\bcrumb\b/,
  kosong: /<Empty\b/,
  lipat: /class="[^"]*\blipat\b/,
  butir: /class="[^"]*\bbutir\b/,
  halaman: /class="pages\b/,
  chip: /class="chip\b/,
  centang: /class="[^"]*\bpick\b/,
  opsi: /class="[^"]*\bopt\b/,
  teks: /<(?:button|a)\b[^>]*class="(?:btn )?text"/,
};

const pages = readdirSync(join(web, 'routes'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('+page.svelte') && !name.startsWith('staf'))
  .map((name) => join(web, 'routes', name));

test.each(Object.entries(NEEDS))('a page with what pilihan/%s.css gives a shape has that sheet', (option, pattern) => {
  const with_ = pages
    .map((page) => ({ page, files: whole(page) }))
    .filter(({ files }) => files.some((file) => pattern.test(text(file))));
  expect(with_.length).toBeGreaterThan(0);
  const without = with_.filter(({ files }) => {
    const styles = files.flatMap((file) => found(text(file), /'#web\/((?:styles|features)\/[^']+\.css)(?:\?url)?'/g));
    return !styles.flatMap((path) => sheets(join(web, path))).some((sheet) => sheet.endsWith(`pilihan/${option}.css`));
  });
  expect(without.map(({ page }) => page.slice(web.length))).toEqual([]);
});
