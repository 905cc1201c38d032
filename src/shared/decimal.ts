import type { DateLocale } from './dates.ts';

const PLAIN = /^\d+(?:[.,]\d{1,2})?$/;
/** Thousands in threes, by points or commas; the other of the two is the decimal sign. */
const GROUPED = [/^\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?$/, /^\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?$/] as const;

/**
 * A number as people write it, with at most two decimals: `6,5`, `6.5`, `6`, `1.250`, `1,250.5`. A point or comma before exactly three
 * figures stands between thousands, for nobody writes thousandths here.
 * @returns null for anything else
 */
export function readDecimal(text: string): number | null {
  const typed = text.trim();
  if (PLAIN.test(typed)) return Number(typed.replace(',', '.'));
  if (GROUPED[0].test(typed)) return Number(typed.replaceAll('.', '').replace(',', '.'));
  if (GROUPED[1].test(typed)) return Number(typed.replaceAll(',', ''));
  return null;
}

/** Whether a number has no more than two decimals. */
export const hasHundredths = (value: number): boolean => Math.round(value * 100) / 100 === value;

/** The sum of numbers with two decimals, which binary fractions would miss by a hair (0.1 + 0.2). */
export const sumHundredths = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + Math.round(value * 100), 0) / 100;

const fields: Record<DateLocale, Intl.NumberFormat> = {
  id: new Intl.NumberFormat('id-ID', { maximumFractionDigits: 2, useGrouping: false }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2, useGrouping: false }),
};
/** A number as it stands in a field that is filled in: `6,5` (en `6.5`), without signs between thousands. */
export const decimalInField = (value: number, locale: DateLocale): string => fields[locale].format(value);
