import { searchErrors } from './errors.ts';
import { LONGEST_QUERY } from './rules/query/parse-query.ts';

/** One bound and one sentence for whoever searches, on pages and through the API. */
export function refuseTooLong(query: string): void {
  if (query.length > LONGEST_QUERY) throw searchErrors.queryTooLong({ most: LONGEST_QUERY });
}
