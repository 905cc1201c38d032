import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissions } from '#contributed/permissions';
import { ensureBuiltinRoles } from '#modules/ground/identity';
import { createScratch, dropScratch } from '#platform/backup/scratch';
import { startJobs } from '#platform/background/jobs';
import { readConfig } from '#platform/config';
import { openDb, poolConfig } from '#platform/database/db';
import { migrate } from '#platform/database/migrate';
import { startPostgres, type PostgresServer } from '#platform/database/postgres';
import {
  BASE_IN_THE_MAKING,
  baseStamp,
  beginBase,
  bundledAddress,
  copyBase,
  copyMadeAt,
  endBase,
  keepRoleOut,
  PRACTICE_DATABASE,
  PRACTICE_ROLE,
} from '../src/entrypoints/practice/databases.ts';
import { keepPractice } from '../src/entrypoints/practice/keep-practice.ts';

/** A bundled server of this file's own: what is refused to a role here is refused to nobody else's tests. */
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'lumbung-latihan-'));
chmodSync(folder, 0o755);
let server: PostgresServer;
const inside = readConfig({ LUMBUNG_PRACTICE: '1' });

beforeAll(async () => {
  server = await startPostgres({ clusterDir: join(folder, 'pg'), durable: false });
  await on('postgres', 'create database lumbung');
  await on('lumbung', `create table member (name text); insert into member values ('Sekar')`);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function on<T extends pg.QueryResultRow>(database: string, text: string, user = 'lumbung'): Promise<T[]> {
  const client = new pg.Client({ host: server.socketDir, user, database });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

test('a process of the practice space works by a role of its own, which no other database lets in, whatever its settings name', async () => {
  const { socketDir } = server;
  await keepRoleOut(socketDir);
  // again, nothing changes
  await keepRoleOut(socketDir);
  await beginBase(socketDir);
  const making = bundledAddress(inside, { socketDir, database: BASE_IN_THE_MAKING });
  const { db, pool } = openDb(poolConfig(making, 4, null));
  // all that a start does to a database, its owner can do
  await migrate(db, join(import.meta.dirname, '../db/migrations'));
  await ensureBuiltinRoles(db, { permissions });
  await (await startJobs(pool)).stop();
  await db.destroy();
  await endBase(socketDir, 'rilis hari');
  await copyBase(socketDir, new Date('2026-11-25T03:00:00Z'));

  const asChild = async (database: string, text: string) => {
    const opened = openDb(poolConfig(bundledAddress(inside, { socketDir, database }), 1));
    try {
      return (await opened.pool.query<Record<string, unknown>>(text)).rows;
    } finally {
      await opened.db.destroy();
    }
  };
  expect(await asChild(PRACTICE_DATABASE, 'select current_user as who, count(*)::int as n from library')).toEqual([
    { who: PRACTICE_ROLE, n: 0 },
  ]);
  // what a restore puts there later is shut too
  const real = { socketDir, database: 'lumbung' };
  await createScratch(real, 'lumbung_baru_0123abcd', folder);
  for (const database of ['lumbung', 'lumbung_baru_0123abcd', 'postgres', 'template1'])
    await expect(asChild(database, 'select 1')).rejects.toThrow(/permission denied for database/);
  await dropScratch(real, 'lumbung_baru_0123abcd');
  for (const beyond of [
    'create database milik_latihan',
    'create role teman',
    'set role lumbung',
    `alter role ${PRACTICE_ROLE} superuser`,
    `select pg_read_file('postgresql.conf')`,
    `copy library to program 'cat'`,
  ])
    await expect(asChild(PRACTICE_DATABASE, beyond)).rejects.toThrow(/permission denied/);
  // the real network is reached by its owner as before, and reaches the practice space
  expect(await on('lumbung', 'select name from member')).toEqual([{ name: 'Sekar' }]);
  const ours = openDb(poolConfig(bundledAddress(readConfig({}), real), 1));
  expect((await ours.pool.query<{ who: string }>('select current_user as who')).rows).toEqual([{ who: 'lumbung' }]);
  await ours.db.destroy();
  expect(await on(PRACTICE_DATABASE, 'select count(*)::int as n from account')).toEqual([{ n: 0 }]);
}, 60_000);

test('a reset throws away all that was done, in seconds, and what copies are made of is touched by nobody', async () => {
  const { socketDir } = server;
  await beginBase(socketDir);
  await on(BASE_IN_THE_MAKING, 'create table done (what text)', PRACTICE_ROLE);
  await endBase(socketDir, 'rilis lusa');
  expect(await baseStamp(socketDir)).toBe('rilis lusa');
  await copyBase(socketDir, new Date('2026-11-25T03:00:00Z'));
  await on(PRACTICE_DATABASE, `insert into done values ('dipinjamkan')`, PRACTICE_ROLE);
  // somebody is still connected
  const trainee = new pg.Client({ host: socketDir, user: PRACTICE_ROLE, database: PRACTICE_DATABASE });
  trainee.on('error', () => undefined);
  await trainee.connect();
  const now = new Date('2026-11-25T04:00:00Z');
  await copyBase(socketDir, now);
  expect(await on(PRACTICE_DATABASE, 'select * from done', PRACTICE_ROLE)).toEqual([]);
  expect(await copyMadeAt(socketDir)).toEqual(now);
  for (const user of ['lumbung', PRACTICE_ROLE])
    await expect(on('lumbung_practice_base', 'select 1', user)).rejects.toThrow(/not currently accepting/);
});

/** A checkout whose practice space is made and run by stand-ins: the one fails while there is a file that says so. */
function standIn(): string {
  const root = mkdtempSync(join(folder, 'checkout-'));
  mkdirSync(join(root, 'db/migrations'), { recursive: true });
  mkdirSync(join(root, 'src/entrypoints/practice'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"version":"1.0.0","type":"module"}');
  writeFileSync(join(root, 'db/migrations/1_first.sql'), '');
  writeFileSync(
    join(root, 'src/entrypoints/practice/make-base.ts'),
    `import { existsSync, mkdirSync } from 'node:fs';
     mkdirSync(process.env.DATA_DIR + '/files-base', { recursive: true });
     process.exit(existsSync('gagal') ? 1 : 0);`,
  );
  writeFileSync(
    join(root, 'src/entrypoints/server.ts'),
    `process.on('message', () => undefined); process.on('SIGTERM', () => process.exit(0)); process.send('ready');`,
  );
  return root;
}

test('where the copy cannot be made anew at night that of yesterday is copied, and the next night makes it; the first is tried until it is there', async () => {
  const { socketDir } = server;
  for (const database of [PRACTICE_DATABASE, 'lumbung_practice_base'])
    await on('postgres', `drop database ${database}`);
  const root = standIn();
  const fails = join(root, 'gagal');
  writeFileSync(fails, '');
  let now = '2026-11-25T03:00:00Z';
  const said: string[] = [];
  const config = { ...readConfig({}), root, dataDir: join(root, 'data') };
  const space = keepPractice(config, {
    ...{ port: 1, socketDir, clock: { now: () => new Date(now) } },
    say: (line) => void said.push(line),
  });
  const dayOf = async () => (await baseStamp(socketDir))?.split(' ').at(-1);
  const open = async () => expect.poll(() => space.state, { timeout: 20_000 }).toBe('open');
  const markOf = async () => on(PRACTICE_DATABASE, `select to_regclass('dikerjakan')::text as there`, PRACTICE_ROLE);
  const work = async () => on(PRACTICE_DATABASE, 'create table dikerjakan ()', PRACTICE_ROLE);
  try {
    await expect.poll(() => space.state, { timeout: 20_000 }).toBe('down');
    expect(said.join('\n')).toContain('what copies are made of could not be made');
    expect(await baseStamp(socketDir)).toBeNull();
    rmSync(fails);
    await open();
    expect(await dayOf()).toBe('2026-11-25');

    await work();
    now = '2026-11-26T03:00:00Z';
    writeFileSync(fails, '');
    said.length = 0;
    space.reset({ renew: true });
    expect(space.state).toBe('making');
    await open();
    expect(said.join('\n')).toContain('what copies are made of could not be made');
    expect(await dayOf()).toBe('2026-11-25');
    // what was done is gone all the same
    expect(await markOf()).toEqual([{ there: null }]);
    expect(space.madeAt).toEqual(new Date(now));

    await work();
    now = '2026-11-27T03:00:00Z';
    rmSync(fails);
    said.length = 0;
    space.reset({ renew: true });
    await open();
    expect(said.join('\n')).not.toContain('could not');
    expect(await dayOf()).toBe('2026-11-27');
    expect(await markOf()).toEqual([{ there: null }]);
    // it was cut off in the middle: nothing of it is left
    const left = await on('postgres', `select datname from pg_database where datname = '${BASE_IN_THE_MAKING}'`);
    expect(left).toEqual([]);
  } finally {
    await space.stop();
  }
}, 60_000);
