import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { accessOfRequest, isPage } from '#web/kit/frame/route-access.server.ts';
import { keepingOf } from '#web/kit/offline/keep-rules.ts';
import { lessonPage } from '#web/kit/offline/lesson-rules.ts';

const routes = resolve(import.meta.dirname, '../src/web/routes');
const idsOf = (file: string): string[] =>
  globSync(`**/${file}`, { cwd: routes }).map(
    (path) => `/${path.slice(0, -file.length - 1)}`.replace(/\/$/, '') || '/',
  );

test('a route that answers by itself is told from a page', () => {
  const [endpoints, pages] = [idsOf('+server.ts'), idsOf('+page.svelte')];
  expect(endpoints.length).toBeGreaterThan(20);
  expect(pages.length).toBeGreaterThan(100);
  expect(endpoints.filter(isPage)).toEqual([]);
  expect(pages.filter((id) => !isPage(id))).toEqual([]);
});

test('where a reader stopped is written by members alone, whatever the address says of actions', async () => {
  const url = new URL('https://perpus.example/baca/1/posisi?/remove');
  expect(await accessOfRequest({ id: '/(public)/baca/[id]/posisi', url, method: 'POST' })).toBe('member');
});

/** Its answer says `no-store` where the list was given to some people only. */
const JUDGED_BY_ANSWER = ['/(public)/daftar-bacaan/[token]'];

test('a page whose address is a secret stays on no phone for whoever has it next', () => {
  const secrets = idsOf('+page.server.ts').filter((id) =>
    /_access: PageAccess = \{\s*(page: \{ )?secret:/.test(readFileSync(join(routes, id, '+page.server.ts'), 'utf8')),
  );
  expect(secrets).toContain('/(public)/undangan-menulis/[token]');
  const stays = secrets.filter((id) => {
    const path = id.replaceAll(/\/\([^)]+\)/g, '').replaceAll(/\[[^\]]+\]/g, 'rahasia7');
    const keeping = keepingOf(path);
    return keeping === 'public' || (keeping === 'learner' && lessonPage(path) !== null);
  });
  expect(stays).toEqual(JUDGED_BY_ANSWER);
});
