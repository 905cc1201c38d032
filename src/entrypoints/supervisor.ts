/**
 * What `npm start` and `npm run demo` run: owns the data folder and its PostgreSQL, runs the server as a child of its own, and brings
 * back whichever of them falls. Imports little, because it stays in memory as long as the library is open.
 */
import { readConfig, type Config } from '#platform/config';
import { keepPrograms } from '#platform/database/old-programs';
import { openOwnDatabase, type OwnDatabase } from '#platform/database/own-database';
import type { PostgresServer } from '#platform/database/postgres';
import { backOff } from './back-off.ts';
import { explainStart } from './explain-start.ts';
import { createPhases } from './phases.ts';
import { removeRunFile } from './run-file.ts';
import { refuseMarkedFolder } from './sample-mark.ts';
import { superviseServer, type WatchedServer } from './watch-server.ts';

export interface SuperviseOptions {
  /** The Node that runs the server. */
  node: string;
  /** Of the server: `--demo`. */
  args: readonly string[];
  /** The program to run in place of the server. */
  script?: string;
  /** Further settings of the server's process. */
  env?: Record<string, string>;
}
export interface Supervised {
  /** The server ends and starts again, at once; the database stays. */
  restart(): void;
  stop(): Promise<void>;
  /** With the code that this process should end with. */
  ended: Promise<number>;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** Keeps the database running until it is told to stop. */
function keepDatabase(own: OwnDatabase): { stop(): Promise<void> } {
  let stopping = false;
  let wake = (): void => undefined;
  let running: PostgresServer | null = own;
  const watch = async (): Promise<void> => {
    for (let falls = 1; ;) {
      const began = performance.now();
      await running?.exited;
      if (stopping) return;
      if (performance.now() - began > 60_000) falls = 1;
      const wait = backOff(falls++);
      complain(
        `Basis data berhenti sendiri; dinyalakan lagi dalam ${wait / 1000} detik. / The database has ended unexpectedly (see postgres.log); starting it again in ${wait / 1000} s.`,
      );
      await new Promise<void>((done) => {
        wake = done;
        setTimeout(done, wait);
      });
      if (stopping) return;
      running = await own.again().catch((error: unknown) => {
        complain(error instanceof Error ? error.message : String(error));
        return null;
      });
      // told to stop meanwhile: nobody else stops this one
      if (stopping) await running?.stop();
    }
  };
  const watching = watch();
  return {
    async stop() {
      stopping = true;
      wake();
      await running?.stop();
      await watching;
      await running?.stop();
      own.release();
    },
  };
}

/** A later release of PostgreSQL reads this cluster by them; without room for them this one runs all the same. */
function keepOldPrograms(dataDir: string): void {
  try {
    keepPrograms(dataDir);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`postgres: its programs could not be kept for a later release (docs/upgrade.md): ${why}\n`);
  }
}

/** Starts all and returns at once; what happens is said on the console. */
export function supervise(options: SuperviseOptions): Supervised {
  const giveUp = new AbortController();
  const phases = createPhases(say);
  let server: WatchedServer | undefined;
  let asked: Promise<void> | undefined;
  let finish = (_code: number): void => undefined;
  const ended = new Promise<number>((done) => {
    finish = done;
  });

  const run = async (config: Config): Promise<number> => {
    let database: { stop(): Promise<void> } | undefined;
    const env: Record<string, string> = { ...options.env };
    if (!config.databaseUrl) {
      phases.begin('database');
      const own = await openOwnDatabase(config, { say, signal: giveUp.signal });
      // one that a killed process left behind
      removeRunFile(config.dataDir);
      database = keepDatabase(own);
      keepOldPrograms(config.dataDir);
      env.LUMBUNG_SOCKET_DIR = own.socketDir;
    }
    try {
      server = superviseServer({ ...options, env, phases, complain });
      if (giveUp.signal.aborted) await server.stop();
      return await server.ended;
    } finally {
      phases.end();
      await database?.stop();
      if (database) removeRunFile(config.dataDir);
    }
  };
  const start = async (): Promise<void> => {
    let config: Config | null = null;
    try {
      const demo = options.args.includes('--demo');
      config = readConfig(process.env, { demo });
      refuseMarkedFolder(config, demo);
      finish(await run(config));
    } catch (error) {
      phases.end();
      complain(
        explainStart(error, config) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error)),
      );
      finish(giveUp.signal.aborted ? 0 : 1);
    }
  };
  void start();
  return {
    ended,
    restart: () => server?.restart(),
    async stop() {
      asked ??= (async () => {
        giveUp.abort();
        await server?.stop();
        await ended;
      })();
      await asked;
    },
  };
}

/** Runs until a signal says stop, or the server cannot start until a person has changed something; ends the process. */
export async function superviseUntilSignal(options: SuperviseOptions): Promise<void> {
  const supervised = supervise(options);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void supervised.stop());
  process.exit(await supervised.ended);
}

if (import.meta.main) await superviseUntilSignal({ node: process.execPath, args: process.argv.slice(2) });
