import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { insertWork, selectWork, workerNeeded } from '#platform/background/heavy-queue';
import { runs, until, useProcesses } from './support/processes.ts';
import { TEST_NOW, useTestDb } from './support/test-db.ts';

const t = useTestDb();
const { start, folder } = useProcesses();

/** Something that a worker ends at once: nobody can do it. */
async function put(nth: number): Promise<string> {
  const by = { asker: { kind: 'account' as const, id: 1, scopes: null }, locale: 'id' as const, libraryId: null };
  return (await insertWork(t.db, { kind: 'uji', input: { nth }, inputKey: null, lane: 'rest', ...by })) ?? '';
}
const ended = async (id: string): Promise<void> => until(async () => (await selectWork(t.db, id))?.state === 'failed');

test('the worker goes on after a rejection that nobody caught; after an exception it ends, and another one is begun', async () => {
  const first = await put(1);
  const { socketDir, database } = t.address;
  const server = start([process.execPath, 'src/entrypoints/server.ts'], {
    DATABASE_URL: `postgres://lumbung@localhost/${database}?host=${encodeURIComponent(socketDir)}`,
    DATA_DIR: folder(),
    LUMBUNG_NOW: TEST_NOW,
    LUMBUNG_TEST: '1',
    NODE_OPTIONS: `--import=${resolve(import.meta.dirname, 'support/faulty-worker.mjs')}`,
  });
  const pid = Number((await server.says(/worker pid (\d+)/))[1]);
  await ended(first);

  process.kill(pid, 'SIGUSR2');
  await server.says(/NOBODY CAUGHT THIS \(rejection; the process goes on\): Error: left alone/);
  await ended(await put(2));
  expect(runs(pid)).toBe(true);

  process.kill(pid, 'SIGHUP');
  await server.says(/NOBODY CAUGHT THIS \(exception; the process ends\): Error: a bug/);
  await server.says(/worker: ended with code 70/);
  const last = await put(3);
  const again = await server.says(new RegExp(`worker pid ${pid}\\b[^]*worker pid (\\d+)`));
  await ended(last);
  expect(Number(again[1])).not.toBe(pid);
  expect(await workerNeeded(t.db)).toBe(false);
}, 120_000);
