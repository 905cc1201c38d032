import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { openResult } from '#modules/ground/heavy-work';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Heavy } from '#platform/background/heavy';
import type { Storage } from '#platform/storage';
import type { WarnedAll } from './issue-warnings.ts';

export const LIBRARY_WARNINGS = 'letters.warnings';
export const warningsAsked = z.object({ libraryId: z.number() });
/** As the worker writes it. */
const warnedAll = z.object({ ids: z.array(z.number()), leftOut: z.number(), failed: z.number() });

/**
 * Has the worker issue the next warning to everybody with something overdue at a library. Needs `letters.issue` there. Refuses
 * `heavy_work.pending` when it takes longer than somebody waits for: the page of the work has the answer then.
 */
export async function askWarnings(ctx: Ctx, heavy: Heavy, libraryId: number): Promise<WarnedAll> {
  authorize(ctx, 'letters.issue', libraryId);
  const { body } = await heavy.ask(ctx, { kind: LIBRARY_WARNINGS, input: { libraryId } });
  return warnedAll.parse(await json(body));
}

/** The same of work that took longer, by its id. Throws as `openResult`. */
export async function openWarnings(ctx: Ctx, storage: Storage, workId: string): Promise<WarnedAll> {
  const { body } = await openResult(ctx, storage, workId);
  return warnedAll.parse(await json(body));
}
