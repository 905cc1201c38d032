import { writeFileSync } from 'node:fs';
import type { Ctx } from '#platform/context';
import type { Secrets } from '#platform/rights/secrets';
import type { Storage } from '#platform/storage';
import type { FinesChoice } from '#shared/moving/old-systems';
import type { MigrationReport } from '#shared/moving/report';
import type { Said } from '#shared/moving/said';
import { inlisliteDump, type DumpOptions } from '../../../../../tests/support/inlislite-dump.ts';
import { migrateInlislite } from '../index.ts';

export interface Moved {
  report: MigrationReport;
  said: Said[];
}

/**
 * Moves a library in from a dump that is written to a file first.
 * @param stop ends the run when so many rows of a table are through
 */
export async function runMigration(
  t: { ctx: () => Ctx; secrets: Secrets; storage: Storage },
  path: string,
  input: DumpOptions & { dryRun?: boolean; library?: string; fines?: FinesChoice; files?: string } = {},
  stop?: { table: string; after: number },
): Promise<Moved> {
  const { dryRun, library, fines, files, ...dump } = input;
  writeFileSync(path, [...inlisliteDump(dump)].join(''));
  const stopping = new AbortController();
  const said: Said[] = [];
  const report = await migrateInlislite(
    t.ctx(),
    { secrets: t.secrets, storage: t.storage, fines },
    { path, dryRun, library, files },
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
export function fatesOf({ report }: Pick<Moved, 'report'>, table: string): number[] {
  const one = report.tables.find((line) => line.table === table);
  if (one?.kind !== 'rows') return [];
  const { carried, merged, refused, known } = one.fates;
  return [one.rows, carried, merged, refused, known];
}
