import { recordAudit } from '#modules/ground/audit';
import {
  acceptSuggestion,
  addComment,
  answerComment,
  listComments,
  removeComment,
  settleComment,
  type CommentInput,
} from '#modules/ground/content';
import type { CommentThread } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { noteNews } from '../authors/tell-authors.ts';
import { touchCourse, type CourseRow } from '../data/courses.queries.ts';
import { courseEntity, heldLesson, writableLesson } from '../managed-course.ts';

/** What is said of the parts of a lesson. For those who write the course. Throws `courses.lesson_unknown`, `platform.forbidden`. */
export async function listLessonComments(ctx: Ctx, lessonId: number): Promise<CommentThread[]> {
  const { lesson } = await writableLesson(ctx, lessonId);
  return listComments(ctx, lesson.writingId);
}

/** Does something to what is said of a lesson, and traces it where anything changed. */
async function talking<T>(
  ctx: Ctx,
  lessonId: number,
  action: string,
  work: (
    trx: Tx,
    about: { writingId: number; course: CourseRow },
  ) => Promise<{ result: T; after: object | null; isNews?: boolean }>,
): Promise<T> {
  return ctx.db.transaction().execute(async (trx) => {
    const { lesson, course } = await heldLesson(trx, ctx, lessonId);
    const { result, after, isNews = false } = await work(trx, { writingId: lesson.writingId, course });
    if (after !== null) await recordAudit(trx, ctx, { action, ...courseEntity(course), after: { lessonId, ...after } });
    if (isNews) await noteNews(trx, ctx, course, 'comment');
    return result;
  });
}

/** Says something of a part of a lesson, or how it could be. For those who write the course. Throws `courses.lesson_unknown`, `content.*`. @returns its id */
export const addLessonComment = async (ctx: Ctx, lessonId: number, input: CommentInput): Promise<number> =>
  talking(ctx, lessonId, 'course.comment_added', async (trx, { writingId }) => {
    const id = await addComment(trx, ctx, writingId, input);
    return { result: id, after: { commentId: id, blockId: input.blockId }, isNews: true };
  });

/** Answers a comment. For those who write the course. Throws as {@link addLessonComment}. @returns the id of the answer */
export const answerLessonComment = async (
  ctx: Ctx,
  lessonId: number,
  input: { id: number; words: string },
): Promise<number> =>
  talking(ctx, lessonId, 'course.comment_added', async (trx, { writingId }) => {
    const id = await answerComment(trx, ctx, writingId, input);
    return { result: id, after: { commentId: id, answerTo: input.id }, isNews: true };
  });

/** Says that a comment is dealt with, or open again. For those who write the course. Throws as {@link addLessonComment}. */
export const settleLessonComment = async (
  ctx: Ctx,
  lessonId: number,
  settled: { id: number; isSettled: boolean },
): Promise<void> =>
  talking(ctx, lessonId, 'course.comment_settled', async (trx, { writingId }) => {
    const changed = await settleComment(trx, ctx, writingId, settled);
    return { result: undefined, after: changed ? { commentId: settled.id, isSettled: settled.isSettled } : null };
  });

/** Takes back what one said oneself. For those who write the course. Throws as {@link addLessonComment}, `content.comment_not_yours`. */
export const removeLessonComment = async (ctx: Ctx, lessonId: number, id: number): Promise<void> =>
  talking(ctx, lessonId, 'course.comment_removed', async (trx, { writingId }) => ({
    result: await removeComment(trx, ctx, writingId, id),
    after: { commentId: id },
  }));

/**
 * Writes what was suggested into its part: the lesson changes, and is read anew by whoever was asked to. For those who write the course. Throws as
 * {@link addLessonComment}, `content.suggestion_unfit`, `block_changed` (the part is another by now).
 */
export const acceptLessonSuggestion = async (ctx: Ctx, lessonId: number, id: number): Promise<void> =>
  talking(ctx, lessonId, 'course.suggestion_accepted', async (trx, { writingId, course }) => {
    const { blockId } = await acceptSuggestion(trx, ctx, writingId, id);
    await touchCourse(trx, course, ctx.clock.now());
    return { result: undefined, after: { commentId: id, blockId } };
  });
