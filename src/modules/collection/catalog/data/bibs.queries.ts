import { sql, type Selectable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Bib } from '#platform/database/db-types';
import type { MarcRecord } from '#shared/marc/record';
import { firstField, subfield } from '../rules/headings.ts';

/** What copies take from their record. */
export interface BibForItems {
  id: number;
  deletedAt: Date | null;
  ddc: string | null;
  /** The main entry as it is filed; null = entered under title. */
  heading: string | null;
  title: string;
  languages: string[];
}

/** The main entry by which a copy is shelved. */
export const mainEntry = (marc: MarcRecord): string | null => subfield(firstField(marc, '100', '110', '111'), 'a');

/** The record is locked against deletion until the transaction ends. */
export async function selectBibForItems(trx: Tx, id: number): Promise<BibForItems | undefined> {
  const row = await trx
    .selectFrom('bib')
    .select(['id', 'deletedAt', 'ddc', 'titleSort as title', 'languages', sql<MarcRecord>`marc`.as('marc')])
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst();
  if (!row) return undefined;
  const { marc, ...bib } = row;
  return { ...bib, heading: mainEntry(marc) };
}

/** A row of `bib` with its record typed. */
export type BibRow = Omit<Selectable<Bib>, 'marc'> & { marc: MarcRecord };

export async function selectBib(db: Db | Tx, id: number): Promise<BibRow | undefined> {
  return db
    .selectFrom('bib')
    .selectAll()
    .select(sql<MarcRecord>`marc`.as('marc'))
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function lockBib(trx: Tx, id: number): Promise<BibRow | undefined> {
  return trx
    .selectFrom('bib')
    .selectAll()
    .select(sql<MarcRecord>`marc`.as('marc'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** The record that was merged away by this request of its sender's. */
export const findMergingByKey = async (
  trx: Tx,
  key: string,
): Promise<{ id: number; mergedIntoId: number | null } | undefined> =>
  trx
    .selectFrom('bib')
    .select(['id', 'mergedIntoId'])
    .where('carried', 'is not', null)
    .where(sql<string>`carried->>'key'`, '=', key)
    .executeTakeFirst();

/** Was it merged into another record? */
export const wasMerged = async (db: Db | Tx, id: number): Promise<boolean> =>
  (await db
    .selectFrom('bib')
    .select('id')
    .where('id', '=', id)
    .where('mergedIntoId', 'is not', null)
    .executeTakeFirst()) !== undefined;

/** Into which record one was merged (null = it was not), and what the merging took along. */
export const findMerging = async (trx: Tx, id: number) =>
  trx.selectFrom('bib').select(['mergedIntoId', 'carried']).where('id', '=', id).executeTakeFirst();

/** Locks copies that are to move from one record to another, by id: before the records, as whoever lends them does (decision 125). */
export async function lockCopies(trx: Tx, which: { ofBib: number } | { ids: readonly number[] }): Promise<void> {
  const wanted =
    'ofBib' in which ? sql<boolean>`bib_id = ${which.ofBib}` : sql<boolean>`id = any(${[...which.ids]}::bigint[])`;
  await trx.selectFrom('item').select('id').where(wanted).orderBy('id').forUpdate().execute();
}

const bibsById = (db: Db | Tx, ids: readonly number[]) =>
  db
    .selectFrom('bib')
    .selectAll()
    .select(sql<MarcRecord>`marc`.as('marc'))
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .orderBy('id');

export const selectBibs = async (db: Db | Tx, ids: readonly number[]): Promise<BibRow[]> =>
  ids.length === 0 ? [] : bibsById(db, ids).execute();

/** Locks records for a batch, in the order of their ids so that two batches cannot wait for each other. */
export const lockBibs = async (trx: Tx, ids: readonly number[]): Promise<BibRow[]> =>
  ids.length === 0 ? [] : bibsById(trx, ids).forUpdate().execute();

/** What a batch asks of records that are there already; `marc` null = it was not asked for. */
export type LockedBib = Omit<BibForItems, 'heading' | 'title' | 'deletedAt'> & {
  titleSort: string;
  marc: MarcRecord | null;
};

/**
 * The same with what a batch needs of them.
 * @param whole whose MARC is read: to unpack it takes longer than all the rest
 */
export async function lockBibsForBatch(
  trx: Tx,
  ids: readonly number[],
  whole: readonly number[],
): Promise<LockedBib[]> {
  if (ids.length === 0) return [];
  return trx
    .selectFrom('bib')
    .select(['id', 'ddc', 'titleSort', 'languages'])
    .select(sql<MarcRecord | null>`case when id = any(${[...whole]}::bigint[]) then marc end`.as('marc'))
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Versions of records, by their ids. */
export async function selectBibVersions(db: Db | Tx, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('bib')
    .select(['id', 'version'])
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .execute();
  return new Map(rows.map(({ id, version }) => [id, version]));
}

export type BibState = Partial<
  Pick<
    Selectable<Bib>,
    'hidden' | 'deletedAt' | 'deletedReason' | 'coverKey' | 'coverLargeKey' | 'loanCount' | 'mergedIntoId'
  >
> & { carried?: string | null };

/** Changes what is not in the record: hidden, deleted, cover. The version moves on. */
export async function changeBibState(trx: Tx, id: number, state: BibState, now: Date): Promise<number> {
  const row = await trx
    .updateTable('bib')
    .set({ ...state, updatedAt: now, version: sql`version + 1` })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return row.version;
}

/** One line of a list of records. */
export interface BibSummary {
  id: number;
  title: string;
  subtitle: string | null;
  mainAuthor: string | null;
  material: string;
  publisher: string | null;
  year: number | null;
  isbns: string[];
  hidden: boolean;
  coverKey: string | null;
  deletedAt: Date | null;
  updatedAt: Date;
  version: number;
  itemCount: number;
}

export interface BibFilter {
  /** Folded words that must all occur in title, author or year. */
  words?: readonly string[];
  isbn?: string;
  issn?: string;
  barcode?: string;
  material?: string;
  hidden?: boolean;
  /** Only deleted ones; without it only those that are not. */
  deleted?: boolean;
  libraryId?: number;
  afterId?: number;
  beforeId?: number;
  limit: number;
}

const summaries = (db: Db) =>
  db
    .selectFrom('bib')
    .select([
      'id',
      'title',
      'subtitle',
      'mainAuthor',
      'material',
      'publisher',
      'year',
      'isbns',
      'hidden',
      'coverKey',
      'deletedAt',
      'updatedAt',
      'version',
    ])
    .select(
      sql<number>`(select count(*) from item where item.bib_id = bib.id and item.status <> 'withdrawn')`.as(
        'itemCount',
      ),
    );

/** Lines of these records, in no order. */
export const selectBibSummariesById = async (db: Db, ids: readonly number[]): Promise<BibSummary[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : summaries(db)
        .where('id', '=', sql<number>`any(${ids}::bigint[])`)
        .execute();

/** By id, oldest first (`afterId`) or newest first (`beforeId`, or neither with `newestFirst`); one row more than `limit`. */
export async function selectBibSummaries(db: Db, filter: BibFilter, newestFirst = false): Promise<BibSummary[]> {
  let query = summaries(db)
    .orderBy('id', newestFirst ? 'desc' : 'asc')
    .limit(filter.limit + 1)
    .where('deletedAt', filter.deleted ? 'is not' : 'is', null);
  for (const word of filter.words ?? [])
    query = query.where('duplicateKey', 'like', `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  if (filter.isbn !== undefined) query = query.where('isbns', '@>', sql<string[]>`array[${filter.isbn}]::text[]`);
  if (filter.issn !== undefined) {
    // most records have none, and the index leaves those out
    query = query.where(sql<boolean>`issns @> array[${filter.issn}]::text[] and issns <> '{}'`);
  }
  if (filter.material !== undefined) query = query.where('material', '=', filter.material);
  if (filter.hidden !== undefined) query = query.where('hidden', '=', filter.hidden);
  if (filter.afterId !== undefined) query = query.where('id', '>', filter.afterId);
  if (filter.beforeId !== undefined) query = query.where('id', '<', filter.beforeId);
  const { barcode, libraryId } = filter;
  if (barcode !== undefined) {
    query = query.where('id', 'in', (eb) => eb.selectFrom('item').select('bibId').where('barcode', '=', barcode));
  }
  if (libraryId !== undefined) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('item')
          .select('item.id')
          .whereRef('item.bibId', '=', 'bib.id')
          .where('item.libraryId', '=', libraryId),
      ),
    );
  }
  return query.execute();
}

export async function countLiveItems(db: Db | Tx, bibId: number): Promise<number> {
  const row = await db
    .selectFrom('item')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('bibId', '=', bibId)
    .where('status', '!=', 'withdrawn')
    .executeTakeFirstOrThrow();
  return row.count;
}
