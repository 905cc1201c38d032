import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { findItemByBarcode } from '#modules/collection/catalog';
import type { BookingSet } from './client.ts';
import { deleteSet, findSet, insertSet, selectSets } from './data/bookings.queries.ts';
import { bookingErrors } from './errors.ts';
import { bookingSetInput } from './schema.ts';

/** The sets of a library, by name. Open to everyone. */
export const listBookingSets = async (ctx: Pick<Ctx, 'db'>, libraryId: number): Promise<BookingSet[]> =>
  selectSets(ctx.db, libraryId);

/** Copies that are booked together from now on. Needs `bookings.place` there. Refuses `bookings.set_name_taken`, `unknown_barcode`. */
export async function createBookingSet(
  ctx: Ctx,
  libraryId: number,
  input: { name: string; itemBarcodes: string[] },
): Promise<number> {
  return ctx.db.transaction().execute(async (trx) => addBookingSet(trx, ctx, libraryId, input));
}

/** The same in the transaction of the caller, which is over when it is refused. */
export async function addBookingSet(
  trx: Tx,
  ctx: Ctx,
  libraryId: number,
  input: { name: string; itemBarcodes: string[] },
): Promise<number> {
  authorize(ctx, 'bookings.place', libraryId);
  const { name, itemBarcodes } = parseInput(bookingSetInput, input);
  const ids = new Set<number>();
  for (const barcode of itemBarcodes) {
    const item = await findItemByBarcode(trx, barcode);
    if (!item) throw bookingErrors.unknownBarcode({ barcode }, { itemBarcodes: 'unknown' });
    if (item.libraryId !== libraryId) throw platformErrors.invalidInput({}, { itemBarcodes: 'one_library' });
    ids.add(item.id);
  }
  try {
    const id = await insertSet(trx, { libraryId, name }, [...ids]);
    await recordAudit(trx, ctx, {
      action: 'booking_set.created',
      entity: 'booking_set',
      entityId: id,
      libraryId,
      after: { name, itemBarcodes },
    });
    return id;
  } catch (error) {
    if (violatedUnique(error) !== 'booking_set_library_id_name_key') throw error;
    throw bookingErrors.setNameTaken({ name }, { name: 'taken' });
  }
}

/** Takes a set apart; bookings that were made of it stay. Needs `bookings.place` at its library. Refuses `bookings.set_not_found`. */
export async function removeBookingSet(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const set = await findSet(trx, id);
    if (!set) throw bookingErrors.setNotFound();
    authorize(ctx, 'bookings.place', set.libraryId);
    await deleteSet(trx, id);
    await recordAudit(trx, ctx, {
      action: 'booking_set.removed',
      entity: 'booking_set',
      entityId: id,
      libraryId: set.libraryId,
      before: { name: set.name },
    });
  });
}
