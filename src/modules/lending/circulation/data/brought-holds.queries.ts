import { sql } from 'kysely';
import type { Tx } from '#platform/database/db';

/** A member and a record. */
export interface ReaderAndTitle {
  memberId: number;
  bibId: number;
}

/** Which of these members have which of these records at home, with the copies of it. */
export async function selectAtHome(trx: Tx, pairs: readonly ReaderAndTitle[]): Promise<ReaderAndTitle[]> {
  const { rows } = await sql<ReaderAndTitle>`
    select distinct loan.member_id, item.bib_id
    from unnest(${pairs.map(({ memberId }) => memberId)}::bigint[], ${pairs.map(({ bibId }) => bibId)}::bigint[])
      as asked (member_id, bib_id)
    join loan on loan.member_id = asked.member_id and loan.status in ('open', 'claimed_returned')
    join item on item.id = loan.item_id and item.bib_id = asked.bib_id`.execute(trx);
  return rows;
}

/** Which of these members wait for which of these records already. */
export async function selectWaiting(
  trx: Tx,
  pairs: readonly ReaderAndTitle[],
): Promise<(ReaderAndTitle & { id: number })[]> {
  const { rows } = await sql<ReaderAndTitle & { id: number }>`
    select distinct hold.member_id, hold.bib_id, hold.id
    from unnest(${pairs.map(({ memberId }) => memberId)}::bigint[], ${pairs.map(({ bibId }) => bibId)}::bigint[])
      as asked (member_id, bib_id)
    join hold on hold.member_id = asked.member_id and hold.bib_id = asked.bib_id
      and hold.status in ('queued', 'in_transit', 'waiting')
    order by hold.id`.execute(trx);
  return rows;
}

/** In which libraries in use records have copies that are there; the copy of a lower id first. */
export async function selectLibrariesWithCopies(trx: Tx, bibIds: readonly number[]): Promise<Map<number, number[]>> {
  const { rows } = await sql<{ bibId: number; libraryIds: number[] }>`
    select bib_id, json_agg(library_id order by first) as library_ids from (
      select item.bib_id, item.library_id, min(item.id) as first
      from item join library on library.id = item.library_id and library.active
      where item.bib_id = any(${[...bibIds]}::bigint[]) and item.status not in ('lost', 'missing', 'withdrawn')
      group by item.bib_id, item.library_id
    ) found
    group by bib_id`.execute(trx);
  return new Map(rows.map(({ bibId, libraryIds }) => [bibId, libraryIds]));
}

export interface QueuedFromBefore extends ReaderAndTitle {
  pickupLibraryId: number;
  placedAt: Date;
}

/** At the ends of their queues, which the caller has locked, in the order in which they are given. @returns ids in that order */
export async function insertQueuedHolds(trx: Tx, holds: readonly QueuedFromBefore[], by: string): Promise<number[]> {
  if (holds.length === 0) return [];
  const column = <T>(of: (hold: QueuedFromBefore) => T): T[] => holds.map(of);
  const { rows } = await sql<{ id: number }>`
    insert into hold (bib_id, member_id, pickup_library_id, placed_at, placed_by, place)
    select given.bib_id, given.member_id, given.library_id, given.placed_at, ${by},
      coalesce((select max(hold.place) from hold where hold.bib_id = given.bib_id), 0)
        + row_number() over (partition by given.bib_id order by given.nth)
    from unnest(
      ${column(({ bibId }) => bibId)}::bigint[], ${column(({ memberId }) => memberId)}::bigint[],
      ${column(({ pickupLibraryId }) => pickupLibraryId)}::bigint[], ${column(({ placedAt }) => placedAt)}::timestamptz[]
    ) with ordinality as given (bib_id, member_id, library_id, placed_at, nth)
    order by given.nth
    returning id`.execute(trx);
  return rows.map(({ id }) => id);
}

export async function deleteHolds(trx: Tx, ids: readonly number[]): Promise<void> {
  await sql`delete from hold where id = any(${[...ids]}::bigint[])`.execute(trx);
}
