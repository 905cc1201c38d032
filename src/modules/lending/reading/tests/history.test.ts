import { beforeAll, expect, test } from 'vitest';
import { checkIn, checkOut } from '#modules/lending/circulation';
import { makeCopy, makeLibrary } from '#modules/lending/circulation/testing';
import { setOwnConsent } from '#modules/people/members';
import { aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { textOf } from '../../../../../tests/support/read-made.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { copyHistory } from '../copy-history.ts';
import {
  exportHistory,
  historyChoice,
  listHistory,
  readThisYear,
  removeFromHistory,
  startHistory,
  stopHistory,
} from '../index.ts';
import { readingPersonalData } from '../personal-data.ts';
import { asReader } from '../testing.ts';

const t = useTestDb();
const ALL = { q: '', offset: 0, limit: 50 };
let desk: Ctx;
let copies = 0;

beforeAll(async () => {
  const { id: libraryId } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  desk = { ...t.ctx(), libraryId };
});

/** The same context some minutes later: a return can be taken back for ten. */
const later = (ctx: Ctx, minutes = 20): Ctx => ({
  ...ctx,
  clock: { now: () => new Date(t.clock.now().getTime() + minutes * 60_000) },
});
async function reads(memberNumber: string, title: string): Promise<void> {
  copies += 1;
  const itemBarcode = await makeCopy(desk, { title, barcode: `R-${copies}`, libraryId: desk.libraryId ?? 0 });
  await checkOut(desk, { memberNumber, itemBarcode });
  await checkIn(desk, { itemBarcode });
}
const titles = async (reader: Ctx): Promise<string[]> =>
  (await listHistory(reader, ALL)).data.map(({ title }) => title);
const kept = async (id: number): Promise<number> =>
  (await t.db.selectFrom('readingHistory').select('id').where('memberId', '=', id).execute()).length;

test('nothing is kept of who never said yes', async () => {
  const member = await aMember(desk, { fullName: 'Rini Astuti', birthDate: '1991-01-01' });
  const rini = asReader(t, member);
  await reads(member.number, 'Amba');
  await copyHistory(later(desk));
  expect(await historyChoice(rini)).toMatchObject({ keeps: false, speaker: 'member' });
  expect(await listHistory(rini, ALL)).toEqual({ data: [], total: 0 });
  expect(await readThisYear(rini)).toBeNull();
  expect(await kept(member.id)).toBe(0);
});

test('who says yes finds what still names them, and each book some minutes after it came back', async () => {
  const member = await aMember(desk, { fullName: 'Sari Wulandari', birthDate: '1990-02-01' });
  const sari = asReader(t, member);
  await reads(member.number, 'Laskar Pelangi');
  await startHistory(later(sari));
  expect(await titles(sari)).toEqual(['Laskar Pelangi']);
  copies += 1;
  const itemBarcode = await makeCopy(desk, { title: 'Pulang', barcode: `R-${copies}`, libraryId: desk.libraryId ?? 0 });
  await checkOut(later(desk, 30), { memberNumber: member.number, itemBarcode });
  await checkIn(later(desk, 31), { itemBarcode });
  await copyHistory(later(desk, 35));
  expect(await titles(sari)).toEqual(['Laskar Pelangi']);
  expect(await copyHistory(later(desk, 60))).toMatchObject({ copied: 1 });
  expect(await copyHistory(later(desk, 90))).toMatchObject({ copied: 0 });
  expect(await titles(sari)).toEqual(['Pulang', 'Laskar Pelangi']);
  expect(await readThisYear(sari)).toBe(2);
  expect((await listHistory(sari, { ...ALL, q: 'pelangi laskar' })).total).toBe(1);
  expect((await listHistory(sari, { ...ALL, q: '100%' })).total).toBe(0);
  expect(await textOf({ body: exportHistory(sari) })).toContain('"Laskar Pelangi","","2026-11-25","2026-11-25"');
});

test('the history stays when the loan no longer names its borrower', async () => {
  const member = await aMember(desk, { fullName: 'Tono Suharto', birthDate: '1980-02-01' });
  const nobody = await aMember(desk, { fullName: 'Tanpa Nama', birthDate: '1980-02-02' });
  const tono = asReader(t, member);
  await reads(member.number, 'Cantik Itu Luka');
  await startHistory(later(tono));
  await t.db.updateTable('loan').set({ memberId: nobody.id }).where('memberId', '=', member.id).execute();
  await copyHistory(later(desk, 120));
  expect(await titles(tono)).toEqual(['Cantik Itu Luka']);
});

test('who stops loses what was kept at once; who takes the consent back elsewhere, at the next turn of the job', async () => {
  const member = await aMember(desk, { fullName: 'Budi Santoso', birthDate: '1979-02-01' });
  const budi = asReader(t, member);
  await reads(member.number, 'Bumi Manusia');
  await startHistory(later(budi));
  expect(await stopHistory(budi)).toBe(1);
  expect(await kept(member.id)).toBe(0);
  await startHistory(later(budi));
  expect(await titles(budi)).toEqual(['Bumi Manusia']);
  await setOwnConsent(budi, 'reading_history', false);
  expect(await listHistory(budi, ALL)).toEqual({ data: [], total: 0 });
  await copyHistory(later(desk));
  expect(await kept(member.id)).toBe(0);
});

test('one title is taken out and does not come back; another reader’s cannot be', async () => {
  const member = await aMember(desk, { fullName: 'Wati Lestari', birthDate: '1979-02-01' });
  const wati = asReader(t, member);
  await reads(member.number, 'Ronggeng');
  await startHistory(later(wati));
  const [entry] = (await listHistory(wati, ALL)).data;
  const other = asReader(t, await aMember(desk, { fullName: 'Orang Lain' }));
  await expect(removeFromHistory(other, entry?.id ?? 0)).rejects.toThrow('reading.entry_not_found');
  await removeFromHistory(wati, entry?.id ?? 0);
  await copyHistory(later(desk, 200));
  expect(await titles(wati)).toEqual([]);
  const events = await t.db.selectFrom('auditEvent').selectAll().where('action', 'like', 'reading_history.%').execute();
  expect(JSON.stringify(events)).not.toContain('Ronggeng');
});

test('a child cannot say yes alone', async () => {
  const young = { birthDate: '2015-03-14', guardianName: 'Dewi Lestari', category: 'pelajar' };
  const child = asReader(t, await aMember(desk, { fullName: 'Aisyah Rahma', ...young }));
  await expect(startHistory(child)).rejects.toThrow('members.guardian_must_consent');
  expect(await historyChoice(child)).toMatchObject({ keeps: false, speaker: 'guardian' });
});

test('while a member’s data are only kept, nothing is added and nothing goes', async () => {
  const member = await aMember(desk, { fullName: 'Hari Mulyono', birthDate: '1979-02-01' });
  const hari = asReader(t, member);
  await reads(member.number, 'Pertama');
  await startHistory(later(hari));
  await reads(member.number, 'Kedua');
  await t.db.updateTable('member').set({ restrictedAt: t.clock.now() }).where('id', '=', member.id).execute();
  await copyHistory(later(desk, 300));
  expect(await titles(hari)).toEqual(['Pertama']);
});

test('a cell that looks like a formula is harmless in the table', async () => {
  const member = await aMember(desk, { fullName: 'Dodi Prakoso', birthDate: '1979-02-01' });
  const dodi = asReader(t, member);
  await reads(member.number, '=HYPERLINK("http://x")');
  await startHistory(later(dodi));
  expect(await textOf({ body: exportHistory(dodi) })).not.toMatch(/^"?=/m);
});

test('what a reader keeps is in their data, and goes with an erasure', async () => {
  const member = await aMember(desk, { fullName: 'Lina Marlina', birthDate: '1979-02-01' });
  const lina = asReader(t, member);
  await reads(member.number, 'Entrok');
  await startHistory(later(lina));
  expect(JSON.stringify(await readingPersonalData.exportOf(t.db, member.id))).toContain('Entrok');
  await t.db.transaction().execute(async (trx) => readingPersonalData.erase(trx, desk, member.id));
  expect(await kept(member.id)).toBe(0);
});
