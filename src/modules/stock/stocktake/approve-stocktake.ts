import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { lockItemByBarcode, putOnShelf, setItemStatus, type ItemForLoan } from '#modules/collection/catalog';
import type { CopyState, ResultKind } from './client.ts';
import {
  countStates,
  countStrays,
  revisionOf,
  selectToSettle,
  type CopyToSettle,
} from './data/stocktake-views.queries.ts';
import {
  endStocktake,
  insertResults,
  lockResult,
  lossSettledSince,
  lockStocktake,
  markResultUndone,
  type NewResult,
  type StocktakeRow,
} from './data/stocktakes.queries.ts';
import { stocktakeErrors } from './errors.ts';
import { signMinutes } from './minutes.ts';
import { approvalInput, type ApprovalInput } from './schema.ts';
import { lockRunning, trace } from './stocktake-support.ts';

export interface Approved {
  minutesNumber: string;
  changed: Record<ResultKind, number>;
  /** Copies that were lent, moved or settled otherwise since: they are as they were. */
  leftAlone: number;
}

const KIND_OF: Partial<Record<CopyState, ResultKind>> = {
  not_found: 'missing',
  found_again: 'found_again',
  misplaced: 'shelf',
};

/**
 * Makes states of copies out of what was found, all in one transaction, and ends the stocktake with its minutes. Only what was approved
 * is changed, and of that only copies that are still as the stocktake saw them. Needs `stocktakes.approve` at its library. Refuses
 * `stocktake.ended`, `stocktake.changed` (scans came in, were taken back or
 * carried to their place since the approver looked).
 */
export async function approveStocktake(ctx: Ctx, id: number, input: ApprovalInput): Promise<Approved> {
  const wanted = parseInput(approvalInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const stocktake = await lockRunning(trx, ctx, id, 'end', 'stocktakes.approve');
    if ((await revisionOf(trx, id)) !== wanted.revision) throw stocktakeErrors.changed();
    // the minutes tell what was found, before anything is changed
    const [counts, strays] = [await countStates(trx, id), await countStrays(trx, id)];
    const except = new Set(wanted.except);
    const states: CopyState[] = [];
    if (wanted.missing) states.push('not_found');
    if (wanted.foundAgain) states.push('found_again');
    if (wanted.shelves) states.push('misplaced');
    const settled: NewResult[] = [];
    let leftAlone = 0;
    for (const copy of await selectToSettle(trx, id, states)) {
      if (except.has(copy.barcode)) continue;
      const result = await settle(trx, ctx, stocktake, copy);
      if (result) settled.push(result);
      else leftAlone += 1;
    }
    await insertResults(trx, settled);
    const count = (kind: ResultKind): number => settled.filter((result) => result.kind === kind).length;
    const changed = { missing: count('missing'), found_again: count('found_again'), shelf: count('shelf') };
    const { number, content } = await signMinutes(trx, ctx, stocktake.libraryId, { counts, strays });
    await endStocktake(trx, id, {
      status: 'approved',
      endedAt: ctx.clock.now(),
      endedBy: actorName(ctx.actor),
      minutesNumber: number,
      minutes: JSON.stringify(content),
    });
    await trace(trx, ctx, stocktake, 'stocktake.approved', { minutesNumber: number, changed, leftAlone });
    return { minutesNumber: number, changed, leftAlone };
  });
}

/** Changes one copy; null = it is not any more as the stocktake saw it. The lock of the copy is held from here on. */
async function settle(trx: Tx, ctx: Ctx, stocktake: StocktakeRow, copy: CopyToSettle): Promise<NewResult | null> {
  const kind = KIND_OF[copy.state];
  const item = await lockItemByBarcode(trx, copy.barcode);
  if (!kind || !item || item.libraryId !== stocktake.libraryId || item.onLoan || item.setAside !== null) return null;
  if (!isStill(kind, item, copy)) return null;
  if (kind === 'missing') await setItemStatus(trx, ctx, item.id, 'missing');
  if (kind === 'found_again') await setItemStatus(trx, ctx, item.id, 'available');
  if (kind === 'shelf') await putOnShelf(trx, ctx, item.id, copy.seenSpaceId);
  return {
    stocktakeId: stocktake.id,
    itemId: item.id,
    kind,
    statusBefore: item.status,
    spaceBefore: copy.spaceId,
    spaceAfter: kind === 'shelf' ? copy.seenSpaceId : copy.spaceId,
  };
}

function isStill(kind: ResultKind, item: ItemForLoan, copy: CopyToSettle): boolean {
  if (kind === 'found_again') return item.status === 'missing' || item.status === 'lost';
  if (kind === 'shelf' && copy.seenSpaceId === null) return false;
  return item.status === 'available';
}

/**
 * Takes one result of an approval back: the copy is as before. Needs `stocktakes.approve` at the library. Refuses
 * `stocktake.not_approved`, `stocktake.result_not_found`, `stocktake.result_overtaken` (somebody changed the copy since, or the reader who was
 * billed for it as lost has been settled with).
 */
export async function undoResult(ctx: Ctx, id: number, barcode: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const stocktake = await lockStocktake(trx, id, 'scan');
    if (!stocktake) throw stocktakeErrors.notFound();
    authorize(ctx, 'stocktakes.approve', stocktake.libraryId);
    if (stocktake.status !== 'approved') throw stocktakeErrors.notApproved();
    const result = await lockResult(trx, id, barcode.trim());
    if (!result || result.undoneAt !== null) throw stocktakeErrors.resultNotFound();
    const item = await lockItemByBarcode(trx, barcode);
    const expected = { missing: 'missing', found_again: 'available', shelf: 'available' }[result.kind];
    // put back into the collection it may wait for a reader by now
    const waits = result.kind === 'found_again' && item?.setAside !== null;
    const settled = result.kind === 'found_again' && (await lossSettledSince(trx, result.itemId, stocktake.endedAt));
    if (item?.status !== expected || item.onLoan || waits || settled) {
      throw stocktakeErrors.resultOvertaken({ barcode });
    }
    if (result.kind === 'shelf') await putOnShelf(trx, ctx, item.id, result.spaceBefore);
    else await setItemStatus(trx, ctx, item.id, statusOf(result.statusBefore));
    await markResultUndone(trx, result, { undoneAt: ctx.clock.now(), undoneBy: actorName(ctx.actor) });
    await trace(trx, ctx, stocktake, 'stocktake.result_undone', { itemBarcode: barcode, kind: result.kind });
  });
}

const statusOf = (text: string): 'available' | 'missing' | 'lost' =>
  text === 'missing' || text === 'lost' ? text : 'available';
