import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { undoWithdrawalWithin, withdrawWithin } from '#modules/collection/catalog';
import {
  decideCopies,
  endWeeding,
  findWithdrawn,
  lockWeeding,
  markWeedingUndone,
  markWithdrawn,
  selectToWeed,
  type WeedingRow,
} from './data/weeding.queries.ts';
import { stocktakeErrors } from './errors.ts';
import { signMinutes } from './minutes.ts';
import { weedingDecisionInput, type WeedingDecisionInput } from './schema.ts';

async function lockOpen(trx: Tx, ctx: Ctx, id: number): Promise<WeedingRow> {
  const weeding = await lockWeeding(trx, id);
  if (!weeding) throw stocktakeErrors.weedingNotFound();
  authorize(ctx, 'items.withdraw', weeding.libraryId);
  if (weeding.status !== 'open') throw stocktakeErrors.weedingEnded({ name: weeding.name });
  return weeding;
}
const trace = async (trx: Tx, ctx: Ctx, weeding: WeedingRow, action: string, after: object): Promise<void> =>
  recordAudit(trx, ctx, { action, entity: 'weeding', entityId: weeding.id, libraryId: weeding.libraryId, after });

/**
 * Decides about copies of a list: they stay, they leave (with a reason), or (null) it is open again. Needs `items.withdraw`. Refuses
 * `stocktake.weeding_ended`, `stocktake.not_on_list` (and then nothing is decided).
 */
export async function decideWeeding(ctx: Ctx, id: number, input: WeedingDecisionInput): Promise<void> {
  const { barcodes, decision, reason } = parseInput(weedingDecisionInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    await lockOpen(trx, ctx, id);
    const listed = await decideCopies(trx, id, barcodes, {
      decision,
      reason: decision === null ? null : reason || null,
      decidedAt: decision && ctx.clock.now(),
      decidedBy: decision && actorName(ctx.actor),
    });
    if (listed < new Set(barcodes).size) throw stocktakeErrors.notOnList({ barcode: barcodes.join(', ') });
  });
}

export interface Weeded {
  minutesNumber: string;
  withdrawn: number;
  /** Lent, set aside or withdrawn meanwhile: they are as they were. */
  leftAlone: number;
}

/**
 * Takes out of the collection what was decided to leave, all in one transaction, and closes the list with its minutes. Needs
 * `items.withdraw`. Refuses `stocktake.weeding_ended`, `stocktake.nothing_decided`.
 */
export async function withdrawWeeded(ctx: Ctx, id: number): Promise<Weeded> {
  return ctx.db.transaction().execute(async (trx) => {
    const weeding = await lockOpen(trx, ctx, id);
    const decided = await selectToWeed(trx, id);
    if (decided.length === 0) throw stocktakeErrors.nothingDecided();
    const { number, content } = await signMinutes(trx, ctx, weeding.libraryId, {});
    const withdrawn: number[] = [];
    for (const { itemId, reason } of decided) {
      try {
        await withdrawWithin(trx, ctx, itemId, `${reason ?? ''} (${number})`);
        withdrawn.push(itemId);
      } catch (error) {
        // somebody has it now; the others still leave
        if (!(error instanceof AppError)) throw error;
      }
    }
    if (withdrawn.length === 0) throw stocktakeErrors.nothingDecided();
    const now = ctx.clock.now();
    await markWithdrawn(trx, id, withdrawn, now);
    await endWeeding(trx, id, {
      status: 'done',
      endedAt: now,
      endedBy: actorName(ctx.actor),
      minutesNumber: number,
      minutes: JSON.stringify(content),
    });
    const leftAlone = decided.length - withdrawn.length;
    await trace(trx, ctx, weeding, 'weeding.done', { minutesNumber: number, withdrawn: withdrawn.length, leftAlone });
    return { minutesNumber: number, withdrawn: withdrawn.length, leftAlone };
  });
}

/** Calls a list off: nothing leaves. Refuses `stocktake.weeding_ended`. */
export const cancelWeeding = async (ctx: Ctx, id: number): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const weeding = await lockOpen(trx, ctx, id);
    await endWeeding(trx, id, { status: 'cancelled', endedAt: ctx.clock.now(), endedBy: actorName(ctx.actor) });
    await trace(trx, ctx, weeding, 'weeding.cancelled', { name: weeding.name });
  });

/**
 * One copy comes back into the collection. Needs `items.withdraw`. Refuses `stocktake.weeding_not_done`, `stocktake.not_on_list`,
 * `catalog.item_not_withdrawn`.
 */
export async function undoWeeded(ctx: Ctx, id: number, barcode: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const weeding = await lockWeeding(trx, id);
    if (!weeding) throw stocktakeErrors.weedingNotFound();
    authorize(ctx, 'items.withdraw', weeding.libraryId);
    if (weeding.status !== 'done') throw stocktakeErrors.weedingNotDone();
    const found = await findWithdrawn(trx, id, barcode.trim());
    if (!found?.withdrawnAt || found.undoneAt) throw stocktakeErrors.notOnList({ barcode });
    await undoWithdrawalWithin(trx, ctx, found.itemId);
    const undone = { undoneAt: ctx.clock.now(), undoneBy: actorName(ctx.actor) };
    await markWeedingUndone(trx, { weedingId: id, itemId: found.itemId }, undone);
    await trace(trx, ctx, weeding, 'weeding.undone', { itemBarcode: barcode });
  });
}
