import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { formatDate, isDay } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import type { Said } from '#shared/moving/said';
import { m } from '#i18n/messages';

/** Which of the figures are rupiah. */
const MONEY = new Set(['debet', 'credit', 'paid', 'more', 'fine', 'hereFine']);

/** Which of the words are days: a barcode may look like one. */
const DAYS = new Set(['day', 'due']);

function inWords(name: string, value: string | number, locale: Locale): string | number {
  // nobody knows a table by its name
  if (name === 'by')
    return sentenceOf('slims_pointing', String(value), {}, locale) ?? m.slims_pointing_other({}, { locale });
  if (typeof value === 'number') return MONEY.has(name) ? formatRupiah(value) : value;
  return DAYS.has(name) && isDay(value) ? formatDate(value, locale, 'medium') : value;
}

/** What is said of a row, as a sentence. */
export const explainSaid = ({ code, params = {} }: Said, locale: Locale): string => {
  const words = Object.entries(params).map(([name, value]) => [name, inWords(name, value, locale)] as const);
  return sentenceOf('slims_said', code, Object.fromEntries(words), locale) ?? code;
};
