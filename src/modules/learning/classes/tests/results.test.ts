import readXlsxFile from 'read-excel-file/node';
import { beforeAll, expect, test } from 'vitest';
import { listCourseResults, viewCourseResults } from '#modules/learning/course-tests';
import { aLibrary } from '#modules/people/members/testing';
import { readConfig } from '#platform/config';
import type { Ctx } from '#platform/context';
import { code } from '../../../../../tests/support/collection-house.ts';
import { courseTestHouse } from '../../../../../tests/support/course-test-house.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { bytesOf } from '../../../../../tests/support/read-made.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { resultsPdf, viewClassReport } from '../index.ts';
import { listSchoolResults } from '../results/list-schools.ts';
import { viewSchoolResults } from '../results/view-school.ts';
import { writeResults } from '../results/write-table.ts';
import { saveSampleClass } from '../testing.ts';

const t = useTestDb();
const { guest, writer, teacher, tested, handedIn, readLines } = courseTestHouse(t);
let made = 0;
const PIN = '4827';

const as = (libraryId: number | null, ...permissions: ('courses.manage' | 'courses.teach' | 'reports.read')[]) =>
  t.ctx({ grants: [{ libraryId, permissions }] });
const dinas = () => as(null, 'reports.read');

/** A class of so many pupils who all came, of whom the first so many finished the course. */
async function aClass(
  by: { id: number },
  about: {
    libraryId: number;
    course: { id: number; lessonId: number };
    name: string;
    pupils: number;
    finished: number;
  },
): Promise<number> {
  made += 1;
  const { libraryId, course, name, pupils, finished } = about;
  const joinCode = `HASIL${String(made)}`;
  await t.db.transaction().execute(async (trx) =>
    saveSampleClass(trx, t.ctx(), {
      ...{ libraryId, name, courseId: course.id, schoolYear: '2026/2027', code: joinCode, startsOn: '2026-10-20' },
      ...{ endedAt: null, teacherId: by.id, pin: PIN, at: t.clock.now() },
      pupils: Array.from({ length: pupils }, (_, nth) => `Murid Rahasia ${String(nth + 1)}`),
    }),
  );
  const { id } = await t.db
    .selectFrom('learningClass')
    .select('id')
    .where('code', '=', joinCode)
    .executeTakeFirstOrThrow();
  const learners = await t.db
    .selectFrom('courseLearner')
    .select('id')
    .where('groupId', '=', id)
    .orderBy('id')
    .limit(finished)
    .execute();
  const at = t.clock.now();
  for (const { id: learnerId } of learners) {
    await t.db.updateTable('courseLearner').set({ finishedAt: at }).where('id', '=', learnerId).execute();
    await t.db
      .insertInto('lessonProgress')
      .values({ learnerId, lessonId: course.lessonId, openedAt: at, doneAt: at })
      .execute();
  }
  return id;
}

/** A school with its teacher, by a code of its own. */
async function aSchool(libraryCode: string) {
  const { id } = await aLibrary(t.ctx(), libraryCode);
  return { id, teacher: await teacher(id) };
}
let course: Awaited<ReturnType<typeof tested>>;
beforeAll(async () => {
  await readLines();
  course = await tested('Cek Dulu');
});

test('the report of a class is read by its teachers and its school; others of the school, other schools and the city do not come near', async () => {
  const [school, other] = [await aSchool('HASIL-1'), await aSchool('HASIL-2')];
  const id = await aClass(school.teacher, { libraryId: school.id, course, name: '8A', pupils: 12, finished: 6 });
  for (const ctx of [school.teacher.ctx(), as(school.id, 'reports.read'), as(school.id, 'courses.manage')]) {
    const report = await viewClassReport(ctx, id);
    expect(report).toMatchObject({ name: '8A', pupils: 12, came: 12, finished: 6, lessons: [{ done: 6 }] });
    expect(JSON.stringify(report)).not.toContain('Rahasia');
  }
  const colleague = await teacher(school.id, 'Ratna Wijayanti');
  const refused = [colleague.ctx(), other.teacher.ctx(), as(other.id, 'reports.read', 'courses.manage'), dinas()];
  for (const ctx of refused) expect(await code(viewClassReport(ctx, id))).toBe('platform.forbidden');
  expect(await code(viewClassReport(guest(), id))).toBe('platform.sign_in_needed');
  expect(await code(viewClassReport(school.teacher.ctx(), 999_999))).toBe('classes.not_found');
  // who answers for the courses of the network sees it as one who sees schools: six are few then
  expect(await viewClassReport(writer(), id)).toMatchObject({ finished: null });
});

test('a school sees its classes, the city the school alone, and another school nothing of it', async () => {
  const [school, other] = [await aSchool('HASIL-3'), await aSchool('HASIL-4')];
  const at = { libraryId: school.id, course };
  const [first] = [
    await aClass(school.teacher, { ...at, name: '7A', pupils: 15, finished: 10 }),
    await aClass(school.teacher, { ...at, name: '7B', pupils: 6, finished: 0 }),
  ];
  // of another school six finished and six did not: the course less this school would tell of them
  expect(await viewSchoolResults(as(school.id, 'reports.read'), school.id, null)).toMatchObject({
    all: { pupils: 21, finished: null },
  });
  const third = await aSchool('HASIL-9');
  await aClass(third.teacher, { libraryId: third.id, course, name: '7C', pupils: 20, finished: 8 });
  const own = await viewSchoolResults(as(school.id, 'reports.read'), school.id, null);
  expect(own).toMatchObject({ year: '2026/2027', hasClasses: true, all: { classes: 2, pupils: 21, finished: 10 } });
  expect(own.classes.map(({ name, pupils, finished }) => [name, pupils, finished])).toEqual([
    ['7A', 15, 10],
    ['7B', 6, 0],
  ]);
  expect(own.courses).toMatchObject([{ course: { title: 'Cek Dulu' }, classes: 2, pupils: 21, finished: 10 }]);
  const seen = await viewSchoolResults(dinas(), school.id, '2026/2027');
  expect(seen).toMatchObject({ hasClasses: false, classes: [], all: { pupils: 21 } });
  expect(JSON.stringify(seen)).not.toContain('7A');
  for (const ctx of [as(other.id, 'reports.read'), as(other.id, 'courses.manage'), as(school.id, 'courses.teach')])
    expect(await code(viewSchoolResults(ctx, school.id, null))).toBe('platform.forbidden');
  const city = await listSchoolResults(dinas(), null);
  expect(city.schools.find(({ libraryId }) => libraryId === school.id)).toMatchObject({ classes: 2, pupils: 21 });
  expect(city.all).not.toBeNull();
  const theirs = await listSchoolResults(as(school.id, 'reports.read'), null);
  expect(theirs).toMatchObject({ all: null, schools: [{ libraryId: school.id, pupils: 21 }] });
  expect((await listSchoolResults(as(other.id, 'reports.read'), null)).schools).toEqual([]);
  expect(await code(listSchoolResults(as(school.id, 'courses.teach'), null))).toBe('platform.forbidden');
  expect(await viewClassReport(school.teacher.ctx(), first)).toMatchObject({ pupils: 15, finished: 10 });
});

test('whoever reads the reports of the network reads what came of its courses, a school that of its own', async () => {
  const school = await aSchool('HASIL-5');
  expect((await viewCourseResults(dinas(), course.id, null)).course.title).toBe('Cek Dulu');
  expect((await listCourseResults(dinas(), { limit: 10 })).data).toMatchObject([{ course: { title: 'Cek Dulu' } }]);
  expect((await listCourseResults(as(school.id, 'reports.read'), { limit: 10 })).data).toEqual([]);
  expect(await code(viewCourseResults(as(school.id, 'reports.read'), course.id, null))).toBe('platform.forbidden');
  expect(await code(listCourseResults(as(school.id, 'courses.teach'), { limit: 10 }))).toBe('platform.forbidden');
});

test('what a class gained is reckoned by hand, and is not told where few others would come out by the difference', async () => {
  const school = await aSchool('HASIL-6');
  const own = await tested('Selisih');
  const id = await aClass(school.teacher, { libraryId: school.id, course: own, name: '9A', pupils: 12, finished: 0 });
  const both = (learner: number, groupId?: number) =>
    (['before', 'after'] as const).map((part) => ({
      ...{ learner, part, ...(groupId === undefined ? {} : { groupId }) },
      // ⅓ of the items at first, or none for every other; all afterwards
      answers: part === 'after' ? [1, 2, 3] : learner % 2 === 0 ? [1, -2, -3] : [-1, -2, -3],
    }));
  await handedIn(own, Array.from({ length: 12 }, (_, learner) => both(learner, id)).flat());
  const alone = await viewClassReport(school.teacher.ctx(), id);
  // six of twelve had a third right: 16.7 on average
  expect(alone.gain).toMatchObject({ pairs: 12, after: 100 });
  expect(alone.gain?.before).toBeCloseTo(100 / 6, 9);
  expect(alone.items.map(({ before }) => [before.people, before.share])).toEqual([
    [12, 0.5],
    [12, 0],
    [12, 0],
  ]);
  expect(alone.items.map(({ after }) => after.share)).toEqual([1, 1, 1]);
  // four who learn beside the class: all less the class would be theirs
  await handedIn(own, Array.from({ length: 4 }, (_, learner) => both(100 + learner)).flat());
  const beside = await viewClassReport(school.teacher.ctx(), id);
  expect(beside.gain).toBeNull();
  expect(beside.items.every(({ after }) => after.share === null)).toBe(true);
  expect((await viewCourseResults(writer(), own.id, null)).gain).toMatchObject({ pairs: 16 });
  await handedIn(own, Array.from({ length: 6 }, (_, learner) => both(200 + learner)).flat());
  expect((await viewClassReport(school.teacher.ctx(), id)).gain).toMatchObject({ pairs: 12 });
});

test('of meetings it is told how many came, without names, when neither they nor the others are few', async () => {
  const school = await aSchool('HASIL-7');
  const id = await aClass(school.teacher, { libraryId: school.id, course, name: '9B', pupils: 20, finished: 0 });
  const pupils = await t.db.selectFrom('classPupil').select('id').where('classId', '=', id).orderBy('id').execute();
  const ends = t.clock.now().getTime();
  for (const [nth, away] of [8, 2].entries()) {
    const endsAt = new Date(ends - nth * 86_400_000);
    const { id: meetingId } = await t.db
      .insertInto('classMeeting')
      .values({ classId: id, startsAt: new Date(endsAt.getTime() - 5_400_000), endsAt, place: 'Ruang 9B' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await t.db
      .insertInto('classAttendance')
      .values(pupils.map((pupil, at) => ({ meetingId, pupilId: pupil.id, state: at < away ? 'sick' : 'present' })))
      .execute();
  }
  const { meetings } = await viewClassReport(as(school.id, 'reports.read'), id);
  expect(meetings).toMatchObject([
    { present: null, away: null },
    { present: 12, away: 8 },
  ]);
  expect(await viewSchoolResults(as(school.id, 'reports.read'), school.id, null)).toMatchObject({
    all: { meetings: 2, minutes: 180 },
  });
});

test('the results of a class, a school and the city are taken along as a workbook and a document, without a name', async () => {
  const school = await aSchool('HASIL-8');
  const id = await aClass(school.teacher, { libraryId: school.id, course, name: '=9C', pupils: 16, finished: 6 });
  const head = as(school.id, 'reports.read');
  const sheetsOf = async (ctx: Ctx, asked: Parameters<typeof writeResults>[1]) =>
    readXlsxFile(await bytesOf(writeResults(ctx, asked)));
  const ofClass = await sheetsOf(head, { of: 'class', id });
  expect(ofClass.map(({ sheet }) => sheet.split(' ')[0])).toEqual(['Pelajaran', 'Peningkatan', 'Butir', 'Pertemuan']);
  expect(ofClass[0]?.data[1]).toEqual(['1. Pelajaran satu', 6]);
  const ofSchool = await sheetsOf(head, { of: 'school', id: school.id, year: null });
  expect(ofSchool[0]?.data[1]).toEqual(['Cek Dulu', 1, 16, 6, 0, 0]);
  expect(ofSchool[1]?.data[1]?.slice(0, 4)).toEqual(['=9C', 'Cek Dulu', 16, 6]);
  // who sees schools sees no class, and of six who finished nothing
  const seen = await sheetsOf(dinas(), { of: 'school', id: school.id, year: '2026/2027' });
  expect(seen).toHaveLength(1);
  expect(seen[0]?.data[1]).toEqual(['Cek Dulu', 1, 16, null, 0, 0]);
  const city = await sheetsOf(dinas(), { of: 'city', year: null });
  expect(city.map(({ sheet }) => sheet)).toEqual(['Sekolah · 2026 2027', 'Kursus · Semua waktu']);
  const config = readConfig();
  for (const asked of [{ of: 'class', id } as const, { of: 'school', id: school.id, year: null } as const]) {
    const text = (await pageTexts((await resultsPdf(head, config, asked)).body)).join(' ');
    expect(text).toContain('selesai: 6');
    expect(text).not.toContain('Rahasia');
  }
  expect(JSON.stringify([ofClass, ofSchool, city])).not.toContain('Rahasia');
  for (const act of [
    async () => sheetsOf(dinas(), { of: 'class', id }),
    async () => resultsPdf(dinas(), config, { of: 'class', id }),
    async () => sheetsOf(as(school.id, 'courses.teach'), { of: 'city', year: null }),
  ])
    expect(await code(act())).toBe('platform.forbidden');
});

/** Who finished in a school by its own report: all together, its courses, its classes. */
async function toldOf(libraryId: number) {
  const { all, courses, classes } = await viewSchoolResults(as(libraryId, 'reports.read'), libraryId, null);
  return {
    all: all.finished,
    courses: courses.map(({ finished }) => finished),
    classes: classes.map(({ finished }) => finished),
  };
}

test('three who came and did not finish do not come out by the page of the course and the sum of a school', async () => {
  const school = await aSchool('HASIL-10');
  const own = await tested('Sumber Asli');
  for (const [name, finished] of [['7A', 22] as const, ['7B', 25] as const]) {
    const id = await aClass(school.teacher, { libraryId: school.id, course: own, name, pupils: 30, finished });
    // five of each never came
    const ofClass = t.db.selectFrom('courseLearner').select('id').where('groupId', '=', id);
    const away = ofClass.where('finishedAt', 'is', null).limit(5);
    await t.db.deleteFrom('courseLearner').where('id', 'in', away).execute();
  }
  expect(await viewCourseResults(writer(), own.id, null)).toMatchObject({ learners: 50, finished: null });
  expect(await toldOf(school.id)).toEqual({ all: null, courses: [null], classes: [null, null] });
  expect(await viewSchoolResults(dinas(), school.id, null)).toMatchObject({ all: { pupils: 60, finished: null } });
});

test('three who learn beside two classes do not come out by the page of the course and the sum of a school, nor by that of another course', async () => {
  const school = await aSchool('HASIL-11');
  const own = await tested('Data Terbuka');
  const at = { libraryId: school.id, pupils: 30 };
  await aClass(school.teacher, { ...at, course: own, name: '8A', finished: 15 });
  await aClass(school.teacher, { ...at, course: own, name: '8B', finished: 12 });
  expect(await toldOf(school.id)).toEqual({ all: 27, courses: [27], classes: [15, 12] });
  const { courseVersionId } = await t.db
    .selectFrom('courseLearner')
    .select('courseVersionId')
    .where('courseId', '=', own.id)
    .limit(1)
    .executeTakeFirstOrThrow();
  const now = t.clock.now();
  await t.db
    .insertInto('courseLearner')
    .values(
      Array.from({ length: 13 }, (_, nth) => ({
        ...{ courseId: own.id, courseVersionId, beganAt: now, seenAt: now, finishedAt: nth < 3 ? now : null },
        keyHash: Buffer.from(`beside ${String(nth)}`),
      })),
    )
    .execute();
  expect(await viewCourseResults(writer(), own.id, null)).toMatchObject({ learners: 73, finished: 30 });
  expect(await toldOf(school.id)).toEqual({ all: null, courses: [null], classes: [null, null] });
  // a course that this school has alone stands on its own page: the sum of both would give the other away
  const free = await tested('Peta Kota');
  await aClass(school.teacher, { ...at, course: free, name: '8C', finished: 20 });
  expect(await viewCourseResults(writer(), free.id, null)).toMatchObject({ learners: 30, finished: 20 });
  expect((await toldOf(school.id)).all).toBeNull();
});
