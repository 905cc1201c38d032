import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { MetCode } from './client.ts';
import { selectCodes } from './data/import-codes.queries.ts';
import { findRun } from './data/import-runs.queries.ts';
import { importErrors } from './errors.ts';
import { lookAround } from './look-around.ts';
import { meaningNow } from './rules/koha-codes.ts';

/**
 * The codes of another system that a run has met, and what each means here by what was said and what is there now. Empty for kinds without
 * such codes. Needs `imports.run` for the network; refuses `imports.run_not_found`.
 */
export async function listImportCodes(ctx: Ctx, runId: number): Promise<MetCode[]> {
  authorize(ctx, 'imports.run', null);
  const run = await findRun(ctx.db, runId);
  if (!run) throw importErrors.runNotFound();
  const met = await selectCodes(ctx.db, runId);
  if (met.length === 0) return [];
  const around = await lookAround(ctx, run);
  return met.map((code) => ({ ...code, ...meaningNow(around, code) }));
}
