import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

export interface Process {
  child: ChildProcess;
  /** All that it printed so far. */
  output(): string;
  /** With its code, null when a signal ended it. */
  ended: Promise<number | null>;
  /** Waits until it has printed this; fails when it ends before. @returns the groups of the match */
  says(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Waits until it holds, as long as the test may take. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(20);
}

/** Whether a process still runs: one that has ended and only waits to be noticed does not. */
export function runs(pid: number): boolean {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !text.slice(text.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/** The bundled database's process, as a data folder names it. */
export const databasePid = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'pg/postmaster.pid'), 'utf8').split('\n')[0]);

/** What tests need that start programs: each is ended, each folder is removed after its test. */
export function useProcesses() {
  const cleanups: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  function folder(mode = 0o755): string {
    const dir = mkdtempSync(join(tmpdir(), 'lumbung-process-'));
    chmodSync(dir, mode);
    cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
    return dir;
  }

  function start(command: readonly [string, ...string[]], env: Record<string, string> = {}): Process {
    const inherited = { ...process.env };
    delete inherited.DATABASE_URL;
    const [program, ...args] = command;
    const child = spawn(program, args, {
      cwd: root,
      env: { ...inherited, NODE_ENV: 'test', HOST: '127.0.0.1', PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let over = false;
    const look = (chunk: string): void => void (output += chunk);
    child.stdout.setEncoding('utf8').on('data', look);
    child.stderr.setEncoding('utf8').on('data', look);
    const ended = new Promise<number | null>((done) =>
      child.once('exit', (code) => {
        over = true;
        done(code);
      }),
    );
    cleanups.push(async () => {
      // a container ends with its first process, and passes no signal on to it
      child.kill(program === 'unshare' ? 'SIGKILL' : 'SIGTERM');
      await ended;
    });
    return {
      child,
      output: () => output,
      ended,
      async says(pattern) {
        for (;;) {
          const found = pattern.exec(output);
          if (found) return found;
          if (over) throw new Error(`it ended without saying ${pattern}: ${output}`);
          await wait(20);
        }
      },
    };
  }

  return {
    folder,
    start,
    /** Runs at the end of the test, before what was started earlier is ended. */
    atEnd: (cleanup: () => Promise<void> | void): void => void cleanups.push(cleanup),
    /** The supervisor with a stand-in for the server. */
    supervisor: (env: Record<string, string>, within: readonly string[] = []): Process => {
      const [first = process.execPath, ...rest] = [...within, process.execPath, 'tests/support/run-supervisor.ts'];
      return start([first, ...rest], { STAND_IN: 'tests/support/stand-in-server.mjs', ...env });
    },
  };
}
