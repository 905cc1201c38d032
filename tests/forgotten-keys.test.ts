import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { placeHold } from '#modules/lending/circulation';
import { aMember } from '#modules/people/members/testing';
import { forgetOldKeys } from '../src/entrypoints/housekeeping.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb({ demo: true });

test('whatever table keeps the keys of requests, they are forgotten when nobody sends them again, and the acts stay', async () => {
  // what a device made itself is called a nonce; where a row is nothing without it (a stocktake's scan), it stays with the row
  const { rows } = await sql<{ name: string; column: string }>`select table_name as name, column_name as column
    from information_schema.columns where table_schema = 'public'
      and (column_name = 'request_key' or (column_name = 'nonce' and is_nullable = 'YES')) order by 1`.execute(t.db);
  const keyOf = new Map(rows.map(({ name, column }) => [name, column]));
  const tables = [...keyOf.keys()];
  expect(tables).toEqual(expect.arrayContaining(['purchase_receipt', 'visit', 'program_attendance']));
  const { number: memberNumber } = await aMember(t.ctx());
  const bib = await t.db.selectFrom('item').select(['bibId', 'libraryId']).orderBy('id').executeTakeFirstOrThrow();
  await placeHold(t.ctx(), { memberNumber, bibId: bib.bibId, pickupLibraryId: bib.libraryId });
  const count = async (table: string) => {
    const found = await sql<{ acts: number; keys: number }>`
      select count(*) as acts, count(${sql.ref(keyOf.get(table) ?? '')}) as keys from ${sql.table(table)}`.execute(
      t.db,
    );
    return found.rows[0] ?? { acts: 0, keys: 0 };
  };
  const acts: Record<string, number> = {};
  for (const table of tables) {
    await sql`update ${sql.table(table)} set ${sql.ref(keyOf.get(table) ?? '')} = gen_random_uuid()::text`.execute(
      t.db,
    );
    acts[table] = (await count(table)).acts;
    expect(acts[table], table).toBeGreaterThan(0);
  }
  t.clock.set('2027-02-01T10:00:00+07:00');
  await forgetOldKeys(t);
  for (const table of tables) expect(await count(table), table).toEqual({ acts: acts[table], keys: 0 });
});

test('acts that devices wrote down without a network go when nobody sends them again; what waits for a decision stays', async () => {
  const device = await t.db.selectFrom('deskDevice').select('id').executeTakeFirstOrThrow();
  const received = new Date('2026-11-25T03:00:00Z');
  const act = (seq: number, conflict: boolean) => ({
    nonce: randomUUID(),
    deviceId: device.id,
    seq,
    kind: 'visit',
    happenedAt: received,
    receivedAt: received,
    accountName: 'uji',
    outcome: conflict ? 'conflict' : 'done',
    payload: conflict ? JSON.stringify({ card: 'A1' }) : null,
    errorCode: conflict ? 'visits.unknown_card' : null,
  });
  await t.db.deleteFrom('deskAct').execute();
  await t.db
    .insertInto('deskAct')
    .values([act(9001, false), act(9002, true)])
    .execute();
  t.clock.set('2026-12-25T10:00:00+07:00');
  await forgetOldKeys(t);
  expect(await t.db.selectFrom('deskAct').select('seq').execute()).toHaveLength(2);
  t.clock.set('2027-02-01T10:00:00+07:00');
  await forgetOldKeys(t);
  expect(await t.db.selectFrom('deskAct').select('outcome').execute()).toEqual([{ outcome: 'conflict' }]);
});
