import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PostState, ShownPost } from '../rules/posts.ts';
import type { Words } from '../rules/tasks.ts';
import { TASK_AS_LEARNT } from './learnt.queries.ts';

/** Whose words and work somebody looks at: those of a course who learn by themselves, or those of a class. */
export interface Group {
  courseId: number;
  /** Null: who learn by themselves. */
  groupId: number | null;
}

/** Holds a task until the transaction ends: nobody else is given the same number. */
const lockTask = async (trx: Tx, taskId: number): Promise<void> => {
  await trx.selectFrom('lessonTask').select('id').where('id', '=', taskId).forNoKeyUpdate().execute();
};

/** Sends what somebody answered to be looked at; who said something before keeps their number. */
export async function sendPost(
  trx: Tx,
  { learnerId, taskId, at }: { learnerId: number; taskId: number; at: Date },
): Promise<void> {
  await lockTask(trx, taskId);
  await trx
    .insertInto('taskPost')
    .values((eb) => ({
      ...{ learnerId, taskId, state: 'waiting', sentAt: at },
      number: eb
        .selectFrom('taskPost')
        .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
        .where('taskId', '=', taskId),
    }))
    .onConflict((conflict) =>
      conflict.columns(['learnerId', 'taskId']).doUpdateSet({
        ...{ state: 'waiting', sentAt: at, reportedAt: null, settledAgain: false, settledBy: '' },
        version: sql`task_post.version + 1`,
      }),
    )
    .execute();
}

export const deletePost = async (trx: Tx, learnerId: number, taskId: number): Promise<void> => {
  await trx.deleteFrom('taskPost').where('learnerId', '=', learnerId).where('taskId', '=', taskId).execute();
};

/** Forgets what somebody answered to a task, with their words to the others. */
export const deleteAnswer = async (trx: Tx, learnerId: number, taskId: number): Promise<void> => {
  await trx.deleteFrom('taskAnswer').where('learnerId', '=', learnerId).where('taskId', '=', taskId).execute();
};

/** What has become of somebody's own words, by task. */
export const selectOwnPosts = async (
  db: Db | Tx,
  learnerId: number,
  taskIds: readonly number[],
): Promise<{ taskId: number; state: PostState }[]> =>
  db
    .selectFrom('taskPost')
    .select(['taskId', sql<PostState>`state`.as('state')])
    .where('learnerId', '=', learnerId)
    .where('taskId', '=', sql<number>`any(${[...taskIds]}::bigint[])`)
    .execute();

/** So many of the last ones others read. */
const MOST = 60;
const ofGroup = ({ courseId, groupId }: Group) =>
  sql<boolean>`course_learner.course_id = ${courseId} and course_learner.group_id is not distinct from ${groupId}::bigint`;

const posts = (db: Db | Tx, group: Group) =>
  db
    .selectFrom('taskPost')
    .innerJoin('courseLearner', 'courseLearner.id', 'taskPost.learnerId')
    .innerJoin('taskAnswer', (join) =>
      join.onRef('taskAnswer.learnerId', '=', 'taskPost.learnerId').onRef('taskAnswer.taskId', '=', 'taskPost.taskId'),
    )
    .innerJoin('lessonTask', 'lessonTask.id', 'taskPost.taskId')
    .where(ofGroup(group))
    .select(['taskPost.id', 'taskPost.taskId', 'taskPost.number', sql<string>`task_answer.answer->>'text'`.as('text')]);

/** What others of a group said to tasks, the last first; what waits, was taken away or is to be looked at again is not there. */
export const selectShownPosts = async (
  db: Db | Tx,
  group: Group,
  about: { taskIds: readonly number[]; besides: number },
): Promise<(ShownPost & { taskId: number })[]> =>
  posts(db, group)
    .where('taskPost.taskId', '=', sql<number>`any(${[...about.taskIds]}::bigint[])`)
    .where('taskPost.learnerId', '<>', about.besides)
    .where('taskPost.state', '=', 'shown')
    .where('taskPost.reportedAt', 'is', null)
    .orderBy('taskPost.sentAt', 'desc')
    .orderBy('taskPost.id', 'desc')
    .limit(MOST)
    .execute();

/**
 * Asks that the words of another of the group are looked at again: once, whoever asks. What was looked at again and stays does stay. It is no other
 * version by that: whoever looks at it settles it as they read it. @returns whether there were such
 */
export async function reportPost(
  trx: Tx,
  group: Group,
  { id, by, at }: { id: number; by: number; at: Date },
): Promise<boolean> {
  const found = await trx
    .selectFrom('taskPost')
    .innerJoin('courseLearner', 'courseLearner.id', 'taskPost.learnerId')
    .select('taskPost.id')
    .where(ofGroup(group))
    .where('taskPost.id', '=', id)
    .where('taskPost.learnerId', '<>', by)
    .where('taskPost.state', '=', 'shown')
    .executeTakeFirst();
  if (!found) return false;
  await trx
    .updateTable('taskPost')
    .set({ reportedAt: at })
    .where('id', '=', id)
    .where('state', '=', 'shown')
    .where('reportedAt', 'is', null)
    .where('settledAgain', '=', false)
    .execute();
  return true;
}

/** Words to the others as whoever looks at them has them. */
export interface ModeratedPost extends ShownPost {
  taskId: number;
  prompt: Words;
  state: PostState;
  reportedAt: Date | null;
  sentAt: Date;
  /** Hash of the browser's key, in hex; null: a member or an account. */
  key: string | null;
  version: number;
}

/** Where a post stands among the others of its group: what waits first, then the last. */
interface PostPlace {
  isOpen: boolean;
  at: Date;
  id: number;
}
export const isOpenPost = ({ state, reportedAt }: Pick<ModeratedPost, 'state' | 'reportedAt'>): boolean =>
  state === 'waiting' || reportedAt !== null;
const OPEN = sql<boolean>`(task_post.state = 'waiting' or task_post.reported_at is not null)`;

/** All that was said in a group, what waits first, then the last. */
export const selectPosts = async (
  db: Db | Tx,
  group: Group,
  { after, limit }: { after: PostPlace | null; limit: number },
): Promise<ModeratedPost[]> => {
  const query = posts(db, group)
    .select([
      'taskPost.reportedAt',
      'taskPost.sentAt',
      'taskPost.version',
      sql<PostState>`task_post.state`.as('state'),
      sql<Words>`${TASK_AS_LEARNT}->'prompt'`.as('prompt'),
      sql<string | null>`encode(course_learner.key_hash, 'hex')`.as('key'),
    ])
    .orderBy(OPEN, 'desc')
    .orderBy('taskPost.sentAt', 'desc')
    .orderBy('taskPost.id', 'desc')
    .limit(limit);
  if (after === null) return query.execute();
  const { isOpen, at, id } = after;
  return query
    .where(
      sql<boolean>`(${OPEN}, task_post.sent_at, task_post.id) < (${isOpen}::boolean, ${at}::timestamptz, ${id}::bigint)`,
    )
    .execute();
};

/** Settles what becomes of somebody's words. @returns whether they stood as they were read */
export async function settlePost(
  trx: Tx,
  group: Group,
  about: { id: number; version: number; state: PostState; by: string },
): Promise<'settled' | 'changed' | 'unknown'> {
  const found = await trx
    .selectFrom('taskPost')
    .innerJoin('courseLearner', 'courseLearner.id', 'taskPost.learnerId')
    .select('taskPost.version')
    .where(ofGroup(group))
    .where('taskPost.id', '=', about.id)
    .forNoKeyUpdate('taskPost')
    .executeTakeFirst();
  if (!found) return 'unknown';
  if (found.version !== about.version) return 'changed';
  await trx
    .updateTable('taskPost')
    .set({
      ...{ state: about.state, settledBy: about.by, reportedAt: null },
      settledAgain: sql`settled_again or reported_at is not null`,
      version: sql`version + 1`,
    })
    .where('id', '=', about.id)
    .execute();
  return 'settled';
}
