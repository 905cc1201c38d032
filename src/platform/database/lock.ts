import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, constants, existsSync, openSync, realpathSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { endOrphans } from './orphans.ts';
import { StartTrouble } from '../start-trouble.ts';

/** The data folder is in use by another process. */
export class DataDirInUse extends StartTrouble {}

/** A data folder that is ours until it is released or this process and its database have ended, however they end. */
export interface Ownership {
  /**
   * An open file with a kernel lock on it. The database must inherit it (as a file descriptor), so that the folder stays locked while
   * one of its processes lives, also when we were killed. Null where the machine has no such lock.
   */
  databaseLock: number | null;
  /** False while a database of a release without this lock may still run on the folder. */
  nobodyElse: boolean;
  release: () => void;
}

const inUse = (dir: string): DataDirInUse =>
  new DataDirInUse(
    `Folder data ${dir} sedang dipakai Lumbung yang lain. Hentikan dulu yang itu, atau pilih folder lain dengan DATA_DIR. / ` +
      `The data folder ${dir} is already in use by a running Lumbung. Stop that one first, or set DATA_DIR to another folder.`,
  );

const stillRuns = (dir: string): DataDirInUse =>
  new DataDirInUse(
    `Basis data di folder ${dir} masih hidup di wadah atau mesin lain, walau Lumbung-nya sudah mati. Hentikan wadah itu dulu. / ` +
      `The database of the folder ${dir} still runs in another container or on another machine, though its Lumbung has ended. Stop that container first.`,
  );

type Outcome = 'locked' | 'held' | 'unable';

/** How Linux machines lock an open file, most of them by the first. The lock belongs to the open file, not to the program that asks for it. */
const LOCKERS: readonly (readonly [string, ...string[]])[] = [
  ['flock', '-x', '-n', '3'],
  ['perl', '-e', 'open(my $f, ">>&=", 3) or exit 2; flock($f, 6) or exit 1;'],
];

function lockOpenFile(fd: number): Outcome {
  for (const [program, ...args] of LOCKERS) {
    const { status } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'ignore', fd] });
    if (status === 0) return 'locked';
    if (status === 1) return 'held';
  }
  return 'unable';
}

/** BSD's `open(2)` locks as it opens; Node does not name these flags. */
const DARWIN_LOCK = 0x20 | 0x4;

/** Opens a file and locks it in the kernel, for as long as anybody has what was opened. */
function openLocked(path: string): { fd: number; outcome: Outcome } {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND;
  if (process.platform === 'darwin') {
    try {
      return { fd: openSync(path, flags | DARWIN_LOCK, 0o600), outcome: 'locked' };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      return { fd: openSync(path, flags, 0o600), outcome: 'held' };
    }
  }
  const fd = openSync(path, flags, 0o600);
  return { fd, outcome: process.platform === 'win32' ? 'unable' : lockOpenFile(fd) };
}

/**
 * The lock of earlier releases, which may still run; and the only one where files cannot be locked. It holds within one network
 * namespace (on Windows: the machine).
 */
async function listenAsOwner(dir: string): Promise<() => void> {
  const id = createHash('sha256').update(realpathSync(dir)).digest('hex').slice(0, 32);
  const name = process.platform === 'win32' ? `\\\\.\\pipe\\lumbung-${id}` : `\0lumbung-${id}`;
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.end(`${process.pid}\n`));
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? inUse(dir) : error));
    server.listen(name, () => {
      server.unref();
      resolve(() => server.close());
    });
  });
}

/**
 * Makes this process the only owner of a data folder, across containers that share it: by two files that the kernel locks. The first is
 * held by the owner, the second by the owner and its database. A database whose owner was killed is ended when it runs among our own
 * processes; where we cannot see it, the folder is refused. Throws {@link DataDirInUse}.
 * @param say told when a database that was left behind is ended
 */
export async function takeOwnership(dir: string, say: (line: string) => void = () => undefined): Promise<Ownership> {
  const undo: (() => void)[] = [];
  const release = (): void => {
    for (const step of undo.splice(0).reverse()) step();
  };
  try {
    undo.push(await listenAsOwner(dir));
    const owner = openLocked(join(dir, 'owner.lock'));
    undo.push(() => closeSync(owner.fd));
    if (owner.outcome === 'held') throw inUse(dir);
    if (owner.outcome === 'unable') return { databaseLock: null, nobodyElse: false, release };

    const path = join(dir, 'database.lock');
    const nobodyElse = existsSync(path);
    let database = openLocked(path);
    if (database.outcome === 'held') {
      closeSync(database.fd);
      await endOrphans(path, say);
      database = openLocked(path);
    }
    undo.push(() => closeSync(database.fd));
    if (database.outcome === 'held') throw stillRuns(dir);
    return { databaseLock: database.fd, nobodyElse, release };
  } catch (error) {
    release();
    throw error;
  }
}
