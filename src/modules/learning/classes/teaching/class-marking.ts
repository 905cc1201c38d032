import {
  countWaitingOf,
  markWork,
  openWorkOf,
  settlePostOf,
  waitingOf,
  type MarkInput,
  type SettleInput,
} from '#modules/learning/courses';
import type { MarkedWork, PostToSettle, Waiting, WaitingPage } from '#modules/learning/courses/client';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Storage } from '#platform/storage';
import { shareActiveClass } from '../data/classes.queries.ts';
import { selectPupils } from '../data/pupils.queries.ts';
import { classErrors } from '../errors.ts';
import { taughtClass } from '../held-class.ts';

/** A class for its teachers, as a group of those who learn its course. */
async function groupOf(ctx: Pick<Ctx, 'actor' | 'db'>, classId: number) {
  const { id: groupId, courseId } = await taughtClass(ctx, classId);
  return { courseId, groupId };
}

/** With the name of the pupil; null: they are in the class no more. */
type Named<T> = Omit<T, 'key'> & { name: string | null };

/** What waits in a class to be marked and looked at, by the names of its pupils. For its teachers alone. Throws as `viewClass`. */
export async function classWaiting(
  ctx: Ctx,
  classId: number,
  page: WaitingPage = {},
): Promise<{ works: Named<MarkedWork>[]; posts: Named<PostToSettle>[]; next: Waiting['next'] }> {
  const group = await groupOf(ctx, classId);
  const pupils = await selectPupils(ctx.db, classId);
  const names = new Map(pupils.map(({ learnerKey, name }) => [learnerKey, name]));
  const { works, posts, next } = await waitingOf(ctx, group, page, [...names.keys()]);
  return {
    next,
    works: works.map(({ key, ...work }) => ({ ...work, name: names.get(key ?? '') ?? null })),
    posts: posts.map(({ key, ...post }) => ({ ...post, name: names.get(key ?? '') ?? null })),
  };
}

/** How much of a class waits. For its teachers alone. Throws as `viewClass`. */
export const countClassWaiting = async (ctx: Ctx, classId: number): Promise<{ works: number; posts: number }> =>
  countWaitingOf(ctx.db, await groupOf(ctx, classId));

/** Marks work of a pupil; in a class that has ended nothing goes back, for nobody could mend it. For the teachers of the class alone. Throws as `viewClass`, `classes.ended`, `courses.work_unknown`, `platform.version_conflict`, `invalid_input`. */
export async function markClassWork(
  ctx: Ctx,
  at: { classId: number; workId: number },
  input: MarkInput,
): Promise<void> {
  const group = await groupOf(ctx, at.classId);
  const mustLearn = async (trx: Tx): Promise<void> => {
    if (!(await shareActiveClass(trx, at.classId))) throw classErrors.ended();
  };
  await markWork(ctx, { ...group, mustLearn }, at.workId, input);
}

/** Lets the class read what a pupil said, or takes it away. Throws as `viewClass`, `courses.post_unknown`, `platform.version_conflict`. */
export const settleClassPost = async (
  ctx: Ctx,
  at: { classId: number; postId: number },
  input: SettleInput,
): Promise<void> => settlePostOf(ctx, await groupOf(ctx, at.classId), at.postId, input);

/** The file of a pupil's work. For the teachers of the class alone. Throws as `viewClass`, `courses.work_unknown`. */
export const openClassWork = async (ctx: Ctx, storage: Storage, at: { classId: number; workId: number }) =>
  openWorkOf(ctx, storage, await groupOf(ctx, at.classId), at.workId);
