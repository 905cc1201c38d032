import type { Hold, Transit } from '#modules/lending/circulation/client';
import type { Ctx } from '#platform/context';
import { formatDate, formatInstant } from '#shared/dates';
import { lastDigits, shortName } from '../parts/hold-words.server.ts';

/** What is printed and folded into a book. */
export interface Slip {
  key: string;
  /** Onto the hold shelf, or into the box for another library. */
  kind: 'keep' | 'send';
  title: string;
  barcode: string;
  callNumber: string | null;
  /** Where it is printed. */
  library: string;
  at: string;
  /** For whom, shortened; empty when nobody waits. */
  name: string;
  digits: string;
  until: string;
  to: string;
  /** The stop of the mobile library and its next visit; empty = collected here. */
  stop: string;
}
type Place = { name: string; timeZone: string };
const stamp = (ctx: Ctx, library: Place) => ({
  library: library.name,
  at: formatInstant(ctx.clock.now(), library.timeZone, ctx.locale),
});

/** @param stop where the mobile library brings it, in words */
export const keepSlip = (hold: Hold, ctx: Ctx, library: Place, stop: string | null): Slip => ({
  key: `titipan-${hold.id}`,
  kind: 'keep',
  title: hold.title,
  barcode: hold.itemBarcode ?? '',
  callNumber: hold.callNumber,
  name: shortName(hold.memberName).toUpperCase(),
  digits: lastDigits(hold.memberNumber),
  until: hold.keepUntil === null ? '' : formatDate(hold.keepUntil, ctx.locale, 'full'),
  to: '',
  stop: stop ?? '',
  ...stamp(ctx, library),
});

/** @param hold the one that it travels for */
export const sendSlip = (transit: Transit, hold: Hold | null, ctx: Ctx, library: Place): Slip => ({
  key: `kirim-${transit.id}`,
  kind: 'send',
  title: transit.title,
  barcode: transit.itemBarcode,
  callNumber: transit.callNumber,
  name: hold ? shortName(hold.memberName).toUpperCase() : '',
  digits: hold ? `…${lastDigits(hold.memberNumber)}` : '',
  until: '',
  to: transit.toLibrary.name.replace(/^Perpustakaan /, ''),
  stop: hold?.pickupStop?.place ?? '',
  ...stamp(ctx, library),
});
