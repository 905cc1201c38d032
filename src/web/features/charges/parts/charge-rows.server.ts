import { chargeNote, kindInWords, methodInWords, type ChargeLine } from '#modules/lending/charges';
import type { Locale } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import { formatRupiah } from '#shared/money';

/** The page of a member's charges, for staff. */
export const chargesHref = (memberNumber: string): string =>
  localizeHref(`/staf/anggota/${encodeURIComponent(memberNumber)}/tagihan`);

/** A money line as a row of a list. */
export interface ChargeRow {
  id: number;
  kind: string;
  /** What it is about, and from where the price comes. */
  note: string | null;
  reason: string | null;
  date: string;
  amount: string;
  /** Still owed, in words; null = settled, or no charge. */
  left: string | null;
  library: string;
  by: string;
  method: string | null;
  /** Receipts have a page of their own. */
  receiptNumber: string | null;
  /** A payment that was taken back. */
  voided: boolean;
}

export const chargeRow = (line: ChargeLine, locale: Locale): ChargeRow => ({
  id: line.id,
  kind: kindInWords(line.kind, locale),
  note: chargeNote(line, locale),
  reason: line.reason,
  date: formatDate(localDate(line.at, line.library.timeZone), locale, 'medium'),
  amount: formatRupiah(line.amount),
  left: line.amount > 0 && line.left > 0 ? formatRupiah(line.left) : null,
  library: line.library.name,
  by: line.byName,
  method: line.method && [methodInWords(line.method, locale), line.reference].filter(Boolean).join(' '),
  receiptNumber: line.receiptNumber,
  voided: line.voidedById !== null,
});
