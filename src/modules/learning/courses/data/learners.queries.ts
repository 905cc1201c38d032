import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Outcome, TaskAnswer } from '../rules/outcome.ts';
import { LESSON_AS_LEARNT, TASK_AS_LEARNT } from './learnt.queries.ts';

/** Who learns: one of the three. */
export type LearnerKey = { memberId: number } | { accountId: number } | { keyHash: Buffer };

export interface LearnerRow {
  id: number;
  courseId: number;
  courseVersionId: number;
  /** The class in which they learn; null: by themselves. */
  groupId: number | null;
  beganAt: Date;
  finishedAt: Date | null;
}

const isOf = (who: LearnerKey) =>
  'memberId' in who
    ? sql<boolean>`course_learner.member_id = ${who.memberId}`
    : 'accountId' in who
      ? sql<boolean>`course_learner.account_id = ${who.accountId}`
      : sql<boolean>`course_learner.key_hash = ${who.keyHash}`;

const learners = (db: Db | Tx) =>
  db.selectFrom('courseLearner').select(['id', 'courseId', 'courseVersionId', 'groupId', 'beganAt', 'finishedAt']);

export const findLearner = async (db: Db | Tx, courseId: number, who: LearnerKey): Promise<LearnerRow | undefined> =>
  learners(db).where('courseId', '=', courseId).where(isOf(who)).executeTakeFirst();

/** Holds who learns until the transaction ends: two answers at once are judged one after the other. */
export const lockLearner = async (trx: Tx, courseId: number, who: LearnerKey): Promise<LearnerRow | undefined> =>
  learners(trx).where('courseId', '=', courseId).where(isOf(who)).forUpdate().executeTakeFirst();

/**
 * Holds all that is learnt by a key until the transaction ends: a new PIN waits, and so does the end of a class. @returns whether it is the key of a
 * pupil still, and whether their class has ended
 */
export async function lockKey(trx: Tx, keyHash: Buffer): Promise<{ ofClass: boolean; isClosed: boolean }> {
  const rows = await trx
    .selectFrom('courseLearner')
    .select(['ofClass', 'closedAt'])
    .where('keyHash', '=', keyHash)
    .orderBy('id')
    .forUpdate()
    .execute();
  return { ofClass: rows.some(({ ofClass }) => ofClass), isClosed: rows.some(({ closedAt }) => closedAt !== null) };
}

/** Courses in which somebody takes part, begun last first. */
export const selectLearning = async (db: Db | Tx, who: LearnerKey): Promise<LearnerRow[]> =>
  learners(db).where(isOf(who)).orderBy('beganAt', 'desc').limit(200).execute();

/** Lets somebody take part; who does already goes on. */
export async function insertLearner(
  trx: Tx,
  { courseId, courseVersionId, at }: { courseId: number; courseVersionId: number; at: Date },
  who: LearnerKey,
): Promise<void> {
  await trx
    .insertInto('courseLearner')
    .values({ courseId, courseVersionId, beganAt: at, seenAt: at, ...who })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const updateLearner = async (
  trx: Tx,
  id: number,
  changes: { seenAt: Date; finishedAt?: Date },
): Promise<void> => {
  await trx.updateTable('courseLearner').set(changes).where('id', '=', id).execute();
};

/** Notes that somebody came again, once a day at most. */
export const noteSeen = async (db: Db | Tx, id: number, at: Date): Promise<void> => {
  await db
    .updateTable('courseLearner')
    .set({ seenAt: at })
    .where('id', '=', id)
    .where('seenAt', '<', new Date(at.getTime() - 86_400_000))
    .execute();
};

/** Forgets all of somebody in a course, but for what belongs to a class. @returns whether there was something */
export async function deleteLearner(trx: Tx, courseId: number, who: LearnerKey): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('courseLearner')
    .where('courseId', '=', courseId)
    .where(isOf(who))
    .where('ofClass', '=', false)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Forgets all of somebody in every course, but for what belongs to a class. */
export const deleteEveryLearner = async (trx: Tx, who: LearnerKey): Promise<void> => {
  await trx.deleteFrom('courseLearner').where(isOf(who)).where('ofClass', '=', false).execute();
};

/** How somebody stands with a task. */
export interface AnswerRow {
  taskId: number;
  tries: number;
  hints: number;
  answer: TaskAnswer | null;
  outcome: Outcome | null;
  rightAt: Date | null;
}

export const selectAnswers = async (db: Db | Tx, learnerId: number, taskIds: readonly number[]): Promise<AnswerRow[]> =>
  db
    .selectFrom('taskAnswer')
    .select([
      'taskId',
      'tries',
      'hints',
      'rightAt',
      sql<TaskAnswer | null>`answer`.as('answer'),
      sql<Outcome | null>`outcome`.as('outcome'),
    ])
    .where('learnerId', '=', learnerId)
    .where('taskId', '=', sql<number>`any(${[...taskIds]}::bigint[])`)
    .execute();

/** Which tasks somebody has answered, and which of them rightly. */
export const selectSolved = async (
  db: Db | Tx,
  learnerId: number,
): Promise<{ taskId: number; tries: number; isRight: boolean }[]> =>
  db
    .selectFrom('taskAnswer')
    .select(['taskId', 'tries', sql<boolean>`right_at is not null`.as('isRight')])
    .where('learnerId', '=', learnerId)
    .execute();

/** Writes an answer down: it is one try more, and what was right once stays right. @returns how many tries that are */
export async function writeAnswer(
  trx: Tx,
  row: { learnerId: number; taskId: number; answer: TaskAnswer; outcome: Outcome; at: Date },
): Promise<number> {
  const { learnerId, taskId, at } = row;
  const said = { answer: JSON.stringify(row.answer), outcome: JSON.stringify(row.outcome), answeredAt: at };
  const { tries } = await trx
    .insertInto('taskAnswer')
    .values({ learnerId, taskId, ...said, tries: 1, hints: 0, rightAt: row.outcome.right ? at : null })
    .onConflict((conflict) =>
      conflict.columns(['learnerId', 'taskId']).doUpdateSet({
        ...said,
        tries: sql`task_answer.tries + 1`,
        rightAt: sql`coalesce(task_answer.right_at, excluded.right_at)`,
      }),
    )
    .returning('tries')
    .executeTakeFirstOrThrow();
  return tries;
}

/** Opens one hint more, no more than there are. */
export async function raiseHints(
  trx: Tx,
  { learnerId, taskId, most, at }: { learnerId: number; taskId: number; most: number; at: Date },
): Promise<void> {
  await trx
    .insertInto('taskAnswer')
    .values({ learnerId, taskId, tries: 0, hints: Math.min(1, most), answeredAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(['learnerId', 'taskId'])
        .doUpdateSet({ hints: sql`least(task_answer.hints + 1, ${most}::integer)` }),
    )
    .execute();
}

/** Counts ways by which the first try of somebody went wrong, beside nobody: so many people, not tries. */
export async function countMisses(trx: Tx, taskId: number, reasons: readonly string[]): Promise<void> {
  if (reasons.length === 0) return;
  await trx
    .insertInto('taskMiss')
    .values(reasons.toSorted().map((reason) => ({ taskId, reason, count: 1 })))
    .onConflict((conflict) => conflict.columns(['taskId', 'reason']).doUpdateSet({ count: sql`task_miss.count + 1` }))
    .execute();
}

export const selectProgress = async (
  db: Db | Tx,
  learnerId: number,
): Promise<{ lessonId: number; doneAt: Date | null }[]> =>
  db.selectFrom('lessonProgress').select(['lessonId', 'doneAt']).where('learnerId', '=', learnerId).execute();

/** How many lessons of each of these are done. */
export const countDone = async (
  db: Db | Tx,
  learnerIds: readonly number[],
): Promise<{ learnerId: number; done: number }[]> =>
  db
    .selectFrom('lessonProgress')
    .select((eb) => ['learnerId', eb.fn.countAll<number>().as('done')])
    .where('learnerId', '=', sql<number>`any(${[...learnerIds]}::bigint[])`)
    .where('doneAt', 'is not', null)
    .groupBy('learnerId')
    .execute();

/** Notes that a lesson was begun or, with `doneAt`, done; done once it stays so. */
export async function noteProgress(
  trx: Tx,
  { learnerId, lessonId, at, doneAt }: { learnerId: number; lessonId: number; at: Date; doneAt: Date | null },
): Promise<void> {
  await trx
    .insertInto('lessonProgress')
    .values({ learnerId, lessonId, openedAt: at, doneAt })
    .onConflict((conflict) =>
      conflict
        .columns(['learnerId', 'lessonId'])
        .doUpdateSet({ doneAt: sql`coalesce(lesson_progress.done_at, excluded.done_at)` }),
    )
    .execute();
}

/** How many learn in each of these courses. */
export const countLearners = async (
  db: Db | Tx,
  courseIds: readonly number[],
): Promise<{ courseId: number; learners: number }[]> =>
  db
    .selectFrom('courseLearner')
    .select((eb) => ['courseId', eb.fn.countAll<number>().as('learners')])
    .where('courseId', '=', sql<number>`any(${[...courseIds]}::bigint[])`)
    .groupBy('courseId')
    .execute();

/** How tasks went, with by how many different people each was answered. */
export const selectTaskFigures = async (
  db: Db | Tx,
  taskIds: readonly number[],
): Promise<{ taskId: number; people: number; right: number }[]> =>
  db
    .selectFrom('taskAnswer')
    .select((eb) => ['taskId', eb.fn.countAll<number>().as('people'), sql<number>`count(right_at)`.as('right')])
    .where('taskId', '=', sql<number>`any(${[...taskIds]}::bigint[])`)
    .where('tries', '>', 0)
    .groupBy('taskId')
    .execute();

export const selectMisses = async (
  db: Db | Tx,
  taskIds: readonly number[],
): Promise<{ taskId: number; reason: string; count: number }[]> =>
  db
    .selectFrom('taskMiss')
    .select(['taskId', 'reason', 'count'])
    .where('taskId', '=', sql<number>`any(${[...taskIds]}::bigint[])`)
    .orderBy('count', 'desc')
    .orderBy('reason')
    .execute();

/** Everything that is kept of a member, for the member to read, in the words that they had: what is being written is nobody's business. */
export const selectOfMember = async (db: Db | Tx, memberId: number): Promise<object[]> =>
  db
    .selectFrom('courseLearner')
    .innerJoin('courseVersion', 'courseVersion.id', 'courseLearner.courseVersionId')
    .select([
      sql<string>`course_version.head->>'title'`.as('title'),
      'courseLearner.beganAt',
      'courseLearner.seenAt',
      'courseLearner.finishedAt',
      sql<unknown>`(select coalesce(jsonb_agg(jsonb_build_object('task', ${TASK_AS_LEARNT}->'prompt', 'answer', a.answer, 'outcome', a.outcome,
          'tries', a.tries, 'hints', a.hints, 'answeredAt', a.answered_at, 'rightAt', a.right_at,
          'file', w.file_name, 'marks', w.marks, 'markedWith', w.words) order by a.task_id), '[]')
        from task_answer a join lesson_task on lesson_task.id = a.task_id
        left join task_work w on w.learner_id = a.learner_id and w.task_id = a.task_id
        where a.learner_id = course_learner.id)`.as('answers'),
      sql<unknown>`(select coalesce(jsonb_agg(jsonb_build_object('lesson', ${LESSON_AS_LEARNT}, 'openedAt', p.opened_at, 'doneAt', p.done_at) order by lesson.position), '[]')
        from lesson_progress p join lesson on lesson.id = p.lesson_id where p.learner_id = course_learner.id)`.as(
        'lessons',
      ),
    ])
    .where('courseLearner.memberId', '=', memberId)
    .orderBy('courseLearner.id')
    .execute();

export const deleteOfMember = async (trx: Tx, memberId: number): Promise<void> => {
  await trx.deleteFrom('courseLearner').where('memberId', '=', memberId).execute();
};

/** Of browsers that did not come again since an instant; who learns in a class goes with the class. */
export const countUnseen = async (db: Db | Tx, before: Date): Promise<number> =>
  (
    await db
      .selectFrom('courseLearner')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('keyHash', 'is not', null)
      .where('ofClass', '=', false)
      .where('seenAt', '<', before)
      .executeTakeFirstOrThrow()
  ).count;

export const deleteUnseen = async (trx: Db | Tx, before: Date): Promise<number> =>
  Number(
    (
      await trx
        .deleteFrom('courseLearner')
        .where('keyHash', 'is not', null)
        .where('ofClass', '=', false)
        .where('seenAt', '<', before)
        .executeTakeFirst()
    ).numDeletedRows,
  );
