import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answerTask,
  askHint,
  finishLesson,
  handInWork,
  joinCourse,
  removePost,
  type TaskInput,
} from '#modules/learning/courses';
import { handInTest, keepTestAnswers } from '#modules/learning/course-tests';
import { aLibrary } from '#modules/people/members/testing';
import type { Db } from '#platform/database/db';
import { choice } from '../../../../../tests/support/course-house.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { courseTestHouse } from '../../../../../tests/support/course-test-house.ts';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { endClass, reopenClass, signInPupil, viewClass } from '../index.ts';

const t = useTestDb();
const { guest, teacher, aClass, enter, open, item, openTest, begin, readLines } = courseTestHouse(t);
const ASSIGNMENT: TaskInput = {
  kind: 'assignment',
  prompt: { id: 'Kumpulkan' },
  takes: ['text', 'file'],
  rubric: ['Isi', 'Sumber'].map((label) => ({ label: { id: label }, levels: [{ id: 'Belum' }, { id: 'Sudah' }] })),
};
const TALK: TaskInput = { kind: 'discussion', prompt: { id: 'Ceritakan' } };
let many: Db;
let libraryId = 0;
let mega: Awaited<ReturnType<typeof teacher>>;

beforeAll(async () => {
  await readLines();
  libraryId = (await aLibrary(t.ctx())).id;
  mega = await teacher(libraryId);
  many = openWithoutSecondTry(t.address);
});
afterAll(async () => many.destroy());

const pupil = () => ({ ...guest(), db: many });
const end = async (id: number) => {
  const ctx = { ...mega.ctx(), db: many };
  return endClass(ctx, id, (await viewClass(ctx, id)).version);
};
const answersOf = async (): Promise<number> => (await t.db.selectFrom('taskAnswer').select('taskId').execute()).length;

test('whatever a pupil sends while their class is ending waits for the end, and is refused in words', async () => {
  const {
    id,
    code: door,
    pins,
    course,
  } = await aClass(mega, {
    ...{ libraryId, pupils: 2, tasks: [choice(), ASSIGNMENT, TALK] },
  });
  const [one, two] = pins;
  if (!one || !two) throw new Error('no pupils');
  await openTest(course.id, [item('Satu'), item('Dua')]);
  const { key } = await enter(door, one.picture, one.pin);
  await begin(course, 'before', key);
  const other = await open('Kursus lain', [choice()]);
  const at = { course: course.slug, lesson: course.lesson };
  const learner = { key, ofClass: true };
  const [quiz = 0, work = 0, talk = 0] = course.taskIds;
  await answerTask(guest(), { ...at, taskId: talk, answer: { kind: 'discussion', text: 'Halo' } }, learner);
  const before = await answersOf();
  const file = new File(['%PDF-1.7\n%%EOF'], 'poster.pdf');
  const sent = [
    async () => answerTask(pupil(), { ...at, taskId: quiz, answer: { kind: 'one', choice: 1 } }, learner),
    // a browser that forgot that its key is a pupil's
    async () => answerTask(pupil(), { ...at, taskId: quiz, answer: { kind: 'one', choice: 1 } }, { key }),
    async () => answerTask(pupil(), { ...at, taskId: work, answer: { kind: 'assignment', text: 'Ini' } }, learner),
    async () => handInWork(pupil(), t.storage, { ...at, taskId: work, text: 'Ini', file }, learner),
    async () => askHint(pupil(), { ...at, taskId: quiz }, learner),
    async () => removePost(pupil(), { ...at, taskId: talk }, learner),
    async () => joinCourse(pupil(), other.slug, learner),
    async () => keepTestAnswers(pupil(), { course: course.slug, part: 'before', answers: [] }, { key }),
    async () => handInTest(pupil(), { course: course.slug, part: 'before', answers: [] }, { key }),
  ];
  for (const send of sent) {
    const said = await playLocks(
      t.db,
      // the end stands at its last step: all that it changes is changed and nobody sees it yet
      async (trx) => sql`lock table audit_event in exclusive mode`.execute(trx),
      [async () => end(id), send],
    );
    expect(said).toEqual(['done', 'courses.class_over']);
    await reopenClass(mega.ctx(), id, (await viewClass(mega.ctx(), id)).version);
  }
  expect(await answersOf()).toBe(before);
  // opened again, it learns again
  await answerTask(guest(), { ...at, taskId: quiz, answer: { kind: 'one', choice: 1 } }, learner);
  expect(await answersOf()).toBe(before + 1);
  // nor does anybody come in by the code that was read just before
  const said = await playLocks(t.db, async (trx) => sql`lock table audit_event in exclusive mode`.execute(trx), [
    async () => end(id),
    async () => signInPupil(pupil(), { code: door, picture: two.picture, pin: two.pin, ip: '203.0.113.7' }),
  ]);
  expect(said).toEqual(['done', 'classes.code_unknown']);
});

test('a class that ends waits for what a pupil is sending, and gives who finishes by it their certificate', async () => {
  const { id, code: door, pins, course } = await aClass(mega, { libraryId, pupils: 1 });
  const { picture = 0, pin = '' } = pins[0] ?? {};
  const { key } = await enter(door, picture, pin);
  const learner = { key, ofClass: true };
  const at = { course: course.slug, lesson: course.lesson };
  await answerTask(guest(), { ...at, taskId: course.taskIds[0] ?? 0, answer: { kind: 'one', choice: 1 } }, learner);
  const said = await playLocks(t.db, async (trx) => sql`lock table lesson_progress in exclusive mode`.execute(trx), [
    async () => finishLesson(pupil(), at, learner),
    async () => end(id),
  ]);
  expect(said).toEqual(['done', 'done']);
  expect(await t.db.selectFrom('classCertificate').select('classId').where('classId', '=', id).execute()).toHaveLength(
    1,
  );
  expect(await code(finishLesson(guest(), at, learner))).toBe('courses.class_over');
});
