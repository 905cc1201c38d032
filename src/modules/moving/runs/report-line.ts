import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import { explainSaid } from './explain-said.ts';
import { isConflict, isUpdated, type Said } from '#shared/moving/said';

const FATE_WORDS = { merged: m.slims_fate_merged, refused: m.slims_fate_refused, told: m.slims_fate_told };

/** What became of a row of which something is said, in a word. */
export function fateWord(said: Said, locale: Locale): string {
  if (isUpdated(said)) return m.slims_fate_updated({}, { locale });
  return (isConflict(said) ? m.slims_fate_conflict : FATE_WORDS[said.fate])({}, { locale });
}

/** What the columns of a report are called. */
export const reportHead = (locale: Locale): string[] =>
  [m.slims_column_table, m.slims_column_key, m.slims_column_fate, m.slims_column_reason, m.slims_column_code].map(
    (word) => word({}, { locale }),
  );

/** Table, key, what became of it, why, and the code of that. */
export const reportLine = (said: Said, locale: Locale): string[] => [
  said.table,
  said.key,
  fateWord(said, locale),
  explainSaid(said, locale),
  said.code,
];
