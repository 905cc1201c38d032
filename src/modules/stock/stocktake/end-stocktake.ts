import { actorName, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { listSpaces } from '#modules/ground/libraries';
import { endStocktake, markShelf } from './data/stocktakes.queries.ts';
import { lockRunning, trace } from './stocktake-support.ts';

/** Calls a stocktake off: nothing is changed. Needs `stocktakes.run` at its library. Refuses `stocktake.ended`. */
export const cancelStocktake = async (ctx: Ctx, id: number): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const stocktake = await lockRunning(trx, ctx, id, 'end');
    await endStocktake(trx, id, { status: 'cancelled', endedAt: ctx.clock.now(), endedBy: actorName(ctx.actor) });
    await trace(trx, ctx, stocktake, 'stocktake.cancelled', { name: stocktake.name });
  });

/**
 * Says that a shelf is finished, or that it is not after all; a note for the others, it changes nothing else.
 * @param code of the shelf
 */
export const finishShelf = async (ctx: Ctx, id: number, code: string, done: boolean): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const { libraryId } = await lockRunning(trx, ctx, id, 'scan');
    const space = (await listSpaces({ db: trx }, libraryId)).find((one) => one.code === code);
    if (!space) throw platformErrors.invalidInput({}, { space: 'unknown' });
    const by = { doneAt: ctx.clock.now(), doneBy: actorName(ctx.actor) };
    await markShelf(trx, { stocktakeId: id, spaceId: space.id }, done ? by : null);
  });
