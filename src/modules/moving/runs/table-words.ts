import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';

/** What a table of SLiMS holds, in words; one that nobody has put into words keeps its name. */
export const tableInWords = (table: string, locale: Locale): string =>
  sentenceOf('slims_table', table, {}, locale) ?? table;
