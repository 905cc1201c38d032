import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { expect, inject, test, vi } from 'vitest';
import { troubleOf } from '#platform/database/check-database';
import { readConfig } from '#platform/config';
import { migrate } from '#platform/database/migrate';
import { openOwnDatabase } from '#platform/database/own-database';
import { startPostgres } from '#platform/database/postgres';
import { StartTrouble } from '#platform/start-trouble';
import { fileStorage } from '#platform/storage';
import { boot } from '../src/entrypoints/boot.ts';
import { explainStart } from '../src/entrypoints/explain-start.ts';
import { buildHttpApp } from '../src/entrypoints/http-app.ts';
import { createPhases } from '../src/entrypoints/phases.ts';
import { databasePid, until, useProcesses } from './support/processes.ts';
import { useTestDb } from './support/test-db.ts';

const root = resolve(import.meta.dirname, '..');
const { folder, supervisor, atEnd } = useProcesses();
const t = useTestDb();
const PATIENCE = 240_000;
const migrations = resolve(import.meta.dirname, '../db/migrations');

/** What the console would say to somebody who starts the program with these settings. */
async function refusal(env: Record<string, string>): Promise<string> {
  const config = readConfig({ DATA_DIR: folder(), ...env });
  try {
    const booted = await boot(config, { shared: false });
    await booted.stop();
    return 'it started';
  } catch (error) {
    return explainStart(error, config) ?? `a bug: ${String(error)}`;
  }
}
const url = (database: string): string =>
  `postgres://lumbung@localhost/${database}?host=${encodeURIComponent(inject('socketDir'))}`;

async function admin(text: string): Promise<void> {
  const client = new pg.Client({ host: inject('socketDir'), user: 'lumbung', database: 'postgres' });
  await client.connect();
  await client.query(text);
  await client.end();
}

/** A PostgreSQL that answers every connection with this error. */
async function refusingPostgres(code: string): Promise<number> {
  const fields = ['SFATAL', 'VFATAL', `C${code}`, 'Mpassword authentication failed', ''].join('\0') + '\0';
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + Buffer.byteLength(fields));
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([Buffer.from('E'), length, Buffer.from(fields)])));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  atEnd(() => void server.close());
  const address = server.address();
  return address && typeof address === 'object' ? address.port : 0;
}

test('a database that is down, missing or refuses the password is said in a sentence that names what to do', async () => {
  const down = await refusal({ DATABASE_URL: 'postgres://lumbung:rahasia@127.0.0.1:1/kota' });
  expect(down).toContain('The database 127.0.0.1:1/kota cannot be reached: start its PostgreSQL');
  expect(down).toContain('tidak dapat dihubungi');
  expect(down).not.toContain('rahasia');
  expect(await refusal({ DATABASE_URL: url('tidak_ada') })).toContain('does not exist: create it');
  const port = await refusingPostgres('28P01');
  expect(await refusal({ DATABASE_URL: `postgres://lumbung:salah@127.0.0.1:${port}/kota` })).toContain(
    'refuses the user or password: check DATABASE_URL',
  );
});

test('a database of a wrong encoding, collation or PostgreSQL is refused with how to make a right one', async () => {
  await admin(`create database huruf_latin template template0 encoding 'LATIN1' locale_provider libc locale 'C'`);
  await admin(`create database huruf_mesin template template0 encoding 'UTF8' locale_provider libc locale 'C'`);
  atEnd(async () => {
    await admin('drop database if exists huruf_latin with (force)');
    await admin('drop database if exists huruf_mesin with (force)');
  });
  expect(await refusal({ DATABASE_URL: url('huruf_latin') })).toContain(
    'encoding of this database is LATIN1, not UTF8',
  );
  expect(await refusal({ DATABASE_URL: url('huruf_mesin') })).toContain('sorts letters as machines do');
  expect(troubleOf({ version: 150_008, name: '15.8', encoding: 'UTF8' })?.message).toContain('needs 16 or newer');
  expect(troubleOf({ version: 160_000, name: '16.0', encoding: 'UTF8' })).toBeNull();
});

test('a folder that cannot be written, and an address that is taken or not ours, are said in a sentence', async () => {
  const file = join(folder(), 'berkas');
  writeFileSync(file, '');
  expect(await refusal({ DATA_DIR: join(file, 'data') })).toContain('is not a folder: set DATA_DIR to another one');
  const config = readConfig({ PORT: '80' });
  const said = (error: object): string | null => explainStart(Object.assign(new Error('no'), error), config);
  expect(said({ code: 'EACCES', path: '/srv/data' })).toContain('/srv/data cannot be written: give the account');
  expect(said({ code: 'EROFS', path: '/srv/data' })).toContain('/srv/data tidak dapat ditulis');
  expect(said({ code: 'EADDRINUSE' })).toContain('The port is already in use');
  expect(said({ code: 'EACCES', syscall: 'listen' })).toContain('set PORT to a number above 1023');
  expect(said({ code: '53100' })).toContain('The disk is full');
  expect(explainStart(new TypeError('a bug'), config)).toBeNull();
});

const tiny = (dir: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=755', 'tmpfs', dir]).status === 0;
test.runIf(process.getuid?.() === 0)('a disk that is full at the first start is said in a sentence', async () => {
  const dir = folder();
  expect(tiny(dir)).toBe(true);
  atEnd(() => void spawnSync('umount', [dir]));
  expect(await refusal({ DATA_DIR: dir })).toContain('The disk is full');
});

test('a migration that fails is said with its file and what the database said; one of a newer release as such', async () => {
  const dir = folder();
  for (const name of readdirSync(migrations)) copyFileSync(join(migrations, name), join(dir, name));
  writeFileSync(join(dir, '20991231000000_salah.sql'), 'create table salah (x tidak_ada);');
  const failed = await migrate(t.db, dir).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(StartTrouble);
  expect(String(failed)).toContain(
    'The migration db/migrations/20991231000000_salah.sql failed: type "tidak_ada" does not exist',
  );
  writeFileSync(join(dir, '20991231000000_salah.sql'), 'create table benar (x int);');
  expect(await migrate(t.db, dir)).toEqual(['20991231000000_salah']);
  expect(String(await migrate(t.db, migrations).catch((error: unknown) => error))).toContain(
    'was used by a newer Lumbung than this program (20991231000000_salah)',
  );
  await sql`drop table benar`.execute(t.db);
  await sql`delete from schema_migration where name like '%_salah'`.execute(t.db);
});

test(
  'while the database is gone the API and /health answer 503 and say so, the log says it once, and all goes on when it is back',
  async () => {
    const dir = folder();
    const clusterDir = join(dir, 'pg');
    let postgres = await startPostgres({ clusterDir, durable: false });
    atEnd(async () => postgres.stop());
    const client = new pg.Client({ host: postgres.socketDir, user: 'lumbung', database: 'postgres' });
    await client.connect();
    await client.query('create database kota');
    await client.end();
    const DATABASE_URL = `postgres://lumbung@localhost/kota?host=${encodeURIComponent(postgres.socketDir)}`;
    const booted = await boot(readConfig({ DATABASE_URL, DATA_DIR: dir }), { shared: false });
    const app = await buildHttpApp(booted.services, null);
    const logged: string[] = [];
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
    const health = async () => (await app.inject('/health')).statusCode;
    try {
      await booted.services.jobs.work('uji', async () => Promise.resolve());
      expect(await health()).toBe(200);
      await postgres.stop();
      await vi.waitUntil(async () => (await health()) === 503, { timeout: 60_000 });
      const answers = await Promise.all(Array.from({ length: 30 }, async () => app.inject('/api/v1/libraries')));
      expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([503]));
      expect(answers[0]?.json()).toMatchObject({
        code: 'platform.database_gone',
        detail: expect.stringContaining('Basis data sedang tidak dapat dihubungi') as unknown,
      });
      expect((await app.inject('/health')).json()).toMatchObject({ status: 'database_gone' });
      postgres = await startPostgres({ clusterDir, durable: false });
      await vi.waitUntil(async () => (await health()) === 200, { timeout: 60_000 });
      expect(logged.filter((line) => line.includes('database: gone'))).toHaveLength(1);
      expect(logged.filter((line) => line.includes('database: back after'))).toHaveLength(1);
      expect(logged.join('')).not.toContain('[object Object]');
      expect(logged.filter((line) => !line.startsWith('database: '))).toEqual([]);
    } finally {
      spy.mockRestore();
      await app.close();
      await booted.stop();
    }
  },
  PATIENCE,
);

test.runIf(process.getuid?.() === 0)(
  'a disk that is full refuses a file in a sentence and leaves nothing of it',
  async () => {
    const dir = folder();
    expect(tiny(dir)).toBe(true);
    atEnd(() => void spawnSync('umount', [dir]));
    const storage = fileStorage(dir);
    const app = await buildHttpApp((await bare(dir)).services, null);
    app.get('/uji', async () => storage.put('uji', Buffer.alloc(20_000_000)));
    const answer = await app.inject('/uji');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({
      code: 'platform.disk_full',
      detail: expect.stringContaining('Penyimpanan di server penuh') as unknown,
    });
    expect(readdirSync(dir, { recursive: true }).filter((name) => String(name).includes('.part'))).toEqual([]);
    await app.close();
  },
);

async function bare(dir: string) {
  const booted = await boot(readConfig({ DATABASE_URL: url(t.address.database), DATA_DIR: dir }), { shared: false });
  atEnd(async () => booted.stop());
  return booted;
}

test('what is kept in the data folder is for its account alone', async () => {
  const dir = folder();
  const own = await openOwnDatabase({ dataDir: dir, root });
  atEnd(async () => {
    await own.stop();
    own.release();
  });
  const { key } = await fileStorage(join(dir, 'files')).put('uji', Buffer.from('isi'));
  const mode = (path: string): string => (statSync(join(dir, path)).mode & 0o777).toString(8);
  expect([mode('postgres.log'), mode('database.lock'), mode(`files/${key}`), mode('files/uji')]).toEqual([
    '600',
    '600',
    '600',
    '700',
  ]);
});

test(
  'a first start that was killed while it made the database leaves a folder that starts',
  async () => {
    const DATA_DIR = folder();
    const first = supervisor({ DATA_DIR });
    await until(() => readdirSync(DATA_DIR).includes('pg.baru'));
    first.child.kill('SIGKILL');
    await first.ended;
    expect(readdirSync(DATA_DIR)).not.toContain('pg');
    const second = supervisor({ DATA_DIR });
    await second.says(/stand-in \d+/);
    expect(databasePid(DATA_DIR)).toBeGreaterThan(0);
  },
  PATIENCE,
);

test('a cluster that an earlier release only began is put aside, and made anew', async () => {
  const dir = folder();
  mkdirSync(join(dir, 'pg'), { mode: 0o700 });
  writeFileSync(join(dir, 'pg/PG_VERSION'), '18\n');
  const own = await openOwnDatabase({ dataDir: dir, root });
  await own.stop();
  own.release();
  expect(readdirSync(dir).filter((name) => name.startsWith('pg.terputus-'))).toHaveLength(1);
  rmSync(join(dir, 'pg'), { recursive: true });
});

test('nothing is silent longer than five seconds: what takes long is said again and again', () => {
  vi.useFakeTimers();
  try {
    const said: string[] = [];
    const phases = createPhases((line) => said.push(line));
    phases.begin('migrations');
    vi.advanceTimersByTime(5_000);
    expect(said).toHaveLength(1);
    vi.advanceTimersByTime(5_000);
    expect(said).toHaveLength(2);
    expect(said[1]).toMatch(/masih memperbarui basis data \/ still bringing the database up to date \(\d+ s\)/);
    phases.end();
    vi.advanceTimersByTime(60_000);
    expect(said).toHaveLength(2);
  } finally {
    vi.useRealTimers();
  }
});
