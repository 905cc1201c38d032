import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LetterTopic as TopicTable } from '#platform/database/db-types';
import type { LetterTopic } from '../client.ts';

const whole = (db: Db | Tx) =>
  db
    .selectFrom('letterTopic')
    .select(['id', 'code', 'nameId', 'nameEn', 'aboutId', 'aboutEn', 'libraryId', 'archivedAt', 'version']);

type Row = Awaited<ReturnType<ReturnType<typeof whole>['execute']>>[number];

const topicOf = ({ nameId, nameEn, aboutId, aboutEn, archivedAt, ...row }: Row): LetterTopic => ({
  ...row,
  name: { id: nameId, en: nameEn },
  about: { id: aboutId, en: aboutEn },
  archived: archivedAt !== null,
});

/** All topics by their names; those that are archived last. */
export const selectTopics = async (db: Db | Tx): Promise<LetterTopic[]> =>
  (
    await whole(db)
      .orderBy(sql`archived_at is not null`)
      .orderBy('nameId')
      .orderBy('id')
      .execute()
  ).map(topicOf);

export async function lockTopic(trx: Tx, id: number): Promise<LetterTopic | null> {
  const row = await whole(trx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row ? topicOf(row) : null;
}

/** Nobody adds a topic meanwhile. */
export const lockTopics = async (trx: Tx): Promise<void> => {
  await sql`lock table letter_topic in share row exclusive mode`.execute(trx);
};

export async function insertTopic(trx: Tx, row: Insertable<TopicTable>): Promise<number> {
  return (await trx.insertInto('letterTopic').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

export async function updateTopic(trx: Tx, id: number, values: Updateable<TopicTable>): Promise<void> {
  await trx
    .updateTable('letterTopic')
    .set(values)
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** How many get letters about each topic, at an instant; who rests for a while counts. */
export async function countByTopic(db: Db | Tx): Promise<Map<number, number>> {
  const { rows } = await sql<{ topicId: number; count: number }>`
    select c.topic_id, count(*)::int as count from letter_choice c
    join letter_subscriber s on s.id = c.subscriber_id
    left join member on member.id = s.member_id
    where s.stopped_at is null and member.restricted_at is null group by c.topic_id`.execute(db);
  return new Map(rows.map(({ topicId, count }) => [topicId, count]));
}
