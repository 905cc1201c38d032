import { beforeAll, expect, test } from 'vitest';
import { getCourse } from '#modules/learning/courses';
import { saveSampleAuthor } from '#modules/learning/courses/testing';
import { aLibrary } from '#modules/people/members/testing';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice } from '../../../../../tests/support/course-house.ts';
import { courseTestHouse } from '../../../../../tests/support/course-test-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addTestItem,
  closeCourseTest,
  listCourseResults,
  openCourseTest,
  restoreTestItem,
  retireTestItem,
  saveCourseTest,
  saveTestItem,
  viewCourseResults,
  viewCourseTest,
} from '../index.ts';
import { beginningWords } from '../writing/beginning.ts';

const t = useTestDb();
const { writer, draft, teacher, line, item, versionOf, tested, begin, seen, handIn, learn, readLines } =
  courseTestHouse(t);

beforeAll(readLines);

test('an item that is changed between the tests stays as it was for whoever got it, and is counted anew for others', async () => {
  const course = await tested('Soal berubah');
  const key = await begin(course, 'before');
  await handIn(course, 'before', key, 0);
  const [first, second, third] = (await viewCourseTest(writer(), course.id)).items;
  if (!first || !second || !third) throw new Error('no items');
  // saved as it was it is no other
  await saveTestItem(writer(), third.id, { ...item('Tiga', line.judging), version: third.version });
  expect((await viewCourseTest(writer(), course.id)).items[2]).toEqual(third);
  await saveTestItem(writer(), first.id, { ...item('Satu, diperbaiki'), version: first.version });
  expect(await code(saveTestItem(writer(), first.id, { ...item('Kalah cepat'), version: first.version }))).toBe(
    'platform.version_conflict',
  );
  await retireTestItem(writer(), second.id, second.version);
  await learn(course, key);
  await begin(course, 'after', key);
  expect((await seen(course, 'after', key)).items.map(({ prompt }) => prompt)).toEqual(['Satu', 'Tiga']);
  const other = await begin(course, 'before');
  expect((await seen(course, 'before', other)).items.map(({ prompt }) => prompt)).toEqual(['Satu, diperbaiki', 'Tiga']);
  expect((await viewCourseTest(writer(), course.id)).items.map(({ number, retired }) => [number, retired])).toEqual([
    [2, false],
    [1, true],
    [1, false],
  ]);
});

test('a question that nobody has written yet is asked nobody, and is used only when it is written', async () => {
  const course = await tested('Sedang dibuka');
  const blank = item(beginningWords());
  const id = await addTestItem(writer(), course.id, blank);
  const key = await begin(course, 'before');
  expect((await seen(course, 'before', key)).items.map(({ prompt }) => prompt)).toEqual(['Satu', 'Dua', 'Tiga']);
  const added = async () => (await viewCourseTest(writer(), course.id)).items.find((one) => one.id === id);
  const aside = await added();
  expect(aside).toMatchObject({ retired: true });
  expect(await code(restoreTestItem(writer(), id, aside?.version ?? 0))).toBe('course_tests.unwritten');
  await saveTestItem(writer(), id, { ...item('Empat'), version: aside?.version ?? 0 });
  await restoreTestItem(writer(), id, (await added())?.version ?? 0);
  const other = await begin(course, 'before');
  expect((await seen(course, 'before', other)).items.map(({ prompt }) => prompt)).toContain('Empat');
  // nor is a test opened with one in it
  const draftOf = await draft('Belum ditulis', [choice()]);
  await addTestItem(writer(), draftOf.id, blank);
  expect((await viewCourseTest(writer(), draftOf.id)).checks).toContainEqual(
    expect.objectContaining({ code: 'unwritten', blocking: true }),
  );
  expect(await code(openCourseTest(writer(), draftOf.id, await versionOf(draftOf.id)))).toBe(
    'course_tests.checks_failed',
  );
});

test('whoever writes courses elsewhere, who teaches alone, and a co-author come near neither test nor results', async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  const course = await tested('Jauh');
  const own = (await viewCourseTest(writer(), course.id)).items[0];
  const author = await teacher(libraryId, 'Rekan Penulis');
  await t.db.transaction().execute(async (trx) => {
    const about = { courseId: course.id, accountId: author.id, invitedBy: 'Siti', at: t.clock.now(), comments: [] };
    await saveSampleAuthor(trx, about);
  });
  expect(await getCourse(author.ctx(), course.id)).toMatchObject({ id: course.id });
  const teachesAlone = t.ctx({ grants: [{ libraryId: null, permissions: ['courses.teach'] }] });
  const others = [writer(libraryId), teachesAlone, author.ctx()];
  for (const ctx of others) {
    const refused = [
      async () => viewCourseTest(ctx, course.id),
      async () => addTestItem(ctx, course.id, item('Titip')),
      async () => saveTestItem(ctx, own?.id ?? 0, { ...item('Ubah'), version: 0 }),
      async () => saveCourseTest(ctx, course.id, { minutes: 5, version: 0 }),
      async () => closeCourseTest(ctx, course.id, 0),
      async () => viewCourseResults(ctx, course.id, null),
    ];
    for (const act of refused) expect(await code(act())).toBe('platform.forbidden');
  }
  expect((await listCourseResults(writer(libraryId), { limit: 10 })).data).toEqual([]);
  // a test without an item is not opened, and one that is closed is begun by nobody
  const empty = await draft('Kosong', [choice()]);
  expect(await code(openCourseTest(writer(), empty.id, 0))).toBe('course_tests.checks_failed');
  await closeCourseTest(writer(), course.id, await versionOf(course.id));
  expect(await code(begin(course, 'before'))).toBe('course_tests.not_open');
});
