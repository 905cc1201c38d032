import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { competencesById } from '#modules/learning/competences';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { id as anId } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { replaceLessonCompetences, selectLessonCompetences } from '../data/competences.queries.ts';
import { touchCourse } from '../data/courses.queries.ts';
import { findTask, updateLesson, updateTaskCompetence } from '../data/lessons.queries.ts';
import { courseErrors } from '../errors.ts';
import { courseEntity, heldLesson } from '../managed-course.ts';

/** A lesson that teaches more teaches nothing. */
const MOST = 20;
const named = z.array(anId).max(MOST);

/** Refuses lines that are not there or are offered no longer; those that were named before may stay. Throws `platform.invalid_input` at `field`. */
async function refuseUnknown(
  trx: Tx,
  ids: readonly number[],
  standing: readonly number[],
  field: string,
): Promise<void> {
  const lines = new Map((await competencesById(trx, ids)).map((line) => [line.id, line]));
  const isRight = ids.every((id) => {
    const line = lines.get(id);
    return line !== undefined && (line.offered || standing.includes(id));
  });
  if (!isRight) throw platformErrors.invalidInput({}, { [field]: 'unknown' });
}

/**
 * Writes what a lesson teaches, whole, over the version of the lesson that was read. Needs `courses.manage`. Throws `courses.lesson_unknown`,
 * `platform.version_conflict`, `invalid_input`.
 */
export async function setLessonCompetences(
  ctx: Ctx,
  lessonId: number,
  input: { version: number; competenceIds: number[] },
): Promise<void> {
  const ids = [...new Set(parseInput(named, input.competenceIds))];
  await ctx.db.transaction().execute(async (trx) => {
    const { lesson, course } = await heldLesson(trx, ctx, lessonId);
    if (lesson.version !== input.version) throw platformErrors.versionConflict();
    const standing = (await selectLessonCompetences(trx, [lessonId])).get(lessonId) ?? [];
    await refuseUnknown(trx, ids, standing, 'competenceIds');
    await replaceLessonCompetences(trx, lessonId, ids);
    const now = ctx.clock.now();
    await updateLesson(trx, lessonId, { changedAt: now });
    await touchCourse(trx, course, now);
    await recordAudit(trx, ctx, {
      ...{ action: 'course.competences_named', ...courseEntity(course) },
      before: { lessonId, competenceIds: standing },
      after: { lessonId, competenceIds: ids },
    });
  });
}

/**
 * Says what a task tests (null: nothing is said), over the version of the task that was read. Needs `courses.manage`. Throws
 * `courses.task_unknown`, `platform.version_conflict`, `invalid_input`.
 */
export async function setTaskCompetence(
  ctx: Ctx,
  taskId: number,
  { version, competenceId }: { version: number; competenceId: number | null },
): Promise<void> {
  const found = await findTask(ctx.db, taskId);
  if (!found) throw courseErrors.taskUnknown();
  await ctx.db.transaction().execute(async (trx) => {
    const { course } = await heldLesson(trx, ctx, found.lessonId);
    const now = ctx.clock.now();
    const standing = found.competenceId === null ? [] : [found.competenceId];
    if (competenceId !== null) await refuseUnknown(trx, [competenceId], standing, 'competenceId');
    const stamp = { changedAt: now, changedBy: actorName(ctx.actor) };
    if (!(await updateTaskCompetence(trx, { id: taskId, version, competenceId, ...stamp })))
      throw platformErrors.versionConflict();
    await touchCourse(trx, course, now);
    await recordAudit(trx, ctx, {
      ...{ action: 'course.task_changed', ...courseEntity(course) },
      after: { lessonId: found.lessonId, taskId, competenceId },
    });
  });
}
