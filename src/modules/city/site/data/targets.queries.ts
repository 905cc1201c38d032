import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { isShown } from './public.queries.ts';

/** What an entry can lead to beside an address of its own. */
export interface TargetRow {
  kind: 'page' | 'topic' | 'collection';
  id: number;
  title: string;
  libraryId: number | null;
  /** Its address now; null: nobody sees it. */
  href: string | null;
}

/** Which of them: a condition of each kind. */
type Which = Readonly<Record<'page' | 'topic' | 'collection', RawBuilder<SqlBool>>>;

const targets = async (db: Db | Tx, which: Which, now: Date): Promise<TargetRow[]> =>
  (
    await sql<TargetRow>`
      select 'page' as kind, id, title, library_id, case when ${isShown(now)}
        then case kind when 'news' then '/berita/' else '/halaman/' end || slug end as href
      from site_page where removed_at is null and ${which.page}
      union all
      select 'topic', id, name, null, '/berita?topik=' || slug from news_topic where ${which.topic}
      union all
      select 'collection', c.id, c.title, c.library_id,
        case when c.state = 'published' and coalesce(l.active, true) then '/koleksi-pilihan/' || s.slug end
      from curated_collection c
        join curated_slug s on s.collection_id = c.id and s.current
        left join library l on l.id = c.library_id
      where ${which.collection}
      order by 1, 3, 2`.execute(db)
  ).rows;

/** Those with these numbers. */
export const selectTargets = async (
  db: Db | Tx,
  ids: Readonly<Record<TargetRow['kind'], readonly number[]>>,
  now: Date,
): Promise<TargetRow[]> => {
  const among = (kind: TargetRow['kind'], column: string) =>
    sql<SqlBool>`${sql.ref(column)} = any(${[...ids[kind]]}::bigint[])`;
  return targets(
    db,
    { page: among('page', 'id'), topic: among('topic', 'id'), collection: among('collection', 'c.id') },
    now,
  );
};

/** Those that a library's staff (null: the network's) may choose: pages that stay and collections of it and of the network, all topics. */
export const selectChoices = async (
  db: Db | Tx,
  { libraryId, now, limit }: { libraryId: number | null; now: Date; limit: number },
): Promise<TargetRow[]> => {
  const ours = (column: string) =>
    libraryId === null
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(${sql.ref(column)} is null or ${sql.ref(column)} = ${libraryId})`;
  const rows = await targets(
    db,
    {
      page: sql<SqlBool>`kind = 'page' and state = 'approved' and ${ours('library_id')}`,
      topic: sql<SqlBool>`true`,
      collection: sql<SqlBool>`c.state = 'published' and ${ours('c.library_id')}`,
    },
    now,
  );
  return rows.slice(0, limit);
};

/** Keeps what is led to from being deleted until the transaction ends. */
export async function holdTargets(trx: Tx, ids: Readonly<Record<TargetRow['kind'], readonly number[]>>): Promise<void> {
  await sql`select from site_page where id = any(${[...ids.page]}::bigint[]) order by id for key share`.execute(trx);
  await sql`select from news_topic where id = any(${[...ids.topic]}::bigint[]) order by id for key share`.execute(trx);
  await sql`select from curated_collection where id = any(${[...ids.collection]}::bigint[]) order by id for key share`.execute(
    trx,
  );
}
