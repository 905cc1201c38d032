import type { DateLocale } from '#shared/dates';

const LANGUAGE: Record<DateLocale, string> = { id: 'id-ID', en: 'en-GB' };

/** An exact number (`3750`, `71.85`) as people read it: `3.750`, `71,85`. It keeps as many decimals as it has. */
export function figureText(value: string, locale: DateLocale): string {
  const decimals = value.split('.')[1]?.length ?? 0;
  return new Intl.NumberFormat(LANGUAGE[locale], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(Number(value));
}
