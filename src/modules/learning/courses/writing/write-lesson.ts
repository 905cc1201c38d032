import { recordAudit } from '#modules/ground/audit';
import {
  addBlocks,
  leaseBlock,
  moveBlock,
  putBlockBack,
  releaseBlock,
  removeBlock,
  saveBlock,
  type BlockPair,
  type SavedBlock,
} from '#modules/ground/content';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { TASK_EMBED } from '../client.ts';
import { touchCourse } from '../data/courses.queries.ts';
import { findTask, insertTask, updateTask, type LessonRow } from '../data/lessons.queries.ts';
import { courseErrors } from '../errors.ts';
import { courseEntity, heldLesson, writableLesson } from '../managed-course.ts';
import { taskInput, type TaskInput } from '../schema.ts';

/** Does something to the writing of a lesson, and traces it. Throws `courses.lesson_unknown`, `platform.forbidden`. */
async function writingOf<T>(
  ctx: Ctx,
  lessonId: number,
  action: string,
  work: (trx: Tx, lesson: LessonRow) => Promise<{ result: T; after: object }>,
): Promise<T> {
  return ctx.db.transaction().execute(async (trx) => {
    const { lesson, course } = await heldLesson(trx, ctx, lessonId);
    const { result, after } = await work(trx, lesson);
    await touchCourse(trx, course, ctx.clock.now());
    await recordAudit(trx, ctx, { action, ...courseEntity(course), after: { lessonId, ...after } });
    return result;
  });
}

/** A task stands only in the lesson to which it belongs. Throws `courses.task_unknown`. */
async function refuseForeignTasks(
  trx: Tx,
  lessonId: number,
  blocks: readonly Pick<BlockPair, 'body'>[],
): Promise<void> {
  for (const { body } of blocks) {
    if (body.kind !== 'embed' || body.embed !== TASK_EMBED) continue;
    const task = /^\d{1,15}$/.test(body.ref) ? await findTask(trx, Number(body.ref)) : undefined;
    if (task?.lessonId !== lessonId) throw courseErrors.taskUnknown();
  }
}

/** Puts blocks into a lesson behind another (null: first), all or none. Needs `courses.manage`. Throws `courses.lesson_unknown`, `task_unknown` and `content.*`. @returns their ids */
export const addLessonBlocks = async (
  ctx: Ctx,
  lessonId: number,
  added: { after: number | null; blocks: readonly BlockPair[] },
): Promise<number[]> =>
  writingOf(ctx, lessonId, 'course.block_added', async (trx, { writingId }) => {
    await refuseForeignTasks(trx, lessonId, added.blocks);
    const ids = await addBlocks(trx, ctx, writingId, added);
    return { result: ids, after: { blockIds: ids, kinds: added.blocks.map(({ body }) => body.kind) } };
  });

/** The same for one. @returns its id */
export async function addLessonBlock(
  ctx: Ctx,
  lessonId: number,
  { after, ...block }: BlockPair & { after: number | null },
): Promise<number> {
  const [blockId = 0] = await addLessonBlocks(ctx, lessonId, { after, blocks: [block] });
  return blockId;
}

/** Writes what a block says over the version that was read. Throws as {@link addLessonBlocks}, `content.block_changed`. @returns its version now */
export const saveLessonBlock = async (ctx: Ctx, lessonId: number, block: SavedBlock): Promise<number> =>
  writingOf(ctx, lessonId, 'course.block_saved', async (trx, { writingId }) => {
    await refuseForeignTasks(trx, lessonId, [block]);
    return {
      result: await saveBlock(trx, ctx, writingId, block),
      after: { blockId: block.id, kind: block.body.kind },
    };
  });

/** Moves a block one up or down. Throws as {@link addLessonBlocks}. @returns whether it could */
export const moveLessonBlock = async (
  ctx: Ctx,
  lessonId: number,
  move: { id: number; by: 'up' | 'down' },
): Promise<boolean> =>
  writingOf(ctx, lessonId, 'course.block_moved', async (trx, { writingId }) => ({
    result: await moveBlock(trx, writingId, move),
    after: { blockId: move.id, by: move.by },
  }));

/** Takes a block out, also one with a task; {@link putLessonBlockBack} undoes it. Throws as {@link saveLessonBlock}. */
export const removeLessonBlock = async (
  ctx: Ctx,
  lessonId: number,
  which: { id: number; version: number },
): Promise<void> =>
  writingOf(ctx, lessonId, 'course.block_removed', async (trx, { writingId }) => ({
    result: await removeBlock(trx, ctx, writingId, which),
    after: { blockId: which.id },
  }));

/** Puts a block back that was taken out. Throws as {@link addLessonBlocks}. */
export const putLessonBlockBack = async (ctx: Ctx, lessonId: number, blockId: number): Promise<void> =>
  writingOf(ctx, lessonId, 'course.block_put_back', async (trx, { writingId }) => ({
    result: await putBlockBack(trx, ctx, writingId, blockId),
    after: { blockId },
  }));

/** Gives a block into the hand of whoever asks, for a minute. Throws `courses.lesson_unknown`, `platform.forbidden`, `content.block_not_found`, `block_leased`. */
export async function leaseLessonBlock(ctx: Ctx, lessonId: number, blockId: number): Promise<void> {
  const { lesson } = await writableLesson(ctx, lessonId);
  await leaseBlock(ctx, lesson.writingId, blockId);
}

/** Lets go of a block before its minute. Throws `courses.lesson_unknown`, `platform.forbidden`. */
export async function releaseLessonBlock(ctx: Ctx, lessonId: number, blockId: number): Promise<void> {
  const { lesson } = await writableLesson(ctx, lessonId);
  await releaseBlock(ctx, lesson.writingId, blockId);
}

/** Puts a task into a lesson that is held. @returns its id and that of its block */
export async function placeTask(
  trx: Tx,
  ctx: Ctx,
  { id: lessonId, writingId }: Pick<LessonRow, 'id' | 'writingId'>,
  { body, after }: { body: TaskInput; after: number | null },
): Promise<{ taskId: number; blockId: number }> {
  const task = parseInput(taskInput, body);
  const stamp = { changedAt: ctx.clock.now(), changedBy: actorName(ctx.actor) };
  const taskId = await insertTask(trx, { lessonId, body: task, ...stamp });
  const embed: BlockPair = { body: { kind: 'embed', embed: TASK_EMBED, ref: String(taskId) }, english: null };
  const [blockId = 0] = await addBlocks(trx, ctx, writingId, { after, blocks: [embed] });
  return { taskId, blockId };
}

/** Puts a task into a lesson behind a block (null: first). Needs `courses.manage`. Throws `courses.lesson_unknown`, `content.block_not_found`, `platform.invalid_input`. */
export const addTask = async (
  ctx: Ctx,
  lessonId: number,
  { body, after }: { body: TaskInput; after: number | null },
): Promise<{ taskId: number; blockId: number }> =>
  writingOf(ctx, lessonId, 'course.task_added', async (trx, lesson) => {
    const placed = await placeTask(trx, ctx, lesson, { body, after });
    return { result: placed, after: { taskId: placed.taskId, kind: body.kind } };
  });

/**
 * Changes a task over the version that was read; who has begun keeps what was published. Its kind stays. Needs `courses.manage`. Throws
 * `courses.task_unknown`, `platform.version_conflict`, `invalid_input`.
 */
export async function saveTask(
  ctx: Ctx,
  taskId: number,
  { version, body }: { version: number; body: TaskInput },
): Promise<void> {
  const task = parseInput(taskInput, body);
  const found = await findTask(ctx.db, taskId);
  if (!found) throw courseErrors.taskUnknown();
  await writingOf(ctx, found.lessonId, 'course.task_changed', async (trx) => {
    if (found.body.kind !== task.kind) throw platformErrors.invalidInput({}, { kind: 'invalid' });
    const stamp = { changedAt: ctx.clock.now(), changedBy: actorName(ctx.actor) };
    if (!(await updateTask(trx, { id: taskId, version, body: task, ...stamp }))) throw platformErrors.versionConflict();
    return { result: undefined, after: { taskId, kind: task.kind } };
  });
}
