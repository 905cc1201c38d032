import { beforeAll, expect, test } from 'vitest';
import { getCourse, withdrawCourse } from '#modules/learning/courses';
import { counted } from '../../../../../tests/support/counted.ts';
import { courseTestHouse } from '../../../../../tests/support/course-test-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewCourseOutcome } from '../index.ts';
import { countOutcomes } from '../results/public-outcome.ts';

const t = useTestDb();
const { guest, writer, tested, takeBoth, begin, handIn, readLines } = courseTestHouse(t);

beforeAll(readLines);

const told = async ({ id }: { id: number }) => viewCourseOutcome(guest(), id);

test('everybody is told what came of a course from ten people on, as it was at night, and not of one more', async () => {
  const course = await tested('Hasilnya');
  for (let n = 0; n < 9; n += 1) await takeBoth(course, n % 2, 3);
  await countOutcomes(t);
  expect(await told(course)).toBeNull();
  for (let n = 0; n < 2; n += 1) await takeBoth(course, 1, 2);
  expect(await told(course)).toBeNull();
  await countOutcomes(t);
  const first = await told(course);
  expect(first).toMatchObject({
    ...{ learners: 11, finished: 11 },
    gain: { pairs: 11, isRough: true },
  });
  expect(first?.gain?.interval?.low).toBeGreaterThan(0);
  // one who loses everything would move the average: the figures stay until ten others came
  t.clock.set(new Date(t.clock.now().getTime() + 86_400_000).toISOString());
  await takeBoth(course, 3, 0);
  await countOutcomes(t);
  expect(await told(course)).toEqual(first);
  for (let n = 0; n < 9; n += 1) await takeBoth(course, 0, 1);
  await countOutcomes(t);
  expect(await told(course)).toMatchObject({ learners: 21, gain: { pairs: 21 } });
  expect((await told(course))?.countedAt.getTime()).toBeGreaterThan(first?.countedAt.getTime() ?? 0);
});

test('of a few who do not finish nothing comes out, and a page asks for one row', async () => {
  const course = await tested('Sebagian');
  for (let n = 0; n < 12; n += 1) await takeBoth(course, 1, 2);
  for (let n = 0; n < 3; n += 1) await handIn(course, 'before', await begin(course, 'before'), 1);
  await countOutcomes(t);
  expect(await told(course)).toMatchObject({ learners: 15, finished: null, gain: null });
  const { db, questions } = counted(t.db);
  await viewCourseOutcome({ db }, course.id);
  expect(questions()).toBe(1);
});

test('the day of the count tells of no night whether somebody came, and a gain that all have alike is not told', async () => {
  const course = await tested('Tenang');
  for (let n = 0; n < 10; n += 1) await takeBoth(course, 1, 2);
  await countOutcomes(t);
  const first = await told(course);
  expect(first).toMatchObject({ learners: 10, finished: 10, gain: null });
  for (let nights = 0; nights < 2; nights += 1) {
    t.clock.set(new Date(t.clock.now().getTime() + 86_400_000).toISOString());
    await countOutcomes(t);
    expect(await told(course)).toEqual(first);
  }
});

test('a course that is withdrawn is counted no more', async () => {
  const course = await tested('Ditarik');
  for (let n = 0; n < 10; n += 1) await takeBoth(course, 1, 2);
  await countOutcomes(t);
  const before = await told(course);
  expect(before?.learners).toBe(10);
  await withdrawCourse(writer(), course.id, (await getCourse(writer(), course.id)).version);
  await t.db.deleteFrom('courseOutcome').where('courseId', '=', course.id).execute();
  await countOutcomes(t);
  expect(await told(course)).toBeNull();
});
