import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runs, until, useProcesses, type Process } from './support/processes.ts';

const { folder, start, supervisor } = useProcesses();
const PATIENCE = 240_000;
/** What a container has of its own: network, processes, shared memory. */
const CONTAINER = ['unshare', '-n', '-p', '-i', '-f', '--kill-child', '--mount-proc'] as const;
const [unshare, ...flags] = CONTAINER;
const canHaveContainers = process.getuid?.() === 0 && spawnSync(unshare, [...flags, 'true']).status === 0;

const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const text = readFileSync(`/proc/${name}/stat`, 'utf8');
        return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]) === pid;
      } catch {
        return false;
      }
    })
    .map(Number);
const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');

/** A container in which a shell is the first process, so that its database can outlive its Lumbung. */
function container(DATA_DIR: string): Process {
  const script = `"$0" tests/support/run-supervisor.ts & wait $!; echo lumbung ended; exec sleep 100000`;
  return start([...CONTAINER, 'sh', '-c', script, process.execPath], {
    DATA_DIR,
    STAND_IN: 'tests/support/stand-in-server.mjs',
  });
}

test.runIf(canHaveContainers)(
  'two containers on one data folder: the second is refused in a sentence, within the first seconds and later, and the first goes on',
  async () => {
    const DATA_DIR = folder();
    const first = supervisor({ DATA_DIR }, CONTAINER);
    await until(() => existsSync(join(DATA_DIR, 'database.lock')));
    const early = supervisor({ DATA_DIR }, CONTAINER);
    expect(await early.ended).toBe(1);
    expect(early.output()).toContain('already in use by a running Lumbung');
    await first.says(/stand-in \d+/);
    const late = supervisor({ DATA_DIR }, CONTAINER);
    expect(await late.ended).toBe(1);
    expect(late.output()).toContain('sedang dipakai Lumbung yang lain');
    const outside = supervisor({ DATA_DIR });
    expect(await outside.ended).toBe(1);
    expect(first.child.exitCode).toBe(null);
    expect(first.output().match(/stand-in/g)).toHaveLength(1);
  },
  PATIENCE,
);

test.runIf(canHaveContainers)(
  'when only Lumbung was killed its database keeps the folder: other containers are refused, the next start in the same one ends it',
  async () => {
    const DATA_DIR = folder();
    const first = container(DATA_DIR);
    await first.says(/stand-in \d+/);
    const [shell = 0] = childrenOf(first.child.pid ?? 0);
    const [lumbung = 0] = childrenOf(shell).filter((pid) => commandOf(pid).includes('run-supervisor'));
    const [database = 0] = childrenOf(lumbung).filter((pid) => commandOf(pid).includes('postgres'));
    process.kill(lumbung, 'SIGKILL');
    await first.says(/lumbung ended/);
    expect(runs(database)).toBe(true);

    for (const within of [CONTAINER, []]) {
      const other = supervisor({ DATA_DIR }, within);
      expect(await other.ended).toBe(1);
      expect(other.output()).toContain('still runs in another container');
    }
    expect(runs(database)).toBe(true);

    const inside = ['nsenter', '-t', String(shell), '-m', '-n', '-p', '-i', `--wd=${process.cwd()}`];
    const again = supervisor({ DATA_DIR }, inside);
    await again.says(/The database of a Lumbung that was killed still runs; stopping it first/);
    await again.says(/stand-in \d+/);
    expect(runs(database)).toBe(false);
  },
  PATIENCE,
);

test.runIf(canHaveContainers)(
  'a container that ended with all in it leaves nothing that a new one trips over, whatever its process ids were',
  async () => {
    const DATA_DIR = folder();
    const first = supervisor({ DATA_DIR }, CONTAINER);
    await first.says(/stand-in \d+/);
    for (const pid of childrenOf(first.child.pid ?? 0)) process.kill(pid, 'SIGKILL');
    await first.ended;
    expect(existsSync(join(DATA_DIR, 'pg/postmaster.pid'))).toBe(true);
    const second = supervisor({ DATA_DIR }, CONTAINER);
    await second.says(/stand-in \d+/);
  },
  PATIENCE,
);
