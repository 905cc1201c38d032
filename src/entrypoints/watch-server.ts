import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { usableMemory } from '#platform/database/postgres-settings';
import { NEEDS_A_PERSON } from '#platform/start-trouble';
import { backOff } from './back-off.ts';
import { isPhase, type Phases } from './phases.ts';
import { serverMemory } from './server-memory.ts';

export interface WatchedServer {
  restart(): void;
  stop(): Promise<void>;
  /** 0 after {@link WatchedServer.stop}, 1 when it cannot start until a person has changed something. */
  ended: Promise<number>;
}

/** The server closes by itself within nine seconds; one that hangs is killed. */
const CLOSING_MS = 10_000;
/** After so long without a fall, the next one counts as the first. */
const STEADY_MS = 60_000;

/** How it ended, as the log says it. */
const cause = (code: number | null, signal: string | null): string => signal ?? `kode / code ${code}`;

/** With all that it started, which is its own group. */
function killAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // all have ended
  }
}

/** Runs the server as a child, and again whenever it falls, later each time. */
export function superviseServer(options: {
  node: string;
  args: readonly string[];
  /** The program to run in place of the server: tests of falls have one that falls when it is told to. */
  script?: string;
  env: Record<string, string>;
  phases: Phases;
  complain: (line: string) => void;
}): WatchedServer {
  const root = resolve(import.meta.dirname, '../..');
  let child: ChildProcess | undefined;
  let stopping = false;
  let restarting = false;
  let everReady = false;
  let falls = 0;
  let again: NodeJS.Timeout | undefined;
  let patience: NodeJS.Timeout | undefined;
  let finish = (_code: number): void => undefined;
  const ended = new Promise<number>((done) => {
    finish = done;
  });

  const start = (): void => {
    let readyAt: number | null = null;
    options.phases.begin('server');
    const memory = serverMemory(usableMemory());
    const script = options.script ?? 'src/entrypoints/server.ts';
    const started = spawn(options.node, [...memory.flags, script, ...options.args], {
      cwd: root,
      env: { ...memory.env, ...process.env, ...options.env, LUMBUNG_SUPERVISED: '1' },
      // a group of its own: Ctrl-C reaches us alone, and what it started can be ended with it
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = started;
    started.on('message', (message) => {
      if (message === 'ready') {
        everReady = true;
        readyAt = performance.now();
        options.phases.end();
      } else if (isPhase(message)) options.phases.begin(message);
    });
    let over = false;
    const onEnd = (code: number | null, signal: string | null): void => {
      if (over) return;
      over = true;
      options.phases.end();
      clearTimeout(patience);
      killAll(started);
      if (stopping) return finish(0);
      if (restarting) {
        restarting = false;
        return start();
      }
      if (code === NEEDS_A_PERSON && !everReady) return finish(1);
      if (readyAt !== null && performance.now() - readyAt > STEADY_MS) falls = 0;
      const wait = backOff(++falls);
      options.complain(
        `Server berhenti (${cause(code, signal)}); dinyalakan lagi dalam ${wait / 1000} detik. / The server has ended (${cause(code, signal)}); starting it again in ${wait / 1000} s.`,
      );
      again = setTimeout(start, wait);
    };
    started.once('exit', onEnd);
    started.once('error', (error) => {
      options.complain(error.message);
      onEnd(null, null);
    });
  };
  start();

  const close = (): void => {
    const closing = child;
    if (!closing) return;
    closing.kill('SIGTERM');
    patience = setTimeout(() => killAll(closing), CLOSING_MS);
  };
  const isDown = (): boolean => !child || child.exitCode !== null || child.signalCode !== null;
  return {
    ended,
    restart() {
      if (stopping) return;
      clearTimeout(again);
      if (isDown()) return start();
      restarting = true;
      close();
    },
    async stop() {
      stopping = true;
      clearTimeout(again);
      if (isDown()) finish(0);
      else close();
      await ended;
    },
  };
}
