import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { openDb, poolConfig, type Db, type Tx } from '#platform/database/db';
import { useTestDb } from '../../../tests/support/test-db.ts';
import { asOneRequest } from './one-request.ts';

const t = useTestDb();
const { db, pool } = openDb(poolConfig(t.address, 3));
afterAll(async () => db.destroy());

const server = async (on: Db | Tx): Promise<number> =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(on)).rows[0]?.pid ?? 0;
const note = async (on: Db | Tx, text: string): Promise<unknown> =>
  sql`insert into kept_table (name) values (${text})`.execute(on);
const noted = async (): Promise<string[]> =>
  (await db.selectFrom('keptTable').select('name').where('name', 'like', 'uji %').orderBy('name').execute()).map(
    ({ name }) => name,
  );

test('what a request asks at once is asked on one connection, which is given back', async () => {
  const three = async () => Promise.all([server(db), server(db), server(db)]);
  expect(new Set(await asOneRequest(three)).size).toBe(1);
  expect(pool.idleCount).toBe(pool.totalCount);
});

test('one question of several that fails leaves the others their answers', async () => {
  const asked = await asOneRequest(async () =>
    Promise.allSettled([server(db), sql`select 1 / ${0}::int`.execute(db), server(db)]),
  );
  expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(pool.idleCount).toBe(pool.totalCount);
});

test('what waits for the beginning of a transaction keeps its order too', async () => {
  const seen = await db.transaction().execute(async (trx) => {
    await server(trx);
    await note(trx, 'uji nol');
    return Promise.all([
      sql`update kept_table set version = 7 where name = 'uji nol'`.execute(trx),
      trx.selectFrom('keptTable').select('version').where('name', '=', 'uji nol').executeTakeFirst(),
      sql`delete from kept_table where name = 'uji nol'`.execute(trx),
    ]);
  });
  expect(seen[1]).toEqual({ version: 7 });
});

test('a transaction does what it is asked at once in the order in which it was asked', async () => {
  const seen = await db.transaction().execute(async (trx) => {
    const answers = await Promise.all([
      note(trx, 'uji satu'),
      trx.selectFrom('keptTable').select('name').where('name', 'like', 'uji %').execute(),
      sql`delete from kept_table where name = 'uji satu'`.execute(trx),
      trx.selectFrom('keptTable').select('name').where('name', 'like', 'uji %').execute(),
    ]);
    return [answers[1], answers[3]];
  });
  expect(seen).toEqual([[{ name: 'uji satu' }], []]);
});

test('where one of them fails nothing stays, and the first failure is the one that is said', async () => {
  const failing = db
    .transaction()
    .execute(async (trx) => Promise.all([note(trx, 'uji dua'), note(trx, 'library'), note(trx, 'uji tiga')]));
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await noted()).toEqual([]);
  expect(pool.idleCount).toBe(pool.totalCount);
});

test('whoever hears first of a failure is told what failed, and not that the rest failed with it', async () => {
  const told: unknown[] = [];
  const failing = db.transaction().execute(async (trx) => {
    const divide = sql`select 1 / ${0}::int`.execute(trx);
    const asked = [divide, note(trx, 'uji lima'), server(trx)];
    const said = await Promise.allSettled(asked);
    for (const one of said) told.push(one.status === 'rejected' ? one.reason : null);
    await divide;
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(told).toMatchObject([{ code: '22012' }, { code: '22012' }, { code: '22012' }]);
  expect(await noted()).toEqual([]);
});

test('a branch that goes on after another one failed writes nothing behind the rollback', async () => {
  let straggler: Promise<unknown> = Promise.resolve();
  const failing = db.transaction().execute(async (trx) => {
    const divide = sql`select 1 / ${0}::int`.execute(trx);
    const goOn = async (): Promise<unknown> => {
      // the rollback has been sent by then, and is not answered yet
      for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
      return note(trx, 'uji tujuh');
    };
    straggler = divide.catch(goOn);
    await Promise.all([straggler, divide]);
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  await expect(straggler).rejects.toThrow('The transaction is over');
  expect(await noted()).toEqual([]);
});

test('a transaction that was not begun does nothing', async () => {
  const { db: broken, pool: own } = openDb(poolConfig(t.address, 1));
  const refused = new Error('no transaction now');
  own.on('connect', (client) => {
    const query = client.query.bind(client);
    const value = async (about: { text: string }): Promise<unknown> =>
      about.text === 'begin' ? Promise.reject(refused) : query(about);
    Object.defineProperty(client, 'query', { value });
  });
  await expect(broken.transaction().execute(async (trx) => note(trx, 'uji empat'))).rejects.toBe(refused);
  await expect(broken.transaction().execute(async (trx) => server(trx))).rejects.toBe(refused);
  await expect(broken.transaction().execute(async () => Promise.resolve(1))).rejects.toBe(refused);
  expect(await noted()).toEqual([]);
  await broken.destroy();
});
