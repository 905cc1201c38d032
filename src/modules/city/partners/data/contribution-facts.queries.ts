import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** What partners gave, by the library that it went to: each once, on its first day. */
export const contributionsReceived = ({ from, to }: FactSpan) => sql`
  select library_id, null::timestamptz as at, from_on as on_day, 1 as n, kind as contribution
  from contribution where state = 'received' and from_on between ${from}::date and ${to}::date`;

/** What that is worth, where it is valued. */
export const contributionsValue = ({ from, to }: FactSpan) => sql`
  select library_id, null::timestamptz as at, from_on as on_day, value as n, kind as contribution
  from contribution where state = 'received' and value is not null and from_on between ${from}::date and ${to}::date`;
