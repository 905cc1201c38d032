import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { makeKeyPair } from '../src/platform/backup/seal.ts';
import { cpuMs } from './measure.ts';
import type { Figure } from './report.ts';
import { runCommand, startServer } from './server-process.ts';

/** For 100,000 titles, in seconds. */
const BUDGET_SECONDS = 180;
const BUDGET_SIZE = 100_000;

/** Runs a command to its end. @returns how long it took, and the CPU of command and database, in seconds */
async function timed(args: readonly string[], dataDir: string): Promise<{ seconds: number; cpu: number }> {
  let cpu = 0;
  const { seconds } = await runCommand(args, { DATA_DIR: dataDir }, (pid) => {
    cpu = Math.max(cpu, cpuMs(pid) / 1000);
  });
  return { seconds, cpu };
}

const found = z.object({ total: z.number() });

/** Seconds from the start of a server to its first answer of the search, which is built anew there. */
async function untilFound(dataDir: string, size: number): Promise<number> {
  const server = await startServer({ DATA_DIR: dataDir });
  try {
    const began = performance.now();
    const answer = await fetch(`${server.origin}/api/v1/search?q=&limit=1`);
    const { total } = found.parse(await answer.json());
    if (total !== size) throw new Error(`${total} of ${size} records can be found`);
    return (server.startMs + performance.now() - began) / 1000;
  } finally {
    await server.stop();
  }
}

/**
 * A library of that many titles is backed up as the schedule does it, sealed for a key, and comes back in an empty place.
 * @param dataDir nobody has it open
 */
export async function measureRestore(
  dataDir: string,
  size: number,
  measure: (figure: Omit<Figure, 'value'>, work: () => Promise<number> | number) => Promise<void>,
): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'lumbung-restored-'));
  chmodSync(place, 0o755);
  const [file, keyFile] = [join(dataDir, 'backup.tar.gz.age'), join(dataDir, 'backup.key')];
  try {
    const { identity, recipient } = await makeKeyPair();
    writeFileSync(keyFile, identity, { mode: 0o600 });
    const figure = { unit: 's', slims: null };
    const backup: Omit<Figure, 'value'> = { ...figure, work: `backup of ${size} titles, sealed`, budget: null };
    await measure(backup, async () => {
      const { seconds, cpu } = await timed(['backup', file, '--recipient', recipient], dataDir);
      backup.remark = `${(statSync(file).size / 1_000_000).toFixed(1)} MB; ${cpu.toFixed(0)} s of CPU, command and database`;
      return seconds;
    });
    const budget = (BUDGET_SECONDS * size) / BUDGET_SIZE;
    const restore: Omit<Figure, 'value'> = { ...figure, work: `restore of ${size} titles`, budget };
    await measure(restore, async () => {
      const { seconds, cpu } = await timed(['restore', file, '--identity', keyFile], place);
      restore.remark = `with their copies, members and loans; ${cpu.toFixed(0)} s of CPU, command and database`;
      return seconds;
    });
    const first = 'from the start of a restored library to its first search';
    await measure({ ...figure, work: first, budget: null }, async () => untilFound(place, size));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
