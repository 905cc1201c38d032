import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PageKind } from '../rules/terms.ts';
import { isShown } from './public.queries.ts';

export const TARGET_KINDS = ['page', 'topic', 'collection'] as const;

/** What an entry can lead to beside an address of its own. */
export interface TargetRow {
  kind: (typeof TARGET_KINDS)[number];
  id: number;
  title: string;
  /** As everybody sees a page, or saw it last; null: nobody ever did, or it is no page. */
  shownTitle: string | null;
  /** Which kind of page; null: it is none. */
  pageKind: PageKind | null;
  libraryId: number | null;
  /** Its address now; null: nobody sees it. */
  href: string | null;
}

/** Which of them: a condition of each kind. */
type Which = Readonly<Record<TargetRow['kind'], RawBuilder<SqlBool>>>;

/** @param limit of each kind; null: all */
const targets = async (
  db: Db | Tx,
  { which, now, limit }: { which: Which; now: Date; limit: number | null },
): Promise<TargetRow[]> =>
  (
    await sql<TargetRow>`
      select * from (
      (select 'page' as kind, site_page.id, title, v.head->>'title' as shown_title, site_page.kind as page_kind, library_id,
        case when ${isShown(now)} then case site_page.kind when 'news' then '/berita/' else '/halaman/' end || slug end as href
      from site_page left join writing_version v on v.id = site_page.shown_version_id
      where removed_at is null and ${which.page} order by title, site_page.id limit ${limit}::int)
      union all
      (select 'topic', id, name, null, null, null, '/berita?topik=' || slug from news_topic
      where ${which.topic} order by name, id limit ${limit}::int)
      union all
      (select 'collection', c.id, c.title, null, null, c.library_id, case when c.state = 'published' and coalesce(l.active, true) then '/koleksi-pilihan/' || s.slug end
      from curated_collection c
        join curated_slug s on s.collection_id = c.id and s.current
        left join library l on l.id = c.library_id
      where ${which.collection} order by c.title, c.id limit ${limit}::int)) as target
      order by array_position(${[...TARGET_KINDS]}::text[], kind), title, id`.execute(db)
  ).rows;

/** Those with these numbers. */
export const selectTargets = async (
  db: Db | Tx,
  ids: Readonly<Record<TargetRow['kind'], readonly number[]>>,
  now: Date,
): Promise<TargetRow[]> => {
  const among = (kind: TargetRow['kind'], column: string) =>
    sql<SqlBool>`${sql.ref(column)} = any(${[...ids[kind]]}::bigint[])`;
  const which = {
    page: among('page', 'site_page.id'),
    topic: among('topic', 'id'),
    collection: among('collection', 'c.id'),
  };
  return targets(db, { which, now, limit: null });
};

/**
 * Those that a library's staff (null: the network's) may choose: pages that stay and collections of it and of the network, all topics. Of the
 * network's pages the staff of a library know what everybody sees.
 * @param limit of each kind
 */
export const selectChoices = async (
  db: Db | Tx,
  { libraryId, now, limit }: { libraryId: number | null; now: Date; limit: number },
): Promise<TargetRow[]> => {
  const ours = (column: string, network: RawBuilder<SqlBool>) =>
    libraryId === null
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(${sql.ref(column)} = ${libraryId} or (${sql.ref(column)} is null and ${network}))`;
  const which = {
    page: sql<SqlBool>`site_page.kind = 'page' and state = 'approved' and ${ours('library_id', isShown(now))}`,
    topic: sql<SqlBool>`true`,
    collection: sql<SqlBool>`c.state = 'published' and ${ours('c.library_id', sql<SqlBool>`true`)}`,
  };
  return targets(db, { which, now, limit });
};

/** Keeps what is led to from being deleted until the transaction ends. @returns what of it is there, also what nobody sees any more */
export async function holdTargets(
  trx: Tx,
  ids: Readonly<Record<TargetRow['kind'], readonly number[]>>,
): Promise<Record<TargetRow['kind'], number[]>> {
  const hold = async (table: string, of: readonly number[]): Promise<number[]> => {
    const { rows } = await sql<{ id: number }>`select id from ${sql.table(table)}
      where id = any(${[...of]}::bigint[]) order by id for key share`.execute(trx);
    return rows.map(({ id }) => id);
  };
  return {
    page: await hold('site_page', ids.page),
    topic: await hold('news_topic', ids.topic),
    collection: await hold('curated_collection', ids.collection),
  };
}
