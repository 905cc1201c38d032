import { sql } from 'kysely';
import type { TaskAnswer } from '#modules/learning/courses/client';
import type { Db, Tx } from '#platform/database/db';
import type { Question } from '../client.ts';
import type { TestPart } from '../rules/figures.ts';

export interface SittingRow {
  id: number;
  learnerId: number;
  part: TestPart;
  beganAt: Date;
  handedInAt: Date | null;
}

const sittings = (db: Db | Tx) =>
  db.selectFrom('testSitting').select(['id', 'learnerId', 'beganAt', 'handedInAt', sql<TestPart>`part`.as('part')]);

/** What a learner has begun of the test. */
export const selectSittings = async (db: Db | Tx, learnerId: number): Promise<SittingRow[]> =>
  sittings(db).where('learnerId', '=', learnerId).execute();

/** Holds a sitting until the transaction ends: of two that are handed in at once the second finds the first. */
export const lockSitting = async (trx: Tx, learnerId: number, part: TestPart): Promise<SittingRow | undefined> =>
  sittings(trx).where('learnerId', '=', learnerId).where('part', '=', part).forUpdate().executeTakeFirst();

/** Begins a sitting. @returns its id; null: it was begun before */
export const insertSitting = async (
  trx: Tx,
  row: { learnerId: number; part: TestPart; beganAt: Date },
): Promise<number | null> =>
  (
    await trx
      .insertInto('testSitting')
      .values(row)
      .onConflict((conflict) => conflict.columns(['learnerId', 'part']).doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id ?? null;

export const updateHandedIn = async (trx: Tx, id: number, at: Date): Promise<void> => {
  await trx.updateTable('testSitting').set({ handedInAt: at }).where('id', '=', id).execute();
};

/** Gives out items, in their order. */
export const insertDrawn = async (trx: Tx, sittingId: number, versionIds: readonly number[]): Promise<void> => {
  await trx
    .insertInto('testAnswer')
    .values(versionIds.map((itemVersionId, position) => ({ sittingId, itemVersionId, position })))
    .execute();
};

/** An item that somebody got, as it was then. */
export interface DrawnRow {
  versionId: number;
  itemId: number;
  competenceId: number;
  body: Question;
  answer: TaskAnswer | null;
  isRight: boolean | null;
  retired: boolean;
}

/** The items of a sitting in their order. */
export const selectDrawn = async (db: Db | Tx, sittingId: number): Promise<DrawnRow[]> =>
  db
    .selectFrom('testAnswer')
    .innerJoin('testItemVersion', 'testItemVersion.id', 'testAnswer.itemVersionId')
    .innerJoin('testItem', 'testItem.id', 'testItemVersion.itemId')
    .select([
      'testItemVersion.id as versionId',
      'testItem.id as itemId',
      'testItemVersion.competenceId',
      'testAnswer.isRight',
      sql<Question>`test_item_version.body`.as('body'),
      sql<TaskAnswer | null>`test_answer.answer`.as('answer'),
      sql<boolean>`test_item.retired_at is not null`.as('retired'),
    ])
    .where('testAnswer.sittingId', '=', sittingId)
    .orderBy('testAnswer.position')
    .execute();

/** Writes the answers of a sitting; `isRight` null: it is not handed in yet. */
export async function writeAnswers(
  trx: Tx,
  sittingId: number,
  answers: readonly { versionId: number; answer: TaskAnswer | null; isRight: boolean | null }[],
): Promise<void> {
  const rows = JSON.stringify(answers.map((one) => ({ v: one.versionId, a: one.answer, r: one.isRight })));
  await sql`
    update test_answer set answer = nullif(given.a, 'null'::jsonb), is_right = given.r
    from jsonb_to_recordset(${rows}::jsonb) as given (v bigint, a jsonb, r boolean)
    where test_answer.sitting_id = ${sittingId} and test_answer.item_version_id = given.v`.execute(trx);
}

/** A sitting that was handed in, with what was right in it. */
export interface HandedInRow {
  learnerId: number;
  part: TestPart;
  answers: readonly { competenceId: number; isRight: boolean }[];
}

/** What some learners of a course handed in. */
export const selectHandedIn = async (
  db: Db | Tx,
  courseId: number,
  learnerIds: readonly number[],
): Promise<HandedInRow[]> =>
  db
    .selectFrom('testSitting')
    .innerJoin('courseLearner', 'courseLearner.id', 'testSitting.learnerId')
    .select([
      'testSitting.learnerId',
      sql<TestPart>`test_sitting.part`.as('part'),
      sql<HandedInRow['answers']>`(select coalesce(jsonb_agg(jsonb_build_object('competenceId', v.competence_id,
          'isRight', coalesce(a.is_right, false)) order by a.position), '[]')
        from test_answer a join test_item_version v on v.id = a.item_version_id where a.sitting_id = test_sitting.id)`.as(
        'answers',
      ),
    ])
    .where('courseLearner.courseId', '=', courseId)
    .where('testSitting.handedInAt', 'is not', null)
    .where('testSitting.learnerId', '=', sql<number>`any(${[...learnerIds]}::bigint[])`)
    .execute();

/**
 * Everything that is kept of a member's tests, for the member to read. What was right is there once the test after the course was handed in: it
 * asks the same, and nobody learns before what the answers are.
 */
export const selectOfMember = async (db: Db | Tx, memberId: number): Promise<object[]> =>
  db
    .selectFrom('testSitting')
    .innerJoin('courseLearner', 'courseLearner.id', 'testSitting.learnerId')
    .innerJoin('courseVersion', 'courseVersion.id', 'courseLearner.courseVersionId')
    .select([
      // as it was published: what is being written is nobody's business
      sql<string>`course_version.head->>'title'`.as('title'),
      'testSitting.part',
      'testSitting.beganAt',
      'testSitting.handedInAt',
      sql<unknown>`(select coalesce(jsonb_agg(jsonb_build_object('item', v.body->'prompt', 'answer', a.answer, 'isRight',
          case when exists (select from test_sitting w where w.learner_id = test_sitting.learner_id and w.part = 'after'
            and w.handed_in_at is not null) then a.is_right end) order by a.position), '[]')
        from test_answer a join test_item_version v on v.id = a.item_version_id where a.sitting_id = test_sitting.id)`.as(
        'answers',
      ),
    ])
    .where('courseLearner.memberId', '=', memberId)
    .orderBy('testSitting.id')
    .execute();

/** Takes the tests of a member away. */
export const deleteOfMember = async (trx: Tx, memberId: number): Promise<void> => {
  await trx
    .deleteFrom('testSitting')
    .using('courseLearner')
    .whereRef('courseLearner.id', '=', 'testSitting.learnerId')
    .where('courseLearner.memberId', '=', memberId)
    .execute();
};
