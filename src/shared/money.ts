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
