import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import { explainSaid } from './explain-said.ts';
import type { Said } from './rules/said.ts';

/** What became of a row of which something is said, in a word. */
export const fateWord = (fate: Said['fate'], locale: Locale): string =>
  ({ merged: m.slims_fate_merged, refused: m.slims_fate_refused, told: m.slims_fate_told })[fate]({}, { locale });

/** What the columns of a report are called. */
export const reportHead = (locale: Locale): string[] =>
  [m.slims_column_table, m.slims_column_key, m.slims_column_fate, m.slims_column_reason, m.slims_column_code].map(
    (word) => word({}, { locale }),
  );

/** Table, key, what became of it, why, and the code of that. */
export const reportLine = (said: Said, locale: Locale): string[] => [
  said.table,
  said.key,
  fateWord(said.fate, locale),
  explainSaid(said, locale),
  said.code,
];
