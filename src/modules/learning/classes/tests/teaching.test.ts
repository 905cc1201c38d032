import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { beforeAll, expect, test, vi } from 'vitest';
import { answerTask, finishLesson, saveCourse } from '#modules/learning/courses';
import { learnerKeyRetention } from '#modules/learning/courses/testing';
import { aLibrary } from '#modules/people/members/testing';
import { classHouse } from '../../../../../tests/support/class-house.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { counted } from '../../../../../tests/support/counted.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addPupils,
  addTeacher,
  appointTeacher,
  createClass,
  endClass,
  handOverClass,
  listCandidates,
  listClasses,
  noteAllConsents,
  noteConsent,
  removeTeacher,
  reopenClass,
  resetPupilPin,
  saveClass,
  takeOutPupil,
  viewClass,
  viewDoor,
} from '../index.ts';
import { classFigures, classFiguresPage } from '../teaching/class-figures.ts';
import { classPupilRetention } from '../personal-data.ts';

const t = useTestDb();
const { guest, teacher, aClass, enter, memberOf, draft, writer, versionOf: versionOfCourse } = classHouse(t);
const DAY = 86_400_000;
let libraryId = 0;
let mega: Awaited<ReturnType<typeof teacher>>;
const versionOf = async (id: number) => (await viewClass(mega.ctx(), id)).version;
const HEAD = { name: '7A', startsOn: '2026-10-20' };

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  mega = await teacher(libraryId);
});

test('a roster is read line by line; everybody has another picture, and PINs are kept as hashes alone', async () => {
  const { id } = await aClass(mega, { libraryId, pupils: 0 });
  const told = await addPupils(mega.ctx(), id, {
    names: ' 1. Adinda  Larasati\r\n\n2) Bagas Prakoso\nAdinda Larasati\n',
  });
  expect(told.map(({ name }) => name)).toEqual(['Adinda Larasati', 'Bagas Prakoso', 'Adinda Larasati']);
  expect(new Set(told.map(({ picture }) => picture)).size).toBe(3);
  expect(told.every(({ pin }) => /^\d{4}$/.test(pin))).toBe(true);
  const kept = JSON.stringify(
    await t.db.selectFrom('classPupil').select('pinHash').where('classId', '=', id).execute(),
  );
  for (const { pin } of told) expect(kept).not.toContain(`"${pin}"`);
  expect(JSON.stringify(await viewClass(mega.ctx(), id))).not.toMatch(/pinHash|learnerKey/);
  const tooMany = Array.from({ length: 41 }, () => 'Ani').join('\n');
  expect(await code(addPupils(mega.ctx(), id, { names: tooMany }))).toBe('classes.full');
  for (const names of ['', ' \n 1. \n', 'x'.repeat(81), 'a\0b'])
    expect(await code(addPupils(mega.ctx(), id, { names }))).toBe('platform.invalid_input');
});

test('two teachers who add pupils at once give nobody the same picture, and a forty-first pupil is told why not', async () => {
  const { id } = await aClass(mega, { libraryId, pupils: 0 });
  const arif = await teacher(libraryId, 'Arif Setiawan');
  await addTeacher(mega.ctx(), id, { accountId: arif.id });
  const twenty = Array.from({ length: 20 }, (_, n) => `Anak ${n}`).join('\n');
  await Promise.all([addPupils(mega.ctx(), id, { names: twenty }), addPupils(arif.ctx(), id, { names: twenty })]);
  const { members } = await viewClass(arif.ctx(), id);
  expect(new Set(members.map(({ picture }) => picture)).size).toBe(40);
  expect(await code(addPupils(mega.ctx(), id, { names: 'Satu Lagi' }))).toBe('classes.full');
  // one of them says it over what the other has changed meanwhile
  const read = { ...HEAD, version: await versionOf(id) };
  const both = await Promise.allSettled([saveClass(mega.ctx(), id, read), saveClass(arif.ctx(), id, read)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('of a class its teachers alone see names, also when others may teach or answer for courses there', async () => {
  const { id, pins } = await aClass(mega, { libraryId, pupils: 2 });
  const other = await teacher(libraryId, 'Ratna Wijayanti');
  const head = () => t.ctx({ id: other.id, grants: [{ libraryId, permissions: ['courses.*'] }] });
  const pupil = pins[0]?.id ?? 0;
  for (const ctx of [other.ctx, head]) {
    const refused = [
      async () => viewClass(ctx(), id),
      async () => saveClass(ctx(), id, { ...HEAD, version: 0 }),
      async () => addPupils(ctx(), id, { names: 'Ani' }),
      async () => noteAllConsents(ctx(), id, 0),
      async () => noteConsent(ctx(), pupil, 0),
      async () => resetPupilPin(ctx(), pupil),
      async () => takeOutPupil(ctx(), pupil, 0),
      async () => endClass(ctx(), id, 0),
      async () => reopenClass(ctx(), id, 0),
      async () => addTeacher(ctx(), id, { accountId: other.id }),
      async () => removeTeacher(ctx(), id, mega.id),
      async () => handOverClass(ctx(), id, { accountId: mega.id }),
      async () => listCandidates(ctx(), id),
    ];
    for (const act of refused) expect(await code(act())).toBe('classes.not_yours');
    expect(await listClasses(ctx())).toEqual([]);
  }
  // whoever lost the permission teaches no more, and without any nobody comes near
  expect(await code(viewClass(t.ctx({ id: mega.id, grants: [] }), id))).toBe('platform.forbidden');
  expect(await code(viewClass(guest(), id))).toBe('platform.sign_in_needed');
  expect(await code(createClass(t.ctx({ grants: [] }), { ...HEAD, libraryId, courseId: 1 }))).toBe(
    'platform.forbidden',
  );
});

test('the teacher sees how far each is, by name and not by rank, who stopped, and what the class finds hard', async () => {
  const { id, code: door, pins, course } = await aClass(mega, { libraryId, pupils: 3 });
  const [one, two] = pins;
  if (!one || !two) throw new Error('no pupils');
  const at = { course: course.slug, lesson: course.lesson };
  const taskId = course.taskIds[0] ?? 0;
  const wrong = await enter(door, one.picture, one.pin);
  for (let n = 0; n < 3; n += 1)
    await answerTask(guest(), { ...at, taskId, answer: { kind: 'one', choice: 0 } }, { key: wrong.key });
  const right = await enter(door, two.picture, two.pin);
  await answerTask(guest(), { ...at, taskId, answer: { kind: 'one', choice: 1 } }, { key: right.key });
  await finishLesson(guest(), at, { key: right.key });
  const seen = await viewClass(mega.ctx(), id);
  expect(seen.members.map(({ name, lessons }) => [name, lessons])).toEqual([
    ['Murid Nomor 01', ['hard']],
    ['Murid Nomor 02', ['done']],
    ['Murid Nomor 03', ['new']],
  ]);
  expect(seen.hard).toMatchObject([{ id: taskId, people: 2, unsolved: 1 }]);
  const before = t.clock.now();
  t.clock.set(new Date(before.getTime() + 11 * DAY).toISOString());
  const later = await viewClass(mega.ctx(), id);
  // who finished has not stopped, and who never came did not begin
  expect(later.members.map(({ stoppedDays }) => stoppedDays)).toEqual([11, null, null]);
  t.clock.set(before.toISOString());
});

test('figures without names are told to a school from five pupils on', async () => {
  const { id: own } = await aLibrary(t.ctx(), 'ANGKA');
  const { id: small } = await aLibrary(t.ctx(), 'ANGKA-KECIL');
  const [there, alone] = [await teacher(own), await teacher(small)];
  const four = await aClass(alone, { libraryId: small, pupils: 4 });
  const six = await aClass(there, { libraryId: own, pupils: 6 });
  const ten = await aClass(there, { libraryId: own, pupils: 10 });
  await enter(ten.code, ten.pins[0]?.picture ?? 0, ten.pins[0]?.pin ?? '');
  const seen = async (libraryId: number) =>
    classFigures(t.ctx({ grants: [{ libraryId, permissions: ['courses.manage'] }] }));
  const figures = await seen(own);
  expect(await seen(small)).toMatchObject([{ id: four.id, pupils: null, came: null, finished: null }]);
  expect(figures.find(({ id }) => id === six.id)).toMatchObject({ pupils: 6, came: 0, finished: 0 });
  expect(figures.find(({ id }) => id === ten.id)).toMatchObject({ pupils: 10, came: null, finished: 0 });
  // one who came alone is not told of, ten of ten are
  for (const { picture, pin } of ten.pins.slice(1)) await enter(ten.code, picture, pin);
  expect((await seen(own)).find(({ id }) => id === ten.id)).toMatchObject({ pupils: 10, came: 10, finished: 0 });
  expect(JSON.stringify(figures)).not.toContain('Murid');
  expect(await code(classFigures(mega.ctx()))).toBe('platform.forbidden');
});

test('a class is handed over at the end of the year, is never without a teacher, and goes to nobody who may not teach', async () => {
  const { id } = await aClass(mega, { libraryId, pupils: 1 });
  const arif = await teacher(libraryId, 'Arif Setiawan');
  const far = await teacher((await aLibrary(t.ctx(), 'GEDOG')).id, 'Jauh Sekali');
  expect(await code(removeTeacher(mega.ctx(), id, mega.id))).toBe('classes.last_teacher');
  expect(await code(addTeacher(mega.ctx(), id, { accountId: far.id }))).toBe('classes.teacher_unknown');
  expect(await code(handOverClass(mega.ctx(), id, { accountId: mega.id }))).toBe('classes.teacher_unknown');
  const offered = (await listCandidates(mega.ctx(), id)).map((one) => one.id);
  expect(offered).toContain(arif.id);
  expect(offered).not.toContain(mega.id);
  expect(offered).not.toContain(far.id);
  await handOverClass(mega.ctx(), id, { accountId: arif.id });
  expect(await code(viewClass(mega.ctx(), id))).toBe('classes.not_yours');
  expect((await viewClass(arif.ctx(), id)).teachers).toEqual([{ id: arif.id, name: 'Arif Setiawan' }]);
});

test('two classes that draw the same code get different ones', async () => {
  const { course } = await aClass(mega, { libraryId, pupils: 0 });
  const drawn = vi.spyOn(crypto, 'randomInt').mockImplementation(() => 100);
  syncBuiltinESMExports();
  try {
    const make = async () => createClass(mega.ctx(), { ...HEAD, libraryId, courseId: course.id });
    const ids = await Promise.all([make(), make(), make()]);
    const codes = await Promise.all(ids.map(async (id) => (await viewClass(mega.ctx(), id)).code));
    expect(codes.toSorted()).toEqual(['TURI-110', 'TURI-111', 'TURI-112']);
  } finally {
    drawn.mockRestore();
    syncBuiltinESMExports();
  }
});

test('a class learns what everybody can begin, nothing else', async () => {
  const { id: courseId } = await draft('Belum terbit', []);
  expect(await code(createClass(mega.ctx(), { ...HEAD, libraryId, courseId }))).toBe('classes.course_closed');
  expect(await code(createClass(mega.ctx(), { ...HEAD, libraryId, courseId: 999_999 }))).toBe('classes.course_closed');
  const there = (await aLibrary(t.ctx(), 'GEDOG')).id;
  expect(await code(createClass(mega.ctx(), { ...HEAD, libraryId: there, courseId }))).toBe('platform.forbidden');
});

test('no course takes the address at which pupils come in', async () => {
  const { id, slug } = await draft('Masuk', []);
  expect(slug).toBe('masuk-2');
  const named = { title: 'Masuk', audience: 'pupils' as const, slug: 'masuk' };
  expect(await code(saveCourse(writer(), id, { ...named, version: await versionOfCourse(id) }))).toBe(
    'courses.slug_taken',
  );
});

test('whoever is taken out goes with all answers, and the others stay', async () => {
  const { id, code: door, pins, course } = await aClass(mega, { libraryId, pupils: 2 });
  const at = { course: course.slug, lesson: course.lesson, taskId: course.taskIds[0] ?? 0 };
  for (const { picture, pin } of pins) {
    const { key } = await enter(door, picture, pin);
    await answerTask(guest(), { ...at, answer: { kind: 'one', choice: 1 } }, { key });
  }
  const answers = async () =>
    t.db.selectFrom('taskAnswer').select('learnerId').where('taskId', '=', at.taskId).execute();
  expect(await answers()).toHaveLength(2);
  const [gone] = pins;
  const version = memberOf(await viewClass(mega.ctx(), id), gone?.id ?? 0)?.version ?? -1;
  expect(await code(takeOutPupil(mega.ctx(), gone?.id ?? 0, version + 1))).toBe('platform.version_conflict');
  await takeOutPupil(mega.ctx(), gone?.id ?? 0, version);
  expect(await answers()).toHaveLength(1);
  expect((await viewDoor(guest(), { code: door, ip: null })).pictures).toEqual([pins[1]?.picture]);
  // the trace tells of nobody by name
  const trace = await t.db.selectFrom('auditEvent').selectAll().where('entity', '=', 'learning_class').execute();
  expect(trace.length).toBeGreaterThan(0);
  expect(JSON.stringify(trace)).not.toContain('Murid Nomor');
});

test('pupils are not swept with keys that did not come again; they go with their class, its days after it ended', async () => {
  const { id, code: door, pins, course } = await aClass(mega, { libraryId, pupils: 1 });
  await enter(door, pins[0]?.picture ?? 0, pins[0]?.pin ?? '');
  const learners = async () =>
    (await t.db.selectFrom('courseLearner').select('id').where('courseId', '=', course.id).execute()).length;
  const now = t.clock.now().getTime();
  const later = new Date(now + DAY);
  await learnerKeyRetention.clear(t.ctx(), later, t.storage);
  expect(await learners()).toBe(1);
  await classPupilRetention.clear(t.ctx(), later, t.storage);
  expect(await learners()).toBe(1);
  await endClass(mega.ctx(), id, await versionOf(id));
  expect(await code(endClass(mega.ctx(), id, await versionOf(id)))).toBe('classes.ended');
  await reopenClass(mega.ctx(), id, await versionOf(id));
  await classPupilRetention.clear(t.ctx(), later, t.storage);
  expect(await learners()).toBe(1);
  await endClass(mega.ctx(), id, await versionOf(id));
  expect(await classPupilRetention.due(t.ctx(), later)).toEqual({ count: 1, sample: [] });
  expect(await classPupilRetention.clear(t.ctx(), later, t.storage)).toEqual({ gone: 1, waiting: 0 });
  expect(await learners()).toBe(0);
  expect((await viewClass(mega.ctx(), id)).members).toEqual([]);
  // one that nobody ended is over a year after it was made, however long ago it is said to have begun
  const forgotten = await aClass(mega, { libraryId, pupils: 1 });
  const overAt = t.clock.now().getTime() + 365 * DAY;
  await classPupilRetention.clear(t.ctx(), new Date(overAt - 2 * DAY), t.storage);
  expect((await viewClass(mega.ctx(), forgotten.id)).members).toHaveLength(1);
  await classPupilRetention.clear(t.ctx(), new Date(overAt + 2 * DAY), t.storage);
  expect((await viewClass(mega.ctx(), forgotten.id)).members).toEqual([]);
});

test('a class whose teacher may teach no longer is given another by whoever answers for courses there, and by nobody else', async () => {
  const gone = await teacher(libraryId, 'Pindah Tugas');
  const { id } = await aClass(gone, { libraryId, pupils: 1 });
  const heir = await teacher(libraryId, 'Ganti Guru');
  const head = () => t.ctx({ grants: [{ libraryId, permissions: ['courses.manage'] }] });
  const figures = async () => (await classFigures(head())).find((one) => one.id === id);
  expect((await figures())?.candidates).toBeNull();
  expect(await code(appointTeacher(head(), id, { accountId: heir.id }))).toBe('classes.not_yours');
  await t.db.updateTable('account').set({ status: 'disabled' }).where('id', '=', gone.id).execute();
  expect((await figures())?.candidates).toContainEqual({ id: heir.id, name: 'Ganti Guru' });
  expect(await code(appointTeacher(heir.ctx(), id, { accountId: heir.id }))).toBe('platform.forbidden');
  expect(await code(appointTeacher(head(), id, { accountId: gone.id }))).toBe('classes.teacher_unknown');
  await appointTeacher(head(), id, { accountId: heir.id });
  expect((await viewClass(heir.ctx(), id)).members).toHaveLength(1);
  expect((await figures())?.candidates).toBeNull();
  // nor does the last who may teach leave while another who may not stands beside them
  expect(await code(removeTeacher(heir.ctx(), id, heir.id))).toBe('classes.last_teacher');
});

test('the figures of many libraries ask no more than those of one: who could teach is asked at once', async () => {
  const { db, questions, restart } = counted(t.db);
  const head = { ...t.ctx({ grants: [{ libraryId: null, permissions: ['courses.manage'] }] }), db };
  const asked = async (): Promise<number> => {
    restart();
    await classFiguresPage(head, 1);
    return questions();
  };
  await asked();
  const before = await asked();
  for (let n = 0; n < 6; n += 1) {
    const { id: at } = await aLibrary(t.ctx(), `SD-${String(n)}`);
    const own = await teacher(at, `Guru Sekolah ${String(n)}`);
    const { id } = await aClass(own, { libraryId: at, pupils: 1 });
    expect((await classFigures(head, at)).find((one) => one.id === id)?.candidates).toBeNull();
    await t.db.updateTable('account').set({ status: 'disabled' }).where('id', '=', own.id).execute();
    const heir = await teacher(at, `Pengganti ${String(n)}`);
    const { candidates } = (await classFigures(head, at)).find((one) => one.id === id) ?? {};
    // of that school, and nobody of another
    expect(candidates?.filter(({ name }) => name.startsWith('Pengganti'))).toEqual([
      { id: heir.id, name: `Pengganti ${String(n)}` },
    ]);
  }
  expect(await asked()).toBe(before);
});
