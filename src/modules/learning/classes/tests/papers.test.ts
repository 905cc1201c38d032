import { beforeAll, expect, test } from 'vitest';
import { answerTask } from '#modules/learning/courses';
import { aLibrary } from '#modules/people/members/testing';
import { makeMember } from '#modules/lending/circulation/testing';
import { classHouse } from '../../../../../tests/support/class-house.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addFromList,
  addPupils,
  cardsPdf,
  chooseBox,
  classCertificatesPdf,
  createClass,
  endClass,
  enterPaperResults,
  noteAllConsents,
  pupilLibrary,
  pupilOfKey,
  renewPins,
  verifyClassCertificate,
  viewClass,
  viewPaperGrid,
} from '../index.ts';

const t = useTestDb();
const { guest, teacher, aClass, enter, open } = classHouse(t);
const root = process.cwd();
const ORIGIN = 'https://lumbung.example';
const draw = () => ({ svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"/>', word: 'kucing' });
let libraryId = 0;
let made = 0;
let mega: Awaited<ReturnType<typeof teacher>>;
const versionOf = async (id: number) => (await viewClass(mega.ctx(), id)).version;

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  mega = await teacher(libraryId);
});

/** A class of two whose lesson asks for one of two options, an order and own words. */
async function paperClass() {
  made += 1;
  const course = await open(`Di kertas ${made}`, [
    choice(),
    {
      kind: 'question',
      prompt: { id: 'Urutkan' },
      asked: { form: 'order', items: [{ id: 'Cari' }, { id: 'Periksa' }] },
    },
    { kind: 'reflect', prompt: { id: 'Tulis pendapatmu' }, least: 20 },
  ]);
  const head = { name: '5B', schoolYear: '2026/2027', startsOn: '2026-10-20' };
  const id = await createClass(mega.ctx(), { ...head, libraryId, courseId: course.id });
  const pins = await addPupils(mega.ctx(), id, { names: 'Ani Lestari\nBudi Santoso' });
  await noteAllConsents(mega.ctx(), id, await versionOf(id));
  return { id, course, pins, lessonId: course.lessonId };
}

test('results of paper are judged as on a screen, count once, and are saved whole or not at all', async () => {
  const { id, course, pins, lessonId } = await paperClass();
  const [one = 0, order = 0, own = 0] = course.taskIds;
  const [ani = 0, budi = 0] = pins.map((pin) => pin.id);
  const cell = (pupilId: number, taskId: number, said: string) => ({ pupilId, taskId, said });
  const grid = await viewPaperGrid(mega.ctx(), id, null);
  expect(grid.tasks.map(({ number, form }) => [number, form])).toEqual([
    [1, 'one'],
    [2, 'order'],
    [3, 'reflect'],
  ]);
  // the order in which the sheet shows them decides which figures are right
  const right = grid.tasks[1]?.options[0] === 'Cari' ? '1 2' : '2 1';
  const cells = [
    cell(ani, one, 'B'),
    cell(ani, order, right),
    cell(ani, own, 'v'),
    cell(budi, one, 'a'),
    cell(budi, own, ''),
  ];
  await expect(
    enterPaperResults(mega.ctx(), id, { lessonId, cells: [...cells, cell(budi, order, '1')] }),
  ).rejects.toMatchObject({ fields: { [`c-${budi}-${order}`]: 'classes_paper' } });
  expect((await viewClass(mega.ctx(), id)).members.map(({ lessons }) => lessons)).toEqual([['new'], ['new']]);
  expect(await enterPaperResults(mega.ctx(), id, { lessonId, cells })).toBe(4);
  expect(await enterPaperResults(mega.ctx(), id, { lessonId, cells })).toBe(0);
  const tries = await t.db.selectFrom('taskAnswer').select('tries').where('taskId', 'in', course.taskIds).execute();
  expect(tries.map((row) => row.tries)).toEqual([1, 1, 1, 1]);
  const seen = await viewClass(mega.ctx(), id);
  expect(seen.members.map(({ lessons, finishedAt }) => [lessons, finishedAt !== null])).toEqual([
    [['done'], true],
    [['begun'], false],
  ]);
  expect(seen.hard).toMatchObject([{ id: one, people: 2, unsolved: 1 }]);
  expect((await viewPaperGrid(mega.ctx(), id, lessonId)).pupils.map(({ solved }) => solved.length)).toEqual([3, 0]);
  const trace = await t.db
    .selectFrom('auditEvent')
    .select(['after'])
    .where('action', '=', 'learning_class.paper_entered')
    .execute();
  expect(trace).toHaveLength(2);
  expect(JSON.stringify(trace)).not.toContain('Ani');
});

test('what was answered on a screen stays beside what comes from paper, and nothing is entered for others', async () => {
  const { id, course, pins, lessonId } = await paperClass();
  const [one = 0, , own = 0] = course.taskIds;
  const [ani] = pins;
  const code2 = (await viewClass(mega.ctx(), id)).code;
  const { key } = await enter(code2, ani?.picture ?? 0, ani?.pin ?? '');
  const at = { course: course.slug, lesson: course.lesson };
  const text = 'Saya memeriksa siapa yang menulisnya';
  await answerTask(guest(), { ...at, taskId: own, answer: { kind: 'reflect', text } }, { key });
  const cells = [
    { pupilId: ani?.id ?? 0, taskId: own, said: 'v' },
    { pupilId: ani?.id ?? 0, taskId: one, said: 'b' },
  ];
  expect(await enterPaperResults(mega.ctx(), id, { lessonId, cells })).toBe(1);
  const kept = await t.db.selectFrom('taskAnswer').select('answer').where('taskId', '=', own).execute();
  expect(JSON.stringify(kept)).toContain(text);
  const other = await aClass(mega, { libraryId, pupils: 1, consent: false });
  const of = (pupilId: number, taskId: number) => ({ lessonId, cells: [{ pupilId, taskId, said: 'b' }] });
  expect(await code(enterPaperResults(mega.ctx(), id, of(other.pins[0]?.id ?? 0, one)))).toBe('classes.pupil_unknown');
  const there = { ...of(other.pins[0]?.id ?? 0, other.course.taskIds[0] ?? 0), lessonId: other.course.lessonId };
  expect(await code(enterPaperResults(mega.ctx(), other.id, there))).toBe('classes.paper_no_consent');
  const arif = await teacher(libraryId, 'Arif Setiawan');
  expect(await code(enterPaperResults(arif.ctx(), id, { lessonId, cells }))).toBe('classes.not_yours');
});

test('new PINs for all end the old ones, and the cards that are printed bear those that open', async () => {
  const { id, code: door, pins } = await aClass(mega, { libraryId, pupils: 9 });
  const [old] = pins;
  const { key } = await enter(door, old?.picture ?? 0, old?.pin ?? '');
  expect(await pupilOfKey(guest(), key)).toMatchObject({ name: 'Murid Nomor 01' });
  const told = await renewPins(mega.ctx(), id);
  expect(told).toHaveLength(9);
  expect(await pupilOfKey(guest(), key)).toBeNull();
  const pdf = async (asked: readonly { id: number; pin: string }[]) =>
    cardsPdf(
      mega.ctx(),
      { root },
      { id, origin: ORIGIN, draw, pins: asked.map((one) => ({ id: one.id, pin: one.pin })) },
    );
  const { body } = await pdf(told);
  expect(Buffer.from(body.slice(0, 5)).toString()).toBe('%PDF-');
  expect(Buffer.from(body).toString('latin1')).toMatch(/\/Count 2\b/);
  const [first] = told;
  expect((await enter(door, first?.picture ?? 0, first?.pin ?? '')).course).not.toBe('');
  const stale = [{ id: first?.id ?? 0, pin: first?.pin === '8520' ? '8521' : '8520' }];
  expect(await code(pdf(stale))).toBe('classes.pin_old');
  expect(await code(pdf([{ id: 999_999, pin: '1234' }]))).toBe('classes.pupil_unknown');
  const arif = await teacher(libraryId, 'Arif Setiawan');
  expect(await code(renewPins(arif.ctx(), id))).toBe('classes.not_yours');
});

test('whoever finished has a certificate when the class ends; who checks it learns of no name', async () => {
  const { id, course, pins, lessonId } = await paperClass();
  const [one = 0, order = 0, own = 0] = course.taskIds;
  const cells = [one, order, own].map((taskId) => ({
    ...{ pupilId: pins[0]?.id ?? 0, taskId },
    said: taskId === own ? 'v' : taskId === one ? 'b' : '1 2',
  }));
  await enterPaperResults(mega.ctx(), id, { lessonId, cells });
  const asked = { id, origin: ORIGIN };
  expect(await code(classCertificatesPdf(mega.ctx(), { root }, asked))).toBe('classes.certificates_none');
  await endClass(mega.ctx(), id, await versionOf(id));
  const { body } = await classCertificatesPdf(mega.ctx(), { root }, asked);
  expect(Buffer.from(body.slice(0, 5)).toString()).toBe('%PDF-');
  const issued = await t.db.selectFrom('classCertificate').selectAll().where('classId', '=', id).execute();
  expect(issued.map(({ pupilId }) => pupilId)).toEqual([pins[0]?.id]);
  const typed = (issued[0]?.code ?? '').toLowerCase();
  const told = await verifyClassCertificate(guest(), { code: typed, ip: '203.0.113.9' });
  expect(told).toMatchObject({ schoolYear: '2026/2027' });
  expect(JSON.stringify(told)).not.toContain('Ani');
  // it holds when the pupil is known no more
  await t.db.deleteFrom('classPupil').where('classId', '=', id).execute();
  expect(await verifyClassCertificate(guest(), { code: typed, ip: '203.0.113.9' })).toEqual(told);
  for (const wrong of ['K2222222222', 'x', "K' or 1=1"])
    expect(await code(verifyClassCertificate(guest(), { code: wrong, ip: '203.0.113.9' }))).toBe(
      'classes.certificate_unknown',
    );
});

test('a pupil who came in is told what comes next, and a box that the school does not have is none of the class', async () => {
  const { id, code: door, pins } = await aClass(mega, { libraryId, pupils: 1 });
  const { key } = await enter(door, pins[0]?.picture ?? 0, pins[0]?.pin ?? '');
  const seen = await pupilOfKey(guest(), key);
  expect(seen).toMatchObject({ messages: [], next: { title: 'Pelajaran satu' }, can: [] });
  expect(await code(chooseBox(mega.ctx(), id, { bulkLoanId: 1 }))).toBe('classes.box_unknown');
});

/** Members may have longer names than fit in a list of pupils. */
const LONG = `Raden ${'Maharani'.repeat(12)}`;

test('names come from a class list of the school, once for each pupil, and only for whoever may see that list', async () => {
  const { id } = await aClass(mega, { libraryId, pupils: 0 });
  const home = (await t.db.selectFrom('library').select('code').where('id', '=', libraryId).executeTakeFirstOrThrow())
    .code;
  for (const [nth, fullName] of ['Citra Maharani', 'Dimas  Arya', 'Dimas Arya', LONG].entries()) {
    const number = await makeMember(t.ctx(), { fullName, number: `KLS-${nth}`, homeLibrary: home });
    await t.db.updateTable('member').set({ className: '5B' }).where('number', '=', number).execute();
  }
  expect(await code(addFromList(mega.ctx(), id, { className: '5B' }))).toBe('platform.forbidden');
  const school = () => t.ctx({ id: mega.id, grants: [{ libraryId, permissions: ['courses.teach', 'members.edit'] }] });
  await addPupils(mega.ctx(), id, { names: 'Citra Maharani' });
  const told = await addFromList(school(), id, { className: '5B' });
  expect(told.map(({ name }) => name)).toEqual(['Dimas Arya', 'Dimas Arya', LONG.slice(0, 80)]);
  expect(await addFromList(school(), id, { className: '5B' })).toEqual([]);
  expect(await code(addFromList(school(), id, { className: '9Z' }))).toBe('platform.invalid_input');
});

test('a bank is entered as it stands on the sheet, and where no answer is taken any more the cell is named', async () => {
  made += 1;
  const numbers = [1, 2, 3].map((right) => ({
    prompt: { id: `Berapa ${right}?` },
    asked: { form: 'number' as const, right },
  }));
  const course = await open(`Bank di kertas ${made}`, [
    { kind: 'bank', prompt: { id: 'Hitunglah' }, questions: numbers, draw: 2, tries: 2 },
    { ...choice(), tries: 1 },
  ]);
  const head = { name: '5C', schoolYear: '2026/2027', startsOn: '2026-10-20' };
  const id = await createClass(mega.ctx(), { ...head, libraryId, courseId: course.id });
  const [ani, budi] = await addPupils(mega.ctx(), id, { names: 'Ani Lestari\nBudi Santoso' });
  await noteAllConsents(mega.ctx(), id, await versionOf(id));
  const [bank = 0, one = 0] = course.taskIds;
  const { lessonId } = course;
  const grid = await viewPaperGrid(mega.ctx(), id, lessonId);
  expect(grid.tasks.map(({ form }) => form)).toEqual(['bank', 'one']);
  const asked = grid.tasks[0]?.questions.map(({ prompt }) => prompt) ?? [];
  expect(asked).toHaveLength(2);
  const rightly = asked.map((prompt) => /\d/.exec(prompt)?.[0]).join('; ');
  const cell = (pupilId: number | undefined, taskId: number, said: string) => ({ pupilId: pupilId ?? 0, taskId, said });
  const key = (await enter((await viewClass(mega.ctx(), id)).code, budi?.picture ?? 0, budi?.pin ?? '')).key;
  const at = { course: course.slug, lesson: course.lesson, taskId: one };
  await answerTask(guest(), { ...at, answer: { kind: 'one', choice: 0 } }, { key });
  const cells = [cell(ani?.id, bank, rightly), cell(ani?.id, one, 'B'), cell(budi?.id, bank, '-; -')];
  await expect(
    enterPaperResults(mega.ctx(), id, { lessonId, cells: [...cells, cell(budi?.id, one, 'B')] }),
  ).rejects.toMatchObject({ fields: { [`c-${budi?.id ?? 0}-${one}`]: 'classes_paper_over' } });
  expect((await viewPaperGrid(mega.ctx(), id, lessonId)).pupils.map(({ solved }) => solved)).toEqual([[], []]);
  // what is kept already is no answer more, also where none is taken any more
  expect(await enterPaperResults(mega.ctx(), id, { lessonId, cells: [...cells, cell(budi?.id, one, 'A')] })).toBe(3);
  expect(await enterPaperResults(mega.ctx(), id, { lessonId, cells })).toBe(0);
  expect((await viewPaperGrid(mega.ctx(), id, lessonId)).pupils.map(({ solved }) => solved)).toEqual([[bank, one], []]);
  expect(await pupilLibrary(guest(), key)).toBe(libraryId);
  await endClass(mega.ctx(), id, await versionOf(id));
  expect(await pupilLibrary(guest(), key)).toBeNull();
});
