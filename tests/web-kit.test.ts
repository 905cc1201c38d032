import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const WEB = resolve(import.meta.dirname, '../src/web');
const sources = globSync('**/*.{ts,svelte}', { cwd: WEB }).filter((file) => !/^kit\/form\/|\.test\.ts$/.test(file));

/** Which sources outside of the kit's forms hold this, with what they hold of it. */
const holding = (pattern: RegExp): string[] =>
  sources.flatMap((file) =>
    [...readFileSync(join(WEB, file), 'utf8').matchAll(pattern)].map(([found]) => `${file}: ${found.trim()}`),
  );

test('only the kit refuses a form: a page says what it does, and the kit answers', () => {
  expect(sources.length).toBeGreaterThan(500);
  expect(holding(/^import \{[^}]*\bfail\b[^}]*\} from '@sveltejs\/kit'/gm)).toEqual([]);
});

test('ids, amounts and choices of a form are read by the kit', () => {
  const READERS =
    'idIn|idOf|idOrNull|idsIn|rupiahOf|rupiahIn|rupiahOrNull|readRupiah|versionOf|versionIn|choiceOf|choiceIn';
  expect(holding(new RegExp(`^(?:export )?(?:const|function) (?:${READERS})\\b.*`, 'gm'))).toEqual([
    // the service worker knows no server
    expect.stringMatching(/^kit\/offline\/acts\.ts: const idOf /),
  ]);
});
