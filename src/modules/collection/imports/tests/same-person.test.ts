import { beforeAll, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { createMember, getMember, planPupils, registerPupils, searchMembers } from '#modules/people/members';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { importFiles } from '../testing.ts';

const t = useTestDb();

beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'PUSAT', name: 'Perpustakaan Kota', type: 'pusat' });
  await createLibrary(t.ctx(), { code: 'SDN-1', name: 'SDN Bendogerit 1', type: 'sekolah' });
});

const HEAD = 'Nama;Tanggal lahir;NISN;Kelas;Nama wali';
const classList = async (...rows: string[]) =>
  importFiles(t.ctx(), t, { kind: 'class_list', library: 'SDN-1' }, [
    { name: 'kelas.csv', content: [HEAD, ...rows].join('\n') },
  ]);
const pupil = (line: number, fullName: string, birthDate: string, number: string, className: string) => ({
  ...{ line, fullName, birthDate, number, className, guardianName: 'Ibu' },
});
const atSchool = async (): Promise<number> => (await searchMembers(t.ctx(), { library: 'SDN-1' })).data.length;

test('a pupil’s row with the number of another registers nobody and moves nobody; the report asks whose it is', async () => {
  await classList('Dimas Aji;2016-03-14;0161234567;4A;Dewi');
  const { run, rows } = await classList(
    'Dimas Aji;2016-03-14;0161234567;4A;Dewi',
    'Ayu Wulandari;2016-07-01;0161234567;5B;Hadi',
    'Bagas;2016-08-02;;5B;Ibu',
  );
  const twice = { outcome: 'failed', params: { reason: 'repeated_in_file' } };
  expect(rows.find(({ rowNumber }) => rowNumber === 3)).toMatchObject(twice);
  expect(run).toMatchObject({ createdCount: 1, updatedCount: 0, failedCount: 1 });
  const alone = await classList('Ayu Wulandari;2016-07-01;0161234567;5B;Hadi');
  expect(alone.run).toMatchObject({ status: 'done', createdCount: 0, updatedCount: 0, failedCount: 1 });
  expect(alone.rows).toMatchObject([{ code: 'imports.pupil_number_maybe', label: 'Ayu Wulandari · 5B' }]);
  expect(alone.rows[0]?.message).toContain('milik anggota lain');
  expect(await getMember(t.ctx(), '0161234567')).toMatchObject({ fullName: 'Dimas Aji', className: '4A' });
  expect(await atSchool()).toBe(2);
});

test('on the page the same row waits for a word; as somebody else the child gets a number of ours', async () => {
  const rows = [pupil(2, 'Ayu Wulandari', '2016-07-01', '0161234567', '5B')];
  const list = { library: 'SDN-1', rows };
  const waits = { state: 'maybe', reasons: { number: 'someone_elses' }, number: null };
  expect(await planPupils(t.ctx(), list)).toMatchObject([waits]);
  expect(await registerPupils(t.ctx(), list)).toMatchObject([waits]);
  const before = await atSchool();
  const [made] = await registerPupils(t.ctx(), { ...list, others: [2] });
  expect(made).toMatchObject({ state: 'new' });
  expect(made?.number).toMatch(/^202611/);
  expect(await getMember(t.ctx(), made?.number ?? '')).toMatchObject({ fullName: 'Ayu Wulandari', className: '5B' });
  expect(await getMember(t.ctx(), '0161234567')).toMatchObject({ fullName: 'Dimas Aji', className: '4A' });
  expect(await atSchool()).toBe(before + 1);
  // decided the same way once more it is the child who is there
  expect(await registerPupils(t.ctx(), { ...list, others: [2] })).toMatchObject([
    { state: 'known', number: made?.number },
  ]);
});

test('a child with the number, a longer name and the same birth date still moves; one with another NISN does not', async () => {
  const moved = await classList('Dimas Aji Pratama;2016-03-14;0161234567;5A;Dewi');
  expect(moved.rows).toMatchObject([{ code: 'imports.pupil_moved' }]);
  const other = await classList('Dimas Aji;2016-03-14;0169999999;6C;Dewi');
  expect(other.rows).toMatchObject([{ code: 'imports.pupil_maybe' }]);
  expect(await getMember(t.ctx(), '0161234567')).toMatchObject({ className: '5A' });
});

const MEMBER_COLUMNS = 18;
/** Rows of SLiMS' members file. */
const members = (...rows: { id: string; name: string; born: string }[]) => [
  {
    role: 'members' as const,
    name: 'anggota.csv',
    content: rows
      .map(({ id, name, born }) => {
        const cells = Array<string>(MEMBER_COLUMNS).fill('');
        [cells[0], cells[1], cells[3], cells[16]] = [id, name, 'Umum', born];
        return cells.map((cell) => `"${cell}"`).join(',');
      })
      .join('\n'),
  },
];

test('an import neither skips nor overwrites a member because of a number alone: the row is told as somebody else’s', async () => {
  await createMember(t.ctx(), { fullName: 'Suparmi', birthDate: '1990-08-17', category: 'umum', number: 'M-7' });
  const given = members({ id: 'M-7', name: 'Bambang Sutejo', born: '1981-01-02' });
  for (const overlay of ['skip', 'replace'] as const) {
    const { run, rows } = await importFiles(t.ctx(), t, { kind: 'slims', overlay, library: 'PUSAT' }, given);
    expect(run).toMatchObject({ createdCount: 0, updatedCount: 0, skippedCount: 0, failedCount: 1 });
    expect(rows.find(({ outcome }) => outcome === 'failed')?.message).toContain('milik anggota lain');
  }
  expect(await getMember(t.ctx(), 'M-7')).toMatchObject({ fullName: 'Suparmi' });
  const own = members({ id: 'M-7', name: 'Suparmi Rahayu', born: '1990-08-17' });
  const { run } = await importFiles(t.ctx(), t, { kind: 'slims', overlay: 'replace', library: 'PUSAT' }, own);
  expect(run).toMatchObject({ updatedCount: 1, failedCount: 0 });
});

test('who may be a member under another number is registered, with a line to decide', async () => {
  const { run, rows } = await importFiles(
    t.ctx(),
    t,
    { kind: 'slims', library: 'PUSAT' },
    members(
      { id: 'M-70', name: 'Suparmi Rahayu', born: '1990-08-17' },
      { id: 'M-71', name: 'Joko', born: '1970-01-01' },
    ),
  );
  expect(run).toMatchObject({ createdCount: 2 });
  const toDecide = rows.filter(({ code }) => code === 'imports.member_maybe');
  expect(toDecide).toMatchObject([{ outcome: 'warning', params: { number: 'M-70', like: 'M-7' } }]);
});
