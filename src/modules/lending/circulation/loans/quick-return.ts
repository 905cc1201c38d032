import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { findItemByBarcode } from '#modules/collection/catalog';
import { checkIn, type CheckInInput, type CheckedIn } from './check-in-item.ts';
import { receiveItem, type Received } from '../placement/receive-item.ts';

export type QuickReturn =
  | ({ kind: 'returned' } & CheckedIn)
  /** Nobody had it: out of a box, off a shelf for who waits, a second scan, or just to be put back. */
  | ({ kind: 'received' } & Received);

/** Taking back a whole trolley or box: like {@link checkIn}, but a copy that is not on loan is received instead of refused. */
export async function quickReturn(ctx: Ctx, input: CheckInInput): Promise<QuickReturn> {
  try {
    return { kind: 'returned', ...(await checkIn(ctx, input)) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'circulation.not_on_loan') throw error;
    const item = await findItemByBarcode(ctx.db, input.itemBarcode);
    if (!item) throw error;
    const libraryId = input.libraryId ?? ctx.libraryId ?? item.libraryId;
    return { kind: 'received', ...(await receiveItem(ctx, { itemBarcode: item.barcode, libraryId })) };
  }
}
