import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import type { RecordSource } from './client.ts';
import { findSource, selectSources } from './data/sources.queries.ts';
import { copyingErrors } from './errors.ts';
import { shownAddress } from './rules/address-secrets.ts';
import { hasYaz } from './sources/run-yaz.ts';

/** As people see it: what lets somebody in stands in no list and in no form. */
export const shownSource = (source: RecordSource): RecordSource => ({
  ...source,
  address: shownAddress(source.address),
});

/** Other catalogues from which records are copied, in their order, without their secrets. Needs `settings.manage` network-wide. */
export async function listSources(ctx: Ctx): Promise<RecordSource[]> {
  authorize(ctx, 'settings.manage', null);
  return (await selectSources(ctx.db)).map(shownSource);
}

/** One of them as it is asked. Needs `settings.manage` network-wide. Throws `copying.source_not_found`. */
export async function findWholeSource(ctx: Ctx, id: number): Promise<RecordSource> {
  authorize(ctx, 'settings.manage', null);
  const source = await findSource(ctx.db, id);
  if (!source) throw copyingErrors.sourceNotFound();
  return source;
}

/** One of them, without its secrets. Needs `settings.manage` network-wide. Throws `copying.source_not_found`. */
export const getSource = async (ctx: Ctx, id: number): Promise<RecordSource> =>
  shownSource(await findWholeSource(ctx, id));

/** Can Z39.50 be asked from this machine? Needs `settings.manage` network-wide. */
export async function canAskZ3950(ctx: Ctx, { config }: Pick<Services, 'config'>): Promise<boolean> {
  authorize(ctx, 'settings.manage', null);
  return hasYaz(config.yazClient);
}
