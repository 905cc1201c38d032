import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type {
  BroughtFigures,
  CopyState,
  ListedCopy,
  Place,
  ShelfProgress,
  StateCounts,
  Stocktake,
  StocktakeResult,
  StocktakeStatus,
} from '../client.ts';
import { placeOrNull, type PlaceColumns } from './stocktake-scans.queries.ts';

const stocktakes = (db: Db | Tx) =>
  db
    .selectFrom('stocktake')
    .innerJoin('library', 'library.id', 'stocktake.libraryId')
    .select(['stocktake.id', 'stocktake.name', 'stocktake.classFrom', 'stocktake.classTo', 'stocktake.itemType'])
    .select(['stocktake.startedAt', 'stocktake.startedBy', 'stocktake.endedAt', 'stocktake.endedBy'])
    .select(['stocktake.status', 'stocktake.minutesNumber', 'stocktake.libraryId', 'library.code', 'library.timeZone'])
    .select('library.name as libraryName')
    .select(sql<BroughtFigures | null>`stocktake.brought`.as('brought'))
    .select(
      sql<Place[]>`coalesce((select json_agg(json_build_object('id', s.id, 'code', s.code, 'name', s.name)
        order by s.sort_order, s.name) from space s where s.id = any(stocktake.space_ids)), '[]')`.as('spaces'),
    )
    .$narrowType<{ status: StocktakeStatus }>();

type ViewRow = NonNullable<Awaited<ReturnType<ReturnType<typeof stocktakes>['executeTakeFirst']>>>;
const toStocktake = ({ libraryId, code, libraryName, timeZone, ...row }: ViewRow): Stocktake => ({
  ...row,
  library: { id: libraryId, code, name: libraryName, timeZone },
});

export async function findStocktake(db: Db | Tx, id: number): Promise<Stocktake | undefined> {
  const row = await stocktakes(db).where('stocktake.id', '=', id).executeTakeFirst();
  return row && toStocktake(row);
}

/** The newest first; one more than `limit` where there are more. */
export async function selectStocktakes(
  db: Db,
  filter: { libraryId: number | null; beforeId: number | null; limit: number },
): Promise<Stocktake[]> {
  let query = stocktakes(db)
    .orderBy('stocktake.id', 'desc')
    .limit(filter.limit + 1);
  if (filter.libraryId !== null) query = query.where('stocktake.libraryId', '=', filter.libraryId);
  if (filter.beforeId !== null) query = query.where('stocktake.id', '<', filter.beforeId);
  return (await query.execute()).map(toStocktake);
}

/**
 * Was a copy of which nobody knows by now where it is seen after it was gone? A scan of one that stood in its place then says nothing of what
 * became of it later, nor does one of before its last loan.
 */
const seenSinceGone = sql`s.outcome in ('found_again', 'on_loan', 'set_aside')
  and not exists (select 1 from loan l where l.item_id = i.id and l.loaned_at > s.scanned_at)`;

/**
 * The copies of a list with how each stands: by its last scan that holds, else by whether it was in somebody's hands since the start. A copy
 * that was lent, came back, was put back on its shelf or mended while the stocktake runs is in good hands and not missing.
 */
const standing = (stocktakeId: number) => sql`
  select si.item_id, si.expected_space_id, si.call_number_sort, i.status as item_status, i.space_id, i.barcode,
    s.space_id as seen_space_id, s.scanned_by, s.scanned_at,
    case
      when si.brought_state is not null then si.brought_state
      when s.id is not null then case
        when s.outcome = 'on_loan' and i.on_loan then 'lent_on_shelf'
        when i.status in ('missing', 'lost') then case when ${seenSinceGone} then 'found_again' else 'elsewhere' end
        when s.outcome = 'misplaced' and not s.moved then 'misplaced'
        else 'found' end
      when i.library_id <> st.library_id or i.status <> 'available' then 'elsewhere'
      when i.on_loan or i.set_aside is not null or si.put_back or si.status <> 'available'
        or exists (select 1 from loan l where l.item_id = i.id
          and (l.loaned_at >= st.started_at or l.returned_at >= st.started_at)) then 'lent'
      else 'not_found' end as state
  from stocktake_item si
  join stocktake st on st.id = si.stocktake_id
  join item i on i.id = si.item_id
  left join lateral (select * from stocktake_scan s where s.stocktake_id = si.stocktake_id and s.item_id = si.item_id
    and s.undone_at is null order by s.scanned_at desc, s.id desc limit 1) s on true
  where si.stocktake_id = ${stocktakeId}`;

export async function countStates(db: Db | Tx, stocktakeId: number): Promise<StateCounts> {
  const counts: StateCounts = {
    found: 0,
    misplaced: 0,
    lent_on_shelf: 0,
    found_again: 0,
    lent: 0,
    elsewhere: 0,
    not_found: 0,
  };
  const { rows } = await sql<{ state: CopyState; count: number }>`
    select state, count(*) as count from (${standing(stocktakeId)}) c group by state`.execute(db);
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

/** Codes that lead to no copy of the list, each once. */
export async function countStrays(
  db: Db | Tx,
  stocktakeId: number,
): Promise<{ unknown: number; withdrawn: number; outOfScope: number }> {
  const { rows } = await sql<{ unknown: number; withdrawn: number; outOfScope: number }>`
    select count(distinct barcode) filter (where outcome = 'unknown') as unknown,
      count(distinct barcode) filter (where outcome = 'withdrawn') as withdrawn,
      count(distinct barcode) filter (where outcome = 'out_of_scope') as out_of_scope
    from stocktake_scan where stocktake_id = ${stocktakeId} and undone_at is null`.execute(db);
  return rows[0] ?? { unknown: 0, withdrawn: 0, outOfScope: 0 };
}

/**
 * How often the scans of a stocktake changed: one is added, taken back, or its copy was carried to its place. Scans are never deleted and
 * never come back, so that it only grows, and no phone waits for another to count.
 */
export async function revisionOf(db: Db | Tx, stocktakeId: number): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    select count(*) + count(undone_at) + count(*) filter (where moved) as revision
    from stocktake_scan where stocktake_id = ${stocktakeId}`.execute(db);
  return rows[0]?.revision ?? 0;
}

export async function selectShelves(db: Db | Tx, stocktakeId: number): Promise<ShelfProgress[]> {
  const { rows } = await sql<Omit<ShelfProgress, 'place'> & PlaceColumns>`
    select p.id as place_id, p.code as place_code, p.name as place_name, count(*) as expected,
      count(*) filter (where c.state <> 'not_found') as settled,
      count(*) filter (where c.state = 'not_found') as not_found, d.done_by,
      (array_agg(c.scanned_by order by c.scanned_at desc nulls last))[1] as last_by, max(c.scanned_at) as last_at
    from (${standing(stocktakeId)}) c
    left join space p on p.id = c.expected_space_id
    left join stocktake_shelf d on d.stocktake_id = ${stocktakeId} and d.space_id = p.id
    group by p.id, d.done_by
    order by p.sort_order nulls last, p.name`.execute(db);
  return rows.map(({ placeId, placeCode, placeName, ...row }) => ({
    ...row,
    place: placeOrNull({ placeId, placeCode, placeName }),
  }));
}

export interface CopyFilter {
  states?: readonly CopyState[];
  spaceId?: number | null;
  limit: number;
  /** What comes after this copy; null: from the beginning. */
  afterItemId?: number | null;
}
type CopyRow = Omit<ListedCopy, 'place' | 'seenAt'> &
  PlaceColumns & { seenId: number | null; seenCode: string | null; seenName: string | null };

/** In the order of the shelves. */
export async function selectCopies(db: Db | Tx, stocktakeId: number, filter: CopyFilter): Promise<ListedCopy[]> {
  const { states = null, spaceId = null, limit, afterItemId = null } = filter;
  const { rows } = await sql<CopyRow>`
    with listed as (select c.item_id, c.barcode, b.id as bib_id, b.title, i.call_number, i.accession_number, i.price, c.state,
      p.id as place_id, p.code as place_code, p.name as place_name,
      z.id as seen_id, z.code as seen_code, z.name as seen_name,
      c.expected_space_id,
      row_number() over (order by p.sort_order nulls last, p.name, c.call_number_sort collate "C" nulls last, c.barcode) as nth
    from (${standing(stocktakeId)}) c
    join item i on i.id = c.item_id join bib b on b.id = i.bib_id
    left join space p on p.id = c.expected_space_id
    left join space z on z.id = c.seen_space_id
    )
    select item_id, barcode, bib_id, title, call_number, accession_number, price, state, place_id, place_code, place_name,
      seen_id, seen_code, seen_name,
      (select max(greatest(l.loaned_at, l.returned_at)) from loan l where l.item_id = listed.item_id) as last_loan_at
    from listed
    where (${states}::text[] is null or state = any(${states}::text[]))
      and (${spaceId}::bigint is null or expected_space_id = ${spaceId})
      and (${afterItemId}::bigint is null or nth > (select nth from listed where item_id = ${afterItemId}))
    order by nth limit ${limit}`.execute(db);
  return rows.map(({ placeId, placeCode, placeName, seenId, seenCode, seenName, ...row }) => ({
    ...row,
    place: placeOrNull({ placeId, placeCode, placeName }),
    seenAt: placeOrNull({ placeId: seenId, placeCode: seenCode, placeName: seenName }),
  }));
}

/** A copy that an approval may change, and where it was seen. */
export interface CopyToSettle {
  itemId: number;
  barcode: string;
  state: CopyState;
  spaceId: number | null;
  seenSpaceId: number | null;
}
/** In the order in which copies are locked. */
export async function selectToSettle(
  trx: Tx,
  stocktakeId: number,
  states: readonly CopyState[],
): Promise<CopyToSettle[]> {
  const { rows } = await sql<CopyToSettle>`
    select item_id, barcode, state, space_id, seen_space_id from (${standing(stocktakeId)}) c
    where state = any(${[...states]}::text[]) order by item_id`.execute(trx);
  return rows;
}

/** What was kept with the approval. */
export async function findMinutes(db: Db | Tx, id: number): Promise<unknown> {
  const row = await db.selectFrom('stocktake').select('minutes').where('id', '=', id).executeTakeFirst();
  return row?.minutes ?? null;
}

export async function selectResults(db: Db | Tx, stocktakeId: number): Promise<StocktakeResult[]> {
  return db
    .selectFrom('stocktakeResult')
    .innerJoin('item', 'item.id', 'stocktakeResult.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select(['item.barcode', 'bib.title', 'item.callNumber', 'stocktakeResult.kind'])
    .select(['stocktakeResult.undoneAt', 'stocktakeResult.undoneBy'])
    .$narrowType<{ kind: StocktakeResult['kind'] }>()
    .where('stocktakeResult.stocktakeId', '=', stocktakeId)
    .orderBy('stocktakeResult.kind')
    .orderBy(sql`item.call_number_sort collate "C"`)
    .orderBy('item.barcode')
    .execute();
}
