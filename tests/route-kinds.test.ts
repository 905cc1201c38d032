import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { accessOfRequest, isPage } from '#web/kit/frame/route-access.server.ts';

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
