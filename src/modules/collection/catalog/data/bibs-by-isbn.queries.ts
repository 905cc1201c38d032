import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** A title that is here, by one of its numbers. */
export interface BibOfIsbn {
  isbn: string;
  bibId: number;
  title: string;
  mainAuthor: string | null;
  year: number | null;
  /** Its copies that were not withdrawn. */
  items: number;
}

/** What stands here under these ISBNs (13 figures), deleted titles left out; oldest first. */
export async function selectBibsByIsbn(db: Db | Tx, isbns: readonly string[]): Promise<BibOfIsbn[]> {
  if (isbns.length === 0) return [];
  const rows = await db
    .selectFrom('bib')
    .select(['id', 'title', 'mainAuthor', 'year', 'isbns'])
    .select(
      sql<number>`(select count(*) from item where item.bib_id = bib.id and item.status <> 'withdrawn')`.as('items'),
    )
    .where(sql<boolean>`isbns && ${isbns}::text[]`)
    .where('deletedAt', 'is', null)
    .orderBy('id')
    .execute();
  const asked = new Set(isbns);
  return rows.flatMap(({ id, isbns: own, items, ...bib }) =>
    own.filter((isbn) => asked.has(isbn)).map((isbn) => ({ ...bib, isbn, bibId: id, items: Number(items) })),
  );
}

/** The first ISBN (13 figures) of records that have one. */
export async function selectIsbnsOfBibs(db: Db | Tx, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('bib')
    .select(['id', 'isbns'])
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .where('deletedAt', 'is', null)
    .execute();
  return new Map(rows.flatMap(({ id, isbns: [first] }) => (first === undefined ? [] : [[id, first] as const])));
}
