import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const web = resolve(import.meta.dirname, '../src/web');
/** What of features the files below a folder take, by the folder of the file: `members/NameField.svelte`. */
function takenBelow(folder: string): Map<string, string[]> {
  const taken = new Map<string, string[]>();
  for (const entry of readdirSync(join(web, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(ts|svelte)$/.test(entry.name)) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    const paths = [...text.matchAll(/#web\/features\/([^'"]+)/g)].flatMap(([, path]) => path ?? []);
    if (paths.length > 0) taken.set(entry.parentPath, [...(taken.get(entry.parentPath) ?? []), ...paths]);
  }
  return taken;
}
/** Whether a feature holds this ready for pages and features that are not its own. */
const isPart = (path: string): boolean => path.split('/')[1] === 'parts' && dirname(path).split('/').length === 2;
const featureOf = (path: string): string => path.split('/')[0] ?? '';

test('a page is of one feature: of all others it shows only their parts', () => {
  const pages = takenBelow('routes');
  expect(pages.size).toBeGreaterThan(100);
  const mixed = [...pages].flatMap(([page, paths]) => {
    const entered = new Set(paths.filter((path) => !isPart(path)).map(featureOf));
    return entered.size > 1 ? [`${page.slice(web.length)}: ${[...entered].join(', ')}`] : [];
  });
  expect(mixed, 'move what this page needs of the other feature to its parts/').toEqual([]);
});

test('the kit and other features take of a feature only its parts', () => {
  const foreign = [...takenBelow('features'), ...takenBelow('kit')].flatMap(([folder, paths]) => {
    const own = folder.startsWith(join(web, 'features'))
      ? folder.slice(join(web, 'features/').length).split('/')[0]
      : '';
    return paths
      .filter((path) => featureOf(path) !== own && !isPart(path))
      .map((path) => `${folder.slice(web.length)} takes ${path}`);
  });
  expect(foreign, 'move what is needed elsewhere to parts/ of its feature').toEqual([]);
});

test('nothing stands among the parts of a feature that nobody else shows', () => {
  const taken = new Set(
    [...takenBelow('routes'), ...takenBelow('features'), ...takenBelow('kit')].flatMap(([, paths]) => paths),
  );
  const parts = readdirSync(join(web, 'features'), { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() && entry.parentPath.endsWith('/parts')
      ? [join(entry.parentPath, entry.name).slice(join(web, 'features/').length)]
      : [],
  );
  expect(parts.length).toBeGreaterThan(30);
  expect(parts.filter((part) => !part.endsWith('.test.ts') && !taken.has(part))).toEqual([]);
});
