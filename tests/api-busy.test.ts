import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { openDb, PAGE_LIMITS, poolConfig } from '#platform/database/db';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const SIZE = 4;
const quick = { ...PAGE_LIMITS, connection: 3000, statement: 4000, lock: 1000 };
const { db } = openDb(poolConfig(t.address, SIZE, quick));
const api = useApi({ ...t, db });
afterAll(async () => db.destroy());

const askForToken = async (headers: Record<string, string> = {}) =>
  api.inject({
    method: 'POST',
    url: '/api/v1/tokens',
    headers,
    payload: { username: 'admin', name: 'x', scopes: ['*'] },
  });
const asAdmin = () => ({ authorization: `Bearer ${api.token}` });
const BUSY = {
  code: 'platform.busy',
  detail: 'Sistem sedang sangat sibuk dan belum sempat menjawab. Coba lagi sebentar lagi.',
};

test('twenty strangers who ask for tokens are refused, and the server goes on answering', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, async () => askForToken()));
  expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => 401));
  expect((await api.inject('/health')).statusCode).toBe(200);
  expect((await askForToken(asAdmin())).statusCode).toBe(201);
});

test('what waits for a lock that somebody else holds is refused in time', async () => {
  await t.db.transaction().execute(async (trx) => {
    await sql`lock table api_token in access exclusive mode`.execute(trx);
    const answer = await askForToken(asAdmin());
    expect([answer.statusCode, answer.json()]).toMatchObject([503, BUSY]);
    expect(answer.headers['retry-after']).toBe('5');
  });
  expect((await askForToken(asAdmin())).statusCode).toBe(201);
});

test('who gets no connection in time is told so, and the others go on', async () => {
  const held = await Promise.all(
    Array.from({ length: SIZE }, async () => {
      let release: () => void = () => undefined;
      const until = new Promise<void>((done) => (release = done));
      const started = new Promise<() => Promise<void>>((done) => {
        const work = db.connection().execute(async (connection) => {
          await sql`select 1`.execute(connection);
          done(async () => {
            release();
            await work;
          });
          await until;
        });
      });
      return started;
    }),
  );
  const answer = await askForToken(asAdmin());
  expect([answer.statusCode, answer.json()]).toMatchObject([503, BUSY]);
  for (const release of held) await release();
  expect((await askForToken(asAdmin())).statusCode).toBe(201);
});

test('a statement without an end is given up', async () => {
  await expect(sql`select pg_sleep(60)`.execute(db)).rejects.toThrow('a statement took too long');
});
