import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { RecordSource } from './client.ts';
import { findSource, selectSources } from './data/sources.queries.ts';
import { copyingErrors } from './errors.ts';

/** Other catalogues from which records are copied, in their order. Needs `settings.manage` network-wide. */
export async function listSources(ctx: Ctx): Promise<RecordSource[]> {
  authorize(ctx, 'settings.manage', null);
  return selectSources(ctx.db);
}

/** One of them. Needs `settings.manage` network-wide. Throws `copying.source_not_found`. */
export async function getSource(ctx: Ctx, id: number): Promise<RecordSource> {
  authorize(ctx, 'settings.manage', null);
  const source = await findSource(ctx.db, id);
  if (!source) throw copyingErrors.sourceNotFound();
  return source;
}
