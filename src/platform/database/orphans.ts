import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** How long a database that was left behind may take to stop by itself, and then without its last checkpoint, before it is killed. */
const FAST_MS = 5_000;
const IMMEDIATE_MS = 8_000;
const GIVE_UP_MS = 10_000;
/** Processes of a database vanish one after the other: only after so long without any is it certain that we cannot see them. */
const UNSEEN_MS = 1_500;

const namespaceOf = (pid: string): string | null => {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return null;
  }
};

const parentOf = (pid: number): number => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
};

function holdsOpen(pid: string, path: string, inode: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const link = `/proc/${pid}/fd/${fd}`;
      if (!readlinkSync(link).endsWith(basename(path))) return false;
      const { dev, ino } = statSync(link);
      return `${dev}:${ino}` === inode;
    });
  } catch {
    // it has ended meanwhile, or is not ours to look at
    return false;
  }
}

/** The processes of our own namespace that have this very file open, ourselves excepted: ids of others mean nothing to us. */
function holdersOf(path: string): number[] {
  if (process.platform !== 'linux') return [];
  const { dev, ino } = statSync(path);
  const ours = namespaceOf('self');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && namespaceOf(name) === ours)
    .filter((pid) => holdsOpen(pid, path, `${dev}:${ino}`))
    .map(Number);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended meanwhile, or belongs to another account: then it stays, and the folder is refused
  }
}

/**
 * Ends a database that outlived its owner: those who hold its lock open. First as PostgreSQL calls fast, then immediate (it recovers
 * from its log at the next start), in the end by force; all within ten seconds. Whether the lock is free then is for the caller to try:
 * holders that cannot be seen from here are left alone.
 */
export async function endOrphans(lockPath: string, say: (line: string) => void): Promise<void> {
  const began = performance.now();
  const waited = (): number => performance.now() - began;
  const sent = new Set<NodeJS.Signals>();
  let seen = false;
  while (waited() < GIVE_UP_MS) {
    const holders = holdersOf(lockPath);
    if (holders.length === 0) {
      if (seen || waited() > UNSEEN_MS) return;
    } else {
      if (!seen) {
        say(
          'Basis data dari Lumbung yang mati mendadak masih hidup; dihentikan dulu … / The database of a Lumbung that was killed still runs; stopping it first …',
        );
      }
      seen = true;
      const name = waited() < FAST_MS ? 'SIGINT' : waited() < IMMEDIATE_MS ? 'SIGQUIT' : 'SIGKILL';
      const heads = holders.filter((pid) => name === 'SIGKILL' || !holders.includes(parentOf(pid)));
      if (!sent.has(name)) for (const pid of heads) signal(pid, name);
      sent.add(name);
    }
    await wait(50);
  }
}
