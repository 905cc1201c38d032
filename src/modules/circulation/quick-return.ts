import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { findItemByBarcode } from '#modules/catalog';
import { checkIn, type CheckInInput, type CheckedIn } from './check-in-item.ts';

export type QuickReturn =
  | ({ kind: 'returned' } & CheckedIn)
  /** Nobody had it: a second scan, or a copy that only needs to go back to its shelf. */
  | { kind: 'shelve'; barcode: string; title: string; homeLibraryId: number };

/** Taking back a whole trolley: like {@link checkIn}, but a copy that is not on loan stops nobody. */
export async function quickReturn(ctx: Ctx, input: CheckInInput): Promise<QuickReturn> {
  try {
    return { kind: 'returned', ...(await checkIn(ctx, input)) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'circulation.not_on_loan') throw error;
    const item = await findItemByBarcode(ctx.db, input.itemBarcode);
    if (!item) throw error;
    return { kind: 'shelve', barcode: item.barcode, title: item.title, homeLibraryId: item.libraryId };
  }
}
