import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { RegisterLine } from '../client.ts';

/**
 * The copies that a library received in a period, both days included, in the order of receipt; withdrawn and lost ones too: a
 * register forgets nothing. Copies that stand elsewhere for a time are their owner's.
 */
export async function selectRegister(
  db: Db,
  about: { libraryId: number; timeZone: string; from: string; to: string; afterItemId?: number | null; limit: number },
): Promise<RegisterLine[]> {
  const { libraryId, timeZone, from, to, afterItemId = null, limit } = about;
  const { rows } = await sql<RegisterLine>`
    select i.id as item_id, r.received_on, i.accession_number, b.title, b.main_author as author, b.edition, b.place, b.publisher, b.year, i.source,
      i.supplier, array_to_string(b.languages, ', ') as languages, i.price, b.ddc, i.status,
      coalesce(
        (select g.minutes_number from weeding_item w join weeding g on g.id = w.weeding_id
          where w.item_id = i.id and w.withdrawn_at is not null and w.undone_at is null and i.status = 'withdrawn'
          order by w.withdrawn_at desc limit 1),
        (select s.minutes_number from stocktake_result x join stocktake s on s.id = x.stocktake_id
          where x.item_id = i.id and x.kind = 'missing' and x.undone_at is null and i.status = 'missing'
          order by s.ended_at desc limit 1)) as minutes_number
    from item i join bib b on b.id = i.bib_id
    cross join lateral (select coalesce(i.acquired_on, (i.created_at at time zone ${timeZone})::date) as received_on) r
    where coalesce(i.owner_library_id, i.library_id) = ${libraryId} and r.received_on between ${from}::date and ${to}::date
      and (${afterItemId}::bigint is null or (r.received_on, i.id) > (
        select coalesce(a.acquired_on, (a.created_at at time zone ${timeZone})::date), a.id from item a where a.id = ${afterItemId}))
    order by r.received_on, i.id limit ${limit}`.execute(db);
  return rows;
}
