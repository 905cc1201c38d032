import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ClassState } from '../client.ts';

/** A class with how many pupils it has. */
export interface CountedRow {
  id: number;
  libraryId: number;
  courseId: number;
  name: string;
  schoolYear: string;
  startsOn: string;
  state: ClassState;
  pupils: number;
}

/** Classes of libraries (null: of all), those that have ended as well, by their names. */
export const selectCounted = async (db: Db | Tx, libraryIds: readonly number[] | null): Promise<CountedRow[]> => {
  let query = db
    .selectFrom('learningClass')
    .select(['id', 'libraryId', 'courseId', 'name', 'schoolYear', 'startsOn', sql<ClassState>`state`.as('state')])
    .select((eb) =>
      eb
        .selectFrom('classPupil')
        .select(eb.fn.countAll<number>().as('count'))
        .whereRef('classPupil.classId', '=', 'learningClass.id')
        .$asScalar()
        .$notNull()
        .as('pupils'),
    )
    .orderBy('name')
    .orderBy('id');
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.execute();
};

/** Meetings of classes that were held before an instant, and how many minutes they took. */
export const countHeld = async (
  db: Db | Tx,
  classIds: readonly number[],
  before: Date,
): Promise<Map<number, { meetings: number; minutes: number }>> => {
  const rows = await db
    .selectFrom('classMeeting')
    .select((eb) => [
      'classId',
      eb.fn.countAll<number>().as('meetings'),
      sql<number>`(sum(extract(epoch from ends_at - starts_at)) / 60)::int`.as('minutes'),
    ])
    .where('classId', '=', sql<number>`any(${[...classIds]}::bigint[])`)
    .where('cancelledAt', 'is', null)
    .where('endsAt', '<=', before)
    .groupBy('classId')
    .execute();
  return new Map(rows.map(({ classId, meetings, minutes }) => [classId, { meetings, minutes }]));
};
