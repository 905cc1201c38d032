import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryMb } from './measure.ts';
import { prepareEmptyLibrary } from './prepare-library.ts';
import type { Figure } from './report.ts';
import { runCommand } from './server-process.ts';
import { writeSlimsDump } from './slims-dump.ts';

/** For 100,000 titles, 150,000 copies, 20,000 members and 500,000 loans, in seconds. */
const BUDGET_SECONDS = 180;
const BUDGET_SIZE = 100_000;
/** What a fresh server with its database may hold, and what moving in may take beside it, in MB. */
const BUDGET_MB = 400 + 300;

/** A SLiMS of that many titles moves into an empty library by the command line. */
export async function measureMovingIn(
  size: number,
  measure: (figure: Omit<Figure, 'value'>, work: () => Promise<number> | number) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lumbung-moving-'));
  let peakMb = 0;
  try {
    await prepareEmptyLibrary(dataDir);
    const dump = join(dataDir, 'slims.sql');
    await writeSlimsDump(dump, size, new Date());
    const work = `moving in from SLiMS: ${size} titles, their copies, members and loans`;
    const budget = (BUDGET_SECONDS * size) / BUDGET_SIZE;
    await measure({ work, unit: 's', budget, slims: null }, async () => {
      const args = ['migrate', 'slims', dump, '--library', 'PUSAT', '--report', join(dataDir, 'report.csv')];
      const { seconds } = await runCommand(args, { DATA_DIR: dataDir }, (pid) => {
        peakMb = Math.max(peakMb, memoryMb(pid));
      });
      return seconds;
    });
    const memory = 'memory of moving in with its database, peak';
    await measure({ work: memory, unit: 'MB', budget: BUDGET_MB, slims: null }, () => peakMb);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
