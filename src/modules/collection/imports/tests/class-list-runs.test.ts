import writeExcelFile from 'write-excel-file/node';
import { beforeAll, expect, test } from 'vitest';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { createLibrary } from '#modules/ground/libraries';
import { createMember, listClasses, registerPupils, searchMembers } from '#modules/people/members';
import { cancelImport, exportReport, getImport, startImport } from '../index.ts';
import { readClassList } from '../read-class-list.ts';
import { runImport } from '../run-import.ts';
import { importFiles, reportOf } from '../testing.ts';

const t = useTestDb();
const HEAD = ['Nama', 'Tanggal lahir', 'L/P', 'NISN', 'Kelas', 'Nama Wali', 'HP'];
let schoolId: number;

beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'PUSAT', name: 'Perpustakaan Kota', type: 'pusat' });
  schoolId = (await createLibrary(t.ctx(), { code: 'SMPN-1', name: 'SMPN 1', type: 'sekolah' })).id;
});

/** Pupils with names and NISN of their own, forty in a class. */
const pupils = (from: number, count: number, grade = '7'): string[][] =>
  Array.from({ length: count }, (_, i) => {
    const at = from + i;
    const day = String(1 + (at % 28)).padStart(2, '0');
    return [
      `Murid ${at}`,
      `${day}/05/2013`,
      'L',
      `00${130_000_000 + at}`,
      `${grade}-${Math.floor(at / 40)}`,
      `Wali ${at}`,
      '',
    ];
  });
const csv = (rows: readonly string[][]): string => [HEAD, ...rows].map((row) => row.join(';')).join('\n');
const run = async (content: string | Buffer, more: object = {}) =>
  importFiles(t.ctx(), t, { kind: 'class_list', library: 'SMPN-1', ...more }, [{ name: 'kelas', content }]);
const counted = async (): Promise<number> =>
  (await listClasses(t.ctx(), schoolId)).reduce((sum, one) => sum + one.pupils, 0);

test('a list of thousands is registered by a run; repeating it doubles nobody and says so in the report', async () => {
  const trial = await run(csv(pupils(0, 3)), { dryRun: true });
  expect(trial.run).toMatchObject({ status: 'done', readCount: 3, createdCount: 3 });
  expect(await counted()).toBe(0);
  const list = csv(pupils(0, 2050));
  const first = await run(list);
  expect(first.run).toMatchObject({ status: 'done', readCount: 2050, createdCount: 2050, failedCount: 0 });
  expect(await counted()).toBe(2050);
  const again = await run(list);
  expect(again.run).toMatchObject({ status: 'done', createdCount: 0, skippedCount: 2050 });
  expect(await counted()).toBe(2050);
  expect(again.rows[0]?.message).toContain('Sudah anggota sekolah ini');
}, 120_000);

test('a workbook is read as well; who is in another class moves, what cannot be is told with its line', async () => {
  await createMember(t.ctx(), {
    ...{ fullName: 'Rara Kota', birthDate: '2013-09-09', category: 'pelajar', guardianName: 'Ibu' },
    homeLibrary: 'PUSAT',
  });
  const rows = [
    ...pupils(0, 2, '8'),
    ['Rara Kota', '09/09/2013', 'P', '', '8-0', 'Ibu', ''],
    ['Tanpa Tanggal', 'besok', 'P', '', '8-0', 'Ibu', ''],
  ];
  const book = await writeExcelFile(
    [['DAFTAR SISWA'], HEAD, ...rows].map((row) => row.map((value) => ({ value }))),
  ).toBuffer();
  const { key } = await t.storage.put('heavy', book);
  const shown = await readClassList({ name: 'kelas.xlsx', path: t.storage.path(key) });
  expect(shown.map(({ line, className }) => [line, className])).toEqual([
    [3, '8-0'],
    [4, '8-0'],
    [5, '8-0'],
    [6, '8-0'],
  ]);
  const { run: ended, rows: report } = await run(book);
  expect(ended).toMatchObject({ status: 'done', createdCount: 0, updatedCount: 2, failedCount: 2 });
  expect(report.map(({ rowNumber, code }) => [rowNumber, code])).toEqual([
    [3, 'imports.pupil_moved'],
    [4, 'imports.pupil_moved'],
    [5, 'imports.pupil_maybe'],
    [6, 'imports.member_refused'],
  ]);
  let file = '';
  for await (const piece of exportReport(t.ctx(), ended.id, 'all', '')) file += piece;
  expect(file).toContain('Pindah dari kelas 7-0 ke 8-0');
  // the page takes who waited for a word
  const decided = { library: 'SMPN-1', rows: shown.slice(2, 3), others: [5] };
  expect(await registerPupils(t.ctx(), decided)).toMatchObject([{ state: 'new' }]);
});

test('cancelled in the middle, what was counted is kept; begun again, the rest follows', async () => {
  const list = csv(pupils(5000, 1100, '9'));
  const { key, sizeBytes } = await t.storage.put('imports', Buffer.from(list));
  const file = { role: 'main' as const, name: 'kelas.csv', key, bytes: sizeBytes };
  const id = await startImport(t.ctx(), { kind: 'class_list', library: 'SMPN-1' }, [file], null);
  const before = await counted();
  const asked: Promise<unknown>[] = [];
  await runImport({ db: t.db, clock: t.clock, storage: t.storage }, id, {
    signal: new AbortController().signal,
    onProgress: () => {
      if (asked.length === 0) asked.push(cancelImport(t.ctx(), id));
    },
  });
  await Promise.all(asked);
  const cancelled = await getImport(t.ctx(), id);
  expect(cancelled.status).toBe('cancelled');
  expect(cancelled.createdCount).toBeLessThan(1100);
  expect((await counted()) - before).toBe(cancelled.createdCount);
  const rest = await run(list);
  expect(rest.run).toMatchObject({ createdCount: 1100 - cancelled.createdCount, skippedCount: cancelled.createdCount });
  expect((await counted()) - before).toBe(1100);
}, 120_000);

test('whose pupils they are is never guessed; school staff and others without the right begin no run', async () => {
  const file = { role: 'main' as const, name: 'kelas.csv', key: null, bytes: 1 };
  const begin = async (ctx = t.ctx(), library: object = { library: 'SMPN-1' }) =>
    startImport(ctx, { kind: 'class_list', ...library }, [file], null);
  expect((await refusal(begin(t.ctx(), {}))).fields).toEqual({ library: 'required' });
  const grant = { libraryId: schoolId, permissions: ['members.*', 'imports.run'], ownMembersOnly: true };
  expect((await refusal(begin(t.ctx({ grants: [grant] })))).code).toBe('platform.forbidden');
  const cataloguer = t.ctx({ grants: [{ libraryId: null, permissions: ['imports.run'] }] });
  expect((await refusal(begin(cataloguer))).code).toBe('platform.forbidden');
});

test('what is no class list ends the run with a sentence and registers nobody', async () => {
  const before = (await searchMembers(t.ctx(), { library: 'SMPN-1' })).data.length;
  const { run: ended } = await run('a,b,c\n1,2,3\n');
  expect(ended).toMatchObject({ status: 'failed', errorCode: 'imports.not_class_list' });
  expect((await searchMembers(t.ctx(), { library: 'SMPN-1' })).data).toHaveLength(before);
  expect(await reportOf(t.ctx(), ended.id)).toEqual([]);
});
