import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { fileStorage } from '#platform/storage';
import { migrate } from '#platform/database/migrate';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import { keepAuditYears, recordAudit } from './index.ts';
import { auditRetention } from './retention.ts';

const t = useTestDb();
const storage = fileStorage(tmpdir());
const MIGRATIONS = resolve(import.meta.dirname, '../../../../db/migrations');
const OURS = '20261128030100_audit_by_year';
const old = `old_${process.pid}`;

async function admin(text: string): Promise<void> {
  const client = new pg.Client({ host: inject('socketDir'), user: 'lumbung', database: 'postgres' });
  await client.connect();
  await client.query(text);
  await client.end();
}
afterAll(async () => admin(`drop database if exists ${old} with (force)`));

const act = async (name: string): Promise<void> =>
  t.db.transaction().execute(async (trx) => recordAudit(trx, t.ctx(), { action: name, entity: 'x', entityId: 1 }));
const partsOf = async (db: Db) => {
  const { rows } = await sql<{ part: string; count: number }>`
    select tableoid::regclass::text as part, count(*)::int as count from audit_event group by 1 order by 1`.execute(db);
  return rows.map(({ part, count }) => [part, count]);
};

test('a trace that was written before is kept row by row, and goes on with its numbers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lumbung-migrations-'));
  const link = (name: string): void => symlinkSync(join(MIGRATIONS, name), join(folder, name));
  const names = readdirSync(MIGRATIONS);
  for (const name of names) if (!name.startsWith(OURS)) link(name);
  await admin(`create database ${old}`);
  const { db } = openDb(poolConfig({ socketDir: inject('socketDir'), database: old }, 2, null));
  await migrate(db, folder);
  await sql`insert into audit_event (at, actor_kind, actor_name, action, entity, entity_id, after, via)
    select timestamptz '2013-02-09 00:00+00' + n * interval '1 day', 'system', 'uji', 'loan.returned', 'loan', n::text,
      jsonb_build_object('ip', n), 'job' from generate_series(1, 5000) n`.execute(db);
  const before = await sql`select * from audit_event order by id`.execute(db);
  for (const name of names) if (name.startsWith(OURS)) link(name);
  expect(await migrate(db, folder)).toEqual([OURS]);
  expect((await sql`select * from audit_event order by id`.execute(db)).rows).toEqual(before.rows);
  await sql`insert into audit_event (at, actor_kind, actor_name, action, entity, entity_id, via)
    values ('2013-01-01', 'system', 'uji', 'x.y', 'x', '1', 'job'), ('2999-01-01', 'system', 'uji', 'x.y', 'x', '1', 'job')`.execute(
    db,
  );
  const { rows } = await sql<{ id: number }>`select id from audit_event where action = 'x.y' order by id`.execute(db);
  expect(rows.map(({ id }) => id)).toEqual([5001, 5002]);
  expect(await partsOf(db)).toEqual([
    ['audit_event_first', 5001],
    ['audit_event_other', 1],
  ]);
  const { rows: indexes } = await sql<{ name: string }>`
    select indexname as name from pg_indexes where tablename = 'audit_event' order by 1`.execute(db);
  expect(indexes.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'audit_event_actor',
      'audit_event_at',
      'audit_event_entity',
      'audit_event_ip',
      'audit_event_pkey',
    ]),
  );
  await expect(sql`delete from audit_event`.execute(db)).rejects.toThrow('append-only');
  await expect(sql`update audit_event_first set actor_name = 'x'`.execute(db)).rejects.toThrow('append-only');
  await db.destroy();
  rmSync(folder, { recursive: true });
});

test('years get parts of their own in time, and go as a whole when the last of them is past its time', async () => {
  const [{ year } = { year: 0 }] = (
    await sql<{ year: number }>`select extract(year from now() at time zone 'UTC')::int + 1 as year`.execute(t.db)
  ).rows;
  t.clock.set(`${year}-03-01T10:00:00+07:00`);
  await keepAuditYears(t);
  await keepAuditYears(t);
  await act('x.one');
  t.clock.set(`${year + 1}-12-31T23:00:00Z`);
  await act('x.two');
  await keepAuditYears(t);
  t.clock.set(`${year + 2}-01-01T00:00:00Z`);
  await act('x.three');
  expect(await partsOf(t.db)).toEqual([
    [`audit_event_${year}`, 1],
    [`audit_event_${year + 1}`, 1],
    [`audit_event_${year + 2}`, 1],
  ]);
  await expect(sql`delete from ${sql.table(`audit_event_${year}`)}`.execute(t.db)).rejects.toThrow('append-only');
  const middle = new Date(Date.UTC(year + 1, 5));
  expect(await auditRetention.due(t.ctx(), middle)).toEqual({ count: 1, sample: [] });
  expect(await auditRetention.clear(t.ctx(), middle, storage)).toEqual({ gone: 1, waiting: 0 });
  expect(await auditRetention.clear(t.ctx(), middle, storage)).toEqual({ gone: 0, waiting: 0 });
  expect((await partsOf(t.db)).map(([part]) => part)).toEqual([`audit_event_${year + 1}`, `audit_event_${year + 2}`]);
});

test('a clock that is wrong for a while refuses nothing and makes no empty years', async () => {
  t.clock.set('2093-03-01T10:00:00+07:00');
  await keepAuditYears(t);
  await act('x.far');
  expect(await partsOf(t.db)).toContainEqual(['audit_event_other', 1]);
});

test('what a clock that jumped ahead wrote goes into its year when that comes, and goes with it', async () => {
  const parts = (await partsOf(t.db)).map(([part]) => part);
  const last = Math.max(...parts.flatMap((part) => Number(/_(\d{4})$/.exec(String(part))?.[1] ?? 0)));
  const year = last + 1;
  t.clock.set(`${year}-07-01T10:00:00+07:00`);
  await act('x.ahead');
  expect((await partsOf(t.db)).some(([part]) => part === `audit_event_${year}`)).toBe(false);
  t.clock.set(`${last}-11-01T10:00:00+07:00`);
  await keepAuditYears(t);
  expect(await partsOf(t.db)).toContainEqual([`audit_event_${year}`, 1]);
  await expect(sql`delete from audit_event_other`.execute(t.db)).rejects.toThrow('append-only');
  const after = new Date(Date.UTC(year + 1, 5));
  expect((await auditRetention.clear(t.ctx(), after, storage)).gone).toBeGreaterThanOrEqual(1);
  expect((await t.db.selectFrom('auditEvent').select('id').where('action', '=', 'x.ahead').execute()).length).toBe(0);
});
