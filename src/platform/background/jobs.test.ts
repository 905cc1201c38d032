import pg from 'pg';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { useTestDb } from '../../../tests/support/test-db.ts';
import { poolConfig } from '../database/db.ts';
import { startJobs, type Jobs } from './jobs.ts';
import { openLive, type Live } from '../requests/live.ts';

const t = useTestDb();
let pool: pg.Pool;
let jobs: Jobs;
let live: Live;
beforeAll(async () => {
  pool = new pg.Pool({ host: t.address.socketDir, database: t.address.database, user: 'lumbung', max: 4 });
  live = openLive(poolConfig(t.address));
  jobs = await startJobs(pool, { live });
});
afterAll(async () => {
  await jobs.stop();
  await live.stop();
  await pool.end();
});

test('what is enqueued in a transaction that is rolled back never runs; else once, with its data', async () => {
  const ran = Promise.withResolvers<object>();
  await jobs.work('uji.antre', async (data) => Promise.resolve(ran.resolve(data)));
  await t.db
    .transaction()
    .execute(async (trx) => {
      await jobs.enqueue(trx, 'uji.antre', { nth: 1 });
      throw new Error('batal');
    })
    .catch(() => undefined);
  await t.db.transaction().execute(async (trx) => jobs.enqueue(trx, 'uji.antre', { nth: 2 }));
  expect(await ran.promise).toEqual({ nth: 2 });
});

test('work of the clock has data to look into, too: what the clock sends is what was scheduled', async () => {
  await jobs.schedule('uji.jam', '0 3 * * *');
  const { rows } = await pool.query(`select data from pgboss.schedule where name = 'uji.jam'`);
  expect(rows).toEqual([{ data: {} }]);
});

test('a job that misses a file, or a server of somebody else’s, is logged as one that failed, and not as a database that is gone', async () => {
  const said: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const wrong = [
    async () => readFile('/tidak/ada'),
    async () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:25'), { code: 'ECONNREFUSED' })),
  ];
  for (const [nth, work] of wrong.entries()) {
    const queue = `uji.gagal-${nth}`;
    const tried = Promise.withResolvers<undefined>();
    await jobs.work(queue, async () => {
      tried.resolve(undefined);
      await work();
    });
    await t.db.transaction().execute(async (trx) => jobs.enqueue(trx, queue, {}));
    await tried.promise;
    await expect.poll(() => said.join('')).toContain(`jobs: ${queue} `);
  }
  spy.mockRestore();
  expect(said.join('')).toMatch(/ENOENT[^]*ECONNREFUSED/);
  expect(said.join('')).not.toContain('database: gone');
});
