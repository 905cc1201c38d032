import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertTiesByName, type NamedTie } from '../data/together.queries.ts';

/** Ties a partner to what bears a name: for samples. Throws where one of them is not there. */
export async function saveNamedTie(trx: Tx, ctx: Ctx, tie: NamedTie): Promise<void> {
  const by = { createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) };
  if ((await insertTiesByName(trx, { ...tie, ...by })) === 0)
    throw new Error(`there is no ${tie.partner} with ${tie.program ?? tie.course ?? 'anything'} in the sample`);
}
