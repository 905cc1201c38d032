import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { DataDirInUse, takeOwnership } from '#platform/database/lock';
import { refuseUncaught } from '../support/uncaught.ts';

const root = resolve(import.meta.dirname, '../..');
const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function dataFolder(mode = 0o755): string {
  const dir = mkdtempSync(join(tmpdir(), 'lumbung-foundation-'));
  chmodSync(dir, mode);
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

interface Run {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
  /** The address it listens on, or null when it ended before. */
  origin: Promise<string | null>;
}

function run(env: Record<string, string>): Run {
  const inherited = { ...process.env };
  delete inherited.DATABASE_URL;
  const child = spawn(process.execPath, ['src/entrypoints/server.ts'], {
    cwd: root,
    env: { ...inherited, NODE_ENV: 'test', HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const origin = new Promise<string | null>((done) => {
    const look = (chunk: string): void => {
      output += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (found) done(found);
    };
    child.stdout?.setEncoding('utf8').on('data', look);
    child.stderr?.setEncoding('utf8').on('data', look);
    void ended.then(() => done(null));
  });
  cleanups.push(async () => {
    child.kill('SIGTERM');
    await ended;
    refuseUncaught(output);
  });
  return { child, output: () => output, ended, origin };
}

const databasePid = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'pg/postmaster.pid'), 'utf8').split('\n')[0]);
const alive = (pid: number): boolean => existsSync(`/proc/${pid}`);

test('after the power was cut the library opens again with its data, though the old database still runs', async () => {
  const DATA_DIR = dataFolder();
  const first = run({ DATA_DIR });
  expect(await first.origin).not.toBeNull();
  const orphan = databasePid(DATA_DIR);
  first.child.kill('SIGKILL');
  await first.ended;
  expect(alive(orphan)).toBe(true);

  const second = run({ DATA_DIR });
  const origin = await second.origin;
  expect(await (await fetch(`${origin}/health`)).json()).toMatchObject({ status: 'ok' });
  // it has given its data up by now; that its number is free is for the machine to see to
  await expect.poll(() => alive(orphan), { timeout: 30_000 }).toBe(false);
}, 240_000);

test('a lock file left by a dead database does not keep the library closed', async () => {
  const DATA_DIR = dataFolder();
  const first = run({ DATA_DIR });
  expect(await first.origin).not.toBeNull();
  const database = databasePid(DATA_DIR);
  first.child.kill('SIGKILL');
  process.kill(database, 'SIGKILL');
  await first.ended;

  const second = run({ DATA_DIR });
  const origin = await second.origin;
  expect((await fetch(`${origin}/health`)).status).toBe(200);
}, 240_000);

test('a second Lumbung on the same data folder is refused in one sentence, and the first goes on', async () => {
  const DATA_DIR = dataFolder();
  const first = run({ DATA_DIR });
  const origin = await first.origin;
  const second = run({ DATA_DIR });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain('already in use by a running Lumbung');
  expect((await fetch(`${origin}/health`)).status).toBe(200);
}, 240_000);

test('stopping the program stops its database; nothing is left running', async () => {
  const DATA_DIR = dataFolder();
  const server = run({ DATA_DIR });
  await server.origin;
  const database = databasePid(DATA_DIR);
  server.child.kill('SIGINT');
  expect(await server.ended).toBe(0);
  expect(alive(database)).toBe(false);
  expect(existsSync(join(DATA_DIR, 'pg/postmaster.pid'))).toBe(false);
}, 240_000);

test('when the port is taken the program says so and leaves no database behind', async () => {
  const DATA_DIR = dataFolder();
  const blocker = net.createServer().listen(0, '127.0.0.1');
  await new Promise((done) => blocker.once('listening', done));
  cleanups.push(() => void blocker.close());
  const address = blocker.address();
  const server = run({ DATA_DIR, PORT: String(address && typeof address === 'object' ? address.port : 0) });
  expect(await server.ended).toBe(1);
  expect(server.output()).toContain('The port is already in use');
  expect(existsSync(join(DATA_DIR, 'pg/postmaster.pid'))).toBe(false);
}, 240_000);

test.runIf(process.getuid?.() === 0)(
  'as root, with a data folder that only root may enter, the database runs as somebody else in a place of its own',
  async () => {
    const DATA_DIR = dataFolder(0o700);
    const server = run({ DATA_DIR });
    expect(await server.origin).not.toBeNull();
    expect(existsSync(join(DATA_DIR, 'pg'))).toBe(false);
    const place = join(
      '/var/lib/lumbung',
      createHash('sha256').update(join(DATA_DIR, 'pg')).digest('hex').slice(0, 12),
    );
    cleanups.unshift(() => rmSync(place, { recursive: true, force: true }));
    const pid = Number(readFileSync(join(place, 'pg/postmaster.pid'), 'utf8').split('\n')[0]);
    expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
  },
  240_000,
);

test('a fixed clock is refused in production', async () => {
  const server = run({ DATA_DIR: dataFolder(), LUMBUNG_NOW: '2013-02-09T10:00:00+07:00', NODE_ENV: 'production' });
  expect(await server.ended).toBe(1);
  expect(server.output()).toContain('LUMBUNG_NOW is for tests only');
});

test('a data folder has one owner at a time', async () => {
  const dir = dataFolder();
  const first = await takeOwnership(dir);
  await expect(takeOwnership(dir)).rejects.toBeInstanceOf(DataDirInUse);
  first.release();
  (await takeOwnership(dir)).release();
});
