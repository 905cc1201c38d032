import { beforeAll, expect, test } from 'vitest';
import { join } from 'node:path';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { createLibrary, type Library } from '#modules/ground/libraries';
import {
  consentSheetPdf,
  createMember,
  getMember,
  listClasses,
  listConsents,
  listPupils,
  moveClass,
  planClassMove,
  planPupils,
  recordSignedSheets,
  registerPupils,
  replaceCard,
  searchMembers,
  type PupilRow,
} from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { insertWork } from '#platform/background/heavy-queue';
import { classListTemplate, openClassList } from '../index.ts';
import { readClassList } from '../read-class-list.ts';

const t = useTestDb();
const config = { root: join(import.meta.dirname, '../../../../..') };
let school: Library;
/** School staff of that school, and nobody else's. */
let teacher: Ctx;
const LIST = `\uFEFFDAFTAR SISWA;;;;
Nama;Tgl. Lahir;L/P;NISN;Kelas;Nama Wali;HP
Dimas Aji;14/03/2016;L;0161234567;4A;Dewi Lestari;081234567890
Ayu  Wulandari;2016-07-01;P;;4A;Hadi;
;;;;;;
Bagas;31/02/2016;L;;4A;Ibu Bagas;
Citra;01/01/2020;P;;TK;Ibu Citra;
Dimas Aji;14/03/2016;L;0161234567;4A;Dewi Lestari;
Tanpa Wali;05/05/2016;L;;4A;;
`;
const read = async (text: string): Promise<PupilRow[]> =>
  t.storage
    .put('heavy', new TextEncoder().encode(text))
    .then(async ({ key }) => readClassList({ name: 'kelas.csv', path: t.storage.path(key) }));
const states = (rows: readonly { line: number; state: string }[]) => rows.map(({ line, state }) => [line, state]);

beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'PUSAT', name: 'Perpustakaan Kota', type: 'pusat' });
  school = await createLibrary(t.ctx(), { code: 'SDN-1', name: 'SDN Bendogerit 1', type: 'sekolah' });
  const grant = { libraryId: school.id, permissions: ['members.read', 'members.edit'], ownMembersOnly: true };
  teacher = { ...t.ctx({ grants: [grant] }), libraryId: school.id };
});

test('the address of other work is no class list, and is refused as one that is not there', async () => {
  const { key: fileKey } = await t.storage.put('heavy', new TextEncoder().encode('PK'));
  const asker = { kind: 'account' as const, id: teacher.actor.kind === 'account' ? teacher.actor.id : 0, scopes: null };
  const by = { asker, locale: 'id' as const, libraryId: null, inputKey: null, lane: 'rest' as const };
  const id = (await insertWork(t.db, { kind: 'catalog.export', input: {}, ...by })) ?? '';
  const ended = { state: 'done', endedAt: new Date(), fileKey, fileName: 'katalog.xlsx', mediaType: 'x', sizeBytes: 2 };
  await t.db.updateTable('heavyWork').set(ended).where('id', '=', id).execute();
  for (const one of [id, 'bukan-nomor', '\0'])
    expect((await refusal(openClassList(teacher, t.storage, one))).code).toBe('heavy_work.not_found');
});

test('the preview says of each row what it would become, and keeps nothing', async () => {
  const planned = await planPupils(teacher, { library: 'SDN-1', rows: await read(LIST) });
  expect(states(planned)).toEqual([
    [3, 'new'],
    [4, 'new'],
    [6, 'problem'],
    [7, 'new'],
    [8, 'problem'],
    [9, 'problem'],
  ]);
  expect(planned.map(({ reasons }) => reasons).filter((reasons) => Object.keys(reasons).length > 0)).toEqual([
    { birthDate: 'date_unreadable' },
    { fullName: 'repeated_in_file' },
    { guardianName: 'required' },
  ]);
  expect(planned.map(({ category }) => category)).toEqual(['pelajar', 'pelajar', null, 'pelajar', null, null]);
  expect((await searchMembers(teacher)).data).toEqual([]);
});

test('the pupils become members of the school; doing it again, also at once, doubles nobody', async () => {
  const list = { library: 'SDN-1', rows: await read(LIST) };
  const runs = await Promise.all([registerPupils(teacher, list), registerPupils(teacher, list)]);
  const made = runs.flat().filter(({ state }) => state === 'new');
  expect(made).toHaveLength(3);
  expect((await searchMembers(teacher)).data).toHaveLength(3);
  expect(await getMember(teacher, '0161234567')).toMatchObject({
    fullName: 'Dimas Aji',
    birthDate: '2016-03-14',
    sex: 'L',
    className: '4A',
    homeLibrary: 'SDN-1',
    institution: 'SDN Bendogerit 1',
    guardianName: 'Dewi Lestari',
    guardianConsent: 'missing',
  });
  const again = await registerPupils(teacher, list);
  expect(again.map(({ state }) => state)).toEqual(['known', 'known', 'problem', 'known', 'problem', 'problem']);
});

test('who is in another class moves; who may be a member of another library waits for a word', async () => {
  const child = { category: 'pelajar', birthDate: '2016-09-09', guardianName: 'Ibu' };
  await createMember(t.ctx(), { ...child, fullName: 'Rara Kota', homeLibrary: 'PUSAT' });
  const rows = await read('Nama,Lahir,Kelas,Wali\nAyu Wulandari,2016-07-01,5A,Hadi\nRara Kota,2016-09-09,5A,Ibu\n');
  const first = await registerPupils(teacher, { library: 'SDN-1', rows });
  expect(first).toMatchObject([
    { state: 'moves', fromClass: '4A' },
    { state: 'maybe', number: null },
  ]);
  const second = await registerPupils(teacher, { library: 'SDN-1', rows, others: [3] });
  expect(second.map(({ state }) => state)).toEqual(['known', 'new']);
});

test('consents that are missing are listed, printed, and recorded one line each when the sheets are in hand', async () => {
  expect(await listClasses(teacher, school.id)).toContainEqual({ name: '4A', pupils: 1, missing: 1 });
  const asked = (await listPupils(teacher, school.id, '5A')).filter(({ asks }) => asks);
  expect(asked).toHaveLength(2);
  const sheet = await consentSheetPdf(teacher, config, { libraryId: school.id, className: '5A' });
  expect(Buffer.from(sheet.subarray(0, 5)).toString()).toBe('%PDF-');
  const numbers = asked.map(({ number }) => number);
  await recordSignedSheets(teacher, numbers);
  await recordSignedSheets(teacher, numbers);
  for (const number of numbers) {
    expect((await listConsents(teacher, number)).events).toMatchObject([
      { purpose: 'membership', act: 'given', givenBy: 'guardian', channel: 'paper' },
    ]);
  }
  expect(await listClasses(teacher, school.id)).toContainEqual({ name: '5A', pupils: 2, missing: 0 });
});

test('a new school year: a class goes up, those who finish leave the classes and keep their cards', async () => {
  expect(await moveClass(teacher, school.id, { from: '5A', to: '6A' })).toBe(2);
  expect((await listPupils(teacher, school.id, '6A')).map(({ fullName }) => fullName)).toEqual([
    'Ayu Wulandari',
    'Rara Kota',
  ]);
  expect(await moveClass(teacher, school.id, { from: '6A', to: '' })).toBe(2);
  expect((await listClasses(teacher, school.id)).map(({ name }) => name)).toEqual(['4A', 'TK']);
  expect((await refusal(moveClass(teacher, school.id, { from: '4A', to: '4A' }))).fields).toEqual({ to: 'same_class' });
});

test('before a class moves it is shown who goes and who is there; when others are in it by then, nobody moves', async () => {
  const rows = await read(
    'Nama,Lahir,Kelas,Wali\nEka Putri,2015-02-03,5B,Ibu Eka\nFajar,2015-03-04,5B,Ibu Fajar\nGilang,2014-04-05,6B,Ayah\n',
  );
  await registerPupils(teacher, { library: 'SDN-1', rows });
  const plan = await planClassMove(teacher, school.id, { from: '5B', to: '6B' });
  expect(plan.moving.map(({ fullName }) => fullName)).toEqual(['Eka Putri', 'Fajar']);
  expect(plan.there.map(({ fullName }) => fullName)).toEqual(['Gilang']);
  expect(await planClassMove(teacher, school.id, { from: '6B', to: '' })).toMatchObject({ to: null, there: [] });
  const late = await read('Nama,Lahir,Kelas,Wali\nHana,2015-05-06,5B,Ibu Hana\n');
  await registerPupils(teacher, { library: 'SDN-1', rows: late });
  const shown = plan.moving.map(({ number }) => number);
  const move = { from: '5B', to: '6B' };
  expect((await refusal(moveClass(teacher, school.id, { ...move, shown }))).code).toBe('members.class_changed');
  const again = (await planClassMove(teacher, school.id, move)).moving.map(({ number }) => number);
  expect(await moveClass(teacher, school.id, { ...move, shown: again })).toBe(3);
  expect(await listPupils(teacher, school.id, '6B')).toHaveLength(4);
});

test('the sample file can be read back; what is no class list is refused; other schools are closed', async () => {
  expect(await read(classListTemplate())).toMatchObject([{ fullName: 'Dimas Aji Pratama', birthDate: '2016-03-14' }]);
  expect((await refusal(read('a,b,c\n1,2,3\n'))).code).toBe('imports.not_class_list');
  expect((await refusal(read('Nama,Lahir,Kelas,Wali\n'))).code).toBe('imports.file_empty');
  const rows = await read(LIST);
  expect((await refusal(registerPupils(teacher, { library: 'PUSAT', rows }))).code).toBe('platform.forbidden');
});

test('a number of a replaced card, or one that differs by its case, stands in the way of its own line only', async () => {
  const child = { category: 'pelajar', birthDate: '2015-01-01', guardianName: 'Ibu', homeLibrary: 'SDN-1' };
  await createMember(teacher, { ...child, fullName: 'Kartu Lama', number: 'S-1' });
  await replaceCard(teacher, 'S-1');
  await createMember(teacher, { ...child, fullName: 'Nomor Besar', number: 'T-1' });
  const rows = await read(
    `Nama,Lahir,NISN,Kelas,Wali,HP
Indah,2015-02-02,S-1,4C,Ibu,
Joko,2015-02-03,t-1,4C,Ibu,
Kirana,2015-02-04,#1,4C,Ibu,
Lintang,2015-02-05,,4C,Ibu,081234567890
Kartu Lama,2015-01-01,S-1,4C,Ibu,
Maya,2015-02-06,,4C,Ibu,punya ayah
`,
  );
  const planned = await planPupils(teacher, { library: 'SDN-1', rows });
  const expected = [
    { line: 2, state: 'problem', reasons: { number: 'card_replaced' } },
    { line: 3, state: 'problem', reasons: { number: 'differs_by_case' } },
    { line: 4, state: 'problem', reasons: { number: 'member_number' } },
    { line: 5, state: 'new' },
    { line: 6, state: 'problem', reasons: { fullName: 'repeated_in_file' } },
    { line: 7, state: 'problem', reasons: { guardianPhone: 'phone' } },
  ];
  expect(planned).toMatchObject(expected);
  expect(await registerPupils(teacher, { library: 'SDN-1', rows })).toMatchObject(expected);
  // the child itself, by the number that the school still has
  const own = await registerPupils(teacher, { library: 'SDN-1', rows: rows.slice(4, 5) });
  expect(own).toMatchObject([{ state: 'moves', number: 'S-1-2' }]);
});

test('a child who has become 18 since the sheet was printed keeps nobody’s sheet from being recorded', async () => {
  const child = { category: 'pelajar', guardianName: 'Ibu', homeLibrary: 'SDN-1', className: '12A' };
  const grown = await createMember(teacher, { ...child, fullName: 'Mega', birthDate: '2008-11-26' });
  const young = await createMember(teacher, { ...child, fullName: 'Nanda', birthDate: '2009-11-26' });
  try {
    t.clock.set('2026-11-26T10:00:00+07:00');
    const today: Ctx = { ...teacher, clock: t.ctx().clock };
    expect(await recordSignedSheets(today, [grown.number, young.number])).toBe(1);
  } finally {
    t.clock.set('2026-11-25T10:00:00+07:00');
  }
});
