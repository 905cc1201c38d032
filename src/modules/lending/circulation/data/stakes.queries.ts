import { sql } from 'kysely';

/** Copies on their way to a library that is not theirs. */
export const copiesComing = sql`select t.to_library_id as library_id, 'copies' as what, null::timestamptz as until
  from transit t join item i on i.id = t.item_id
  where i.library_id <> t.to_library_id and t.received_at is null and t.cancelled_at is null`;

/** Readers who are to collect something by a hold, by library and record. */
export const readersWaiting = sql`select pickup_library_id as library_id, bib_id, 'readers' as what, null::timestamptz as until
  from hold where status in ('queued', 'in_transit', 'waiting')`;

/** Copies for which a hold is, and no other copy will do. */
export const copiesWanted = sql`select wanted_item_id as item_id from hold
  where status in ('queued', 'in_transit', 'waiting') and wanted_item_id is not null`;
