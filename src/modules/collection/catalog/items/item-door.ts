import { pick } from '#platform/database/change-log';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import type { SetAside, SettableStatus } from '../client.ts';
import {
  addLoanCount,
  changeItem,
  markOnLoan,
  markSetAside,
  selectItemByBarcode,
  selectItemByBarcodeForUpdate,
  selectItemForUpdate,
  selectItemsForLoan,
  selectItemsForUpdate,
  selectItemState,
  takenAccessionNumbers,
  type ItemForLoan,
  type ItemState,
} from '../data/items.queries.ts';
import { isSpaceOfLibrary } from '../data/surroundings.queries.ts';
import { catalogErrors } from '../errors.ts';

/** The copy with this barcode, or null. */
export async function findItemByBarcode(db: Db | Tx, barcode: string): Promise<ItemForLoan | null> {
  return (await selectItemByBarcode(db, barcode.trim())) ?? null;
}

/** The same, locked until the transaction ends: two desks cannot decide about one copy at the same time. */
export async function lockItemByBarcode(trx: Tx, barcode: string): Promise<ItemForLoan | null> {
  return (await selectItemByBarcodeForUpdate(trx, barcode.trim())) ?? null;
}

/** Several copies, locked in the order of their ids: whoever takes more than one takes them in one order. Codes of no copy are left out. */
export async function lockItems(trx: Tx, barcodes: readonly string[]): Promise<ItemForLoan[]> {
  const codes = [...new Set(barcodes.map((barcode) => barcode.trim()))];
  const [code, ...more] = codes;
  if (code === undefined) return [];
  if (more.length > 0) return selectItemsForUpdate(trx, codes);
  // the usual case has a plan of its own, which is made once
  const item = await selectItemByBarcodeForUpdate(trx, code);
  return item ? [item] : [];
}

/** Copies by id, for lists of loans; the order is not kept. */
export async function getItemsForLoan(db: Db | Tx, ids: readonly number[]): Promise<ItemForLoan[]> {
  return ids.length === 0 ? [] : selectItemsForLoan(db, ids);
}

/** Circulation says that a copy went out or came back; the trace is the loan's. */
export const setOnLoan = async (trx: Tx, itemId: number, onLoan: boolean): Promise<void> =>
  markOnLoan(trx, itemId, onLoan);

/** Others say that a copy waits for a member or in the room of a programme, travels, or (null) that it does none of these any more. */
export const setAside = async (trx: Tx, itemId: number, where: SetAside | null): Promise<void> =>
  markSetAside(trx, itemId, where);

/**
 * A copy stays where it came back (floating collection). The trace says where it was.
 * @returns false when its accession number is taken there: it has to go home
 */
export async function floatItem(trx: Tx, ctx: Ctx, itemId: number, libraryId: number): Promise<boolean> {
  const item = await selectItemForUpdate(trx, itemId);
  if (!item) throw catalogErrors.itemNotFound();
  const taken = await takenAccessionNumbers(trx, libraryId, [item.accessionNumber]);
  if (taken.length > 0) return false;
  const to = { libraryId, spaceId: null };
  await changeItem(trx, itemId, to, ctx.clock.now());
  ctx.changes?.note('item', itemId, pick(item, to), to);
  await recordAudit(trx, ctx, {
    action: 'item.floated',
    entity: 'item',
    entityId: itemId,
    libraryId,
    before: { libraryId: item.libraryId },
    after: { libraryId },
  });
  return true;
}

/**
 * A copy goes to another unit for a time: it stands there from now on, and stays its owner's. Refuses `catalog.accession_taken` when
 * its number is taken there.
 */
export async function lendToUnit(trx: Tx, ctx: Ctx, itemId: number, libraryId: number): Promise<void> {
  const item = await selectItemForUpdate(trx, itemId);
  if (!item) throw catalogErrors.itemNotFound();
  const ownerLibraryId = item.ownerLibraryId ?? item.libraryId;
  await refuseTakenNumber(trx, libraryId, item.accessionNumber);
  const changes = { libraryId, ownerLibraryId, spaceId: null };
  await changeItem(trx, itemId, changes, ctx.clock.now());
  await recordAudit(trx, ctx, {
    action: 'item.lent_to_unit',
    entity: 'item',
    entityId: itemId,
    libraryId,
    before: { libraryId: item.libraryId },
    after: { libraryId },
  });
}

/**
 * The opposite: the copy is in its own library again, on the shelf named. Nothing happens to one that is at home.
 * @returns the library to which it belongs
 */
export async function takeHome(trx: Tx, ctx: Ctx, itemId: number, spaceId: number | null): Promise<number> {
  const item = await selectItemForUpdate(trx, itemId);
  if (!item) throw catalogErrors.itemNotFound();
  const libraryId = item.ownerLibraryId;
  if (libraryId === null) return item.libraryId;
  await refuseTakenNumber(trx, libraryId, item.accessionNumber);
  await changeItem(trx, itemId, { libraryId, ownerLibraryId: null, spaceId }, ctx.clock.now());
  await recordAudit(trx, ctx, {
    action: 'item.taken_home',
    entity: 'item',
    entityId: itemId,
    libraryId,
    before: { libraryId: item.libraryId },
    after: { libraryId },
  });
  return libraryId;
}

async function refuseTakenNumber(trx: Tx, libraryId: number, accessionNumber: string): Promise<void> {
  const taken = await takenAccessionNumbers(trx, libraryId, [accessionNumber]);
  if (taken.length > 0) throw catalogErrors.accessionTaken({ accessionNumber });
}

/** One more loan in the popularity of a record; -1 takes back a loan that was undone. */
export const countLoan = async (trx: Tx, bibId: number, by: 1 | -1 = 1): Promise<void> => addLoanCount(trx, bibId, by);

/**
 * Sets the state of a copy (lost, found again, in repair …). Refuses `catalog.item_not_found`, and
 * `catalog.item_withdrawn` for a copy that has left the collection.
 */
export async function setItemStatus(trx: Tx, ctx: Ctx, itemId: number, status: SettableStatus): Promise<void> {
  const item = await selectItemForUpdate(trx, itemId);
  if (!item) throw catalogErrors.itemNotFound();
  if (item.status === 'withdrawn') throw catalogErrors.itemWithdrawn({ barcode: item.barcode });
  if (item.status === status) return;
  await changeItem(trx, itemId, { status }, ctx.clock.now());
  ctx.changes?.note('item', itemId, { status: item.status }, { status });
  await recordAudit(trx, ctx, {
    action: 'item.status_changed',
    entity: 'item',
    entityId: itemId,
    libraryId: item.libraryId,
    before: { status: item.status },
    after: { status },
  });
}

/**
 * The copy belongs on this shelf (or room) from now on; null = nobody knows. The caller has locked and checked the copy. Refuses
 * `catalog.space_unknown` for a shelf of another library.
 */
export async function putOnShelf(trx: Tx, ctx: Ctx, itemId: number, spaceId: number | null): Promise<void> {
  const item = await selectItemForUpdate(trx, itemId);
  if (!item) throw catalogErrors.itemNotFound();
  if (spaceId !== null && !(await isSpaceOfLibrary(trx, spaceId, item.libraryId))) throw catalogErrors.spaceUnknown();
  if (item.spaceId === spaceId) return;
  await changeItem(trx, itemId, { spaceId }, ctx.clock.now());
  await recordAudit(trx, ctx, {
    action: 'item.put_on_shelf',
    entity: 'item',
    entityId: itemId,
    libraryId: item.libraryId,
    before: { spaceId: item.spaceId },
    after: { spaceId },
  });
}

/** The state of a copy that the caller has locked. */
export async function itemState(trx: Tx, itemId: number): Promise<ItemState> {
  const state = await selectItemState(trx, itemId);
  if (!state) throw catalogErrors.itemNotFound();
  return state;
}

/**
 * An act is undone: the copy is where and how it was before. The caller has locked it and seen that nobody has changed it since. Refuses
 * `catalog.accession_taken` when its number is taken in the library to which it goes back.
 */
export async function putItemBack(trx: Tx, ctx: Ctx, itemId: number, before: Partial<ItemState>): Promise<void> {
  const item = await selectItemForUpdate(trx, itemId);
  if (!item) throw catalogErrors.itemNotFound();
  const is = await itemState(trx, itemId);
  const { libraryId, spaceId, status, onLoan, setAside: aside } = { ...is, ...before };
  if (onLoan !== is.onLoan) await markOnLoan(trx, itemId, onLoan);
  if (aside !== is.setAside) await markSetAside(trx, itemId, aside);
  const edited = { libraryId, spaceId, status };
  if (libraryId === is.libraryId && spaceId === is.spaceId && status === is.status) return;
  if (libraryId !== is.libraryId) await refuseTakenNumber(trx, libraryId, item.accessionNumber);
  await changeItem(trx, itemId, edited, ctx.clock.now());
  await recordAudit(trx, ctx, {
    action: 'item.put_back',
    entity: 'item',
    entityId: itemId,
    libraryId,
    before: pick(is, edited),
    after: edited,
  });
}
