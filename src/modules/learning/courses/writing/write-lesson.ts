import { recordAudit } from '#modules/ground/audit';
import { addBlocks, blockActs, readWriting, type BlockPair, type Done } from '#modules/ground/content';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { TASK_EMBED } from '../client.ts';
import { touchCourse } from '../data/courses.queries.ts';
import { findTask, insertTask, updateTask, type LessonRow } from '../data/lessons.queries.ts';
import { courseErrors } from '../errors.ts';
import { withFoundBooks } from '../learning/listed-books.ts';
import { courseEntity, heldLesson, writableLesson } from '../managed-course.ts';
import { taskInput, type TaskInput } from '../schema.ts';

/** Does something to the writing of a lesson, and traces it. Throws `courses.lesson_unknown`, `platform.forbidden`. */
async function during<T>(
  ctx: Ctx,
  lessonId: number,
  action: string,
  work: (trx: Tx, lesson: LessonRow) => Promise<Done<T>>,
): Promise<T> {
  return ctx.db.transaction().execute(async (trx) => {
    const { lesson, course } = await heldLesson(trx, ctx, lessonId);
    const { result, after } = await work(trx, lesson);
    // at the end of a list nothing moves: what was submitted stays so
    if (after === null) return result;
    await touchCourse(trx, course, ctx.clock.now());
    await recordAudit(trx, ctx, { action, ...courseEntity(course), after: { lessonId, ...after } });
    return result;
  });
}

const isTask = (body: BlockPair['body']): body is Extract<BlockPair['body'], { kind: 'embed' }> =>
  body.kind === 'embed' && body.embed === TASK_EMBED;

/** A task stands only in the lesson to which it belongs, and there once. Throws `courses.task_unknown`. @param about.besides the block that is written */
async function refuseForeignTasks(
  trx: Tx,
  ctx: Ctx,
  { id: lessonId, writingId }: LessonRow,
  about: { blocks: readonly Pick<BlockPair, 'body'>[]; besides: number | null },
): Promise<void> {
  const refs = about.blocks.flatMap(({ body }) => (isTask(body) ? [body.ref] : []));
  if (refs.length === 0) return;
  const { blocks } = await readWriting({ db: trx, actor: ctx.actor }, writingId);
  const there = blocks.filter(({ id }) => id !== about.besides);
  const standing = new Set(there.flatMap(({ body }) => (isTask(body) ? [body.ref] : [])));
  for (const [at, ref] of refs.entries()) {
    const task = /^\d{1,15}$/.test(ref) ? await findTask(trx, Number(ref)) : undefined;
    if (task?.lessonId !== lessonId || standing.has(ref) || refs.indexOf(ref) !== at) throw courseErrors.taskUnknown();
  }
}

/**
 * What is done to the parts of a lesson, also to one with a task. Needs `courses.manage`, or `courses.teach` of its authors; throws
 * `courses.lesson_unknown`, `task_unknown` and what `BlockActs` says.
 */
export const {
  addAll: addLessonBlocks,
  save: saveLessonBlock,
  move: moveLessonBlock,
  remove: removeLessonBlock,
  putBack: putLessonBlockBack,
  lease: leaseLessonBlock,
  release: releaseLessonBlock,
} = blockActs<LessonRow>({
  during,
  writingOf: async (ctx, id) => (await writableLesson(ctx, id)).lesson.writingId,
  refuse: refuseForeignTasks,
  traced: {
    added: 'course.block_added',
    saved: 'course.block_saved',
    moved: 'course.block_moved',
    removed: 'course.block_removed',
    putBack: 'course.block_put_back',
  },
});

/** Puts a task into a lesson that is held. @returns its id and that of its block */
export async function placeTask(
  trx: Tx,
  ctx: Ctx,
  { id: lessonId, writingId }: Pick<LessonRow, 'id' | 'writingId'>,
  { body, after, competenceId = null }: { body: TaskInput; after: number | null; competenceId?: number | null },
): Promise<{ taskId: number; blockId: number }> {
  const task = await withFoundBooks(trx, parseInput(taskInput, body));
  const stamp = { changedAt: ctx.clock.now(), changedBy: actorName(ctx.actor) };
  const taskId = await insertTask(trx, { lessonId, body: task, competenceId, ...stamp });
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
  during(ctx, lessonId, 'course.task_added', async (trx, lesson) => {
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
  await during(ctx, found.lessonId, 'course.task_changed', async (trx) => {
    const kept = await withFoundBooks(trx, task);
    if (found.body.kind !== task.kind) throw platformErrors.invalidInput({}, { kind: 'invalid' });
    const stamp = { changedAt: ctx.clock.now(), changedBy: actorName(ctx.actor) };
    if (!(await updateTask(trx, { id: taskId, version, body: kept, ...stamp }))) throw platformErrors.versionConflict();
    return { result: undefined, after: { taskId, kind: task.kind } };
  });
}
