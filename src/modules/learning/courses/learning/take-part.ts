import { search } from '#modules/collection/search';
import { selectBibCards, type BibCard } from '#modules/collection/catalog';
import { canPractise, checkPractice } from '#modules/learning/practice';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt, networkOf, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import {
  countMisses,
  deleteEveryLearner,
  deleteLearner,
  insertLearner,
  lockKey,
  lockLearner,
  noteProgress,
  raiseHints,
  selectAnswers,
  selectProgress,
  selectSolved,
  updateLearner,
  type LearnerKey,
  type LearnerRow,
} from '../data/learners.queries.ts';
import { noteSent } from '../data/sent-answers.queries.ts';
import { courseErrors } from '../errors.ts';
import { answers, judgeAnswer } from '../rules/judge.ts';
import { judgeFound } from '../rules/judge-found.ts';
import { asksOf } from '../rules/bank.ts';
import { missReasons } from '../rules/miss-reasons.ts';
import type { Outcome, TaskAnswer } from '../rules/outcome.ts';
import { reworded } from '../rules/reword.ts';
import { isClosed } from '../rules/tries.ts';
import { answerInput } from '../schema-answer.ts';
import { factsOf, wantedLibraries } from './find-records.ts';
import { hashOf, learnerOf, newLearner, type Learner } from './learner.ts';
import { judgeShelf } from './find-shelf.ts';
import { keepAnswer } from './keep-answer.ts';
import { aroundLearner } from './own-library.ts';
import { courseAt, openCourse, openLesson, type OpenedCourse } from './open-course.ts';

/** Where in a course. */
export interface At {
  course: string;
  lesson: string;
}

/** Holds all that is learnt by a key. Throws `courses.pupil_left` for one that was a pupil's, `class_over` for one of a class that has ended. */
async function holdKey(trx: Tx, keyHash: Buffer, { ofClass }: Pick<Learner, 'ofClass'>): Promise<void> {
  const held = await lockKey(trx, keyHash);
  if (ofClass === true && !held.ofClass) throw courseErrors.pupilLeft();
  if (held.isClosed) throw courseErrors.classOver();
}

/**
 * Lets somebody take part in what is shown now, where they do not yet, and holds them until the transaction ends. A key that was a pupil's is asked
 * again here: a new PIN may have come since the request began, and a learner under the old key would be nobody's; or their class may have ended. Throws `courses.pupil_left`, `class_over`.
 */
export async function holdLearner(
  trx: Tx,
  ctx: Ctx,
  { course }: OpenedCourse,
  { who, learner }: { who: LearnerKey; learner: Pick<Learner, 'ofClass'> },
): Promise<LearnerRow> {
  if ('keyHash' in who) await holdKey(trx, who.keyHash, learner);
  await insertLearner(trx, { courseId: course.id, courseVersionId: course.versionId, at: ctx.clock.now() }, who);
  const held = await lockLearner(trx, course.id, who);
  if (!held) throw courseErrors.notFound();
  return held;
}

/** One address begins so many courses in an hour by browsers alone: a school its pupils, a machine no more. */
export async function countBeginning(ctx: Ctx, { learner }: OpenedCourse, who: LearnerKey, ip: string | undefined) {
  if (learner === null && 'keyHash' in who && ip !== undefined)
    await countAttempt(ctx, `course-key:${networkOf(ip)}`, SHARED_ADDRESS);
}

const ACTS = { limit: 600, windowSeconds: 3600 };
/** How somebody is called where it is counted how often they do something. */
export const markOf = (who: LearnerKey): string =>
  'keyHash' in who ? who.keyHash.toString('hex') : JSON.stringify(who);
/** One person answers and asks so often in an hour, however fast they are. */
export const countAct = async (ctx: Ctx, who: LearnerKey): Promise<void> =>
  countAttempt(ctx, `course-act:${markOf(who)}`, ACTS);

/** Takes part in a course. Throws `courses.not_found`, `withdrawn`. `platform.too_many_requests`. @returns the key for the browser of who is not signed in; null: none is needed */
export async function joinCourse(ctx: Ctx, slug: string, learner: Learner): Promise<{ key: string | null }> {
  const { who, key } = newLearner(ctx, learner);
  const opened = await openCourse(ctx.db, slug, who);
  await countBeginning(ctx, opened, who, learner.ip);
  await ctx.db.transaction().execute(async (trx) => holdLearner(trx, ctx, opened, { who, learner }));
  return { key };
}

/** A task of a lesson as the learner has it, with the course around it. */
export async function openTask(ctx: Ctx, at: At & { taskId: number }, who: LearnerKey | null) {
  const opened = await openCourse(ctx.db, at.course, who);
  const whole = await openLesson(ctx, opened, at.lesson);
  const task = whole.tasks.find(({ id }) => id === at.taskId);
  if (!task) throw courseErrors.taskUnknown();
  return { opened, lessonId: whole.line.lessonId, task: task.body };
}

type Opened = Awaited<ReturnType<typeof openTask>>;

/** Refuses an answer to other questions of a bank than those that were drawn. Throws `courses.not_drawn`. */
async function refuseOtherDraw(ctx: Ctx, { opened, task }: Opened, taskId: number, answer: TaskAnswer): Promise<void> {
  if (task.kind !== 'bank' || answer.kind !== 'bank') return;
  if (opened.learner === null) throw courseErrors.notDrawn();
  const [row] = await selectAnswers(ctx.db, opened.learner.id, [taskId]);
  const drawn = asksOf(task, { taskId, learnerId: opened.learner.id, answer: row?.answer ?? null });
  if (answer.answers.some(({ question }) => !drawn.includes(question))) throw courseErrors.notDrawn();
}

async function judged(ctx: Ctx, of: Opened, taskId: number, answer: TaskAnswer, learner: Learner): Promise<Outcome> {
  const { task } = of;
  if (!answers(task, answer)) throw courseErrors.answerUnfit();
  await refuseOtherDraw(ctx, of, taskId, answer);
  if (task.kind === 'shelf') return judgeShelf(ctx, task.goal, answer);
  if (task.kind === 'practice') {
    const faults = await checkPractice(ctx, { task: taskId, goal: task.goal });
    return { kind: 'practice', right: faults.length === 0, faults };
  }
  if (task.kind !== 'search') return judgeAnswer(task, answer, { taskId, locale: ctx.locale });
  if (answer.kind !== 'search') throw courseErrors.answerUnfit();
  const { bibIds, used, near = null } = answer;
  const around = await aroundLearner(ctx, task.goal, { learner, chosen: near });
  const wanted = around ? around.near : await wantedLibraries(ctx, task.goal);
  return judgeFound(task.goal, { facts: await factsOf(ctx, task.goal, { bibIds, wanted }), used, wanted, around });
}

/**
 * Answers a task; who takes no part yet does from now on. Every answer counts as a try, one that a browser sends again with its own key
 * (`learner.sentAs`) as the same; what was right once stays right. With the last try what is right is told, and nothing more is taken: of two
 * answers at once one counts. Throws
 * `courses.not_found`, `withdrawn`, `lesson_unknown`, `task_unknown`, `answer_unfit`, `no_tries_left`, `not_drawn`, `near_unknown`, `work_empty`,
 * `work_done`, `platform.invalid_input`, `too_many_requests`; a task of practice as `checkPractice`.
 */
export async function answerTask(
  ctx: Ctx,
  { answer: given, ...at }: At & { taskId: number; answer: unknown },
  learner: Learner,
): Promise<{ outcome: Outcome; key: string | null }> {
  const { who, key } = newLearner(ctx, learner);
  const of = await openTask(ctx, at, who);
  const { opened, lessonId, task } = of;
  const answer = parseInput(answerInput, given);
  const sentAs = learner.sentAs ?? null;
  await countBeginning(ctx, opened, who, learner.ip);
  await countAct(ctx, who);
  const outcome = await judged(ctx, of, at.taskId, answer, learner);
  const now = ctx.clock.now();
  const closed = await ctx.db.transaction().execute(async (trx) => {
    const held = await holdLearner(trx, ctx, opened, { who, learner });
    const [before] = await selectAnswers(trx, held.id, [at.taskId]);
    const standing = { tries: before?.tries ?? 0, isRight: (before?.rightAt ?? null) !== null };
    if (sentAs !== null && !(await noteSent(trx, { learnerId: held.id, keyHash: hashOf(sentAs), at: now })))
      return isClosed(task, standing);
    if (isClosed(task, standing)) throw courseErrors.noTriesLeft();
    const { isFirst } = await keepAnswer(trx, { learnerId: held.id, taskId: at.taskId, answer, outcome, at: now });
    await noteProgress(trx, { learnerId: held.id, lessonId, at: now, doneAt: null });
    await updateLearner(trx, held.id, { seenAt: now });
    // last: the count of a task is one row for all, held as short as can be
    if (isFirst) await countMisses(trx, at.taskId, missReasons(outcome));
    return isClosed(task, { tries: standing.tries + 1, isRight: standing.isRight || outcome.right });
  });
  return { outcome: reworded(task, answer, outcome, { locale: ctx.locale, closed }), key };
}

/** Opens one hint more. Throws as {@link answerTask}. */
export async function askHint(
  ctx: Ctx,
  at: At & { taskId: number },
  learner: Learner,
): Promise<{ key: string | null }> {
  const { who, key } = newLearner(ctx, learner);
  const { opened, task } = await openTask(ctx, at, who);
  await countBeginning(ctx, opened, who, learner.ip);
  await countAct(ctx, who);
  const now = ctx.clock.now();
  await ctx.db.transaction().execute(async (trx) => {
    const held = await holdLearner(trx, ctx, opened, { who, learner });
    await raiseHints(trx, { learnerId: held.id, taskId: at.taskId, most: task.hints.length, at: now });
    await updateLearner(trx, held.id, { seenAt: now });
  });
  return { key };
}

/**
 * Says that a lesson is done: every task of it was answered, rightly or not; those of practice where they can be done at all. With the last lesson the course is. Throws `courses.not_found`,
 * `withdrawn`, `lesson_unknown`, `tasks_open`.
 */
export async function finishLesson(
  ctx: Ctx,
  at: At,
  learner: Learner,
): Promise<{ key: string | null; courseDone: boolean }> {
  const { who, key } = newLearner(ctx, learner);
  const opened = await openCourse(ctx.db, at.course, who);
  const { line, tasks } = await openLesson(ctx, opened, at.lesson);
  await countBeginning(ctx, opened, who, learner.ip);
  // nobody is kept from going on by a practice space that is not there
  const practice = canPractise(ctx) ? [] : tasks.filter(({ body }) => body.kind === 'practice');
  const leftOut = new Set(practice.map(({ id }) => id));
  const now = ctx.clock.now();
  const courseDone = await ctx.db.transaction().execute(async (trx) => {
    const held = await holdLearner(trx, ctx, opened, { who, learner });
    const answered = (await selectSolved(trx, held.id)).filter(({ tries }) => tries > 0);
    const open = line.taskIds.filter((id) => !answered.some(({ taskId }) => taskId === id) && !leftOut.has(id));
    if (open.length > 0) throw courseErrors.tasksOpen({ count: open.length });
    await noteProgress(trx, { learnerId: held.id, lessonId: line.lessonId, at: now, doneAt: now });
    const done = new Set((await selectProgress(trx, held.id)).flatMap((one) => (one.doneAt ? [one.lessonId] : [])));
    const all = opened.lessons.every(({ lessonId }) => done.has(lessonId));
    await updateLearner(trx, held.id, {
      seenAt: now,
      ...(all && held.finishedAt === null ? { finishedAt: now } : {}),
    });
    return all;
  });
  return { key, courseDone };
}

/** Forgets all that a reader answered in a course, also in one that is withdrawn; what a pupil answered in a class stays with the class. Throws `courses.not_found`. */
export async function leaveCourse(ctx: Ctx, slug: string, learner: Learner): Promise<void> {
  const who = learnerOf(ctx, learner);
  const courseId = await courseAt(ctx.db, slug);
  if (who) await ctx.db.transaction().execute(async (trx) => deleteLearner(trx, courseId, who));
}

/** Forgets all that a reader answered, in every course; what a pupil answered in a class stays with the class. */
export async function leaveAllCourses(ctx: Ctx, learner: Learner): Promise<void> {
  const who = learnerOf(ctx, learner);
  if (who) await ctx.db.transaction().execute(async (trx) => deleteEveryLearner(trx, who));
}

/** So many records a search in a lesson shows. */
const HITS = 10;

/** Searches the catalogue from within a lesson, as readers search it. Throws as {@link answerTask}, `search.query_too_long`. */
export async function searchForTask(
  ctx: Ctx,
  {
    q,
    yearFrom,
    yearTo,
    available,
    ...at
  }: At & {
    taskId: number;
    q: string;
    yearFrom?: number | undefined;
    yearTo?: number | undefined;
    available?: boolean | undefined;
  },
  learner: Learner,
): Promise<{ hits: BibCard[]; total: number }> {
  const { task } = await openTask(ctx, at, learnerOf(ctx, learner));
  if (task.kind !== 'search') throw courseErrors.taskUnknown();
  const { hits, total } = await search(ctx, { q, filters: { yearFrom, yearTo, available }, limit: HITS });
  return { hits, total };
}

/** Records that were chosen, as lists show them. */
export const foundCards = async ({ db }: Pick<Ctx, 'db'>, ids: readonly number[]): Promise<BibCard[]> =>
  selectBibCards(db, ids.slice(0, HITS));
