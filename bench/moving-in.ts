import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { cpuMs, memoryMb, residentMb } from './measure.ts';
import { prepareEmptyLibrary } from './prepare-library.ts';
import type { Figure } from './report.ts';
import { measureRestore } from './restore.ts';
import { runCommand, startServer } from './server-process.ts';
import { writeSlimsDump } from './slims-dump.ts';

/** For 100,000 titles, 150,000 copies, 20,000 members and 500,000 loans, in seconds. */
const BUDGET_SECONDS = 180;
const BUDGET_SIZE = 100_000;
/** What the process that moves a library in may hold at its highest above a server that nobody uses, in MB. */
const BUDGET_MB_ABOVE = 300;
/** So long nobody comes to the server, in seconds: by then it has given back what its start took. */
const AT_REST = 150;

/** Memory of a server that nobody uses, without its database and what watches over both, in MB. */
async function idleServerMb(dataDir: string): Promise<number> {
  const server = await startServer({ DATA_DIR: dataDir }, 'scripts/run.mjs');
  try {
    await setTimeout(AT_REST * 1000);
    const memory = residentMb(server.pid, 'src/entrypoints/server.ts');
    if (!memory) throw new Error('no process of the server was found');
    return memory.now;
  } finally {
    await server.stop();
  }
}

/** What was seen of a command while it ran. */
interface Seen {
  /** Of application and database together. */
  cpuSeconds: number;
  treeMb: number;
  peakMb: number;
}

/** A SLiMS of that many titles moves into an empty library by the command line; what came is backed up and restored. */
export async function measureMovingIn(
  size: number,
  measure: (figure: Omit<Figure, 'value'>, work: () => Promise<number> | number) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lumbung-moving-'));
  // the account of the database comes in, so that all of it lies here and goes again
  chmodSync(dataDir, 0o755);
  const seen: Seen = { cpuSeconds: 0, treeMb: 0, peakMb: 0 };
  try {
    await prepareEmptyLibrary(dataDir);
    const idleMb = await idleServerMb(dataDir);
    const dump = join(dataDir, 'slims.sql');
    await writeSlimsDump(dump, size, new Date());
    const moving: Omit<Figure, 'value'> = {
      work: `moving in from SLiMS: ${size} titles, their copies, members and loans`,
      ...{ unit: 's', budget: (BUDGET_SECONDS * size) / BUDGET_SIZE, slims: null },
    };
    await measure(moving, async () => {
      const args = ['migrate', 'slims', dump, '--library', 'PUSAT', '--report', join(dataDir, 'report.csv')];
      const { seconds } = await runCommand(args, { DATA_DIR: dataDir }, (pid) => {
        seen.cpuSeconds = Math.max(seen.cpuSeconds, cpuMs(pid) / 1000);
        seen.treeMb = Math.max(seen.treeMb, memoryMb(pid));
        seen.peakMb = Math.max(seen.peakMb, residentMb(pid, 'src/entrypoints/cli.ts')?.peak ?? 0);
      });
      moving.remark = `${seen.cpuSeconds.toFixed(0)} s of CPU, command and database`;
      return seconds;
    });
    const remark = `${seen.peakMb.toFixed(0)} MB at its highest, where an idle server holds ${idleMb.toFixed(0)}`;
    await measure(
      { work: 'memory of moving in above an idle server', unit: 'MB', budget: BUDGET_MB_ABOVE, slims: null, remark },
      () => seen.peakMb - idleMb,
    );
    const memory = 'memory of moving in with its database, peak';
    await measure({ work: memory, unit: 'MB', budget: null, slims: null }, () => seen.treeMb);
    await measureRestore(dataDir, size, measure);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
