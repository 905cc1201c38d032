import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** How often short links were opened, by the library of the link. */
export const linksOpened = ({ from, to }: FactSpan) => sql`
  select link.library_id, null::timestamptz as at, hit.hit_on as on_day, hit.hits as n, link.kind as link_kind
  from short_link_hit hit join short_link link on link.id = hit.short_link_id
  where hit.hit_on between ${from}::date and ${to}::date`;
