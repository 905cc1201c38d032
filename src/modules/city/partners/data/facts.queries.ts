import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** What was signed, by the library whose it is. */
export const agreementsSigned = ({ from, to }: FactSpan) => sql`
  select library_id, null::timestamptz as at, signed_on as on_day, 1 as n, kind as agreement
  from agreement where signed_on between ${from}::date and ${to}::date`;

/** Partners whom somebody met, called or wrote to on a day, by a note or by a meeting that was held: each once a day. */
export const partnersMet = ({ from, to }: FactSpan) => sql`
  select p.library_id, null::timestamptz as at, n.on_day, 1 as n, p.kind as partner
  from (select partner_id, on_day from partner_note where kind <> 'note' and on_day between ${from}::date and ${to}::date
    union select partner_id, on_day from partner_meeting where state = 'held' and on_day between ${from}::date and ${to}::date) n
  join partner p on p.id = n.partner_id`;
