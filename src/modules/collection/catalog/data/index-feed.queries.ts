import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { MarcRecord } from '#shared/marc/record';

/** Everything of a record that a search index needs. */
export interface IndexFeedRow {
  id: number;
  /** What the record itself says; which of its fields are searched is for the index to know. */
  marc: MarcRecord;
  authors: string[];
  subjects: string[];
  year: number | null;
  languages: string[];
  ddc: string | null;
  audience: string | null;
  material: string;
  /** Headings of the authority records that the record uses and their see-forms, by what it uses them for. */
  nameForms: string[] | null;
  subjectForms: string[] | null;
  otherForms: string[] | null;
  /** Libraries that have a copy, and whether one of their copies is on the shelf; in the same order. */
  libraryIds: number[] | null;
  onShelf: boolean[] | null;
}

/** Where a record's copies are. A copy that is lost, missing or withdrawn is nowhere. */
export interface HoldingsFeedRow {
  id: number;
  libraryIds: number[] | null;
  onShelf: boolean[] | null;
}

const HOLDINGS = sql`
  select array_agg(h.library_id order by h.library_id) as library_ids, array_agg(h.on_shelf order by h.library_id) as on_shelf
  from (
    select i.library_id, bool_or(i.status = 'available' and not i.on_loan and i.set_aside is null) as on_shelf
    from item i
    where i.bib_id = b.id and i.status not in ('withdrawn', 'lost', 'missing')
    group by i.library_id
  ) h`;

const feedRows = (where: RawBuilder<unknown>): RawBuilder<IndexFeedRow> => sql<IndexFeedRow>`
  select b.id, b.marc, b.authors, b.subjects, b.year, b.languages, b.ddc, b.audience, b.material, forms.*, holdings.*
  from bib b
  left join lateral (
    select array_agg(distinct f.form) filter (where u.tag ~ '^[17]') as name_forms,
      array_agg(distinct f.form) filter (where u.tag ~ '^6') as subject_forms,
      array_agg(distinct f.form) filter (where u.tag !~ '^[167]') as other_forms
    from bib_authority u
    cross join lateral (
      select a.heading as form from authority a where a.id = u.authority_id
      union all
      select v.form from authority_variant v where v.authority_id = u.authority_id and v.kind = 'see'
    ) f
    where u.bib_id = b.id
  ) forms on true
  left join lateral (${HOLDINGS}) holdings on true
  where b.deleted_at is null and not b.hidden and ${where}
  order by b.loan_count desc, b.id`;

/** All records that readers may find, most lent first, in batches; memory stays flat. One stream at a time in a transaction. */
export async function* streamIndexFeed(trx: Tx, batch: number): AsyncGenerator<IndexFeedRow[]> {
  await sql`declare index_feed no scroll cursor for ${feedRows(sql`true`)}`.execute(trx);
  try {
    for (;;) {
      const { rows } = await sql<IndexFeedRow>`fetch forward ${sql.lit(batch)} from index_feed`.execute(trx);
      if (rows.length > 0) yield rows;
      if (rows.length < batch) return;
    }
  } finally {
    await sql`close index_feed`.execute(trx);
  }
}

/** Those of some records that readers may find. */
export async function selectIndexFeedOf(db: Db | Tx, ids: readonly number[]): Promise<IndexFeedRow[]> {
  return (await feedRows(sql`b.id = any(${ids})`).execute(db)).rows;
}

/** Where the copies of some records are. */
export async function selectHoldingsFeedOf(db: Db | Tx, ids: readonly number[]): Promise<HoldingsFeedRow[]> {
  const query = sql<HoldingsFeedRow>`
    select b.id, holdings.* from bib b left join lateral (${HOLDINGS}) holdings on true where b.id = any(${ids})`;
  return (await query.execute(db)).rows;
}

/** Whether there are more records than so many: cheaper than counting a large catalogue. */
export async function hasMoreRecordsThan(db: Db | Tx, count: number): Promise<boolean> {
  const row = await db.selectFrom('bib').select('id').offset(count).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Ids of all records that readers may find, in the order of their titles. */
export async function selectTitleOrder(db: Db | Tx): Promise<number[]> {
  const query = sql<{ id: number }>`
    select id from bib where deleted_at is null and not hidden order by title_sort, id`;
  return (await query.execute(db)).rows.map((row) => row.id);
}

/**
 * For each record, the one before it in the order of titles among those that are not in `besides`, or null: tells where
 * a changed title belongs in an order computed earlier. In the order of titles.
 */
export async function selectTitlePlaces(
  db: Db | Tx,
  ids: readonly number[],
  besides: readonly number[],
): Promise<{ id: number; before: number | null }[]> {
  const query = sql<{ id: number; before: number | null }>`
    select b.id, p.id as before
    from bib b
    left join lateral (
      select o.id from bib o
      where o.deleted_at is null and not o.hidden and (o.title_sort, o.id) < (b.title_sort, b.id) and o.id <> all(${besides})
      order by o.title_sort desc, o.id desc
      limit 1
    ) p on true
    where b.id = any(${ids})
    order by b.title_sort, b.id`;
  return (await query.execute(db)).rows;
}
