import { writeFileSync } from 'node:fs';
import type { Ctx } from '#platform/context';
import type { Secrets } from '#platform/rights/secrets';
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
  t: { ctx: () => Ctx; secrets: Secrets },
  path: string,
  input: DumpOptions & { dryRun?: boolean; library?: string; fines?: FinesChoice } = {},
  stop?: { table: string; after: number },
): Promise<Moved> {
  const { dryRun, library, fines, ...dump } = input;
  writeFileSync(path, [...inlisliteDump(dump)].join(''));
  const stopping = new AbortController();
  const said: Said[] = [];
  const report = await migrateInlislite(
    t.ctx(),
    { secrets: t.secrets, fines },
    { path, dryRun, library },
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
