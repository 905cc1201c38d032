import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const app = useApi(useTestDb());

test('the page of the API loads nothing but its own style', async () => {
  const { body, headers } = await app.inject('/api/v1/docs');
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  const style = /<style>([^<]*)<\/style>/.exec(body)?.[1] ?? '';
  expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(body).not.toMatch(/<script|style=|<img|<link/);
});

test('no page carries a style of its own, which its content policy would refuse', () => {
  const pages = globSync('src/web/**/*.svelte');
  expect(pages.length).toBeGreaterThan(300);
  const wrong = pages.filter((path) => /\sstyle(:[a-z-]+)?=/.test(readFileSync(path, 'utf8')));
  expect(wrong).toEqual([]);
});
