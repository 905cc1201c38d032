import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Storage } from '#platform/storage';
import { findCourse } from './data/courses.queries.ts';
import {
  countMisses,
  insertLearner,
  lockLearner,
  noteProgress,
  updateLearner,
  type LearnerKey,
} from './data/learners.queries.ts';
import { settleSample } from './data/sample.queries.ts';
import { findLessonVersion, selectLessonVersions } from './data/versions.queries.ts';
import { keepAnswer } from './learning/keep-answer.ts';
import { courseErrors } from './errors.ts';
import { readArchive } from './publishing/import-course.ts';
import { withThings, type StoredThings } from './publishing/store-things.ts';
import { writeArchive } from './publishing/write-archive.ts';
import { showHeld } from './publishing/publish-course.ts';
import { judgeAnswer } from './rules/judge.ts';
import { missReasons } from './rules/miss-reasons.ts';
import { drawnOf, questionSeed } from './rules/bank.ts';
import type { QuestionAnswer, TaskAnswer } from './rules/outcome.ts';
import { shownRights } from './rules/show-task.ts';
import { shownOrder } from './rules/shuffle.ts';
import type { Asked, Task } from './rules/tasks.ts';

/**
 * Writes a course of an archive, published where that is asked: for samples. @param about.beside where its pictures go, and what lies in it under a
 * name; left out: it has words alone. @returns its id
 */
export async function saveSampleCourse(
  trx: Tx,
  ctx: Ctx,
  about: { archive: unknown; published: boolean; beside?: { storage: Storage; bytes: (name: string) => Uint8Array } },
): Promise<number> {
  const { published, beside } = about;
  const archive = readArchive(about.archive);
  const written = async (things: StoredThings): Promise<number> =>
    writeArchive(trx, ctx, { libraryId: null, archive, things });
  const from = { told: archive, file: async (name: string) => Promise.resolve(beside ? [beside.bytes(name)] : []) };
  const id = beside ? await withThings(ctx, beside.storage, from, written) : await written({ pictures: [], files: [] });
  if (!published) return id;
  const held = await findCourse(trx, id);
  if (!held) throw courseErrors.notFound();
  await showHeld(trx, ctx, held);
  return id;
}

/** How somebody of a sample answers a question, rightly or not. */
export function questionAnswer(asked: Asked, taskId: number, rightly: boolean): QuestionAnswer {
  switch (asked.form) {
    case 'one':
      return {
        kind: 'one',
        choice: Math.max(
          0,
          asked.options.findIndex(({ right }) => right === rightly),
        ),
      };
    case 'several':
      return { kind: 'several', choices: asked.options.flatMap(({ right }, at) => (right === rightly ? [at] : [])) };
    case 'order':
      return {
        kind: 'order',
        places: shownOrder(asked.items.length, taskId).map((at, i) => (rightly ? at + 1 : i + 1)),
      };
    case 'match': {
      const shown = shownRights(asked.pairs, taskId);
      const placeOf = (words: string): number => shown.findIndex((at) => asked.pairs[at]?.right.id === words);
      return {
        kind: 'match',
        choices: asked.pairs.map(({ right }) => (rightly ? placeOf(right.id) : (placeOf(right.id) + 1) % shown.length)),
      };
    }
    case 'number':
      return { kind: 'number', value: rightly ? asked.right : asked.right + asked.tolerance + 1 };
    case 'short':
      return { kind: 'short', text: rightly ? (asked.accepted[0] ?? '') : 'tidak tahu' };
    case 'gap':
      return { kind: 'gap', texts: asked.gaps.map((forms) => (rightly ? (forms[0] ?? '') : 'entah')) };
  }
}

/** How somebody of a sample answers. Searching, the shelf and practice are left out: only the catalogue of the day, and what is really done, can judge them. */
function sampleAnswer(
  task: Exclude<Task, { kind: 'search' | 'shelf' | 'practice' }>,
  { taskId, learnerId }: { taskId: number; learnerId: number },
  rightly: boolean,
): TaskAnswer {
  switch (task.kind) {
    case 'compare':
      return {
        kind: 'compare',
        lines: task.lines.map(({ right }) => (rightly ? right : right === 'a' ? 'b' : 'a')),
        reason: 'Yang satu menyebut asalnya, yang lain tidak.',
      };
    case 'citation':
      return { kind: 'citation', parts: rightly ? task.work : { ...task.work, year: '' } };
    case 'reflect':
      return { kind: 'reflect', text: 'Dulu saya langsung meneruskan. '.repeat(Math.ceil(task.least / 20)) };
    case 'question':
      return questionAnswer(task.asked, taskId, rightly);
    case 'bank':
      return {
        kind: 'bank',
        answers: drawnOf(task, { taskId, learnerId }).flatMap((question) => {
          const own = task.questions[question];
          return own ? [{ question, said: questionAnswer(own.asked, questionSeed(taskId, question), rightly) }] : [];
        }),
      };
    case 'reading':
      return { kind: 'reading', seen: [0] };
    case 'discussion':
      return { kind: 'discussion', text: TALK[taskId % TALK.length] ?? '' };
    case 'assignment':
      return { kind: 'assignment', text: WORK };
  }
}

const TALK = [
  'Di grup keluarga saya ada pesan tentang air rebusan daun. Saya tanya dulu siapa yang menulis, ternyata tidak ada yang tahu.',
  'Saya biasanya melihat tanggalnya lebih dulu. Kabar lama sering dikirim lagi seolah baru.',
  'Saya bertanya kepada pustakawan di layanan, dan ditunjukkan rak yang tidak pernah saya lewati.',
];
const WORK =
  'Saya memilih kabar tentang banjir di dekat rumah. Penulisnya tidak disebut, fotonya ternyata dari tahun lalu, dan kabar resmi di laman BPBD berkata lain. Jadi saya tidak meneruskannya.';

/**
 * Writes somebody who learns in a course that is shown: so many lessons, and of their tasks every so manieth wrong: for samples. Lessons without
 * a task that only the catalogue judges are done, with `finished` all of them and the course. @returns the learner
 */
export async function saveSampleLearner(
  trx: Tx,
  ctx: Ctx,
  about: { courseId: number; who: LearnerKey; at: Date; lessons: number; wrongEvery: number; finished?: boolean },
): Promise<number> {
  const { courseId, who, at } = about;
  const course = await findCourse(trx, courseId);
  if (!course?.shownVersionId) throw courseErrors.notFound();
  const courseVersionId = course.shownVersionId;
  await insertLearner(trx, { courseId, courseVersionId, at }, who);
  const learner = await lockLearner(trx, courseId, who);
  if (!learner) throw courseErrors.notFound();
  let nth = 0;
  for (const { lessonId } of (await selectLessonVersions(trx, courseVersionId)).slice(0, about.lessons)) {
    const whole = await findLessonVersion(trx, { courseVersionId, lessonId });
    let isDone = true;
    for (const { id: taskId, body } of whole?.tasks ?? []) {
      if (body.kind === 'search' || body.kind === 'shelf' || body.kind === 'practice') {
        isDone = false;
        continue;
      }
      nth += 1;
      const answer = sampleAnswer(body, { taskId, learnerId: learner.id }, nth % about.wrongEvery !== 0);
      const outcome = judgeAnswer(body, answer, { taskId, locale: ctx.locale });
      await keepAnswer(trx, { learnerId: learner.id, taskId, answer, outcome, at });
      if (body.kind === 'discussion' || body.kind === 'assignment')
        await settleSample(trx, {
          ...{ learnerId: learner.id, taskId, nth: learner.id, at, by: actorName(ctx.actor) },
          lines: body.kind === 'assignment' ? body.rubric.length : 0,
        });
      await countMisses(trx, taskId, missReasons(outcome));
    }
    await noteProgress(trx, { learnerId: learner.id, lessonId, at, doneAt: isDone || about.finished ? at : null });
  }
  await updateLearner(trx, learner.id, { seenAt: at, ...(about.finished ? { finishedAt: at } : {}) });
  return learner.id;
}
