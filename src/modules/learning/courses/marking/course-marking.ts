import type { Ctx } from '#platform/context';
import type { Storage } from '#platform/storage';
import type { Waiting, WaitingPage } from '../client.ts';
import type { Group } from '../data/posts.queries.ts';
import { findWorkFile } from '../data/works.queries.ts';
import { courseErrors } from '../errors.ts';
import { opened, type OpenedFile } from '../learning/work-file.ts';
import { managedCourse } from '../managed-course.ts';
import type { MarkInput, SettleInput } from '../schema-marking.ts';
import { markWork } from './mark-work.ts';
import { settlePostOf } from './settle-post.ts';
import { waitingOf } from './waiting.ts';

/** Those who learn a course by themselves, for whoever answers for it, no co-author; classes have teachers. Throws `courses.not_found`, `platform.forbidden`. */
async function ownLearners(ctx: Pick<Ctx, 'actor' | 'db'>, courseId: number): Promise<Group> {
  await managedCourse(ctx, courseId);
  return { courseId, groupId: null };
}

/** What waits in a course. Needs `courses.manage` at its library. Throws `courses.not_found`. */
export const courseWaiting = async (ctx: Ctx, courseId: number, page: WaitingPage = {}): Promise<Waiting> =>
  waitingOf(ctx, await ownLearners(ctx, courseId), page);

/** Marks work of a course. Needs `courses.manage` at its library. Throws `courses.not_found`, `work_unknown`, `platform.version_conflict`, `invalid_input`. */
export const markCourseWork = async (
  ctx: Ctx,
  at: { courseId: number; workId: number },
  input: MarkInput,
): Promise<void> => markWork(ctx, await ownLearners(ctx, at.courseId), at.workId, input);

/** Lets others read what somebody of a course said, or takes it away. Needs `courses.manage`. Throws `courses.not_found`, `post_unknown`, `platform.version_conflict`. */
export const settleCoursePost = async (
  ctx: Ctx,
  at: { courseId: number; postId: number },
  input: SettleInput,
): Promise<void> => settlePostOf(ctx, await ownLearners(ctx, at.courseId), at.postId, input);

/** The file of work of a group. Whoever calls has seen that they may read it. Throws `courses.work_unknown`. */
export async function openWorkOf(
  { db }: Pick<Ctx, 'db'>,
  storage: Storage,
  group: Group,
  workId: number,
): Promise<OpenedFile> {
  const file = await findWorkFile(db, group, workId);
  if (!file) throw courseErrors.workUnknown();
  return opened(storage, file);
}

/** The file of work of a course. Needs `courses.manage` at its library. Throws `courses.not_found`, `work_unknown`. */
export const openCourseWork = async (
  ctx: Ctx,
  storage: Storage,
  at: { courseId: number; workId: number },
): Promise<OpenedFile> => openWorkOf(ctx, storage, await ownLearners(ctx, at.courseId), at.workId);
