import { expect, test } from 'vitest';
import { readConfig } from '#platform/config';
import { addressOf } from '../src/entrypoints/own-address.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const oneHop = useApi(t, undefined, { TRUST_PROXY: '1' });
const byNet = useApi(t, { username: 'admin2' }, { TRUST_PROXY: '127.0.0.0/8,10.9.0.0/16' });
const LIMIT = 60;

/** So many tries of letter codes, each with another forged address before the one that the proxy saw. */
async function tryCodes(api: typeof oneHop, seen: (i: number) => string): Promise<number[]> {
  const answers: number[] = [];
  for (let i = 0; i <= LIMIT; i += 1) {
    const headers = { 'x-forwarded-for': seen(i) };
    answers.push((await api.inject({ url: `/api/v1/verifications/ABCD-${1000 + i}`, headers })).statusCode);
  }
  return answers;
}
const forged = (i: number): string => `9.9.${i}.1`;

test('who writes addresses into X-Forwarded-For is counted by the one that our proxy saw', async () => {
  expect((await tryCodes(oneHop, (i) => `${forged(i)}, 198.51.100.7`)).at(-1)).toBe(429);
  expect((await tryCodes(byNet, (i) => `${forged(i)}, 198.51.100.8, 10.9.3.4`)).at(-1)).toBe(429);
  // two people behind the proxy are two
  expect((await tryCodes(oneHop, (i) => `9.9.9.9, 198.51.100.${100 + i}`)).at(-1)).toBe(404);
  expect((await tryCodes(byNet, (i) => `9.9.9.9, 198.51.101.${100 + i}`)).at(-1)).toBe(404);
});

test('whoever has a network of IPv6 addresses is one', async () => {
  expect((await tryCodes(oneHop, (i) => `2001:db8:1:2::${i.toString(16)}`)).at(-1)).toBe(429);
});

const own = (env: Record<string, string>, asked: { protocol?: 'http' | 'https'; host: string; header?: string }) =>
  addressOf(readConfig(env))({
    protocol: asked.protocol ?? 'http',
    host: asked.host,
    headers: { host: asked.header ?? asked.host },
  });

test('with a PUBLIC_URL only the Host header counts, and our own protocol is known', () => {
  const env = { PUBLIC_URL: 'https://perpus.example' };
  // `host` is what a trusted proxy's X-Forwarded-Host says
  expect(own(env, { host: 'jahat.example', header: 'perpus.example' })).toEqual({
    protocol: 'https',
    host: 'perpus.example',
  });
  expect(own(env, { host: '10.0.0.2:3000' })).toEqual({ protocol: 'http', host: '10.0.0.2:3000' });
  expect(own({}, { host: 'perpus.example', header: 'lumbung:3000', protocol: 'https' })).toEqual({
    protocol: 'https',
    host: 'perpus.example',
  });
});
