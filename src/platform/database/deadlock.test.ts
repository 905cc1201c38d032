import { sql } from 'kysely';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { useTestDb } from '../../../tests/support/test-db.ts';
import type { Tx } from './db.ts';
import { againAfterDeadlock, refusalOfClash } from './db-refusals.ts';

const t = useTestDb();

async function threeRows(): Promise<void> {
  await sql`create table if not exists uji_kunci (id int primary key, n int not null default 0)`.execute(t.db);
  await sql`truncate uji_kunci; insert into uji_kunci (id) values (1), (2), (3)`.execute(t.db);
}
const add = async (trx: Tx, id: number): Promise<unknown> =>
  sql`update uji_kunci set n = n + 1 where id = ${id}`.execute(trx);
const counts = async (): Promise<number[]> => {
  const { rows } = await sql<{ n: number }>`select n from uji_kunci order by id`.execute(t.db);
  return rows.map(({ n }) => n);
};

/** Holds both back until each has taken its first row; later tries go through. */
function bothAtOnce() {
  const first = Promise.withResolvers<undefined>();
  const second = Promise.withResolvers<undefined>();
  return [
    async () => {
      first.resolve(undefined);
      await second.promise;
    },
    async () => {
      second.resolve(undefined);
      await first.promise;
    },
  ] as const;
}

test('two acts that wait for each other are both done, each once', async () => {
  await threeRows();
  const [afterOne, afterTwo] = bothAtOnce();
  let tries = 0;
  const act = async (ids: readonly [number, number], meet: () => Promise<void>): Promise<void> =>
    t.db.transaction().execute(async (trx) => {
      tries += 1;
      await add(trx, ids[0]);
      await meet();
      await add(trx, ids[1]);
    });
  await Promise.all([act([1, 2], afterOne), act([2, 1], afterTwo)]);
  // the one that was ended begins again before the other has gone on now and then, and is ended once more
  expect(tries).toBeGreaterThanOrEqual(3);
  expect(await counts()).toEqual([2, 2, 0]);
});

test('an act that is ended three times is not begun a fourth', async () => {
  const ended = Object.assign(new pg.DatabaseError('deadlock detected', 0, 'error'), { code: '40P01' });
  let tries = 0;
  const act = againAfterDeadlock(async () => {
    tries += 1;
    return Promise.reject(ended);
  });
  await expect(act).rejects.toBe(ended);
  expect(tries).toBe(3);
});

test('what fails for another reason is not tried again', async () => {
  await threeRows();
  let tries = 0;
  const act = t.db.transaction().execute(async (trx) => {
    tries += 1;
    await sql`insert into uji_kunci (id) values (1)`.execute(trx);
  });
  const error: unknown = await act.catch((reason: unknown) => reason);
  expect(tries).toBe(1);
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(refusalOfClash(error)).toMatchObject({ code: 'platform.clash', status: 409 });
  // which rule it was, and nothing of what was in the row
  expect(log.mock.calls).toEqual([['database: 23505 uji_kunci uji_kunci_pkey\n']]);
  log.mockRestore();
  expect(refusalOfClash(new Error('anything else'))).toBe(null);
});
