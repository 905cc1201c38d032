import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { withPreparedStatements } from '#platform/database/prepared';
import { digitalWay, holdingsOf, type CountedCopies, type DigitalWay, type Holding } from '../rules/availability.ts';
import type { AttachmentAccess } from '../rules/terms.ts';
import { instantOf } from './instant-of.ts';

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
  holdings: Holding[];
  /** How it is read without a copy; an address in the record counts where there is no copy. */
  digital: DigitalWay | null;
}

type CardRow = Omit<BibCard, 'holdings' | 'digital'> & {
  copies: (Omit<CountedCopies, 'until'> & { until: string | null })[];
  files: { id: number; access: AttachmentAccess }[];
  online: boolean;
};

/** Records as lists show them, in the order of the ids; those that readers may not find are left out. */
export async function selectBibCards(db: Db | Tx, ids: readonly number[]): Promise<BibCard[]> {
  if (ids.length === 0) return [];
  const query = sql<CardRow>`select * from bib_cards(${ids})`;
  const { rows } = await withPreparedStatements(async () => query.execute(db));
  return rows.map(({ copies, files, online, ...card }) => ({
    ...card,
    holdings: holdingsOf(copies.map((some) => ({ ...some, until: instantOf(some.until) }))),
    digital: digitalWay(files, online),
  }));
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

/** Ids of the records entered since an instant. */
export async function selectBibIdsEnteredSince(db: Db | Tx, since: Date): Promise<number[]> {
  const rows = await db
    .selectFrom('bib')
    .select('id')
    .where('deletedAt', 'is', null)
    .where('createdAt', '>=', since)
    .execute();
  return rows.map((row) => row.id);
}

/** Lent so often in all a title is called lent often: once or twice tells of somebody rather than of the title. */
const LENT_OFTEN = 3;

/** Ids of the records lent most, most lent first; those that were lent hardly ever are left out. */
export async function selectMostLentBibIds(db: Db | Tx, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('bib')
    .select('id')
    .where('deletedAt', 'is', null)
    .where('hidden', '=', false)
    .where('loanCount', '>=', LENT_OFTEN)
    .orderBy('loanCount', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Ids of the records with a file of our own, that somebody may read without a copy. */
export async function selectReadableBibIds(db: Db | Tx): Promise<number[]> {
  const query = sql<{ bibId: number }>`select distinct bib_id from attachment where access <> 'staff'`;
  return (await withPreparedStatements(async () => query.execute(db))).rows.map((row) => row.bibId);
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

/** Ids of the records with a copy of this barcode or accession number, in capitals or not. Every copy has its number, wherever it is now. */
export async function selectBibIdsByCopyNumber(db: Db | Tx, number: string): Promise<number[]> {
  const barcodes = [...new Set([number, number.toUpperCase(), number.toLowerCase()])];
  const query = sql<{ bibId: number }>`
    select bib_id from item where barcode = any(${barcodes})
    union
    select bib_id from item where lower(accession_number) = lower(${number})`;
  return (await query.execute(db)).rows.map((row) => row.bibId);
}

/** Ids of the records on a shelf, from left to right. */
export interface ShelfIds {
  left: number[];
  right: number[];
}

/** What stands within `each` records of one on the shelf of a library; null when the library has no copy of it on a shelf. */
export async function selectShelfAround(
  db: Db | Tx,
  bibId: number,
  libraryId: number,
  each: number,
): Promise<ShelfIds | null> {
  const query = sql<{ side: 'left' | 'here' | 'right'; bibId: number }>`
    select side, bib_id from shelf_around(${bibId}, ${libraryId}, ${each})`;
  const { rows } = await query.execute(db);
  if (rows.length === 0) return null;
  const idsOf = (side: 'left' | 'right'): number[] => rows.filter((row) => row.side === side).map((row) => row.bibId);
  return { left: idsOf('left').reverse(), right: idsOf('right') };
}
