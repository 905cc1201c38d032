import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestDb } from '../../../tests/support/test-db.ts';
import type { Db, Tx } from './db.ts';
import { Kept, standOf } from './kept.ts';
import { asOneRequest } from './one-request.ts';

const t = useTestDb();
/** Another process. */
const other = new pg.Client({ host: t.address.socketDir, user: 'lumbung', database: t.address.database });

beforeAll(async () => {
  await sql`insert into network_setting (key, value, updated_at) values ('uji', '0', now())`.execute(t.db);
  await other.connect();
});
const ofTheHouse = new Set(Kept.all);
afterAll(async () => {
  for (const one of Kept.all) if (!ofTheHouse.has(one)) Kept.all.delete(one);
  await other.end();
});

const read = async (db: Db | Tx): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select value::int as n from network_setting where key = 'uji'`.execute(db);
  return rows[0]?.n ?? -1;
};
const keptNumber = (): Kept<number> => new Kept(['networkSetting'], read);
const elsewhere = async (n: number): Promise<unknown> =>
  other.query(`update network_setting set value = to_jsonb($1::int) where key = 'uji'`, [n]);

const plusOne = async (trx: Tx): Promise<unknown> =>
  sql`update network_setting set value = to_jsonb(value::int + 1) where key = 'uji'`.execute(trx);

test('what another process has committed is there with the next look, every time', async () => {
  const kept = keptNumber();
  for (let n = 1; n <= 50; n += 1) {
    await elsewhere(n);
    expect(await kept.of(t.db)).toBe(n);
  }
});

test('what another process has not committed is not there, and is with its commit', async () => {
  const kept = keptNumber();
  await elsewhere(7);
  await other.query('begin');
  await elsewhere(8);
  expect(await kept.of(t.db)).toBe(7);
  await other.query('commit');
  expect(await kept.of(t.db)).toBe(8);
});

test('it is read once, whatever else is written meanwhile', async () => {
  let reads = 0;
  const kept = new Kept(['networkSetting'], async (db) => {
    reads += 1;
    return read(db);
  });
  await kept.of(t.db);
  await other.query(`insert into rate_limit (key, window_start, hits, until) values ('uji', now(), 1, now())`);
  await kept.of(t.db);
  await Promise.all([kept.of(t.db), kept.of(t.db)]);
  expect(reads).toBe(1);
  await elsewhere(99);
  await Promise.all([kept.of(t.db), kept.of(t.db)]);
  expect(reads).toBe(2);
});

test('any act at all moves the snapshot on', async () => {
  const { snapshot } = await standOf(t.db);
  await other.query(`update rate_limit set hits = 2 where key = 'uji'`);
  expect((await standOf(t.db)).snapshot).not.toBe(snapshot);
});

test('a table that counts nothing cannot be kept', async () => {
  await expect(new Kept(['loan'], async () => Promise.resolve(1)).of(t.db)).rejects.toThrow('loan is not counted');
});

test('a request sees the moment at which it began, until it acts itself', async () => {
  const kept = keptNumber();
  await elsewhere(10);
  await asOneRequest(async () => {
    const { snapshot } = await standOf(t.db);
    expect(await kept.of(t.db)).toBe(10);
    await elsewhere(11);
    expect((await standOf(t.db)).snapshot).toBe(snapshot);
    expect(await kept.of(t.db)).toBe(10);
    await t.db.transaction().execute(async (trx) => plusOne(trx));
    expect(await kept.of(t.db)).toBe(12);
  });
  await elsewhere(13);
  await asOneRequest(async () => expect(await kept.of(t.db)).toBe(13));
});

test('a transaction sees what it has written itself, and what it takes back is kept nowhere', async () => {
  const kept = keptNumber();
  await elsewhere(20);
  expect(await kept.of(t.db)).toBe(20);
  const undone = t.db.transaction().execute(async (trx) => {
    await plusOne(trx);
    expect(await kept.of(trx)).toBe(21);
    throw new Error('taken back');
  });
  await expect(undone).rejects.toThrow('taken back');
  expect(await kept.of(t.db)).toBe(20);
});

test('what could not be read is asked again, and what is kept cannot be changed by whoever is given it', async () => {
  let fails = true;
  const kept = new Kept(['networkSetting'], async () => {
    if (fails) throw new Error('gone');
    return Promise.resolve([{ name: 'Pusat', hours: [{ weekday: 1 }] }]);
  });
  await expect(kept.of(t.db)).rejects.toThrow('gone');
  fails = false;
  const rows = await kept.of(t.db);
  expect(() => rows.pop()).toThrow(TypeError);
  expect(() => rows[0]?.hours.push({ weekday: 2 })).toThrow(TypeError);
});
