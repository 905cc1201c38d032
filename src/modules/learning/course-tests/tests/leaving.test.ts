import { beforeAll, expect, test } from 'vitest';
import { viewClassOutcome } from '#modules/learning/classes';
import { leaveCourse } from '#modules/learning/courses';
import { learnerKeyRetention } from '#modules/learning/courses/testing';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import { code } from '../../../../../tests/support/collection-house.ts';
import { courseTestHouse } from '../../../../../tests/support/course-test-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { beginSitting, handInTest, viewSitting, type AnswersInput } from '../index.ts';
import { courseTestsPersonalData } from '../personal-data.ts';

const t = useTestDb();
const { guest, teacher, aClass, enter, line, item, openTest, tested, begin, handIn, readLines } = courseTestHouse(t);
const NOBODY = { key: null };

beforeAll(readLines);

test('with the learner their tests go: leaving, an erasure, and a key that did not come again', async () => {
  const course = await tested('Pergi');
  const left = await begin(course, 'before');
  await leaveCourse(guest(), course.slug, { key: left });
  const member = await aMember(t.ctx());
  const me = () => t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  await beginSitting(me(), { course: course.slug, part: 'before' }, NOBODY);
  expect(await courseTestsPersonalData.exportOf(t.db, member.id)).toMatchObject([{ part: 'before', title: 'Pergi' }]);
  // what was right is theirs to read when the test after asks it no more
  const rightOf = async () =>
    JSON.stringify(await courseTestsPersonalData.exportOf(t.db, member.id)).match(/"isRight":\w+/g);
  const answerAll = async (part: 'before' | 'after') => {
    const { items } = await viewSitting(me(), { course: course.slug, part }, NOBODY);
    const answers: AnswersInput = items.map(({ id }) => ({ itemId: id, answer: { kind: 'one', choice: 1 } }));
    await handInTest(me(), { course: course.slug, part, answers }, NOBODY);
  };
  await answerAll('before');
  expect(new Set(await rightOf())).toEqual(new Set(['"isRight":null']));
  await t.db
    .updateTable('courseLearner')
    .set({ finishedAt: t.clock.now() })
    .where('memberId', '=', member.id)
    .execute();
  await beginSitting(me(), { course: course.slug, part: 'after' }, NOBODY);
  await answerAll('after');
  expect(new Set(await rightOf())).toEqual(new Set(['"isRight":true']));
  await eraseByNumber(t.ctx(), [courseTestsPersonalData], member.number);
  await begin(course, 'before');
  const count = async () =>
    t.db
      .selectFrom('testSitting')
      .innerJoin('courseLearner', 'courseLearner.id', 'testSitting.learnerId')
      .select('testSitting.id')
      .where('courseId', '=', course.id)
      .execute();
  expect(await count()).toHaveLength(1);
  await learnerKeyRetention.clear(t.ctx(), new Date(t.clock.now().getTime() + 86_400_000), t.storage);
  expect(await count()).toEqual([]);
});

test('the teacher of a class sees by name what is not reached yet; another teacher does not', async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  const mega = await teacher(libraryId);
  const { id, code: door, pins, course } = await aClass(mega, { libraryId, pupils: 2 });
  expect(await viewClassOutcome(mega.ctx(), id)).toEqual([]);
  await openTest(course.id, [item('Satu'), item('Dua', line.judging)]);
  const [one] = pins;
  const { key } = await enter(door, one?.picture ?? 0, one?.pin ?? '');
  await begin(course, 'before', key);
  await handIn(course, 'before', key, 1);
  expect(await viewClassOutcome(mega.ctx(), id)).toMatchObject([
    { name: 'Murid Nomor 01', part: 'before', notYet: ['menyebut siapa yang menulis dan untuk apa'] },
  ]);
  const other = await teacher(libraryId, 'Ratna Wijayanti');
  expect(await code(viewClassOutcome(other.ctx(), id))).toBe('classes.not_yours');
});
