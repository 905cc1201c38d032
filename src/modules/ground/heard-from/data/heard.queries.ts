import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { HeardFrom, HeardMoment } from '../rules/answers.ts';

export interface HeardAnswer {
  libraryId: number;
  moment: HeardMoment;
  /** The first day of its month. */
  heardMonth: LocalDate;
  answer: HeardFrom;
}

/** One more. */
export async function addAnswer(trx: Tx, answer: HeardAnswer): Promise<void> {
  await trx
    .insertInto('heardCount')
    .values({ ...answer, people: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['libraryId', 'moment', 'heardMonth', 'answer'])
        .doUpdateSet({ people: sql`heard_count.people + 1` }),
    )
    .execute();
}

/** Sums of the months from one to another, which is not counted. @param of `libraryIds` null = everywhere */
export async function sumAnswers(
  db: Db | Tx,
  { libraryIds, from, before }: { libraryIds: readonly number[] | null; from: LocalDate; before: LocalDate },
): Promise<{ moment: HeardMoment; answer: HeardFrom; people: number }[]> {
  const within = libraryIds === null ? sql`true` : sql`library_id = any(${[...libraryIds]}::bigint[])`;
  const query = sql<{ moment: HeardMoment; answer: HeardFrom; people: number }>`
    select moment, answer, sum(people)::integer as people from heard_count
    where ${within} and heard_month >= ${from} and heard_month < ${before} group by moment, answer`;
  return (await query.execute(db)).rows;
}
