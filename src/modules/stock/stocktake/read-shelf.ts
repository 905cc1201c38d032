import { barcodeOfLink } from '#modules/stock/links';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import type { ShelfReading } from './client.ts';
import { selectByBarcodes } from './data/stocktake-scans.queries.ts';
import { outOfOrder } from './rules/out-of-order.ts';
import { readingInput } from './schema.ts';

/**
 * Says which books of a shelf are out of order, so that the fewest are moved. Nothing is kept. Needs `stocktakes.run`.
 * @param input.barcodes from left to right, barcodes or the QR codes of labels; a code that is read again counts where it was read first
 */
export async function readShelf(ctx: Ctx, input: { barcodes: readonly string[] }): Promise<ShelfReading> {
  authorizeAnywhere(ctx, 'stocktakes.run');
  const { barcodes } = parseInput(readingInput, { barcodes: [...input.barcodes] });
  const read: string[] = [];
  for (const code of new Set(barcodes)) read.push((await barcodeOfLink(ctx, code)) ?? code);
  const found = new Map((await selectByBarcodes(ctx.db, read)).map((copy) => [copy.barcode, copy]));
  const copies = read.flatMap((barcode) => {
    const copy = found.get(barcode);
    return copy?.callNumberSort ? [{ ...copy, key: copy.callNumberSort }] : [];
  });
  const moves = outOfOrder(copies.map(({ key }) => key));
  const shown = ({ barcode, title, callNumber }: (typeof copies)[number]) => ({ barcode, title, callNumber });
  return {
    copies: copies.map((copy, i) => {
      const to = moves[i] ?? null;
      const after = to === null ? undefined : copies[to];
      return { ...shown(copy), move: to === null ? null : { after: after ? shown(after) : null } };
    }),
    unknown: read.filter((barcode) => !found.get(barcode)?.callNumberSort),
  };
}
