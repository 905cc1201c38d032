import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#platform/clock';
import type { Config } from '#platform/config';
import { openBeside } from '#platform/database/beside';
import { usableMemory } from '#platform/database/postgres-settings';
import type { PracticeSpace, PracticeState } from '#platform/practice-space';
import { releaseOf } from '#platform/release';
import { HOME_ZONE, localDate } from '#shared/dates';
import { backOff } from '../back-off.ts';
import { copyBaseFiles, hasBaseFiles } from './base-files.ts';
import {
  baseStamp,
  beginBase,
  copyBase,
  copyMadeAt,
  endBase,
  keepRoleOut,
  PRACTICE_DATABASE,
  PRACTICE_ROLE,
} from './databases.ts';

/** The sample city has one beside it where the machine has room: for its server, and for making it, which takes most. */
const DEMO_MEMORY = 3 * 1024 ** 3;
const DEMO_PORT_AFTER = 10;
/** For V8: ten people at work. */
const HEAP_MEGABYTES = 384;
/** At night copies are thrown away (`learning/practice/jobs.ts`): so long after midnight. */
const RENEWED_MS = (2 * 60 + 40) * 60_000;
/** Of the operating system: whoever answers people goes first. */
const LOW_PRIORITY = 10;
/** The server closes by itself within nine seconds. */
const CLOSING_MS = 10_000;
/** Of the real network: its keys, its mail and its gates are none of the practice space's business. */
const NOT_HANDED_ON = [
  ...['DATABASE_URL', 'SECRET_KEYS', 'SMTP_URL', 'MAIL_FROM', 'IMAP_URL', 'OUTGOING_HOSTS', 'CORS_ORIGINS'],
  ...['PUBLIC_URL', 'PRACTICE_PORT', 'PRACTICE_URL', 'LUMBUNG_NOW'],
];

type Place = Pick<Config, 'root' | 'dataDir' | 'host' | 'port' | 'practicePort' | 'practiceUrl' | 'startAt'>;

/** Where the practice space listens: as it was set; that of the sample city comes by itself, ten after its own, where there is room. */
export function practicePortFor(config: Place, demo: boolean): number | null {
  if (config.practicePort !== null || !demo) return config.practicePort;
  const hasRoom = config.port > 0 && config.startAt === null && usableMemory() >= DEMO_MEMORY;
  return hasRoom ? config.port + DEMO_PORT_AFTER : null;
}

/** By what a base is known: whether it is of this release, and of which day. */
function stampNow(config: Place, now: Date): { release: string; whole: string } {
  const last = readdirSync(join(config.root, 'db/migrations')).toSorted().at(-1) ?? '';
  // made by another role it would not be that one's to change
  const release = `${releaseOf(config)} ${last} ${PRACTICE_ROLE}`;
  return { release, whole: `${release} ${localDate(now, HOME_ZONE)}` };
}

/** Whether a copy is of before the last night: the machine was off then, or had only just started. */
export function isOfBeforeNight(madeAt: Date, now: Date): boolean {
  const nightOf = (at: Date): string => localDate(new Date(at.getTime() - RENEWED_MS), HOME_ZONE);
  return nightOf(madeAt) < nightOf(now);
}

function environment(config: Place, port: number, socketDir: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !NOT_HANDED_ON.includes(name));
  return {
    ...Object.fromEntries(kept),
    ...(config.practiceUrl !== null && { PUBLIC_URL: config.practiceUrl }),
    ...{ DATA_DIR: join(config.dataDir, 'latihan'), PORT: String(port), LUMBUNG_SOCKET_DIR: socketDir },
    ...{ LUMBUNG_PRACTICE: '1', LUMBUNG_SUPERVISED: '1' },
  };
}

const endOf = async (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.once('exit', () => done());
    child.once('error', () => done());
  });

/**
 * Runs the practice space: makes what copies are made of where it is missing or of another release, copies it, and runs a second server on the copy,
 * again whenever that falls. A fall throws nothing away; {@link PracticeSpace.reset} does.
 * @param socketDir of the bundled PostgreSQL
 */
export function keepPractice(
  config: Place,
  { port, socketDir, clock, say }: { port: number; socketDir: string; clock: Clock; say: (line: string) => void },
): PracticeSpace & { stop(): Promise<void> } {
  const env = environment(config, port, socketDir);
  const filesDir = join(config.dataDir, 'latihan', 'files');
  const db = openBeside({ socketDir, database: PRACTICE_DATABASE });
  let child: ChildProcess | null = null;
  let state: PracticeState = 'making';
  let madeAt: Date | null = null;
  let stopping = false;
  let asked: { renew: boolean } | null = null;
  /** What is being started: the copy of before, a fresh one, or it is not yet known which. */
  let starting: 'unknown' | 'old' | 'fresh' = 'unknown';
  let wake = (): void => undefined;

  const run = (script: string, flags: readonly string[], args: readonly string[] = []): ChildProcess => {
    const started = spawn(process.execPath, [...flags, join(config.root, 'src/entrypoints', script), ...args], {
      ...{ cwd: config.root, env: { ...env, MALLOC_ARENA_MAX: '1' } },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child = started;
    return started;
  };

  const tell = (error: unknown): void => say(`practice: ${error instanceof Error ? error.message : String(error)}`);

  const makeBase = async (stamp: string): Promise<void> => {
    await beginBase(socketDir);
    if (stopping) return;
    const making = run('practice/make-base.ts', ['--max-semi-space-size=8']);
    if (making.pid !== undefined) setPriority(making.pid, LOW_PRIORITY);
    await endOf(making);
    if (stopping) return;
    if (making.exitCode !== 0) throw new Error('what copies are made of could not be made');
    await endBase(socketDir, stamp);
  };

  /** A copy to work in: that of before, unless it was asked to throw it away or is of another release. */
  const makeReady = async (): Promise<void> => {
    await keepRoleOut(socketDir);
    const found = await baseStamp(socketDir);
    madeAt = await copyMadeAt(socketDir);
    if (madeAt !== null && isOfBeforeNight(madeAt, clock.now())) asked = { renew: true };
    const { release, whole } = stampNow(config, clock.now());
    const isOld = found === null || !found.startsWith(`${release} `) || !hasBaseFiles(filesDir);
    if (isOld) await makeBase(whole);
    // that of yesterday serves until tomorrow night
    else if (asked?.renew && found !== whole) await makeBase(whole).catch(tell);
    if (stopping) return;
    starting = !isOld && asked === null && madeAt !== null ? 'old' : 'fresh';
    if (starting === 'old') return;
    madeAt = clock.now();
    await copyBaseFiles(filesDir);
    await copyBase(socketDir, madeAt);
    asked = null;
  };

  const serve = async (): Promise<void> => {
    const flags = [`--max-old-space-size=${HEAP_MEGABYTES}`, '--max-semi-space-size=4', '--expose-gc'];
    const server = run('server.ts', flags, ['--demo']);
    server.on('message', (message) => {
      if (message !== 'ready' || child !== server) return;
      state = 'open';
      say(`  Ruang latihan / practice space: ${config.practiceUrl ?? `http://${config.host}:${port}`}`);
    });
    await endOf(server);
  };

  const keep = async (): Promise<void> => {
    for (let falls = 0; !stopping;) {
      state = 'making';
      starting = 'unknown';
      const began = performance.now();
      let isReady = false;
      try {
        await makeReady();
        isReady = true;
        if (!stopping) await serve();
      } catch (error) {
        tell(error);
      }
      child = null;
      // what failed waits, also where it was asked for
      if (stopping || (isReady && asked !== null)) continue;
      state = 'down';
      if (performance.now() - began > 60_000) falls = 0;
      const wait = backOff(++falls);
      say(
        `  Ruang latihan berhenti; dinyalakan lagi dalam ${wait / 1000} detik. / The practice space has ended; again in ${wait / 1000} s.`,
      );
      await new Promise<void>((done) => {
        wake = done;
        setTimeout(done, wait).unref();
      });
    }
  };
  const keeping = keep();

  const end = (): void => {
    const running = child;
    if (!running) return wake();
    running.kill('SIGTERM');
    setTimeout(() => running.kill('SIGKILL'), CLOSING_MS).unref();
  };
  return {
    db,
    get state() {
      return state;
    },
    get madeAt() {
      return madeAt;
    },
    addressFor(own) {
      if (config.practiceUrl !== null) return config.practiceUrl;
      return `${own.protocol}//${own.hostname}:${port}`;
    },
    reset({ renew }) {
      // the one that is being made is fresh
      if (state === 'making' && starting === 'fresh') return;
      asked = { renew: renew || (asked?.renew ?? false) };
      if (state === 'making' && starting === 'unknown') return;
      state = 'making';
      end();
    },
    async stop() {
      stopping = true;
      end();
      await keeping;
      await db.destroy();
    },
  };
}
