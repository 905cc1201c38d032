import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { firstOfMonth, localDate, localMinute } from '#shared/dates';
import { countHit, countHour, findForOpening, selectBarcodeOf, selectLabelCodes } from './data/links.queries.ts';
import { readCode } from './rules/code.ts';

/** What becomes of who opens a short link. */
export type Opened =
  { kind: 'goes'; to: string } | { kind: 'retired'; library: { code: string; name: string } } | { kind: 'unknown' };

/** Codes of boxes that were printed before there were short links, and stay as they are. */
const BOX = /^K[2-9A-HJ-NP-Z]{7}$/;

/**
 * Opens a short link. Open to everyone. Counts that it was opened, on which day and where it hung; nothing of who opened it. A link of a post also
 * counts one to the hour of all such links of its library.
 * @param counts false for what no person did: a look at the headers, a page fetched ahead, a robot that says so
 */
export async function openLink(ctx: Pick<Ctx, 'db' | 'clock'>, entered: string, counts: boolean): Promise<Opened> {
  const box = entered.toUpperCase();
  if (BOX.test(box)) return { kind: 'goes', to: `/kotak/${box}` };
  const code = readCode(entered);
  const link = code === null ? undefined : await findForOpening(ctx.db, code);
  if (!link) return { kind: 'unknown' };
  const { leadsTo, retiredAt, library } = link;
  if (retiredAt !== null || leadsTo === null) return { kind: 'retired', library };
  if (counts) {
    const now = ctx.clock.now();
    const hitOn = localDate(now, library.timeZone);
    await countHit(ctx.db, { shortLinkId: link.id, hitOn, place: link.place });
    if (link.countsHours) {
      const hour = Math.floor(localMinute(now, library.timeZone) / 60);
      await countHour(ctx.db, { libraryId: library.id, month: firstOfMonth(hitOn), hour });
    }
  }
  return { kind: 'goes', to: leadsTo };
}

/** The barcode behind the QR code of a copy's label, for who scans it at a desk; null = it is none. */
export async function barcodeOfLink(ctx: Pick<Ctx, 'db'>, entered: string): Promise<string | null> {
  // a bare word of six letters may be a barcode or a name: only the address is surely a link
  const code = entered.includes('/q/') ? readCode(entered) : null;
  return code === null ? null : selectBarcodeOf(ctx.db, code);
}

/** The codes of links on the labels of copies, `[code, barcode]`: for a desk that has no network to ask. */
export const labelCodes = async (db: Db, barcodes: readonly string[]): Promise<[code: string, barcode: string][]> =>
  selectLabelCodes(db, barcodes);
