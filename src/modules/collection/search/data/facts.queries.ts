import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** Searches of the catalogue that found nothing, of the whole network. What was typed is no part of it: some type a name. */
export const vainSearches = ({ from, to }: FactSpan) => sql`
  select null::bigint as library_id, null::timestamptz as at, day as on_day, count as n
  from search_zero_result where place = 'catalogue' and day between ${from}::date and ${to}::date`;
