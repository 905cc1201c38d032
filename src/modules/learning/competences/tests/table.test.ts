import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { code, competenceHouse } from '../../../../../tests/support/competence-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addCompetence, createFramework, exportFramework, getFramework, importFramework } from '../index.ts';

const t = useTestDb();
const { guest, writer, make, versionOf, outline, coded } = competenceHouse(t);

const HEAD = 'kode;induk;nama;nama_en;bisa;bisa_en;tingkat;fase;tugas';
const table = (...rows: string[]): string => [HEAD, ...rows].join('\r\n');
const bring = async (id: number, csv: string) => importFramework(writer(), id, { version: await versionOf(id), csv });
/** What is said of which row and column, as far as the table is refused. */
const faultsOf = async (csv: string): Promise<Record<string, string>> => {
  const refused = await refusal(createFramework(writer(), { name: 'Ditolak', libraryId: null, csv }));
  expect(refused.code).toBe('competences.table_faulty');
  return refused.fields;
};

test('a table becomes a framework, whatever the order of its rows', async () => {
  const csv = table(
    'm.1.1;m.1;Kata cari;Search words;menyusun kata cari;choose search words;1;C D;I',
    'm.1;;Mencari;;menemukan sumber;;;fondasi, A;1 II',
    'm.2;;Menulis;;"menulis ""ringkasan""; dan menyebut sumbernya";;2;;',
  );
  const id = await make('Dari tabel', null, csv);
  expect(await outline(id)).toEqual(['Mencari', '- Kata cari', 'Menulis']);
  expect((await getFramework(guest(), id)).competences).toMatchObject([
    { code: 'm.1', level: null, phases: ['foundation', 'A'], tiers: [1, 2] },
    { code: 'm.1.1', nameEn: 'Search words', canDoEn: 'choose search words', level: 1, phases: ['C', 'D'], tiers: [1] },
    { code: 'm.2', canDo: 'menulis "ringkasan"; dan menyebut sumbernya', phases: [], tiers: [] },
  ]);
});

test('what goes out as a table comes in as the same lines, and a spreadsheet reckons none of it', async () => {
  const big6 = await coded('big6');
  const id = await make('Pulang pergi', null, (await exportFramework(guest(), big6)).body);
  const said = async (framework: number) =>
    (await getFramework(guest(), framework)).competences.map(
      ({ id: _, frameworkId: __, parentId: ___, ...line }) => line,
    );
  expect(await said(id)).toEqual(await said(big6));
  const begun = ['=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20', 'a;=', 'a; "@'].map(
    (sign) => `${sign}1+1`,
  );
  const odd = await make('Rumus');
  for (const text of begun) await addCompetence(writer(), odd, { name: text, canDo: text });
  const { fileName, body } = await exportFramework(guest(), odd);
  expect(fileName).toBe('kemampuan-rumus.csv');
  for (const delimiter of [',', ';']) {
    const cells = Papa.parse<string[]>(body.replace('\uFEFF', ''), { delimiter }).data.flat();
    expect(cells.filter((cell) => /^[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell))).toEqual([]);
  }
  const again = await make('Rumus lagi', null, body);
  expect((await getFramework(guest(), again)).competences.map(({ name }) => name)).toEqual(begun);
});

test('a code that is there changes its line, a column that is not there changes nothing, and other lines stay', async () => {
  const id = await make(
    'Diperbarui',
    null,
    table('a;;Satu;One;bisa satu;;3;D;2', 'b;a;Dua;;bisa dua;;;;', 'c;;Tiga;;tiga;;;;'),
  );
  const before = await getFramework(writer(), id);
  expect(await bring(id, 'Kode,Nama,Bisa\na,Kesatu,bisa kesatu\nd,Empat,bisa empat\n')).toEqual({
    added: 1,
    changed: 1,
  });
  expect(await outline(id)).toEqual(['Kesatu', '- Dua', 'Tiga', 'Empat']);
  const [first] = (await getFramework(writer(), id)).competences;
  expect(first).toMatchObject({
    ...{ id: before.competences[0]?.id, nameEn: 'One', canDo: 'bisa kesatu', level: 3, phases: ['D'], tiers: [2] },
  });
  await bring(id, table('c;a;Tiga;;tiga;;;;', 'b;;Dua;;dua;;;;'));
  expect(await outline(id)).toEqual(['Kesatu', '- Tiga', 'Empat', 'Dua']);
});

test('every row that cannot be kept is named with its column and its reason, and none is kept', async () => {
  const csv = table(
    'a;;Satu;;bisa;;;;',
    ';;Tanpa kode;;bisa;;;;',
    'c;;;;bisa;;;;',
    'd;;Empat;;;;;;',
    'e;;Lima;;bisa;;5;;',
    'f;;Enam;;bisa;;;G;',
    'g;;Tujuh;;bisa;;;;V',
    'h h;;Delapan;;bisa;;;;',
  );
  expect(await faultsOf(csv)).toEqual({
    'row_3.kode': 'required',
    'row_4.nama': 'required',
    'row_5.bisa': 'required',
    'row_6.tingkat': 'invalid',
    'row_7.fase': 'invalid',
    'row_8.tugas': 'invalid',
    'row_9.kode': 'invalid',
  });
  expect(await faultsOf(table('a;;Satu;;x;;;;', 'a;;Dua;;x;;;;', 'b;z;Tiga;;x;;;;'))).toEqual({
    'row_3.kode': 'repeated_in_file',
    'row_4.induk': 'competences_parent_unknown',
  });
  const made = await t.db.selectFrom('competenceFramework').select('id').where('name', '=', 'Ditolak').execute();
  expect(made).toEqual([]);
});

test('rows close no circle and stand no deeper than four, also with what stands there already', async () => {
  expect(await faultsOf(table('a;b;A;;x;;;;', 'b;a;B;;x;;;;', 'c;c;C;;x;;;;'))).toEqual({
    'row_2.induk': 'competences_circle',
    'row_3.induk': 'competences_circle',
    'row_4.induk': 'competences_circle',
  });
  expect(await faultsOf(table('a;;A;;x;;;;', 'b;a;B;;x;;;;', 'c;b;C;;x;;;;', 'd;c;D;;x;;;;', 'e;d;E;;x;;;;'))).toEqual({
    'row_6.induk': 'competences_too_deep',
  });
  const id = await make(
    'Dalam',
    null,
    table('a;;A;;x;;;;', 'b;a;B;;x;;;;', 'c;b;C;;x;;;;', 'p;;P;;x;;;;', 'q;p;Q;;x;;;;'),
  );
  const refused = await refusal(bring(id, table('a;c;A;;x;;;;')));
  expect(refused.fields).toEqual({ 'row_2.induk': 'competences_circle' });
  // A with two under it does not fit below Q
  expect((await refusal(bring(id, table('a;q;A;;x;;;;')))).fields).toEqual({ 'row_2.induk': 'competences_too_deep' });
  expect(await outline(id)).toEqual(['A', '- B', '- - C', 'P', '- Q']);
});

test('a table of 500 rows is read whole, one of 501 not at all', async () => {
  const rows = (count: number) => Array.from({ length: count }, (_, i) => `k.${i + 1};;Nama ${i + 1};;bisa;;;;`);
  const id = await make('Penuh', null, table(...rows(500)));
  expect((await getFramework(writer(), id)).competences).toHaveLength(500);
  expect(await code(make('Lebih', null, table(...rows(501))))).toBe('competences.table_long');
  expect(await code(bring(id, table('satu.lagi;;Satu lagi;;bisa;;;;')))).toBe('competences.full');
});

test.for([
  ['nama;bisa\nSatu;bisa', 'competences.table_columns'],
  ['bukan tabel', 'competences.table_columns'],
  [HEAD, 'competences.table_empty'],
  [`${HEAD}\n;;;;;;;;\n`, 'competences.table_empty'],
  ['\0', 'platform.invalid_input'],
  ['x'.repeat(1_000_001), 'platform.invalid_input'],
])('what is no table of competences is refused as a whole', async ([csv = '', refused]) => {
  expect(await code(make('Bukan', null, csv))).toBe(refused);
});

test('of two who bring in a table at once the second is told', async () => {
  const id = await make('Dua tabel');
  const version = await versionOf(id);
  const csv = table('a;;Satu;;bisa;;;;');
  const both = await Promise.allSettled([1, 2].map(async () => importFramework(writer(), id, { version, csv })));
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await code(importFramework(writer(), await coded('craap'), { version: 1, csv }))).toBe('competences.builtin');
});
