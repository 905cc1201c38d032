import { writeFileSync } from 'node:fs';
import type { Ctx } from '#platform/context';
import type { Storage } from '#platform/storage';
import type { MigrationReport } from '#shared/moving/report';
import type { Said } from '#shared/moving/said';
import { migrateSlims } from '../index.ts';

export interface Moved {
  report: MigrationReport;
  said: Said[];
}

/**
 * Moves a library in from a dump that is written to a file first.
 * @param stop ends the run when so many rows of a table are through
 */
export async function runMigration(
  t: { ctx: () => Ctx; storage: Storage },
  dump: { path: string; content: string | Uint8Array },
  input: { dryRun?: boolean; library?: string; files?: string } = {},
  stop?: { table: string; after: number },
): Promise<Moved> {
  writeFileSync(dump.path, dump.content);
  const stopping = new AbortController();
  const said: Said[] = [];
  const report = await migrateSlims(
    t.ctx(),
    t.storage,
    { path: dump.path, ...input },
    {
      signal: stopping.signal,
      onSaid: (one) => said.push(one),
      onProgress: (table, rows) => {
        if (stop && table === stop.table && rows >= stop.after) stopping.abort();
      },
    },
  );
  return { report, said };
}

/** Of one table: rows, carried, merged, refused, known. */
export function fatesOf({ report }: Moved, table: string): number[] {
  const one = report.tables.find((line) => line.table === table);
  if (one?.kind !== 'rows') return [];
  const { carried, merged, refused, known } = one.fates;
  return [one.rows, carried, merged, refused, known];
}
