import { beforeAll, expect, test } from 'vitest';
import { answerTask, getCourse, getLesson, removeLessonBlock, saveCourse, saveTask } from '#modules/learning/courses';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { classHouse } from '../../../../../tests/support/class-house.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { personalData as coursesPersonalData } from '../../courses/personal-data.ts';
import {
  classWaiting,
  endClass,
  enterPaperResults,
  reopenClass,
  requireLearning,
  viewClass,
  viewPaperGrid,
} from '../index.ts';

const t = useTestDb();
const { guest, writer, publish, teacher, aClass, enter } = classHouse(t);
let libraryId = 0;
let mega: Awaited<ReturnType<typeof teacher>>;
const versionOf = async (id: number) => (await viewClass(mega.ctx(), id)).version;

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  mega = await teacher(libraryId);
});

/** Whoever writes the course is at another title already. */
async function retitle(id: number, title: string): Promise<void> {
  const { slug, version } = await getCourse(writer(), id);
  await saveCourse(writer(), id, { title, audience: 'pupils', slug, version });
}

test('what somebody is writing is in no class, no certificate, no discussion and in nobody’s own data', async () => {
  const {
    id,
    code: at,
    pins,
    course,
  } = await aClass(mega, {
    ...{ libraryId, pupils: 1 },
    tasks: [{ kind: 'discussion', prompt: { id: 'Apa yang terbit?' } }],
  });
  const { title } = await getCourse(writer(), course.id);
  const [taskId = 0] = course.taskIds;
  const said = { course: course.slug, lesson: course.lesson, taskId, answer: { kind: 'discussion', text: 'Tanggal' } };
  const { key } = await enter(at, pins[0]?.picture ?? 0, pins[0]?.pin ?? '');
  await answerTask(guest(), said, { key });
  const member = await aMember(t.ctx());
  const me = t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  await answerTask(me, said, { key: null });
  await t.db
    .updateTable('courseLearner')
    .set({ finishedAt: t.clock.now() })
    .where('courseId', '=', course.id)
    .execute();
  await retitle(course.id, 'RAHASIA judul');
  await saveTask(writer(), taskId, { version: 0, body: { kind: 'discussion', prompt: { id: 'RAHASIA soal' } } });
  await t.db.updateTable('lesson').set({ title: 'RAHASIA bab' }).where('id', '=', course.lessonId).execute();
  await endClass(mega.ctx(), id, await versionOf(id));
  const certificates = await t.db.selectFrom('classCertificate').selectAll().where('classId', '=', id).execute();
  expect(certificates).toHaveLength(1);
  const seen = await viewClass(mega.ctx(), id);
  const talk = await classWaiting(mega.ctx(), id);
  const kept = await coursesPersonalData[0]?.exportOf(t.db, member.id);
  expect(JSON.stringify([certificates, seen, talk, kept])).not.toContain('RAHASIA');
  expect(seen.course.title).toBe(title);
  expect(talk.posts).toMatchObject([{ prompt: 'Apa yang terbit?' }]);
  expect(kept).toMatchObject([{ title, answers: [{ task: { id: 'Apa yang terbit?' } }] }]);
});

test('a pupil who began before a question was taken out is judged by what they learn, and can finish by paper', async () => {
  const {
    id,
    code: at,
    pins,
    course,
  } = await aClass(mega, {
    ...{ libraryId, pupils: 2 },
    tasks: [choice('Pertama'), choice('Dicabut')],
  });
  const [early, late] = pins;
  await enter(at, early?.picture ?? 0, early?.pin ?? '');
  const [first = 0, dropped = 0] = course.taskIds;
  const { writing } = await getLesson(writer(), course.lessonId);
  const block = writing.blocks.find(({ body }) => body.kind === 'embed' && body.ref === String(dropped));
  await removeLessonBlock(writer(), course.lessonId, { id: block?.id ?? 0, version: block?.version ?? 0 });
  // the right answer has changed places
  const [wrong, right] = ['Menyebarkannya', 'Memeriksa siapa yang menulis'];
  await saveTask(writer(), first, {
    version: 0,
    body: {
      ...{ kind: 'question', prompt: { id: 'Pertama' } },
      asked: { form: 'one', options: [{ label: { id: right }, right: true }, { label: { id: wrong } }] },
    },
  });
  await publish(course.id);
  // both have the sheet of now in hand: A is right on it, whichever place it has in the own version
  const { lessonId } = course;
  const cells = pins.map((pin) => ({ pupilId: pin.id, taskId: first, said: 'B' }));
  expect(await enterPaperResults(mega.ctx(), id, { lessonId, cells })).toBe(2);
  const answers = await t.db
    .selectFrom('taskAnswer')
    .innerJoin('courseLearner', 'courseLearner.id', 'taskAnswer.learnerId')
    .select(['taskAnswer.rightAt', 'courseLearner.finishedAt'])
    .where('taskAnswer.taskId', '=', first)
    .orderBy('courseLearner.courseVersionId')
    .execute();
  expect(answers.map(({ rightAt, finishedAt }) => [rightAt !== null, finishedAt !== null])).toEqual([
    [false, true],
    [false, true],
  ]);
  expect(await enterPaperResults(mega.ctx(), id, { lessonId, cells })).toBe(0);
  const better = cells.map((cell) => ({ ...cell, said: 'A' }));
  expect(await enterPaperResults(mega.ctx(), id, { lessonId, cells: better })).toBe(2);
  const { pupils } = await viewPaperGrid(mega.ctx(), id, lessonId);
  expect(pupils.map(({ solved }) => solved)).toEqual([[first], [first]]);
  // what is on no sheet is none to any of them
  const other = { lessonId, cells: [{ pupilId: late?.id ?? 0, taskId: dropped, said: 'B' }] };
  expect(await code(enterPaperResults(mega.ctx(), id, other))).toBe('platform.invalid_input');
});

test('what a pupil learns otherwise than it stands on the sheet is named at the cell, and nothing is written', async () => {
  const numbered = (prompt: string, right: number) => ({
    ...{ kind: 'question' as const, prompt: { id: prompt } },
    asked: { form: 'number' as const, right },
  });
  const tasks = [numbered('Berapa?', 3), choice('Yang mana?')];
  const { id, code: at, pins, course } = await aClass(mega, { libraryId, pupils: 2, tasks });
  const [early, late] = pins.map((pin) => pin.id);
  await enter(at, pins[0]?.picture ?? 0, pins[0]?.pin ?? '');
  const [figure = 0, ticked = 0] = course.taskIds;
  await saveTask(writer(), figure, { version: 0, body: numbered('Berapa seluruhnya?', 7) });
  const { asked } = choice();
  const options = [{ label: { id: 'Bertanya' } }, ...(asked.form === 'one' ? asked.options : [])];
  await saveTask(writer(), ticked, {
    version: 0,
    body: { kind: 'question', prompt: { id: 'Yang mana?' }, asked: { form: 'one', options } },
  });
  await publish(course.id);
  const { lessonId } = course;
  const cell = (pupilId = 0, taskId: number, said: string) => ({ pupilId, taskId, said });
  const enterAll = async (...cells: ReturnType<typeof cell>[]) =>
    enterPaperResults(mega.ctx(), id, { lessonId, cells });
  const rest = [cell(late, figure, '7'), cell(late, ticked, 'C')];
  await expect(
    enterAll(...rest, cell(early, figure, '7'), cell(early, ticked, 'A'), cell(late, ticked, 'D')),
  ).rejects.toMatchObject({
    fields: {
      [`c-${early ?? 0}-${figure}`]: 'classes_paper_other_version',
      [`c-${early ?? 0}-${ticked}`]: 'classes_paper_other_version',
      [`c-${late ?? 0}-${ticked}`]: 'classes_paper',
    },
  });
  expect((await viewPaperGrid(mega.ctx(), id, lessonId)).pupils.map(({ solved }) => solved)).toEqual([[], []]);
  // what stands on both is entered; the rest is done on a screen, and until then the lesson is not
  expect(await enterAll(...rest, cell(early, ticked, 'C'))).toBe(3);
  expect((await viewClass(mega.ctx(), id)).members.map(({ lessons }) => lessons)).toEqual([['begun'], ['done']]);
});

test('in a class that has ended nothing is answered any more, until it is opened again', async () => {
  const { id, code: at, pins } = await aClass(mega, { libraryId, pupils: 1 });
  const { key } = await enter(at, pins[0]?.picture ?? 0, pins[0]?.pin ?? '');
  await requireLearning(guest(), key);
  await endClass(mega.ctx(), id, await versionOf(id));
  expect(await code(requireLearning(guest(), key))).toBe('classes.learning_over');
  // whoever is signed in, and a browser of nobody in a class, learn on
  await requireLearning(writer(), key);
  for (const odd of [null, '', 'x'.repeat(32), '\0'.repeat(32)]) await requireLearning(guest(), odd);
  await reopenClass(mega.ctx(), id, await versionOf(id));
  await requireLearning(guest(), key);
});
