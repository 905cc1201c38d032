import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

export interface TitleQueue {
  bibId: number;
  title: string;
  waiting: number;
  /** Copies that were ordered and did not come yet; before the first comes, an order is known by its ISBN. */
  onOrder: number;
  /** What the latest copy with a known price cost, whole rupiah. */
  price: number | null;
}

/** Copies that can be lent as far as their state goes; what the rules say of them is another matter. */
export interface StandingCopy {
  id: number;
  bibId: number;
  libraryId: number;
  itemType: string;
}

type Libraries = readonly number[] | null;
const at = (column: string, libraryIds: Libraries) =>
  libraryIds === null ? sql`true` : sql`${sql.ref(column)} = any(${[...libraryIds]}::bigint[])`;

/** Titles for which somebody waits, with what is on order of them and their last price. Holds of one named copy are of that copy alone. */
export async function selectTitleQueues(db: Db, libraryIds: Libraries): Promise<TitleQueue[]> {
  const { rows } = await sql<TitleQueue>`
    select bib.id as bib_id, bib.title, queue.waiting,
      (select coalesce(sum(line.copies - line.received), 0)::int from purchase_order_line line
        join purchase_order ordered on ordered.id = line.order_id
        where (line.bib_id = bib.id or line.bib_id is null and line.isbn = any(bib.isbns)) and ordered.status in ('ordered', 'partly_received') and line.copies > line.received
          and ${at('line.library_id', libraryIds)}) as on_order,
      (select item.price from item where item.bib_id = bib.id and item.price > 0
        order by item.acquired_on desc nulls last, item.id desc limit 1) as price
    from (
      select hold.bib_id, count(*)::int as waiting from hold
      where hold.status = 'queued' and hold.suspended_at is null and hold.wanted_item_id is null
        and ${at('hold.pickup_library_id', libraryIds)}
      group by hold.bib_id
    ) queue join bib on bib.id = queue.bib_id and bib.deleted_at is null
    order by bib.id`.execute(db);
  return rows;
}

/** The copies of some titles that are lent or could be. */
export async function selectStandingCopies(
  db: Db,
  bibIds: readonly number[],
  libraryIds: Libraries,
): Promise<StandingCopy[]> {
  const { rows } = await sql<StandingCopy>`
    select item.id, item.bib_id, item.library_id, item.item_type from item
    where item.bib_id = any(${[...bibIds]}::bigint[]) and item.status in ('available', 'in_processing')
      and item.set_aside is null and ${at('item.library_id', libraryIds)}`.execute(db);
  return rows;
}
