import { tidyLine } from './tidy-text.ts';

const MOST_RUPIAH = 2_000_000_000;

/** `25.000`, `1.250.000,00`: as people write it where the column was made a text. */
const THOUSANDS = /^\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?$/;

/** Rupiah, where the currency is that or is not said; anything else is a note. @returns `unusable` = what stands there and is no price in rupiah */
export function priceOf(
  amountWritten: string | null,
  currencyWritten: string | null,
): { price: number | null; note: string; unusable: string | null } {
  const written = amountWritten?.trim() ?? '';
  const currency = tidyLine(currencyWritten).text;
  const amount = Number(THOUSANDS.test(written) ? written.replace(/,\d+$/, '').replaceAll('.', '') : written);
  if (written === '' || amount === 0) return { price: null, note: '', unusable: null };
  const isRupiah = currency === '' || /^(?:idr|rp\.?|rupiah)$/i.test(currency);
  if (isRupiah && amount > 0 && amount <= MOST_RUPIAH) return { price: Math.round(amount), note: '', unusable: null };
  const both = `${currency} ${written}`.trim();
  return { price: null, note: `Harga: ${both}`, unusable: both.slice(0, 40) };
}
