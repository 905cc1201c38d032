import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { permissions } from '#contributed/permissions';
import { createApiToken } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { LINES, type Line } from '#platform/admission/rules/places';
import { REAL_TOOLS, Turnstile } from '#platform/admission/turnstile';
import { readConfig } from '#platform/config';
import { systemCtx } from '#platform/context';
import { openDb, PAGE_LIMITS, poolConfig } from '#platform/database/db';
import { createMailer } from '#platform/sending/mail';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buildHttpApp } from '../src/entrypoints/http-app.ts';
import { bareServices, idleJobs } from './support/bare-services.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
/** A pool as a server has it, beside that of the test. */
const { db } = openDb(poolConfig(t.address, 12, PAGE_LIMITS));
const rule = { places: 2, pauseBesideDesk: 50, waiting: 3, patience: 60_000 };
const SHORT = { newcomer: rule, act: rule, reader: rule };

/** Pages that are made when the test says so. */
const held = new Map<string, () => void>();
const handler = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
  await new Promise<void>((made) => held.set(req.url ?? '', made));
  if (!res.destroyed) res.end(`page ${req.url}`);
};

const turnstile = new Turnstile(REAL_TOOLS, SHORT);
const standing = async (line: Line, inside: number, waiting: number): Promise<unknown> =>
  expect.poll(() => turnstile.standing(line)).toEqual({ inside, waiting });
const full = async (line: Line): Promise<unknown> => standing(line, 2, 3);

let app: FastifyInstance;
let origin: string;
let token: string;
beforeAll(async () => {
  await makeAccount(t, { username: 'admin', grants: [{ role: 'administrator', libraryId: null }] });
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  ({ token } = await createApiToken(
    system,
    { permissions },
    { username: 'admin', name: 'uji', scopes: ['*'], expiresAt: null },
  ));
  const services = {
    ...bareServices,
    ...{ config: readConfig({ CORS_ORIGINS: 'https://peta.example' }), db, clock: t.clock, storage: t.storage },
    ...{ mailer: createMailer(null, 'uji@localhost'), jobs: idleJobs },
  };
  app = await buildHttpApp(services, { handler, assets: new Set(['/gaya.css']) }, turnstile);
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
});
const letAllGo = async (): Promise<void> => {
  const isEmpty = (line: Line): boolean => Object.values(turnstile.standing(line)).every((count) => count === 0);
  while (held.size > 0 || !LINES.every(isEmpty)) {
    for (const [path, made] of held) {
      held.delete(path);
      made();
    }
    await new Promise((soon) => setImmediate(soon));
  }
};
afterEach(letAllGo);
afterAll(async () => {
  await app.close();
  await db.destroy();
});

const look = async (path: string, init: RequestInit = {}) => {
  const answer = await fetch(origin + path, { redirect: 'manual', ...init });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const html = { headers: { accept: 'text/html,*/*' } };
const begun = async (path: string): Promise<unknown> => expect.poll(() => held.has(path)).toBe(true);
/** Requests that hold the places and the line of readers; none of them waits for another one to be sent. */
async function crowd(prefix: string) {
  const inside = [look(`${prefix}1`), look(`${prefix}2`)];
  await begun(`${prefix}1`);
  await begun(`${prefix}2`);
  const waiting = [3, 4, 5].map(async (nth) => look(prefix + nth));
  await full('reader');
  return { inside, waiting };
}

test('beyond the line a browser is shown a page with a warm sentence, in its language, and when to come again', async () => {
  const { inside, waiting } = await crowd('/a');
  const refused = await look('/katalog?q=%3Cb%3E', html);
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(refused.headers.get('cache-control')).toBe('no-store');
  // the worker of the app keeps what says for whom it is
  expect(refused.headers.get('lumbung-untuk')).toBe(null);
  expect(refused.text).toMatch(/Pengunjung sedang ramai sekali\. Tunggu \d+ detik/);
  expect(refused.text).toContain('Coba lagi');
  expect(refused.text).not.toContain('<b>');
  expect((await look('/en/katalog', html)).text).toContain('<html lang="en"');
  const problem = await look('/sampul/1.svg', { headers: { accept: 'image/*' } });
  expect(problem.headers.get('content-type')).toContain('application/problem+json');
  expect(JSON.parse(problem.text)).toMatchObject({ code: 'platform.crowded', status: 503 });
  const head = await look('/katalog', { ...html, method: 'HEAD' });
  expect([head.status, head.text]).toEqual([503, '']);
  await letAllGo();
  for (const answer of await Promise.all([...inside, ...waiting])) expect(answer.status).toBe(200);
});

test('files that are only sent wait for nobody; an address that looks like one does', async () => {
  const { inside, waiting } = await crowd('/b');
  const file = look('/gaya.css?v=1');
  await begun('/gaya.css?v=1');
  expect((await look('/js/gaya.css')).status).toBe(503);
  await letAllGo();
  await Promise.all([file, ...inside, ...waiting]);
});

test('a form that a reader sends has a line of its own, and where it is refused it is said that nothing is saved', async () => {
  const { inside, waiting } = await crowd('/c');
  const post = { method: 'POST', body: new URLSearchParams({ a: 'b' }), ...html };
  const acts = [look('/kirim1', post), look('/kirim2', post)];
  await begun('/kirim1');
  await begun('/kirim2');
  const later = [3, 4, 5].map(async (nth) => look(`/kirim${nth}`, post));
  await full('act');
  const refused = await look('/kirim', { ...post, body: 'x'.repeat(3_000_000) });
  expect(refused.text).toContain('Yang Anda kirim belum tersimpan');
  await letAllGo();
  for (const answer of await Promise.all([...acts, ...later, ...inside, ...waiting])) expect(answer.status).toBe(200);
});

test('who goes away leaves the line; a page that was begun keeps its place until it is made', async () => {
  const leaving = new AbortController();
  const gone = look('/d0', { signal: leaving.signal });
  await begun('/d0');
  const stays = look('/d1');
  await begun('/d1');
  const leavingLine = new AbortController();
  const left = [2, 3, 4].map(async (nth) => look(`/d${nth}`, { signal: leavingLine.signal }).catch(() => 'left'));
  await full('reader');
  leaving.abort();
  leavingLine.abort();
  await expect(gone).rejects.toThrow();
  expect(await Promise.all(left)).toEqual(['left', 'left', 'left']);
  await standing('reader', 2, 0);
  const next = look('/d5');
  // both places are still held
  await standing('reader', 2, 1);
  expect([held.has('/d5'), held.has('/d2')]).toEqual([false, false]);
  held.get('/d0')?.();
  held.delete('/d0');
  await begun('/d5');
  await letAllGo();
  expect([(await next).status, (await stays).status]).toEqual([200, 200]);
});

test('made-up cookies and tokens gain a line of their own, and no more; who is found to be of staff passes from then on', async () => {
  const { inside, waiting } = await crowd('/e');
  const asStaff = { headers: { authorization: `Bearer ${token}` } };
  const forged = { headers: { cookie: 'lumbung_sesi=ls_forged', ...html.headers } };
  const atDoor = [look('/staf/1', forged), look('/staf/2', forged)];
  await begun('/staf/1');
  await begun('/staf/2');
  const queued = [3, 4, 5].map(async (nth) => look(`/staf/${nth}`, forged));
  await full('newcomer');
  // nobody has ever found this one to be of staff, and the line at the door is full
  expect((await look('/api/v1/libraries', asStaff)).status).toBe(503);
  expect((await look('/health')).status).toBe(200);
  await letAllGo();
  await Promise.all([...inside, ...waiting, ...atDoor, ...queued]);
  expect((await look('/api/v1/libraries', asStaff)).status).toBe(200);
  const again = await crowd('/f');
  expect((await look('/api/v1/libraries', asStaff)).status).toBe(200);
  expect((await look('/api/v1/libraries', { headers: { authorization: 'Bearer lt_forged' } })).status).toBe(200);
  const refused = await look('/api/v1/libraries', { headers: { origin: 'https://peta.example' } });
  expect([refused.status, JSON.parse(refused.text)]).toMatchObject([503, { code: 'platform.crowded' }]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('access-control-allow-origin')).toBe('https://peta.example');
  const preflight = {
    method: 'OPTIONS',
    headers: { origin: 'https://peta.example', 'access-control-request-method': 'GET' },
  };
  expect((await look('/api/v1/libraries', preflight)).status).toBe(204);
  await letAllGo();
  await Promise.all([...again.inside, ...again.waiting]);
});

test('however many readers hang on a lock, a desk has a connection; they are answered when it is let go', async () => {
  const asStaff = { headers: { authorization: `Bearer ${token}` } };
  expect((await look('/api/v1/libraries', asStaff)).status).toBe(200);
  const readers: Promise<{ status: number }>[] = [];
  await t.db.transaction().execute(async (trx) => {
    await sql`lock table reading_list in access exclusive mode`.execute(trx);
    for (let nth = 0; nth < 5; nth += 1) readers.push(look('/api/v1/lists/public'));
    await full('reader');
    expect((await look('/api/v1/lists/public')).status).toBe(503);
    const answers = await Promise.all(Array.from({ length: 20 }, async () => look('/api/v1/libraries', asStaff)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });
  expect((await Promise.all(readers)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
});

test('a client that sends a byte now and then gives its place to others', { timeout: 20_000 }, async () => {
  const slow = [1, 2].map((nth) => {
    const one = send(`${origin}/lambat${nth}`, { method: 'POST', headers: { 'content-length': 1_000 } });
    one.on('error', () => undefined);
    one.write('x');
    return one;
  });
  await begun('/lambat1');
  await begun('/lambat2');
  const next = look('/kirim9', { method: 'POST', body: 'a' });
  await expect.poll(() => held.has('/kirim9'), { timeout: 10_000 }).toBe(true);
  await letAllGo();
  expect((await next).status).toBe(200);
  for (const one of slow) one.destroy();
});
