import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { recordAudit } from '#modules/ground/audit';
import {
  changeItem,
  countPromises,
  selectItemForUpdate,
  selectItemsWithNames,
  type ItemWithNames,
} from '../data/items.queries.ts';
import { catalogErrors } from '../errors.ts';
import { SETTABLE_STATUSES } from '../rules/terms.ts';

async function lockItem(trx: Tx, ctx: Ctx, input: { id: number; version: number }) {
  const item = await selectItemForUpdate(trx, input.id);
  if (!item) throw catalogErrors.itemNotFound();
  authorize(ctx, 'items.withdraw', item.libraryId);
  if (item.version !== input.version) throw platformErrors.versionConflict();
  return item;
}

async function withNames(trx: Tx, id: number): Promise<ItemWithNames> {
  const [item] = await selectItemsWithNames(trx, [id]);
  if (!item) throw catalogErrors.itemNotFound();
  return item;
}

/**
 * Takes a copy out of the collection (penyiangan). Its number is never used again. Needs `items.withdraw`. Refuses
 * `catalog.reason_missing`, `catalog.item_on_loan`, `catalog.item_set_aside`,
 * `catalog.item_promised` (params `barcode`, `readers`) while somebody waits for this very copy, `catalog.item_of_another`, `catalog.item_withdrawn`, `platform.version_conflict`.
 */
export async function withdrawItem(
  ctx: Ctx,
  input: { id: number; version: number; reason: string },
): Promise<ItemWithNames> {
  const reason = input.reason.trim().slice(0, 500);
  if (reason === '') throw catalogErrors.reasonMissing({}, { reason: 'required' });
  return ctx.db.transaction().execute(async (trx) => {
    const item = await lockItem(trx, ctx, input);
    await withdrawLocked(trx, ctx, item, reason);
    return withNames(trx, item.id);
  });
}

type LockedItem = NonNullable<Awaited<ReturnType<typeof selectItemForUpdate>>>;

async function withdrawLocked(trx: Tx, ctx: Ctx, item: LockedItem, reason: string): Promise<void> {
  if (item.status === 'withdrawn') throw catalogErrors.itemWithdrawn({ barcode: item.barcode });
  if (item.onLoan) throw catalogErrors.itemOnLoan({ barcode: item.barcode });
  if (item.setAside !== null) throw catalogErrors.itemSetAside({ barcode: item.barcode });
  if (item.ownerLibraryId !== null) throw catalogErrors.itemOfAnother({ barcode: item.barcode });
  const readers = await countPromises(trx, item.id);
  if (readers > 0) throw catalogErrors.itemPromised({ barcode: item.barcode, readers });
  const now = ctx.clock.now();
  const withdrawn = {
    status: 'withdrawn',
    withdrawnAt: now,
    withdrawnReason: reason,
    withdrawnFrom: item.status,
  } as const;
  await changeItem(trx, item.id, withdrawn, now);
  await recordAudit(trx, ctx, {
    action: 'item.withdrawn',
    entity: 'item',
    entityId: item.id,
    libraryId: item.libraryId,
    before: { status: item.status },
    after: { status: 'withdrawn', reason },
  });
}

/** The same in a transaction that is open already, whatever its version; permission is the caller's affair. Refuses as above. */
export async function withdrawWithin(trx: Tx, ctx: Ctx, itemId: number, reason: string): Promise<void> {
  const item = await selectItemForUpdate(trx, itemId);
  if (!item) throw catalogErrors.itemNotFound();
  await withdrawLocked(trx, ctx, item, reason);
}

/** Takes the withdrawal back: the copy is as it was before, also missing or damaged. Needs `items.withdraw`. Refuses `catalog.item_not_withdrawn`. */
export async function undoWithdrawal(ctx: Ctx, input: { id: number; version: number }): Promise<ItemWithNames> {
  return ctx.db.transaction().execute(async (trx) => {
    const item = await lockItem(trx, ctx, input);
    await restoreLocked(trx, ctx, item);
    return withNames(trx, item.id);
  });
}

async function restoreLocked(trx: Tx, ctx: Ctx, item: LockedItem): Promise<void> {
  if (item.status !== 'withdrawn') throw catalogErrors.itemNotWithdrawn({ barcode: item.barcode });
  const status = SETTABLE_STATUSES.find((one) => one === item.withdrawnFrom) ?? 'available';
  const restored = { status, withdrawnAt: null, withdrawnReason: null, withdrawnFrom: null };
  await changeItem(trx, item.id, restored, ctx.clock.now());
  await recordAudit(trx, ctx, {
    action: 'item.withdrawal_undone',
    entity: 'item',
    entityId: item.id,
    libraryId: item.libraryId,
    before: { status: 'withdrawn', reason: item.withdrawnReason },
    after: { status },
  });
}

/** The same in a transaction that is open already; permission is the caller's affair. Refuses `catalog.item_not_withdrawn`. */
export async function undoWithdrawalWithin(trx: Tx, ctx: Ctx, itemId: number): Promise<void> {
  const item = await selectItemForUpdate(trx, itemId);
  if (!item) throw catalogErrors.itemNotFound();
  await restoreLocked(trx, ctx, item);
}
