import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db';

/** The copies of a record in one library. */
export interface CardHolding {
  libraryId: number;
  libraryName: string;
  /** Of one of the copies. */
  callNumber: string | null;
  /** Copies in the collection (not lost, missing or withdrawn). */
  total: number;
  /** Those of them on the shelf now: to be taken home, and to be read there. */
  available: number;
  readHere: number;
}

/** A record as a line of a list shows it, with the places where its copies are. */
export interface BibCard {
  id: number;
  title: string;
  subtitle: string | null;
  responsibility: string | null;
  authors: string[];
  publisher: string | null;
  place: string | null;
  year: number | null;
  edition: string | null;
  material: string;
  audience: string | null;
  languages: string[];
  ddc: string | null;
  coverKey: string | null;
  /** Most available first, then by the libraries' own order. */
  holdings: CardHolding[];
}

/** Records as lists show them, in the order of the ids; those that readers may not find are left out. */
export async function selectBibCards(db: Db | Tx, ids: readonly number[]): Promise<BibCard[]> {
  if (ids.length === 0) return [];
  const query = sql<BibCard>`select * from bib_cards(${ids})`;
  return (await query.execute(db)).rows;
}

/** As little of a record as tells one from another. */
export interface BibTitle {
  id: number;
  title: string;
  author: string | null;
}

/** In the order of the ids. */
export async function selectBibTitles(db: Db | Tx, ids: readonly number[]): Promise<BibTitle[]> {
  if (ids.length === 0) return [];
  const query = sql<BibTitle>`
    select b.id, b.title, coalesce(b.main_author, b.authors[1]) as author
    from unnest(${ids}::bigint[]) with ordinality wanted (id, place) join bib b on b.id = wanted.id
    where b.deleted_at is null and not b.hidden
    order by wanted.place`;
  return (await query.execute(db)).rows;
}

/** Ids of the records entered last, newest first. */
export async function selectNewestBibIds(db: Db | Tx, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('bib')
    .select('id')
    .where('deletedAt', 'is', null)
    .where('hidden', '=', false)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Ids of the records lent most, most lent first; records never lent are left out. */
export async function selectMostLentBibIds(db: Db | Tx, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('bib')
    .select('id')
    .where('deletedAt', 'is', null)
    .where('hidden', '=', false)
    .where('loanCount', '>', 0)
    .orderBy('loanCount', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Ids of the records with a copy whose call number has a key between two (callNumberRange); null = no limit. */
export async function selectBibIdsByCallNumber(
  db: Db | Tx,
  range: { from: string | null; to: string | null },
): Promise<number[]> {
  const key = sql`call_number_sort collate "C"`;
  const query = sql<{ ids: number[] }>`
    select coalesce(array_agg(distinct bib_id), '{}') as ids from item
    where status not in ('withdrawn', 'lost', 'missing') and call_number_sort is not null
      and ${range.from === null ? sql`true` : sql`${key} >= ${range.from}`}
      and ${range.to === null ? sql`true` : sql`${key} <= ${range.to}`}`;
  return ((await query.execute(db)).rows[0]?.ids ?? []).map(Number);
}

/** One place on a shelf. */
export interface ShelfPlace {
  bibId: number;
  callNumber: string;
  callNumberSort: string;
}

/** Where a record stands in a library; the first copy by call number. */
export async function selectShelfPlace(db: Db | Tx, bibId: number, libraryId: number): Promise<ShelfPlace | undefined> {
  const query = sql<ShelfPlace>`
    select bib_id, call_number, call_number_sort from item
    where bib_id = ${bibId} and library_id = ${libraryId} and call_number_sort is not null
      and status not in ('withdrawn', 'lost', 'missing')
    order by call_number_sort, id limit 1`;
  return (await query.execute(db)).rows[0];
}

/** Records that stand beside a place, nearest first, each once. */
export async function selectShelfNeighbours(
  db: Db | Tx,
  libraryId: number,
  from: ShelfPlace,
  direction: 'left' | 'right',
  limit: number,
): Promise<ShelfPlace[]> {
  const place = sql`(i.call_number_sort, i.bib_id)`;
  const here = sql`(${from.callNumberSort}, ${from.bibId})`;
  const side = direction === 'left' ? sql`${place} < ${here}` : sql`${place} > ${here}`;
  const order = direction === 'left' ? sql`call_number_sort desc, bib_id desc` : sql`call_number_sort, bib_id`;
  // a title with many copies on the shelf counts once, so a few more copies than wanted records are read
  const query = sql<ShelfPlace>`
    select distinct on (call_number_sort, bib_id) bib_id, call_number, call_number_sort
    from (
      select i.bib_id, i.call_number, i.call_number_sort
      from item i join bib b on b.id = i.bib_id
      where i.library_id = ${libraryId} and ${side} and i.bib_id <> ${from.bibId}
        and i.status not in ('withdrawn', 'lost', 'missing') and b.deleted_at is null and not b.hidden
      order by ${direction === 'left' ? sql`i.call_number_sort desc, i.bib_id desc` : sql`i.call_number_sort, i.bib_id`}
      limit ${limit * 10}
    ) near
    order by ${order}`;
  const seen = new Set<number>();
  const places: ShelfPlace[] = [];
  for (const row of (await query.execute(db)).rows) {
    if (places.length === limit || seen.has(row.bibId)) continue;
    seen.add(row.bibId);
    places.push(row);
  }
  return places;
}
