import { DatabaseError } from 'pg';
import type { Ctx } from '#platform/context';
import { oneAct } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { isDeadlock } from '#platform/database/db-refusals';
import { AppError } from '#platform/errors';
import { leaveToNextWrite } from './data/durability.queries.ts';

/** So often a batch is tried again that met somebody who waited for it. */
const TRIES = 8;

/** Is the row at fault, or is it the database, the disk or the network? */
function isTheRows(error: unknown): boolean {
  if (error instanceof DatabaseError) return /^(?:21|22|23|54)/.test(error.code ?? '');
  return error instanceof AppError || error instanceof TypeError || error instanceof RangeError;
}

async function inOneTransaction<T, R>(
  ctx: Ctx,
  batch: readonly T[],
  save: (trx: Tx, ctx: Ctx, batch: readonly T[]) => Promise<R>,
  tries = TRIES,
): Promise<R> {
  try {
    const act = oneAct(ctx);
    return await ctx.db.transaction().execute(async (trx) => {
      await leaveToNextWrite(trx);
      return save(trx, act, batch);
    });
  } catch (error) {
    if (!isDeadlock(error) || tries === 0) throw error;
    return inOneTransaction(ctx, batch, save, tries - 1);
  }
}

/** Does one thing in one transaction, tried again where it met somebody who waited for it. @param refused where the database or the house does not take it */
export async function inOneOrRefused<R>(
  ctx: Ctx,
  work: (trx: Tx, ctx: Ctx) => Promise<R>,
  refused: () => R,
): Promise<R> {
  try {
    return await inOneTransaction(ctx, [], async (trx, act) => work(trx, act));
  } catch (error) {
    if (!isTheRows(error)) throw error;
    return refused();
  }
}

/**
 * Saves a batch in one transaction. Where a row makes it fail, the batch is halved until that row stands alone: it costs no other row.
 * @param save must not change anything outside its transaction: it may be tried again
 * @param refuse is told of a row that nobody takes, with a code of the reason
 */
export async function saveHalving<T, R>(
  ctx: Ctx,
  batch: readonly T[],
  save: (trx: Tx, ctx: Ctx, batch: readonly T[]) => Promise<R>,
  saved: (result: R, batch: readonly T[]) => void,
  refuse: (row: T, reason: string) => void,
): Promise<void> {
  const [first] = batch;
  if (first === undefined) return;
  try {
    saved(await inOneTransaction(ctx, batch, save), batch);
  } catch (error) {
    if (!isTheRows(error)) throw error;
    if (batch.length === 1) {
      const code = error instanceof AppError || error instanceof DatabaseError ? error.code : undefined;
      refuse(first, code ?? 'unknown');
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await saveHalving(ctx, batch.slice(0, half), save, saved, refuse);
    await saveHalving(ctx, batch.slice(half), save, saved, refuse);
  }
}
