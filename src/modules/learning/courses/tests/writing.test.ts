import { expect, test } from 'vitest';
import { withdrawItem } from '#modules/collection/catalog';
import { makeAccount } from '#modules/ground/identity/testing';
import { setSetting } from '#modules/ground/libraries';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { code } from '../../../../../tests/support/collection-house.ts';
import { counted } from '../../../../../tests/support/counted.ts';
import { choice, courseHouse, twoBooks } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { countSubmitted } from '../data/courses.queries.ts';
import { countShort } from '../data/stock.queries.ts';
import { lookAtStock } from '../look-at-stock.ts';
import {
  addLesson,
  addLessonBlocks,
  addTask,
  checkCourse,
  countAnswers,
  countCourses,
  createCourse,
  getCourse,
  getLesson,
  listCourses,
  moveLesson,
  publishCourse,
  putLessonBack,
  removeCourse,
  removeLesson,
  removeLessonBlock,
  saveCourse,
  saveTask,
  submitCourse,
  viewCourse,
} from '../index.ts';
import { exportCourse } from '../publishing/export-course.ts';
import { importCourse } from '../publishing/import-course.ts';

const t = useTestDb();
const { guest, writer, versionOf, publish, draft, open, book, tasksSeen } = courseHouse(t);
const NOBODY = { key: null };

/** Somebody of staff who writes courses of the network. */
async function account(username: string, fullName: string): Promise<Ctx> {
  const { id } = await makeAccount(t, { username, fullName });
  return t.ctx({ id, name: fullName, grants: [{ libraryId: null, permissions: ['courses.manage'] }] });
}

test('who writes at one library writes its courses, and no others', async () => {
  const north = await aLibrary(t.ctx(), 'UTARA');
  const south = await aLibrary(t.ctx(), 'SELATAN');
  const own = await createCourse(writer(north.id), { libraryId: north.id, title: 'Milik utara', audience: 'adults' });
  const lessonId = await addLesson(writer(north.id), own, { title: 'Satu', minutes: 30 });
  const { taskId } = await addTask(writer(north.id), lessonId, { body: choice(), after: null });
  for (const act of [
    async () => createCourse(writer(north.id), { libraryId: null, title: 'Kota', audience: 'adults' }),
    async () => createCourse(writer(north.id), { libraryId: south.id, title: 'Selatan', audience: 'adults' }),
    async () => getCourse(writer(south.id), own),
    async () => getLesson(writer(south.id), lessonId),
    async () => saveTask(writer(south.id), taskId, { version: 0, body: choice() }),
    async () => exportCourse(writer(south.id), own),
    async () => addLesson(writer(south.id), own, { title: 'Dua', minutes: 30 }),
    async () => checkCourse(guest(), own),
    async () => listCourses(guest(), { limit: 10 }),
  ])
    expect(await code(act())).toMatch(/^platform\.(forbidden|sign_in_needed)$/);
  expect((await listCourses(writer(south.id), { limit: 100 })).courses).toEqual([]);
  expect((await listCourses(writer(north.id), { limit: 100 })).courses.map(({ id }) => id)).toEqual([own]);
});

test('a second person publishes where the network asks for one, and reads it anew when it changed', async () => {
  const { id, lessonId } = await draft('Dibaca dua orang', [choice()]);
  await setSetting(t.ctx(), 'siteSecondPerson', true);
  try {
    expect(await code(publish(id))).toBe('courses.state_forbids');
    const [first, second] = [await account('dewi', 'Dewi'), await account('arif', 'Arif')];
    await submitCourse(first, id, await versionOf(id));
    expect(await code(publishCourse(first, id, await versionOf(id)))).toBe('courses.own_approval');
    // a lesson changes: what was submitted is no longer what stands
    await addTask(writer(), lessonId, { body: choice('Tambahan'), after: null });
    expect(await getCourse(writer(), id)).toMatchObject({ state: 'draft', submittedBy: '' });
    await submitCourse(first, id, await versionOf(id));
    await publishCourse(second, id, await versionOf(id));
    expect((await getCourse(writer(), id)).state).toBe('published');
  } finally {
    await setSetting(t.ctx(), 'siteSecondPerson', false);
  }
});

test('changes of a course that everybody sees wait for a second person like a new one, and everybody sees it as before', async () => {
  const { id, lessonId } = await open('Diperbaiki', [choice()]);
  const waits = async () => ({
    ...(await countSubmitted(t.db, null)),
    tab: (await countCourses(writer())).submitted,
    listed: (await listCourses(writer(), { states: ['submitted'], limit: 100 })).courses.map((one) => one.id),
  });
  const before = await waits();
  expect(before.listed).not.toContain(id);
  await addTask(writer(), lessonId, { body: choice('Tambahan'), after: null });
  await submitCourse(writer(), id, await versionOf(id));
  const now = await waits();
  expect([now.count - before.count, now.tab - before.tab]).toEqual([1, 1]);
  expect(now.listed).toContain(id);
  expect((await listCourses(writer(), { states: ['published'], limit: 100 })).courses.map((one) => one.id)).toContain(
    id,
  );
  await publish(id);
  expect((await waits()).count).toBe(before.count);
});

test('what is published has a lesson with something in it, and books enough for what is searched', async () => {
  const id = await createCourse(writer(), { libraryId: null, title: 'Kosong', audience: 'youth' });
  expect(await code(publish(id))).toBe('courses.checks_failed');
  const lessonId = await addLesson(writer(), id, { title: 'Satu', minutes: 30 });
  expect((await checkCourse(writer(), id)).filter(({ blocking }) => blocking)).toMatchObject([
    { code: 'empty_lesson', lessonId },
  ]);
  const goal = { count: 2, ddc: ['598.9'], yearFrom: 2016 };
  const task = { kind: 'search' as const, prompt: { id: 'Burung' }, goal };
  await addTask(writer(), lessonId, { body: task, after: null });
  const main = await aLibrary(t.ctx());
  await book(main.id, { title: 'Elang', ddc: '598.9', year: 2018 });
  expect(await checkCourse(writer(), id)).toContainEqual(
    expect.objectContaining({ code: 'no_answer', blocking: true }),
  );
  await book(main.id, { title: 'Rajawali', ddc: '598.94', year: 2020 });
  await book(main.id, { title: 'Burung hantu', ddc: '598.97', year: 1999 });
  expect(await checkCourse(writer(), id)).toContainEqual(
    expect.objectContaining({ code: 'few_answers', blocking: false }),
  );
  await publish(id);
});

test('who has one lesson open is told what is to be mended in it alone, and no other is looked at', async () => {
  const { id, lessonId } = await draft('Satu di antara dua', [twoBooks]);
  const empty = await addLesson(writer(), id, { title: 'Kosong', minutes: 30 });
  const all = await checkCourse(writer(), id);
  expect(all.map((check) => check.lessonId)).toEqual(expect.arrayContaining([null, lessonId, empty]));
  for (const one of [lessonId, empty])
    expect(await checkCourse(writer(), id, one)).toEqual(all.filter((check) => check.lessonId === one));
  const asked = counted(t.db);
  const ctx = { ...writer(), db: asked.db };
  await checkCourse(ctx, id);
  const whole = asked.questions();
  asked.restart();
  await checkCourse(ctx, id, empty);
  expect(asked.questions()).toBeLessThan(whole);
  expect(await checkCourse(writer(), id, 999_999)).toEqual([]);
});

test('when the collection has no answer left, who writes is told since when, until there is one again', async () => {
  const main = await aLibrary(t.ctx());
  const one = await book(main.id, { title: 'Satu saja', ddc: '599.7', year: 2020 });
  const goal = { count: 1, ddc: ['599.7'] };
  await open('Harimau', [{ kind: 'search', prompt: { id: 'Harimau' }, goal }]);
  await lookAtStock(t);
  const before = (await countShort(t.db, null)).count;
  const copies = t.db.selectFrom('item').select(['id', 'version']).where('barcode', '=', one.barcode);
  await withdrawItem(t.ctx(), { ...(await copies.executeTakeFirstOrThrow()), reason: 'Rusak' });
  await lookAtStock(t);
  const short = await countShort(t.db, null);
  expect(short.count).toBe(before + 1);
  expect(short.since).not.toBeNull();
  await lookAtStock(t);
  expect((await countShort(t.db, null)).since).toEqual(short.since);
  expect((await countShort(t.db, [main.id])).count).toBe(0);
  await book(main.id, { title: 'Satu lagi', ddc: '599.7', year: 2021 });
  await lookAtStock(t);
  expect((await countShort(t.db, null)).count).toBe(before);
});

test('lessons keep their order, are taken out and come back, and two who write at once are told', async () => {
  const { id, lessonId } = await draft('Urutan', [choice()]);
  const second = await addLesson(writer(), id, { title: 'Kedua', minutes: 20 });
  await moveLesson(writer(), second, 'up');
  expect((await getCourse(writer(), id)).lessons.map((one) => one.id)).toEqual([second, lessonId]);
  await moveLesson(writer(), second, 'up');
  const { version } = await getLesson(writer(), second);
  await removeLesson(writer(), second, version);
  expect(await getCourse(writer(), id)).toMatchObject({ lessons: [{ id: lessonId }], removed: [{ id: second }] });
  expect(await code(removeLesson(writer(), second, version))).toBe('platform.version_conflict');
  await putLessonBack(writer(), second);
  expect((await getCourse(writer(), id)).lessons).toHaveLength(2);
  const head = { title: 'Urutan', audience: 'pupils' as const };
  const seen = await versionOf(id);
  const outcomes = await Promise.allSettled([
    saveCourse(writer(), id, { ...head, title: 'Satu', version: seen }),
    saveCourse(writer(), id, { ...head, title: 'Lain', version: seen }),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a task stands in no other lesson, and what is taken out of a lesson is asked no more', async () => {
  const first = await draft('Asal', [choice('Asal')]);
  const other = await draft('Tujuan', [choice('Tujuan'), choice('Kedua')]);
  const foreign = { kind: 'embed' as const, embed: 'task', ref: String(first.taskIds[0]) };
  const put = addLessonBlocks(writer(), other.lessonId, { after: null, blocks: [{ body: foreign, english: null }] });
  expect(await code(put)).toBe('courses.task_unknown');
  const [block] = (await getLesson(writer(), other.lessonId)).writing.blocks.filter(
    ({ body }) => body.kind === 'embed',
  );
  await removeLessonBlock(writer(), other.lessonId, { id: block?.id ?? 0, version: block?.version ?? 0 });
  await publish(other.id);
  expect((await tasksSeen(guest(), other)).map(({ prompt }) => prompt)).toEqual(['Kedua']);
});

test('an address that somebody saw leads on, one that nobody saw is free; another course gets neither', async () => {
  const { id } = await open('Alamat lama', [choice()]);
  const head = { title: 'Alamat baru', audience: 'pupils' as const };
  await saveCourse(writer(), id, { ...head, slug: 'alamat baru', version: await versionOf(id) });
  expect(await viewCourse(guest(), 'alamat-lama', NOBODY)).toEqual({ moved: 'alamat-baru' });
  const { id: rival } = await draft('Alamat lama', [choice()]);
  expect((await getCourse(writer(), rival)).slug).toBe('alamat-lama-2');
  expect(
    await code(saveCourse(writer(), rival, { ...head, slug: 'alamat-lama', version: await versionOf(rival) })),
  ).toBe('courses.slug_taken');
  // nobody was shown it: it can be removed with all its words
  await removeCourse(writer(), rival, await versionOf(rival));
  expect(await code(getCourse(writer(), rival))).toBe('courses.not_found');
  expect(await code(removeCourse(writer(), id, await versionOf(id)))).toBe('courses.state_forbids');
});

test('an archive taken out and brought in is the same course again, and holds no person', async () => {
  const { id, lessonId } = await draft('Arsip', [choice('Satu?'), twoBooks]);
  await addLessonBlocks(writer(), lessonId, {
    after: null,
    blocks: [
      { body: { kind: 'heading', level: 2, text: 'Baca' }, english: { kind: 'heading', level: 2, text: 'Read' } },
      { body: { kind: 'text', spans: [{ text: 'Siapa ' }, { text: 'menulis', bold: true }] }, english: null },
    ],
  });
  const archive = await exportCourse(writer(), id);
  const { id: copy } = await importCourse(writer(), { libraryId: null, archive: JSON.parse(JSON.stringify(archive)) });
  expect(await exportCourse(writer(), copy)).toEqual(archive);
  expect(await getCourse(writer(), copy)).toMatchObject({ title: 'Arsip', slug: 'arsip-2', state: 'draft' });
  const before = await t.db.selectFrom('course').select('id').execute();
  for (const broken of [
    null,
    [],
    { format: 'lumbung-course/2' },
    { ...archive, lessons: [] },
    { ...archive, title: 'a\0b' },
    { ...archive, audience: 'everybody' },
  ])
    expect(await code(importCourse(writer(), { libraryId: null, archive: broken }))).toBe('courses.archive_unreadable');
  expect(await t.db.selectFrom('course').select('id').execute()).toHaveLength(before.length);
});

test('a goal that asks for nothing is refused, and how many answer is counted as the catalogue stands', async () => {
  const main = await aLibrary(t.ctx());
  await book(main.id, { title: 'Lebah', ddc: '595.79', year: 2015 });
  await book(main.id, { title: 'Kupu', ddc: '595.78', year: 2020 });
  const goal = {
    ...{ count: 1, ddc: ['595.7'], words: '', yearFrom: null, yearTo: null, language: null, material: null },
    ...{ audience: null, standing: 'shelf' as const, places: [], filters: [] },
  };
  expect(await countAnswers(writer(), goal)).toBe(2);
  expect(await countAnswers(writer(), { ...goal, yearFrom: 2016 })).toBe(1);
  expect(await countAnswers(writer(), { ...goal, places: ['TIDAKADA'] })).toBe(0);
  expect(await code(countAnswers(writer(), { ...goal, ddc: [] }))).toBe('platform.invalid_input');
  expect(await code(countAnswers(writer(), { ...goal, yearFrom: 2020, yearTo: 2010 }))).toBe('platform.invalid_input');
  expect(await code(countAnswers(writer(), { ...goal, ddc: ['%'] }))).toBe('platform.invalid_input');
});
