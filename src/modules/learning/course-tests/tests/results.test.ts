import { beforeAll, expect, test } from 'vitest';
import { choice } from '../../../../../tests/support/course-house.ts';
import { courseTestHouse } from '../../../../../tests/support/course-test-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addTestItem, groupResults, listCourseResults, viewCourseResults } from '../index.ts';

const t = useTestDb();
const { writer, publish, draft, line, item, openTest, tested, begin, handIn, takeBoth, learn, readLines } =
  courseTestHouse(t);

beforeAll(readLines);

test('of one who did the first test alone nothing can be worked out from the items', async () => {
  const course = await tested('Satu berhenti');
  for (let nth = 0; nth < 11; nth += 1) await takeBoth(course, nth % 3, 3);
  await handIn(course, 'before', await begin(course, 'before'), 3);
  const { gain, onlyBefore, items } = await viewCourseResults(writer(), course.id, null);
  expect({ pairs: gain?.pairs, onlyBefore }).toEqual({ pairs: 11, onlyBefore: null });
  expect(items.map(({ before }) => before.people)).toEqual([11, 11, 11]);
});

test('what is told of a line tells of no few others: not by another half of the year, not by a class', async () => {
  const course = await draft('Kemampuan baru', [choice()]);
  await publish(course.id);
  await openTest(course.id, [item('Satu'), item('Dua')]);
  for (let nth = 0; nth < 10; nth += 1) await takeBoth(course, 1, 2);
  await addTestItem(writer(), course.id, item('Tiga', line.judging));
  for (let nth = 0; nth < 5; nth += 1) await takeBoth(course, 1, 3);
  const now = t.clock.now().toISOString();
  t.clock.set('2027-02-01T10:00:00+07:00');
  for (let nth = 0; nth < 10; nth += 1) await takeBoth(course, 1, 3);
  t.clock.set(now);
  const pairsIn = ({ competences }: Pick<Awaited<ReturnType<typeof viewCourseResults>>, 'competences'>) =>
    Object.fromEntries(competences.map(({ id, gain }) => [id, gain?.pairs ?? null]));
  const all = await viewCourseResults(writer(), course.id, null);
  expect(all.periods).toEqual(['2027-1', '2026-2']);
  expect(pairsIn(all)).toEqual({ [line.searching]: 25, [line.judging]: 15 });
  // fifteen less the ten of 2027 would be the five of the half before
  const half = await viewCourseResults(writer(), course.id, '2027-1');
  expect(half).toMatchObject({ period: '2027-1', gain: { pairs: 10 } });
  expect(pairsIn(half)).toEqual({ [line.searching]: 10, [line.judging]: null });
  // those of the last half are a class
  const last = t.db.selectFrom('courseLearner').select('id').where('courseId', '=', course.id);
  await t.db
    .updateTable('courseLearner')
    .set({ groupId: 77 })
    .where('id', 'in', last.orderBy('id', 'desc').limit(10))
    .execute();
  const aClassOf = await groupResults(writer(), course.id, { id: 77, least: 5 });
  expect(aClassOf?.gain?.pairs).toBe(10);
  expect(pairsIn({ competences: aClassOf?.competences ?? [] })).toEqual({ [line.searching]: 10, [line.judging]: null });
}, 30_000);

test('two hundred hand in at once and none is lost; gain is told of those with both tests, from ten on', async () => {
  const course = await tested('Ramai');
  const keys: (string | null)[] = [];
  for (let nth = 0; nth < 200; nth += 1) keys.push(await begin(course, 'before'));
  await Promise.all(keys.map(async (key, nth) => handIn(course, 'before', key, nth % 3)));
  const handed = await t.db
    .selectFrom('testSitting')
    .innerJoin('courseLearner', 'courseLearner.id', 'testSitting.learnerId')
    .select((eb) => eb.fn.count<number>('handedInAt').as('count'))
    .where('courseId', '=', course.id)
    .executeTakeFirstOrThrow();
  expect(handed.count).toBe(200);
  for (const [nth, key] of keys.slice(0, 12).entries()) {
    if (nth === 9) expect((await viewCourseResults(writer(), course.id, null)).gain).toBeNull();
    await learn(course, key);
    await begin(course, 'after', key);
    await handIn(course, 'after', key, 3);
  }
  const results = await viewCourseResults(writer(), course.id, null);
  // of the first twelve four had none, four one and four two of three right: ⅓ on average
  expect(results.gain).toMatchObject({ pairs: 12, after: 100 });
  expect(results.gain?.before).toBeCloseTo(33.333, 2);
  // the list of all courses reckons the same
  const listed = (await listCourseResults(writer(), { limit: 100 })).data.find((one) => one.course.id === course.id);
  expect(listed).toMatchObject({ learners: 200, finished: 12, gain: { pairs: 12, after: 100 } });
  expect(listed?.gain?.before).toBeCloseTo(results.gain?.before ?? 0, 9);
  expect(results).toMatchObject({ learners: 200, finished: 12, onlyBefore: 188, onlyAfter: 0 });
  expect(results.items[0]?.before.people).toBe(200);
  expect(results.items[0]?.before.share).toBeCloseTo(0.665, 3);
  expect(results.lessons).toMatchObject([{ done: 12 }]);
  // five more have done the lesson and did not come to the end: seventeen less twelve
  const others = t.db
    .selectFrom('courseLearner')
    .where('courseId', '=', course.id)
    .where('finishedAt', 'is', null)
    .select((eb) => ['id as learnerId', eb.val(course.lessonId).as('lessonId')])
    .select((eb) => [eb.val(t.clock.now()).as('openedAt'), eb.val(t.clock.now()).as('doneAt')])
    .limit(5);
  await t.db
    .insertInto('lessonProgress')
    .columns(['learnerId', 'lessonId', 'openedAt', 'doneAt'])
    .expression(others)
    .execute();
  expect(await viewCourseResults(writer(), course.id, null)).toMatchObject({ finished: 12, lessons: [{ done: null }] });
}, 60_000);
