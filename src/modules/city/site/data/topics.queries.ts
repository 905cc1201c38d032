import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

export interface TopicRow {
  id: number;
  slug: string;
  name: string;
  nameEn: string;
  position: number;
  version: number;
}

export const selectTopics = async (db: Db | Tx): Promise<TopicRow[]> =>
  db
    .selectFrom('newsTopic')
    .select(['id', 'slug', 'name', 'nameEn', 'position', 'version'])
    .orderBy('position')
    .orderBy('id')
    .execute();

export const lockTopic = async (trx: Tx, id: number): Promise<TopicRow | undefined> =>
  trx
    .selectFrom('newsTopic')
    .select(['id', 'slug', 'name', 'nameEn', 'position', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

/** Puts a topic behind the others. */
export const insertTopic = async (trx: Tx, row: { slug: string; name: string; nameEn: string }): Promise<number> =>
  (
    await trx
      .insertInto('newsTopic')
      .values({ ...row, position: sql<number>`(select coalesce(max(position), -1) + 1 from news_topic)` })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;

export const updateTopic = async (trx: Tx, id: number, row: { name: string; nameEn: string }): Promise<void> => {
  await trx
    .updateTable('newsTopic')
    .set({ ...row, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/** Takes a topic away that no news has or had. @returns whether it could */
export const deleteTopic = async (trx: Tx, id: number): Promise<boolean> => {
  const { rows } = await sql`delete from news_topic where id = ${id}
    and not exists (select from site_page where topic_id = ${id})
    and not exists (select from site_page join writing_version on writing_version.writing_id = site_page.writing_id
      where (writing_version.head->>'topicId')::bigint = ${id}) returning id`.execute(trx);
  return rows.length > 0;
};
