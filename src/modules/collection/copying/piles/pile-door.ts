import { authorize, authorizeAnywhere, can, canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { findPile, lockPile, type PileRow } from '../data/piles.queries.ts';
import { copyingErrors } from '../errors.ts';

/** Throws unless the actor may make books of a pile: `catalog.edit`, and `items.edit` for its library. */
export function authorizePile(ctx: Pick<Ctx, 'actor'>, libraryId: number): void {
  authorizeAnywhere(ctx, 'catalog.edit');
  authorize(ctx, 'items.edit', libraryId);
}

/** May the actor make books of a pile of this library? */
export const mayUsePile = ({ actor }: Pick<Ctx, 'actor'>, libraryId: number): boolean =>
  canAnywhere(actor, 'catalog.edit') && can(actor, 'items.edit', libraryId);

async function opened(ctx: Ctx, row: Promise<PileRow | undefined>): Promise<PileRow> {
  authorizeAnywhere(ctx, 'catalog.edit');
  const pile = await row;
  if (!pile) throw copyingErrors.pileNotFound();
  authorizePile(ctx, pile.libraryId);
  return pile;
}

/** A pile that the actor may see. Throws `copying.pile_not_found`. */
export const openPile = async (ctx: Ctx, db: Db | Tx, id: number): Promise<PileRow> => opened(ctx, findPile(db, id));
/** The same, held until the transaction ends. */
export const holdPile = async (ctx: Ctx, trx: Tx, id: number): Promise<PileRow> => opened(ctx, lockPile(trx, id));
