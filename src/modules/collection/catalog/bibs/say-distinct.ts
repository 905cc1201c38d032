import { authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { lockBibs } from '../data/bibs.queries.ts';
import {
  deleteDistinct,
  insertDistinct,
  selectSaidDistinct,
  type DistinctPair,
  type SaidDistinct,
} from '../data/distinct.queries.ts';
import { catalogErrors } from '../errors.ts';
import { authorizeBib } from './may-write-bib.ts';

/** So many of what was said are shown. */
const SHOWN = 50;

const pairOf = (one: number, other: number): DistinctPair => ({
  lowId: Math.min(one, other),
  highId: Math.max(one, other),
});

/**
 * Says of two records that look alike that they are not one title: they stand in no list of duplicates and beside no delivery any more. Said
 * again it stays as it was. Needs `catalog.edit`. Refuses `catalog.bib_same`, `catalog.bib_not_found`, `catalog.shared_record` as updating does.
 */
export async function sayDistinct(ctx: Ctx, one: number, other: number): Promise<void> {
  await inPair(ctx, one, other, async (trx, pair) =>
    insertDistinct(trx, { ...pair, saidAt: ctx.clock.now(), saidBy: actorName(ctx.actor) }),
  );
}

/** Takes {@link sayDistinct} back: the two are asked about again. */
export async function takeDistinctBack(ctx: Ctx, one: number, other: number): Promise<void> {
  await inPair(ctx, one, other, deleteDistinct);
}

async function inPair(
  ctx: Ctx,
  one: number,
  other: number,
  change: (trx: Tx, pair: DistinctPair) => Promise<boolean>,
): Promise<void> {
  authorizeAnywhere(ctx, 'catalog.edit');
  if (one === other) throw catalogErrors.bibSame();
  const pair = pairOf(one, other);
  await ctx.db.transaction().execute(async (trx) => {
    const bibs = await lockBibs(trx, [pair.lowId, pair.highId]);
    if (bibs.length < 2 || bibs.some(({ deletedAt }) => deletedAt !== null)) throw catalogErrors.bibNotFound();
    for (const bib of bibs) await authorizeBib(trx, ctx, bib, 'catalog.edit');
    if (!(await change(trx, pair))) return;
    await recordAudit(trx, ctx, {
      action: change === deleteDistinct ? 'bib.distinct_taken_back' : 'bib.said_distinct',
      entity: 'bib',
      entityId: pair.lowId,
      after: { otherId: pair.highId },
    });
  });
}

/** What was said last, newest first. Needs `catalog.edit`. */
export async function listSaidDistinct(ctx: Ctx): Promise<SaidDistinct[]> {
  authorizeAnywhere(ctx, 'catalog.edit');
  return selectSaidDistinct(ctx.db, SHOWN);
}
