import { beforeAll, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { KOHA_HASH, kohaPatrons, type KohaPatron } from '../../../../../tests/support/koha-export.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { listImportCodes } from '../index.ts';
import { importFiles } from '../testing.ts';

const t = useTestDb();
beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  await createLibrary(t.ctx(), { code: 'KEL-GEDOG', name: 'Perpustakaan Gedog', type: 'kelurahan' });
});

const MEANINGS = JSON.stringify([
  { kind: 'library', code: 'PST', means: 'KOTA' },
  { kind: 'library', code: 'CAB', means: 'KEL-GEDOG' },
]);
const bring = async (content: string | Uint8Array, more: object = {}) =>
  importFiles(t.ctx(), t, { kind: 'koha', codes: MEANINGS, ...more }, [
    { role: 'members', name: 'anggota.csv', content },
  ]);
const patrons = async (list: readonly KohaPatron[], more: object = {}) => bring(kohaPatrons(list), more);
const memberOf = async (number: string) =>
  t.db
    .selectFrom('member')
    .innerJoin('memberCategory', 'memberCategory.id', 'member.categoryId')
    .innerJoin('library', 'library.id', 'member.homeLibraryId')
    .selectAll('member')
    .select(['memberCategory.code as category', 'library.code as library'])
    .where('number', '=', number)
    .executeTakeFirst();
const blocksOf = async (number: string) =>
  t.db
    .selectFrom('memberBlock')
    .innerJoin('member', 'member.id', 'memberBlock.memberId')
    .select(['reason', 'untilDate'])
    .where('number', '=', number)
    .orderBy('memberBlock.id')
    .execute();

test('a patron comes with both names, card, branch, category, days, addresses, notes and the old password', async () => {
  const { run } = await patrons([
    {
      ...{ cardnumber: 'K0001', surname: 'Aminah', firstname: 'Siti Nur', othernames: 'Mina', title: 'Bu', sex: 'F' },
      ...{ dateofbirth: '1990-05-06', branchcode: 'CAB', categorycode: 'T', dateenrolled: '2020-01-31' },
      ...{ dateexpiry: '2027-01-31', mobile: '0812-3456-789', phone: '0342 801234', email: 'siti@contoh.id' },
      ...{ streetnumber: '7', address: 'Jl. Merdeka', address2: 'RT 1', city: 'Blitar', zipcode: '66111' },
      ...{ borrowernotes: 'Suka cerita anak', opacnote: 'Ambil kartu baru', password: KOHA_HASH, userid: 'siti' },
      ...{ contactname: 'Aminah', contactfirstname: 'Bapak', relationship: 'ayah', patron_attributes: 'KELAS:6A' },
    },
    { cardnumber: 'K0002', surname: 'Suharto', firstname: 'Suharto', sex: 'M', categorycode: 'K' },
  ]);
  expect(run).toMatchObject({ status: 'done', createdCount: 2, memberCount: 2, failedCount: 0 });
  expect(await memberOf('K0001')).toMatchObject({
    ...{ fullName: 'Siti Nur Aminah', sex: 'P', library: 'KEL-GEDOG', category: 'guru', birthDate: '1990-05-06' },
    ...{ joinedOn: '2020-01-31', expiresOn: '2027-01-31', phone: '0812-3456-789', email: 'siti@contoh.id' },
    ...{ address: '7 Jl. Merdeka RT 1', city: 'Blitar', postalCode: '66111', passwordHash: `bcrypt${KOHA_HASH}` },
    ...{ guardianName: 'Bapak Aminah', guardianRelation: 'ayah' },
    notes: [
      'Suka cerita anak',
      'Telepon lain: 0342 801234',
      'Nama lain: Mina',
      'Sapaan: Bu',
      'Atribut: KELAS:6A',
      'Pesan untuk anggota: Ambil kartu baru',
    ].join('\n'),
  });
  expect(await memberOf('K0002')).toMatchObject({
    fullName: 'Suharto',
    category: 'anak',
    passwordHash: null,
    sex: 'L',
  });
});

test('columns are found by their names, in any order, whatever stands between them', async () => {
  const columns = ['surname', 'branchcode', 'cardnumber', 'hobi', 'userid'];
  const content = kohaPatrons([{ cardnumber: 'K0010', surname: 'Wati; Dewi' }], { separator: ';', columns });
  const { run, rows } = await bring(`\ufeff${content.replace('Wati; Dewi', '"Wati; Dewi"').replaceAll('\n', '\r\n')}`);
  expect(run).toMatchObject({ createdCount: 1, failedCount: 0 });
  expect(await memberOf('K0010')).toMatchObject({ fullName: 'Wati; Dewi', category: 'umum', expiresOn: null });
  expect(rows.map(({ code, params }) => [code, params.columns])).toEqual([
    ['imports.columns_dropped', 'userid'],
    ['imports.columns_unknown', 'hobi'],
  ]);
});

test('what MySQL itself writes on the server of the Koha is read as well: tabs, and NULL for what is not there', async () => {
  const columns = ['cardnumber', 'surname', 'firstname', 'email', 'dateexpiry', 'borrowernotes', 'password'];
  const row = { cardnumber: 'K0020', surname: 'Ningsih', firstname: 'NULL', email: 'NULL', dateexpiry: 'NULL' };
  const noted = { ...row, borrowernotes: 'satu\\ndua', password: KOHA_HASH };
  const { run, rows } = await bring(kohaPatrons([noted], { separator: '\t', columns }));
  expect(run).toMatchObject({ createdCount: 1, failedCount: 0 });
  expect(rows).toEqual([]);
  expect(await memberOf('K0020')).toMatchObject({
    ...{ fullName: 'Ningsih', email: null, expiresOn: null, notes: 'satu\ndua', passwordHash: `bcrypt${KOHA_HASH}` },
  });
});

test('who is blocked there is blocked here; what is over keeps nobody from borrowing', async () => {
  await patrons([
    { cardnumber: 'B1', surname: 'Selamanya', debarred: '9999-12-31', debarredcomment: 'Buku hilang' },
    { cardnumber: 'B2', surname: 'Sebentar', debarred: '2026-12-31' },
    { cardnumber: 'B3', surname: 'Sudah lewat', debarred: '2020-01-01' },
    { cardnumber: 'B4', surname: 'Kartu hilang', lost: '1', gonenoaddress: '1' },
  ]);
  expect(await blocksOf('B1')).toEqual([{ reason: 'Diblokir di Koha: Buku hilang', untilDate: null }]);
  expect(await blocksOf('B2')).toEqual([{ reason: 'Diblokir di Koha', untilDate: '2026-12-31' }]);
  expect(await blocksOf('B3')).toEqual([]);
  expect(await blocksOf('B4')).toHaveLength(2);
});

test('the same list once more brings nobody twice and blocks nobody twice, also where the members are written over', async () => {
  const list: KohaPatron[] = [
    { cardnumber: 'R1', surname: 'Rini', dateofbirth: '2001-02-03', debarred: '9999-12-31', password: KOHA_HASH },
    { cardnumber: 'R2', surname: 'Rudi', dateofbirth: '2002-02-03' },
  ];
  expect((await patrons(list)).run).toMatchObject({ createdCount: 2 });
  await t.db.updateTable('member').set({ passwordHash: null }).where('number', '=', 'R1').execute();
  expect((await patrons(list)).run).toMatchObject({ createdCount: 0, skippedCount: 2 });
  expect((await patrons(list, { overlay: 'replace' })).run).toMatchObject({ createdCount: 0, updatedCount: 2 });
  expect(await blocksOf('R1')).toHaveLength(1);
  // a password that has been changed here is never the old one again
  expect(await memberOf('R1')).toMatchObject({ passwordHash: null });
});

test('rows that cannot be are told one by one and cost no other', async () => {
  const { run, rows } = await patrons([
    { cardnumber: '', surname: 'Tanpa Kartu' },
    { cardnumber: 'D2', surname: '', firstname: '' },
    {
      cardnumber: 'D3',
      surname: 'Tanggal Aneh',
      dateofbirth: '9999-12-31',
      dateenrolled: '2999-01-01',
      dateexpiry: 'nanti',
    },
    { cardnumber: 'D4', surname: 'Abadi', dateexpiry: '9999-12-31' },
    { cardnumber: 'D 5_x', surname: 'Nomor Aneh' },
    { cardnumber: 'D6', surname: 'Nol\0 Bita', borrowernotes: 'a\0b' },
    { cardnumber: 'D7', surname: 'Panjang', borrowernotes: 'x'.repeat(200_000), address: 'y'.repeat(200_000) },
    { cardnumber: 'D8', surname: 'Sandi', password: 'ZGlza29uZWtzaQ', email: 'bukan surel', mobile: 'tidak punya' },
    { cardnumber: 'D9', surname: 'Rahasia', patron_attributes: 'NIK:3572014507990001' },
    { cardnumber: 'D4', surname: 'Orang Lain' },
    { cardnumber: 'D10', surname: 'Cabang', branchcode: 'ENTAH', categorycode: 'ANEH' },
  ]);
  expect(run).toMatchObject({ status: 'done', readCount: 11, createdCount: 8, failedCount: 2, skippedCount: 1 });
  const of = (number: string) => rows.filter(({ label }) => label?.startsWith(number)).map(({ code }) => code);
  expect(rows.filter(({ outcome }) => outcome === 'failed').map(({ rowNumber, code }) => [rowNumber, code])).toEqual([
    [2, 'imports.member_number_missing'],
    [3, 'imports.member_name_missing'],
  ]);
  expect(of('D3')).toEqual(['imports.date_unreadable']);
  expect(await memberOf('D3')).toMatchObject({ birthDate: null, expiresOn: null });
  expect(await memberOf('D4')).toMatchObject({ fullName: 'Abadi', expiresOn: '9999-12-31' });
  expect(await memberOf('D5-x')).toMatchObject({ fullName: 'Nomor Aneh' });
  expect(await memberOf('D6')).toMatchObject({ fullName: 'Nol Bita' });
  const long = await memberOf('D7');
  expect(long?.notes).toHaveLength(2000);
  expect(of('D7')).toEqual(['imports.notes_cut']);
  expect(of('D8').toSorted()).toEqual([
    'imports.email_unreadable',
    'imports.password_unusable',
    'imports.phone_unreadable',
  ]);
  expect(await memberOf('D9')).toMatchObject({ notes: 'Atribut: NIK:[NIK dihapus]' });
  expect(of('D9')).toEqual(['imports.identity_removed']);
  expect(of('D10').toSorted()).toEqual(['imports.category_unknown', 'imports.member_branch_unknown']);
  expect(await memberOf('D10')).toMatchObject({ library: 'KOTA', category: 'umum' });
  expect(await listImportCodes(t.ctx(), run.id)).toContainEqual({
    ...{ kind: 'category', code: 'ANEH', count: 1, means: 'umum', known: false },
  });
});

test('a file that was cut off, is in another character set, or is something else is told', async () => {
  const whole = kohaPatrons([
    { cardnumber: 'C1', surname: 'Utuh' },
    { cardnumber: 'C2', surname: 'Terpotong', opacnote: 'catatan' },
  ]);
  const cut = await bring(whole.slice(0, whole.indexOf('Terpotong') + 3));
  expect(cut.run).toMatchObject({ createdCount: 1, failedCount: 1 });
  expect(cut.rows.map(({ code }) => code)).toContain('imports.columns_wrong');

  const latin = await bring(Buffer.from(kohaPatrons([{ cardnumber: 'C3', surname: 'José' }]), 'latin1'));
  expect(latin.rows.map(({ code }) => code)).toContain('imports.letters_lost');

  const other = await bring('nama,kelas\nBudi,6A\n');
  expect(other.run).toMatchObject({ status: 'failed', errorCode: 'imports.not_koha_members', createdCount: 0 });
  const empty = await bring('');
  expect(empty.run).toMatchObject({ status: 'failed', errorCode: 'imports.file_empty' });
});
