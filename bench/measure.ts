import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

const statOf = (pid: number): { parent: number; ticks: number } | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // its own, and that of its children which have ended
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return { parent: Number(fields[1]), ticks };
  } catch {
    return null;
  }
};

/** The process and everything below it. */
function tree(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const id = Number(name);
    if (!Number.isInteger(id)) continue;
    const stat = statOf(id);
    if (stat) children.set(stat.parent, [...(children.get(stat.parent) ?? []), id]);
  }
  const all = [pid];
  for (let i = 0; i < all.length; i++) all.push(...(children.get(all[i] ?? 0) ?? []));
  return all;
}

/** CPU time so far, in milliseconds, of a server with its database. */
export const cpuMs = (pid: number): number =>
  tree(pid).reduce((total, id) => total + (statOf(id)?.ticks ?? 0), 0) * TICK_MS;

/** Memory of a server with its database in MB, shared pages counted once (Pss). */
export const memoryMb = (pid: number): number => pssMb(tree(pid));

/** The same without the process that watches over both. */
export const memoryBelowMb = (pid: number): number => pssMb(tree(pid).slice(1));

/**
 * Memory of one process in MB as the system counts it (RSS), now and at its highest until now.
 * @param pid the process, or one above it
 * @param file what of the project it runs
 * @returns null where there is none, or none yet
 */
export function residentMb(pid: number, file: string): { now: number; peak: number } | null {
  for (const id of tree(pid)) {
    try {
      if (!readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(file)) continue;
      const status = readFileSync(`/proc/${id}/status`, 'utf8');
      const mb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024;
      return { now: mb('VmRSS'), peak: mb('VmHWM') };
    } catch {
      // the process has ended meanwhile
    }
  }
  return null;
}

function pssMb(ids: readonly number[]): number {
  let kb = 0;
  for (const id of ids) {
    try {
      kb += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // the process has ended meanwhile
    }
  }
  return kb / 1024;
}

export interface LoadResult {
  requests: number;
  seconds: number;
  /** Milliseconds as a client sees them. */
  p50: number;
  /** App and database together, per request. */
  cpuMsPerRequest: number;
}

/** No measurement lasts longer, whatever the machine. */
const MOST_SECONDS = 20;

/**
 * Sends `requests` requests with `clients` at a time, fewer where that takes too long.
 * @param send performs request number `i` and throws when the answer is not the one expected
 */
export async function load(
  pid: number,
  requests: number,
  clients: number,
  send: (i: number) => Promise<void>,
): Promise<LoadResult> {
  const times: number[] = [];
  let next = 0;
  const cpuBefore = cpuMs(pid);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let i = next++; i < requests; i = next++) {
        const begin = performance.now();
        if (begin - started > MOST_SECONDS * 1000) break;
        await send(i);
        times.push(performance.now() - begin);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const cpu = cpuMs(pid) - cpuBefore;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { requests: times.length, seconds, p50: at(0.5), cpuMsPerRequest: cpu / times.length };
}
