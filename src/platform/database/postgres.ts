import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { choosePlace, initialise, type Place } from './postgres-place.ts';
import { memorySettings, SLOW_STATEMENT, usableMemory } from './postgres-settings.ts';
import { keepLogShort, rotateLog } from '../rotate-log.ts';
import { archiveSettings, spoolOf, STOP } from '../journal/spool.ts';
import type { ServerAccount } from './stage.ts';
import { StartTrouble } from '../start-trouble.ts';

export interface PostgresOptions {
  /** The cluster's folder wanted; see {@link PostgresServer.clusterDir} for the one that is used. */
  clusterDir: string;
  /** Only tests switch durability off. */
  durable?: boolean;
  settings?: Record<string, string>;
  /** Its programs and where it lies, where they are not the bundled ones. */
  programs?: Place;
  /** Lays each piece of its log into the spool beside the cluster, for the journal. */
  journal?: boolean;
  /** What the database inherits, so that the folder stays locked as long as it lives; and whether only that lock's holders run on it. */
  owned?: { databaseLock: number | null; nobodyElse: boolean };
  /** Gives up a start. */
  signal?: AbortSignal;
}
export interface PostgresServer {
  socketDir: string;
  /** Where the cluster really lies: elsewhere than asked when the server's account cannot reach the folder. */
  clusterDir: string;
  /** Ends it whatever clients still do: open transactions are rolled back. */
  stop(): Promise<void>;
  /** Resolves when the server's process has ended. */
  exited: Promise<void>;
}

const SOCKET_NAME = '.s.PGSQL.5432';
/** How long a fast stop may take, and an immediate one after that, before it is killed; it recovers at the next start. */
const FAST_MS = 10_000;
const IMMEDIATE_MS = 5_000;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

function readPidFile(clusterDir: string): { pid: number; status: string } | null {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), status: (lines[7] ?? '').trim() };
  } catch {
    return null;
  }
}

/** The pid in a stale lock file may belong to any process by now: ours is the one whose working folder is the cluster. */
function runsOn(pid: number, clusterDir: string): boolean {
  try {
    return realpathSync(readlinkSync(`/proc/${pid}/cwd`)) === realpathSync(clusterDir);
  } catch {
    return false;
  }
}

const connects = async (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

/** A server whose parent was killed lives on. Those that hold no lock (of earlier releases, or where there are no locks) are stopped here. */
async function stopOrphan(clusterDir: string): Promise<void> {
  const old = readPidFile(clusterDir);
  if (!old || !isAlive(old.pid) || !runsOn(old.pid, clusterDir)) return;
  for (const [name, tries] of [
    ['SIGINT', 100],
    ['SIGQUIT', 60],
    ['SIGKILL', 40],
  ] as const) {
    process.kill(old.pid, name);
    for (let i = 0; i < tries; i++) {
      if (!isAlive(old.pid)) return;
      await wait(50);
    }
  }
  throw new StartTrouble(
    `Basis data dari Lumbung sebelumnya (proses ${old.pid}) tidak mau berhenti. Hentikan proses itu, lalu jalankan lagi. / ` +
      `The database of an earlier run (process ${old.pid}) does not stop. End that process, then start again.`,
  );
}

function makeSocketDir(clusterDir: string, who: ServerAccount | null): string {
  // Short, since a socket's path may have at most 107 bytes.
  const dir = join(tmpdir(), 'lumbung-' + createHash('sha256').update(clusterDir).digest('hex').slice(0, 12));
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  if (who) chownSync(dir, who.uid, who.gid);
  return dir;
}

function makeSpool(clusterDir: string, who: ServerAccount | null): string {
  const spool = spoolOf(clusterDir);
  mkdirSync(spool, { recursive: true, mode: 0o700 });
  if (who) chownSync(spool, who.uid, who.gid);
  rmSync(join(spool, STOP), { force: true });
  return spool;
}

/**
 * Starts the bundled PostgreSQL on a Unix socket. The caller must own the data folder (see lock.ts).
 * Survives an earlier kill -9 (the orphaned server is stopped first) and a stale lock file.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const durable = options.durable ?? true;
  const place = options.programs ?? choosePlace(options.clusterDir);
  const { clusterDir, who } = place;
  const lock = options.owned?.databaseLock ?? null;
  await initialise(place, durable, lock);
  await stopOrphan(clusterDir);
  // its pid is of a process that has ended, perhaps in another container, where the same number means somebody else
  if (lock !== null && options.owned?.nobodyElse) rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
  const socketDir = makeSocketDir(clusterDir, who);
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    port: '5432',
    max_connections: '80',
    ...memorySettings(usableMemory()),
    ...SLOW_STATEMENT,
    jit: 'off',
    timezone: 'UTC',
    fsync: durable ? 'on' : 'off',
    ...(durable ? {} : { full_page_writes: 'off', synchronous_commit: 'off' }),
    ...(options.journal ? archiveSettings(makeSpool(clusterDir, who)) : {}),
    ...options.settings,
  };
  const running = await launchUntilReady(place, settings, {
    socket: join(socketDir, SOCKET_NAME),
    lock,
    signal: options.signal,
  });
  void running.exited.then(keepLogShort(logPathOf(place)));
  return {
    socketDir,
    clusterDir,
    exited: running.exited,
    async stop() {
      await end(running);
      rmSync(socketDir, { recursive: true, force: true });
    },
  };
}

const logPathOf = ({ clusterDir }: Place): string => join(dirname(clusterDir), 'postgres.log');

interface Running {
  child: ChildProcess;
  exited: Promise<void>;
}
interface Launch {
  socket: string;
  lock: number | null;
  signal: AbortSignal | undefined;
}

async function end({ child, exited }: Running): Promise<void> {
  const timers = [
    setTimeout(() => child.kill('SIGQUIT'), FAST_MS),
    setTimeout(() => child.kill('SIGKILL'), FAST_MS + IMMEDIATE_MS),
  ];
  child.kill('SIGINT');
  await exited;
  timers.forEach(clearTimeout);
}

/** Worker processes of a server that was killed hold its shared memory for a moment; then a new one refuses to start. */
const STILL_IN_USE = /pre-existing shared memory block|lock file ".*" already exists/;

async function launchUntilReady(place: Place, settings: Record<string, string>, how: Launch): Promise<Running> {
  const logPath = logPathOf(place);
  rotateLog(logPath);
  for (let attempt = 1; ; attempt++) {
    const logStart = existsSync(logPath) ? statSync(logPath).size : 0;
    const running = launch(place, settings, logPath, how.lock);
    if (await becomesReady(running, place.clusterDir, how)) return running;
    if (how.signal?.aborted) {
      await end(running);
      throw new StartTrouble('Dihentikan sebelum basis data siap. / Stopped before the database was ready.');
    }
    const said = readFileSync(logPath).subarray(logStart).toString('utf8');
    if (attempt >= 40 || !STILL_IN_USE.test(said)) throw didNotStart(said, logPath);
    await wait(250);
  }
}

function didNotStart(said: string, logPath: string): StartTrouble {
  if (/no space left on device/i.test(said)) {
    return new StartTrouble(
      'Disk penuh: basis data tidak dapat dimulai. Kosongkan ruang, lalu jalankan lagi. / The disk is full: the database cannot start. Free some space, then start again.',
    );
  }
  const reason = /(?:FATAL|PANIC):\s*(.+)/.exec(said)?.[1] ?? '';
  return new StartTrouble(
    `Basis data tidak dapat dimulai; sebabnya ada di ${logPath}. / The database did not start; its log, ${logPath}, says why${reason && `: ${reason}`}`,
  );
}

function launch(
  { clusterDir, bin, who }: Place,
  settings: Record<string, string>,
  logPath: string,
  lock: number | null,
): Running {
  const log = openSync(logPath, 'a', 0o600);
  chmodSync(logPath, 0o600);
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', clusterDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // detached: Ctrl-C reaches only us, so that the application drains before its database stops
    {
      ...(who ?? {}),
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log, lock ?? 'ignore'],
      env: { PATH: process.env.PATH, TZ: 'UTC' },
    },
  );
  closeSync(log);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return { child, exited };
}

/** False when the server ended before it was ready, or nobody waits for it any more. */
async function becomesReady(
  { child, exited }: Running,
  clusterDir: string,
  { socket, signal }: Launch,
): Promise<boolean> {
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  while (!ended && !signal?.aborted) {
    const pidFile = readPidFile(clusterDir);
    if (pidFile?.pid === child.pid && pidFile?.status === 'ready' && (await connects(socket))) return true;
    await Promise.race([wait(15), exited]);
  }
  return false;
}
