import { changedParts, recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { pick } from '#platform/database/change-log';
import type { Db, Tx } from '#platform/database/db';
import { changeItem, itemsByBarcode, selectItem, selectItemForUpdate } from '../data/items.queries.ts';
import { storable } from '../rules/bib-columns.ts';
import { callNumberSortKey } from '../rules/build-call-number.ts';
import type { DraftItem } from './save-draft-items.ts';

/** What another system says now of a copy that came from it. */
export interface BroughtItemNow {
  itemId: number;
  item: DraftItem;
  /** Version of the copy as it was last written for that system. */
  version: number;
}
/** `written`, with the version of the copy now. Else people here have changed it since; or it is gone; or what it is to be cannot be now. */
export type FollowedItem = { outcome: 'written'; version: number } | { outcome: 'changed_here' | 'gone' | 'refused' };

const text = (value: string | null | undefined): string | null => (value ? storable(value) : null);

/** The columns that the other system says something of; its call number only where it has one. */
function columnsOf({ item }: BroughtItemNow) {
  const { libraryId, itemType, source = null, price = null, acquiredOn = null } = item;
  const [callNumber, barcode] = [text(item.callNumber), text(item.barcode?.trim())];
  return {
    ...{ libraryId, itemType, source, price, acquiredOn },
    ...{ status: item.status ?? 'available', supplier: text(item.supplier), copyNote: text(item.copyNote) },
    ...(callNumber === null ? {} : { callNumber, callNumberSort: callNumberSortKey(callNumber) }),
    ...(barcode === null ? {} : { barcode }),
  };
}
type Before = Awaited<ReturnType<typeof selectItem>>;

async function judge(db: Db | Tx, before: Before, now: BroughtItemNow): Promise<FollowedItem['outcome']> {
  if (!before || before.status === 'withdrawn') return 'gone';
  if (before.version !== now.version) return 'changed_here';
  const { libraryId, barcode } = columnsOf(now);
  const isBound = before.onLoan || before.setAside !== null || before.ownerLibraryId !== null;
  if (libraryId !== before.libraryId && isBound) return 'refused';
  if (barcode === undefined || barcode === before.barcode) return 'written';
  return (await itemsByBarcode(db, [barcode])).length > 0 ? 'refused' : 'written';
}

/** What {@link followBroughtItem} would do; nothing is changed. */
export const foreseeBroughtItem = async (db: Db, now: BroughtItemNow): Promise<FollowedItem['outcome']> =>
  judge(db, await selectItem(db, now.itemId), now);

/**
 * Brings a copy up to date that another system brought and nobody here has changed since. Its accession number stays; it takes another barcode only
 * where that is free, and moves only while it stands on its shelf. In the caller's transaction; the caller has checked the permission.
 */
export async function followBroughtItem(trx: Tx, ctx: Ctx, now: BroughtItemNow): Promise<FollowedItem> {
  const before = await selectItemForUpdate(trx, now.itemId);
  const outcome = await judge(trx, before, now);
  if (!before || outcome !== 'written') return { outcome: outcome === 'written' ? 'gone' : outcome };
  const moves = now.item.libraryId !== before.libraryId;
  // a shelf belongs to its library
  const columns = { ...columnsOf(now), ...(moves ? { spaceId: null } : {}) };
  const after = await changeItem(trx, before.id, columns, ctx.clock.now());
  await recordAudit(trx, ctx, {
    action: 'item.updated',
    entity: 'item',
    entityId: before.id,
    libraryId: after.libraryId,
    ...changedParts(pick(before, columns), pick(after, columns)),
  });
  return { outcome: 'written', version: after.version };
}
