import http, { type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { movePhase, openBoard } from '#modules/community/ideas';
import { makeWorkshop } from '#modules/community/ideas/testing';
import { GOOD_PASSWORD } from '#modules/ground/identity/testing';
import { aLibrary } from '#modules/people/members/testing';
import { FORM_MEGABYTES } from '#shared/upload-limit';
import { readRecipe, startRecipeProxy } from '../support/recipe-proxy.ts';
import { useApp } from '../support/start-app.ts';

const PUBLIC = 'https://perpus.example';
const app = useApp(undefined, () => ({ PUBLIC_URL: PUBLIC, TRUST_PROXY: '1' }));
let proxy: Awaited<ReturnType<typeof startRecipeProxy>>;
beforeAll(async () => {
  proxy = await startRecipeProxy(() => app.origin, readRecipe());
});
afterAll(async () => proxy.stop());

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}
/** Through the proxy, as a browser at the public address. */
async function ask(path: string, { method = 'GET', headers = {}, body = '' }: Asked = {}) {
  const options = { host: '127.0.0.1', port: proxy.port, path, method };
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((done, fail) => {
    const sent = http.request({ ...options, headers: { host: 'perpus.example', ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    sent.on('error', fail);
    sent.end(body);
  });
}
const signIn = async (next: string, headers: Record<string, string> = {}) =>
  ask('/masuk?/staff', {
    method: 'POST',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', origin: PUBLIC, ...headers },
    body: new URLSearchParams({ username: 'admin', password: GOOD_PASSWORD, lanjut: next }).toString(),
  });
const cookieOf = (headers: IncomingHttpHeaders): string => headers['set-cookie']?.join('; ') ?? '';

test('addresses are those of PUBLIC_URL, whatever a client claims, and browsers are told to keep to https', async () => {
  const claims: Record<string, string>[] = [{}, { 'x-forwarded-host': 'jahat.example' }, { host: 'jahat.example' }];
  for (const headers of claims) {
    const robots = await ask('/robots.txt', { headers });
    expect(robots.text).toContain(`Sitemap: ${PUBLIC}/sitemap.xml`);
    expect(robots.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    expect((await ask('/sitemap.xml', { headers })).text).not.toContain('jahat');
    expect((await ask('/sitemap/umum.xml', { headers })).text).toContain(`<loc>${PUBLIC}/</loc>`);
  }
  const api = await ask('/api/v1/libraries');
  expect(api.headers['strict-transport-security']).toMatch(/^max-age=/);
});

test('forms of our own pages go through the proxy; those of others do not', async () => {
  const own = await signIn('/staf');
  expect([own.status, own.headers.location]).toEqual([303, '/staf']);
  expect(cookieOf(own.headers)).toMatch(/; Secure/i);
  expect((await signIn('/staf', { origin: 'https://jahat.example', 'x-forwarded-host': 'jahat.example' })).status).toBe(
    403,
  );
});

test('after signing in nobody is led to another site', async () => {
  for (const next of [
    '/.//jahat.example',
    '//jahat.example',
    '/\\jahat.example',
    '/..//jahat.example/x',
    'https://jahat.example',
  ]) {
    const { status, headers } = await signIn(next);
    expect([next, status, headers.location]).toEqual([next, 303, '/staf']);
  }
});

test('what a page posts without a form must come from our own pages too', async () => {
  const cookie = /lumbung_sesi=[^;]+/.exec(cookieOf((await signIn('/staf')).headers))?.[0] ?? '';
  const send = async (headers: Record<string, string>) =>
    ask('/akun/kirim', {
      method: 'POST',
      headers: { cookie, accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: '{}',
    });
  const foreign: Record<string, string>[] = [
    {},
    { origin: 'https://jahat.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of foreign) {
    const refused = await send(headers);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('laman lain');
  }
  // an account is no member: it is led away from there, but not for where it came from
  expect((await send({ origin: PUBLIC })).text).not.toContain('laman lain');
});

test('files that Lumbung takes are not refused on the way, and what is too large is refused by Lumbung', async () => {
  expect(readRecipe().largestBody).toBeGreaterThan(FORM_MEGABYTES * 1024 ** 2);
  const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', origin: PUBLIC };
  const { status, text } = await ask('/masuk?/staff', {
    method: 'POST',
    headers,
    body: Buffer.alloc((FORM_MEGABYTES + 1) * 1024 ** 2, 'x'),
  });
  expect(status).toBe(413);
  expect(text).not.toContain('Request Entity Too Large');
  expect(text).toContain('terlalu besar');
});

test('a live board is not held back by the proxy', async () => {
  const { id: libraryId } = await aLibrary(app.ctx());
  const { sessionId } = await makeWorkshop(app.db, { libraryId });
  const board = await openBoard(app.ctx(), sessionId, { question: 'Bagaimana?' });
  await movePhase(app.ctx(), board, { phase: 'share' });
  const first = await new Promise<string>((heard, fail) => {
    const path = `/papan-ide/${board}/langsung?layar`;
    const asked = http.get(
      { host: '127.0.0.1', port: proxy.port, path, headers: { host: 'perpus.example' } },
      (answer) => {
        answer.setEncoding('utf8').once('data', (chunk: string) => {
          heard(`${answer.headers['content-type']} ${chunk}`);
          asked.destroy();
        });
      },
    );
    asked.on('error', fail);
  });
  expect(first).toMatch(/^text\/event-stream retry:/);
});
