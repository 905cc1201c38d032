import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { RecordPile, RecordPileBook } from '#platform/database/db-types';
import type { MarcRecord } from '#shared/marc/record';
import type { KeptState } from '../client.ts';

/** A pile as it is kept. */
export interface PileRow {
  id: number;
  libraryId: number;
  itemType: string;
  source: string | null;
  stopped: boolean;
  createdBy: string;
  createdAt: Date;
}
/** A book of a pile, without its record. */
export interface PileBookRow {
  id: number;
  isbn: string;
  copies: number;
  state: KeptState;
  title: string | null;
  byline: string | null;
  sources: string[];
  silent: string[];
  barcodes: string[];
}
/** The same with all that is needed to add it. */
export interface WholeBookRow extends PileBookRow {
  pileId: number;
  marc: MarcRecord | null;
  cover: string | null;
}

const piles = (db: Db | Tx) =>
  db.selectFrom('recordPile').select(['id', 'libraryId', 'itemType', 'source', 'stopped', 'createdBy', 'createdAt']);

export const insertPile = async (trx: Tx, row: Insertable<RecordPile>): Promise<number> =>
  (await trx.insertInto('recordPile').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const findPile = async (db: Db | Tx, id: number): Promise<PileRow | undefined> =>
  piles(db).where('id', '=', id).executeTakeFirst();
/** Whoever adds to a pile does so alone: it may not grow past its end. */
export const lockPile = async (trx: Tx, id: number): Promise<PileRow | undefined> =>
  piles(trx).where('id', '=', id).forUpdate().executeTakeFirst();

/** The newest piles of these libraries, with how many of their books are not done with. */
export const selectPiles = async (
  db: Db,
  libraryIds: readonly number[],
  { before, limit }: { before: number | null; limit: number },
): Promise<(PileRow & { books: number; open: number })[]> => {
  let query = piles(db)
    .select((eb) => [
      eb
        .selectFrom('recordPileBook')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('pileId', '=', 'recordPile.id')
        .$asScalar()
        .$notNull()
        .as('books'),
      eb
        .selectFrom('recordPileBook')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('pileId', '=', 'recordPile.id')
        .where('state', 'not in', ['added', 'left_out'])
        .$asScalar()
        .$notNull()
        .as('open'),
    ])
    .where('libraryId', '=', sql<number>`any(${libraryIds}::bigint[])`)
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  return (await query.execute()).map((row) => ({ ...row, books: Number(row.books), open: Number(row.open) }));
};

export const setStopped = async (trx: Tx, id: number, stopped: boolean): Promise<void> => {
  await trx.updateTable('recordPile').set({ stopped }).where('id', '=', id).execute();
};
export const deletePile = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('recordPile').where('id', '=', id).execute();
};

const books = (db: Db | Tx) =>
  db
    .selectFrom('recordPileBook')
    .select(['id', 'isbn', 'copies', 'state', 'title', 'byline', 'sources', 'silent', 'barcodes'])
    .$narrowType<{ state: KeptState }>();
const wholeBooks = (db: Db | Tx) =>
  books(db)
    .select(['pileId', 'cover'])
    .select((eb) => eb.ref('marc').$castTo<MarcRecord | null>().as('marc'));

/** In the order in which they were scanned. */
export const selectBooks = async (db: Db | Tx, pileId: number): Promise<PileBookRow[]> =>
  books(db).where('pileId', '=', pileId).orderBy('id').execute();

/** What is new of these ISBNs joins the pile, and so does again what was left out. @returns those */
export async function insertBooks(trx: Tx, pileId: number, isbns: readonly string[]): Promise<string[]> {
  if (isbns.length === 0) return [];
  const rows = await trx
    .insertInto('recordPileBook')
    .values(isbns.map((isbn) => ({ pileId, isbn })))
    .onConflict((conflict) =>
      conflict
        .columns(['pileId', 'isbn'])
        .doUpdateSet({ state: 'waiting' })
        .where('recordPileBook.state', '=', 'left_out'),
    )
    .returning('isbn')
    .execute();
  return rows.map(({ isbn }) => isbn);
}
export async function countBooks(trx: Tx, pileId: number): Promise<number> {
  const { count } = await trx
    .selectFrom('recordPileBook')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('pileId', '=', pileId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const lockBook = async (trx: Tx, pileId: number, id: number): Promise<WholeBookRow | undefined> =>
  wholeBooks(trx).where('pileId', '=', pileId).where('id', '=', id).forUpdate().executeTakeFirst();
/** By its own number; a book of whatever pile. */
export const findBook = async (db: Db | Tx, id: number): Promise<WholeBookRow | undefined> =>
  wholeBooks(db).where('id', '=', id).executeTakeFirst();

export const changeBook = async (trx: Tx, id: number, changes: Updateable<RecordPileBook>): Promise<void> => {
  await trx.updateTable('recordPileBook').set(changes).where('id', '=', id).execute();
};

/** Whoever adds a book that has this ISBN does so alone, from whatever pile, until the transaction ends: the second one finds the title of the first. */
export async function lockIsbn(trx: Tx, isbn: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('record_pile_book'), hashtext(${isbn}))`.execute(trx);
}

/** The next book that is to be looked up; none of a pile that somebody stopped. */
export const nextWaiting = async (db: Db, pileId: number): Promise<{ id: number; isbn: string } | undefined> =>
  db
    .selectFrom('recordPileBook')
    .innerJoin('recordPile', 'recordPile.id', 'recordPileBook.pileId')
    .select(['recordPileBook.id', 'isbn'])
    .where('pileId', '=', pileId)
    .where('state', '=', 'waiting')
    .where('stopped', '=', false)
    .orderBy('recordPileBook.id')
    .limit(1)
    .executeTakeFirst();

/** What was found of a book that still waits: whoever left it out or added it meanwhile is not overruled. */
export const keepFound = async (db: Db, id: number, found: Updateable<RecordPileBook>): Promise<void> => {
  await db.updateTable('recordPileBook').set(found).where('id', '=', id).where('state', '=', 'waiting').execute();
};

/** Of what nobody had, and of what was not found surely, the catalogues are asked once more. @returns how many */
export const waitAgain = async (trx: Tx, pileId: number): Promise<number> => {
  const { numUpdatedRows } = await trx
    .updateTable('recordPileBook')
    .set({ state: 'waiting', marc: null, cover: null, title: null, byline: null, sources: [], silent: [] })
    .where('pileId', '=', pileId)
    .where('state', 'in', ['nothing', 'maybe', 'here'])
    .executeTakeFirst();
  return Number(numUpdatedRows);
};

/** Piles of which books wait, for whoever takes up what a stop interrupted. */
export const selectWaitingPiles = async (db: Db): Promise<number[]> =>
  (
    await db
      .selectFrom('recordPile')
      .select('id')
      .where('stopped', '=', false)
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('recordPileBook')
            .select('recordPileBook.id')
            .whereRef('pileId', '=', 'recordPile.id')
            .where('state', '=', 'waiting'),
        ),
      )
      .execute()
  ).map(({ id }) => id);

/** One process at a time looks up for a pile; the lock goes with the connection. */
export async function tryLockLookUp(connection: Db, pileId: number): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_lock(hashtext('record_pile'), ${pileId}::integer) as locked`.execute(connection);
  return rows[0]?.locked ?? false;
}
export async function unlockLookUp(connection: Db, pileId: number): Promise<void> {
  await sql`select pg_advisory_unlock(hashtext('record_pile'), ${pileId}::integer)`.execute(connection);
}

export async function countPilesBefore(db: Db, before: Date): Promise<number> {
  const { count } = await db
    .selectFrom('recordPile')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('createdAt', '<', before)
    .executeTakeFirstOrThrow();
  return Number(count);
}
export const deletePilesBefore = async (db: Db, before: Date): Promise<number> =>
  Number((await db.deleteFrom('recordPile').where('createdAt', '<', before).executeTakeFirst()).numDeletedRows);
