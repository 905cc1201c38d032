import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { startJobs } from '#platform/background/jobs';
import { demoFiles } from './demo-template.ts';
import { TEST_NOW, useTestDb, type TestDb } from './test-db.ts';
import { refuseUncaught } from './uncaught.ts';

export interface TestApp extends TestDb {
  /** `http://127.0.0.1:<port>` of a real server process on this file's own database. */
  origin: string;
  /** The server's data folder. */
  dataDir: string;
  /** All that the server that runs now has printed. */
  output(): string;
  /**
   * Ends the server and starts it again, at the same address on the same database, at another instant: days pass without waiting.
   * The clock of the test's own contexts goes along.
   */
  restartAt(now: string): Promise<void>;
  /** Asks the server for a round of a job now, as its clock would. Returns when it is queued, not when it is done. */
  askFor(queue: string, data?: object): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

async function startServer(
  env: Record<string, string>,
  demo: boolean,
): Promise<{ origin: string; output: () => string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, ['src/entrypoints/server.ts', ...(demo ? ['--demo'] : [])], {
    cwd: root,
    env: { ...process.env, ...env, NODE_ENV: 'test' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  // closed: all it printed has come
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    refuseUncaught(output);
  };
  return new Promise((done, fail) => {
    const look = (chunk: string): void => {
      output += chunk;
      const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (origin) done({ origin, output: () => output, stop });
    };
    child.stdout.setEncoding('utf8').on('data', look);
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (process.env.SHOW_SERVER) process.stderr.write(chunk);
    });
    void ended.then(() => fail(new Error(`the server ended: ${output}`)));
  });
}

async function ensureAdministrator(t: TestDb): Promise<void> {
  const found = await t.db.selectFrom('account').select('id').where('username', '=', 'admin').executeTakeFirst();
  if (!found) await makeAccount(t, { username: 'admin', grants: [{ role: 'administrator', libraryId: null }] });
}

/**
 * A real server (API and built pages) in its own process, on a database of this test file's own, at {@link TEST_NOW}.
 * @param seed fills the database before the server starts; the database is empty (only migrated) otherwise
 * @param env further settings of the server, e.g. `SMTP_URL`
 * @param options.untouched no account is made, so the server waits for its set-up; otherwise there is `admin` ({@link GOOD_PASSWORD})
 * @param options.demo the sample city instead of an empty network (staff and members as `npm run demo` prints them)
 */
export function useApp(
  seed?: (t: TestDb) => Promise<void>,
  env: () => Record<string, string> = () => ({}),
  options: { untouched?: boolean; demo?: boolean } = {},
): TestApp {
  const t = useTestDb({ demo: options.demo ?? false });
  const dataDir = mkdtempSync(join(tmpdir(), 'lumbung-app-'));
  let stop: (() => Promise<void>) | undefined;
  let output = (): string => '';
  const { socketDir, database } = t.address;
  const startAt = async (now: string, port: string): Promise<void> => {
    const server = await startServer(
      {
        DATABASE_URL: `postgres://lumbung@localhost/${database}?host=${encodeURIComponent(socketDir)}`,
        DATA_DIR: dataDir,
        PORT: port,
        HOST: '127.0.0.1',
        LUMBUNG_NOW: now,
        LUMBUNG_TEST: '1',
        // a busy machine of tests may take its time to begin a worker
        LUMBUNG_PATIENCE_MS: '60000',
        ...env(),
      },
      options.demo ?? false,
    );
    app.origin = server.origin;
    ({ stop, output } = server);
  };
  const app: TestApp = {
    ...t,
    origin: '',
    dataDir,
    output: () => output(),
    async restartAt(now) {
      await stop?.();
      t.clock.set(now);
      await startAt(now, new URL(app.origin).port);
    },
    async askFor(queue, data = {}) {
      const pool = new pg.Pool({ host: socketDir, database, user: 'lumbung', max: 2 });
      const jobs = await startJobs(pool);
      await t.db.transaction().execute(async (trx) => jobs.enqueue(trx, queue, data));
      await jobs.stop();
      await pool.end();
    },
  };
  beforeAll(async () => {
    if (options.demo) cpSync(demoFiles(socketDir), join(dataDir, 'files'), { recursive: true });
    await seed?.(t);
    if (!options.untouched) await ensureAdministrator(t);
    await startAt(TEST_NOW, '0');
  });
  afterAll(async () => {
    await stop?.();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return app;
}
