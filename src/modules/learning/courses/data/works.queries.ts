import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Task } from '../rules/tasks.ts';
import type { OwnWork, WorkState } from '../rules/works.ts';
import { TASK_AS_LEARNT } from './learnt.queries.ts';
import type { Group } from './posts.queries.ts';

/** A file as it is kept. */
export interface KeptFile {
  fileKey: string;
  fileName: string;
  mediaType: string;
}

/** What somebody handed in, held until the transaction ends: it is not marked while it is handed in anew. */
export const lockOwnWork = async (
  trx: Tx,
  learnerId: number,
  taskId: number,
): Promise<{ state: WorkState; fileKey: string | null } | undefined> =>
  trx
    .selectFrom('taskWork')
    .select(['fileKey', sql<WorkState>`state`.as('state')])
    .where('learnerId', '=', learnerId)
    .where('taskId', '=', taskId)
    .forUpdate()
    .executeTakeFirst();

/** Hands work in; marks of before stay until it is marked again. @param row.file null: that of before stays */
export async function writeWork(
  trx: Tx,
  { learnerId, taskId, at, file }: { learnerId: number; taskId: number; at: Date; file: KeptFile | null },
): Promise<void> {
  await trx.selectFrom('lessonTask').select('id').where('id', '=', taskId).forNoKeyUpdate().execute();
  await trx
    .insertInto('taskWork')
    .values((eb) => ({
      ...{ learnerId, taskId, state: 'waiting', handedInAt: at, ...file },
      number: eb
        .selectFrom('taskWork')
        .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
        .where('taskId', '=', taskId),
    }))
    .onConflict((conflict) =>
      conflict.columns(['learnerId', 'taskId']).doUpdateSet({
        ...{ state: 'waiting', handedInAt: at, ...file },
        version: sql`task_work.version + 1`,
      }),
    )
    .execute();
}

/** What somebody handed in to tasks. */
export const selectOwnWorks = async (
  db: Db | Tx,
  learnerId: number,
  taskIds: readonly number[],
): Promise<(OwnWork & { taskId: number })[]> =>
  db
    .selectFrom('taskWork')
    .select([
      ...(['id', 'taskId', 'fileName', 'words'] as const),
      sql<WorkState>`state`.as('state'),
      sql<number[] | null>`marks`.as('marks'),
    ])
    .where('learnerId', '=', learnerId)
    .where('taskId', '=', sql<number>`any(${[...taskIds]}::bigint[])`)
    .execute();

/** A file of somebody's own work. */
export const findOwnFile = async (db: Db | Tx, learnerId: number, workId: number): Promise<KeptFile | undefined> =>
  db
    .selectFrom('taskWork')
    .select(['fileKey', 'fileName', 'mediaType'])
    .where('id', '=', workId)
    .where('learnerId', '=', learnerId)
    .where('fileKey', 'is not', null)
    .$narrowType<KeptFile>()
    .executeTakeFirst();

/** Keys of all files that are kept. */
export const selectFileKeys = async (db: Db | Tx): Promise<Set<string>> =>
  new Set(
    (await db.selectFrom('taskWork').select('fileKey').where('fileKey', 'is not', null).execute()).flatMap(
      ({ fileKey }) => fileKey ?? [],
    ),
  );

/** Work as whoever marks it has it. */
export interface WorkToMark {
  id: number;
  taskId: number;
  number: number;
  state: WorkState;
  handedInAt: Date;
  tries: number;
  text: string;
  fileName: string | null;
  marks: number[] | null;
  words: string;
  /** What was asked, as whoever learns has it. */
  body: Task;
  /** Hash of the browser's key, in hex; null: a member or an account. */
  key: string | null;
  version: number;
}

const ofGroup = ({ courseId, groupId }: Group) =>
  sql<boolean>`course_learner.course_id = ${courseId} and course_learner.group_id is not distinct from ${groupId}::bigint`;
const works = (db: Db | Tx, group: Group) =>
  db
    .selectFrom('taskWork')
    .innerJoin('courseLearner', 'courseLearner.id', 'taskWork.learnerId')
    .innerJoin('lessonTask', 'lessonTask.id', 'taskWork.taskId')
    .innerJoin('taskAnswer', (join) =>
      join.onRef('taskAnswer.learnerId', '=', 'taskWork.learnerId').onRef('taskAnswer.taskId', '=', 'taskWork.taskId'),
    )
    .where(ofGroup(group))
    .select([
      ...(['taskWork.id', 'taskWork.taskId', 'taskWork.number', 'taskWork.handedInAt', 'taskAnswer.tries'] as const),
      ...(['taskWork.fileName', 'taskWork.words', 'taskWork.version'] as const),
      sql<WorkState>`task_work.state`.as('state'),
      sql<number[] | null>`task_work.marks`.as('marks'),
      sql<string>`coalesce(task_answer.answer->>'text', '')`.as('text'),
      sql<string | null>`encode(course_learner.key_hash, 'hex')`.as('key'),
      TASK_AS_LEARNT.as('body'),
    ]);

/** Work of a group that waits to be marked, the oldest first. */
export const selectWaitingWorks = async (
  db: Db | Tx,
  group: Group,
  { after, limit }: { after: { at: Date; id: number } | null; limit: number },
): Promise<WorkToMark[]> => {
  const query = works(db, group)
    .where('taskWork.state', '=', 'waiting')
    .orderBy('taskWork.handedInAt')
    .orderBy('taskWork.id')
    .limit(limit);
  if (after === null) return query.execute();
  return query
    .where(sql<boolean>`(task_work.handed_in_at, task_work.id) > (${after.at}::timestamptz, ${after.id}::bigint)`)
    .execute();
};

/** Holds work of a group until the transaction ends: two do not mark it at once. */
export const lockWork = async (trx: Tx, group: Group, id: number): Promise<WorkToMark | undefined> =>
  works(trx, group).where('taskWork.id', '=', id).forUpdate('taskWork').executeTakeFirst();

export const updateMarks = async (
  trx: Tx,
  id: number,
  row: { state: WorkState; marks: readonly number[] | null; words: string; markedBy: string; markedAt: Date },
): Promise<void> => {
  const marks = row.marks === null ? null : JSON.stringify(row.marks);
  await trx
    .updateTable('taskWork')
    .set({ ...row, marks, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/** The file of work of a group. */
export const findWorkFile = async (db: Db | Tx, group: Group, id: number): Promise<KeptFile | undefined> =>
  db
    .selectFrom('taskWork')
    .innerJoin('courseLearner', 'courseLearner.id', 'taskWork.learnerId')
    .select(['taskWork.fileKey', 'taskWork.fileName', 'taskWork.mediaType'])
    .where(ofGroup(group))
    .where('taskWork.id', '=', id)
    .where('taskWork.fileKey', 'is not', null)
    .$narrowType<KeptFile>()
    .executeTakeFirst();

/** How much of published courses at libraries (null: everywhere) waits to be marked or looked at, of who learn by themselves, by course. */
export async function countWaiting(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
): Promise<{ courseId: number; count: number; since: Date | null }[]> {
  const query = sql<{ courseId: number; count: number; since: Date | null }>`
    select c.id as course_id, count(*)::int as count, min(w.since) as since
    from (
      select learner_id, handed_in_at as since from task_work where state = 'waiting'
      union all
      select learner_id, coalesce(reported_at, sent_at) from task_post where state = 'waiting' or reported_at is not null
    ) w
    join course_learner l on l.id = w.learner_id and l.group_id is null
    join course c on c.id = l.course_id and c.state = 'published'
    where ${libraryIds === null ? sql`true` : sql`c.library_id = any(${[...libraryIds]}::bigint[])`}
    group by c.id order by c.id`;
  return (await query.execute(db)).rows;
}

/** How much of a group waits to be marked, and to be looked at. */
export async function countWaitingOf(
  db: Db | Tx,
  { courseId, groupId }: Group,
): Promise<{ works: number; posts: number }> {
  const learners = sql`(select id from course_learner
    where course_id = ${courseId} and group_id is not distinct from ${groupId}::bigint)`;
  const query = sql<{ works: number; posts: number }>`
    select (select count(*)::int from task_work where state = 'waiting' and learner_id in ${learners}) as works,
      (select count(*)::int from task_post where (state = 'waiting' or reported_at is not null)
        and learner_id in ${learners}) as posts`;
  return (await query.execute(db)).rows[0] ?? { works: 0, posts: 0 };
}
