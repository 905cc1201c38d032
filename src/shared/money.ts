import type { DateLocale } from './dates.ts';

const numbers: Record<DateLocale, Intl.NumberFormat> = {
  id: new Intl.NumberFormat('id-ID', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }),
};

/** `1.234,56` (en `1,234.56`). */
export const formatNumber = (value: number, locale: DateLocale): string => numbers[locale].format(value);

/** Whole rupiah as Indonesians write them in either language: `Rp1.250.000`, `-Rp500`. */
export const formatRupiah = (amount: number): string =>
  `${amount < 0 ? '-' : ''}Rp${formatNumber(Math.abs(amount), 'id')}`;

/** Figures alone, or in threes with points or blanks between; `,00` and `,-` say that there are no sen. */
const RUPIAH = /^(?:rp\.?\s*)?(\d{1,12}|\d{1,3}(?:[.\s]\d{3}){1,3})(?:,(?:00|-))?$/i;

/**
 * Whole rupiah as people type them: `25000`, `25.000`, `Rp25.000`, `Rp 25.000,00`.
 * @returns null for anything else: sen, less than nothing, no figures, more than twelve of them
 */
export function readRupiah(text: string): number | null {
  const [, figures] = RUPIAH.exec(text.trim()) ?? [];
  return figures === undefined ? null : Number(figures.replaceAll(/\D/g, ''));
}
