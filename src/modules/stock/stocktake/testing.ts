import { randomUUID } from 'node:crypto';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { addSpace, type Space } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';

/** A shelf for some classes. */
export const makeShelf = async (ctx: Ctx, libraryId: number, code: string, ddc: [string, string]): Promise<Space> =>
  addSpace(ctx, libraryId, { kind: 'rak', code, name: `Rak ${code}`, ddcFrom: ddc[0], ddcTo: ddc[1] });

/** A book with one copy on a shelf. @returns the barcode */
export async function shelve(
  ctx: Ctx,
  book: {
    barcode: string;
    title?: string;
    callNumber: string;
    libraryId: number;
    spaceId?: number | null;
    itemType?: string;
  },
): Promise<string> {
  const { barcode, title = `Buku ${barcode}`, callNumber, libraryId, spaceId = null, itemType = 'umum' } = book;
  const bibId = await makeBib(ctx, { title });
  await makeItem(ctx, { bibId, libraryId, spaceId, barcodes: [barcode], callNumber, itemType });
  return barcode;
}

/** One scan, as a phone sends it. */
export const scan = (barcode: string, { at, ...more }: { space?: string; at?: Date } = {}) => ({
  nonce: randomUUID(),
  barcode,
  ...more,
  ...(at && { at: at.toISOString() }),
});
