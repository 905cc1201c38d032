import pg from 'pg';
import { expect, test } from 'vitest';
import { databasePid, runs, until, useProcesses } from './support/processes.ts';
import { serverMemory } from '../src/entrypoints/server-memory.ts';

const { folder, supervisor } = useProcesses();
const PATIENCE = 240_000;
const STAND_IN = /stand-in (\d+) (\S+)/;

/** The stand-ins that ran so far, the latest last. */
const serversOf = (output: string): number[] => [...output.matchAll(/stand-in (\d+)/g)].map(([, pid]) => Number(pid));

test(
  'a server that falls is brought back, later each time, and the log says so; its database goes on',
  async () => {
    const DATA_DIR = folder();
    const library = supervisor({ DATA_DIR });
    await library.says(STAND_IN);
    const database = databasePid(DATA_DIR);
    for (const [falls, seconds] of [
      [1, 1],
      [2, 2],
    ] as const) {
      process.kill(serversOf(library.output()).at(-1) ?? 0, 'SIGKILL');
      await library.says(new RegExp(`The server has ended \\(SIGKILL\\); starting it again in ${seconds} s`));
      await until(() => serversOf(library.output()).length === falls + 1);
    }
    expect(databasePid(DATA_DIR)).toBe(database);
    expect(runs(database)).toBe(true);
    library.child.kill('SIGTERM');
    expect(await library.ended).toBe(0);
    expect(runs(database)).toBe(false);
  },
  PATIENCE,
);

test(
  'a database that ends by itself is started again at the same place, and the server stays',
  async () => {
    const DATA_DIR = folder();
    const library = supervisor({ DATA_DIR });
    const [, server, socketDir] = await library.says(STAND_IN);
    const fallen = databasePid(DATA_DIR);
    process.kill(fallen, 'SIGKILL');
    await library.says(/The database has ended unexpectedly/);
    const answers = async (): Promise<boolean> => {
      const client = new pg.Client({ host: socketDir, user: 'lumbung', database: 'postgres' });
      client.on('error', () => undefined);
      try {
        await client.connect();
        return (await client.query('select 1')).rowCount === 1;
      } catch {
        return false;
      } finally {
        await client.end().catch(() => undefined);
      }
    };
    while (!(await answers()));
    expect(serversOf(library.output())).toEqual([Number(server)]);
  },
  PATIENCE,
);

test(
  'SIGTERM ends all, though the server hangs and somebody has a transaction open',
  async () => {
    const DATA_DIR = folder();
    const library = supervisor({ DATA_DIR });
    const [, server, socketDir] = await library.says(STAND_IN);
    const client = new pg.Client({ host: socketDir, user: 'lumbung', database: 'postgres' });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('begin');
    await client.query('create table half (x int)');
    const database = databasePid(DATA_DIR);
    process.kill(Number(server), 'SIGUSR2');
    await library.says(/hangs/);
    library.child.kill('SIGTERM');
    expect(await library.ended).toBe(0);
    expect([runs(Number(server)), runs(database)]).toEqual([false, false]);
    await client.end().catch(() => undefined);
  },
  PATIENCE,
);

test(
  'where a person must change something first, it ends with the server instead of trying again and again',
  async () => {
    const DATA_DIR = folder();
    const library = supervisor({ DATA_DIR, STAND_IN: 'tests/support/refusing-server.mjs' });
    expect(await library.ended).toBe(1);
    expect(library.output()).not.toContain('starting it again');
  },
  PATIENCE,
);

test(
  'after a kill of what watches, the server ends by itself and the next start ends the database within ten seconds, even one that hangs',
  async () => {
    const DATA_DIR = folder();
    const first = supervisor({ DATA_DIR });
    const [, server] = await first.says(STAND_IN);
    const orphan = databasePid(DATA_DIR);
    first.child.kill('SIGKILL');
    await first.ended;
    await until(() => !runs(Number(server)));
    expect(runs(orphan)).toBe(true);
    process.kill(orphan, 'SIGSTOP');

    const second = supervisor({ DATA_DIR });
    await second.says(/The database of a Lumbung that was killed still runs; stopping it first/);
    const began = performance.now();
    await until(() => !runs(orphan));
    // ten, and what a busy machine takes to give a process its turn
    expect(performance.now() - began).toBeLessThan(15_000);
    await second.says(STAND_IN);
    expect(databasePid(DATA_DIR)).not.toBe(orphan);
  },
  PATIENCE,
);

test('on a small PC the heap of the server is tidied before it grows; a larger machine has the memory for it', () => {
  const gigabytes = (n: number): string[] => serverMemory(n * 1024 ** 3).flags;
  expect(gigabytes(2)).toContain('--heap-growing-percent=20');
  expect(gigabytes(8)).not.toContain('--heap-growing-percent=20');
});
