import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { localDate } from '#shared/dates';
import { recordZeroResult, type VainSearchPlace } from '../data/zero-results.queries.ts';
import { keptQuery } from '../rules/kept-query.ts';

/** Counts something that was looked for in vain, by day and without who; what says of whom it is, is not kept. Takes any text. */
export async function noteVainSearch(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { text, place }: { text: string; place: VainSearchPlace },
): Promise<void> {
  const query = keptQuery(text);
  if (query === null) return;
  await recordZeroResult(ctx.db, { place, query, day: localDate(ctx.clock.now(), await networkZone(ctx.db)) });
}
