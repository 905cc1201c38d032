import { beforeAll, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { recordAudit } from '#modules/ground/audit';
import type { Library } from '#modules/ground/libraries';
import { checkOut, undoCheckOut } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { listAnalyses, viewAnalysis } from '../index.ts';

const t = useTestDb();
const today = { key: 'kegiatan-staf', from: '2026-11-25', to: '2026-11-25' };
let kota: Library;
let gedog: Library;
const desk = (id: number, name: string, at: Library): Ctx => ({ ...t.ctx({ id, name }), libraryId: at.id });
/** An account with nothing but a desk. */
const plain = (id: number, name: string): Ctx =>
  t.ctx({ id, name, grants: [{ libraryId: kota.id, permissions: ['loans.check_out'] }] });
const rowsOf = async (ctx: Ctx, more: Partial<Parameters<typeof viewAnalysis>[1]> = {}) =>
  (await viewAnalysis(ctx, { ...today, ...more })).tables[0]?.rows.map(({ cells }) => cells);

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  gedog = await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog');
  const siti = desk(11, 'Siti', kota);
  const budi = desk(12, 'Budi', gedog);
  await makeMember(siti, { fullName: 'Rahma', number: 'U1', homeLibrary: 'KOTA' });
  const bibId = await makeBib(siti, { title: 'Beternak Koi' });
  const items = [];
  for (let nth = 0; nth < 2; nth += 1) items.push(await makeItem(siti, { bibId, libraryId: kota.id }));
  const [kept, undone] = items;
  await checkOut(siti, { memberNumber: 'U1', itemBarcode: kept?.barcode ?? '' });
  const { loan } = await checkOut(siti, { memberNumber: 'U1', itemBarcode: undone?.barcode ?? '' });
  await undoCheckOut(siti, loan.id);
  await makeBib(budi, { title: 'Masak Sehari-hari' });
});

const SITI = [
  ['Judul dikatalog', 1],
  ['Eksemplar ditambahkan', 2],
  // one of two was taken back
  ['Peminjaman dilayani', 1],
  ['Anggota didaftarkan', 1],
];

test('somebody sees what they did, and nothing of others', async () => {
  const { finding, notes, tables } = await viewAnalysis(plain(11, 'Siti'), today);
  expect(tables[0]?.rows.map(({ cells }) => cells)).toEqual(SITI);
  expect(tables[0]?.rows.map(({ href }) => href)).toEqual(SITI.map(() => undefined));
  expect(finding).toBe('Siti: 5 kegiatan tercatat, paling banyak eksemplar ditambahkan.');
  expect(notes[0]).toBe('Anda melihat kegiatan Anda sendiri.');
  await expect(viewAnalysis(plain(11, 'Siti'), { ...today, accountId: 12 })).rejects.toMatchObject({
    code: 'analyses.account_hidden',
  });
  expect((await viewAnalysis(plain(13, 'Ani'), today)).finding).toBeNull();
});

test('whoever may read the trail sees all, by name and not by how much, or one of them', async () => {
  const reader = t.ctx({ id: 1, name: 'Kepala', grants: [{ libraryId: null, permissions: ['audit.read'] }] });
  const all = await viewAnalysis(reader, today);
  const named = all.tables[0]?.rows.map(({ cells }) => [cells[0], cells.at(-1)]);
  expect(named).toContainEqual(['Budi', 1]);
  expect(named).toContainEqual(['Siti', 5]);
  expect(named?.map(([name]) => name)).toEqual(named?.map(([name]) => String(name)).toSorted());
  expect(await rowsOf(reader, { accountId: 11 })).toEqual(SITI);
});

test('the trail of one library shows that library alone', async () => {
  const reader = t.ctx({ id: 1, name: 'Kepala', grants: [{ libraryId: gedog.id, permissions: ['audit.read'] }] });
  expect(await rowsOf(reader)).toEqual([['Budi', 1, 1]]);
  expect(await rowsOf(reader, { accountId: 11 })).toBeUndefined();
  await expect(rowsOf(reader, { accountId: 11, library: 'KOTA' })).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
});

test('days are those of the network’s clock; a day earlier has nothing', async () => {
  expect(await rowsOf(plain(11, 'Siti'), { from: '2026-11-24', to: '2026-11-24' })).toBeUndefined();
});

test('whoever takes back what a colleague did, or did before those days, loses nothing of their own', async () => {
  const [siti, budi] = [desk(11, 'Siti', kota), desk(12, 'Budi', gedog)];
  const system = t.ctx({ kind: 'system', name: 'uji' });
  const bibId = await makeBib(system, { title: 'Sejarah Blitar' });
  let nth = 1;
  const lend = async (by: Ctx, at: Library): Promise<number> => {
    const memberNumber = `U${(nth += 1)}`;
    await makeMember(system, { fullName: 'Pembaca', number: memberNumber, homeLibrary: 'KOTA' });
    const { barcode } = await makeItem(system, { bibId, libraryId: at.id });
    return (await checkOut(by, { memberNumber, itemBarcode: barcode })).loan.id;
  };
  const trace = async (by: Ctx, action: string, entity: string, entityId: number, number: string): Promise<void> =>
    t.db.transaction().execute(async (trx) => recordAudit(trx, by, { action, entity, entityId, after: { number } }));
  t.clock.set('2026-11-26T23:59:00+07:00');
  const old = await lend(budi, gedog);
  t.clock.set('2026-11-27T00:01:00+07:00');
  await lend(budi, gedog);
  await lend(budi, gedog);
  await undoCheckOut(budi, old);
  // a certificate is issued to a place in a programme and revoked by its own number
  await trace(siti, 'certificate.issued', 'program_enrolment', 1, 'S-1');
  await trace(budi, 'certificate.issued', 'program_enrolment', 2, 'S-2');
  await trace(budi, 'certificate.issued', 'program_enrolment', 3, 'S-3');
  await trace(budi, 'certificate.revoked', 'certificate', 11, 'S-1');
  await trace(budi, 'certificate.revoked', 'certificate', 13, 'S-3');
  await trace(siti, 'letter.issued', 'letter', 1, 'B-1');
  await trace(budi, 'letter.revoked', 'letter', 1, 'B-1');
  const did = async (accountId: number) => rowsOf(t.ctx(), { from: '2026-11-27', to: '2026-11-27', accountId });
  expect(await did(12)).toEqual([
    ['Peminjaman dilayani', 2],
    ['Surat dan sertifikat diterbitkan', 1],
  ]);
  expect(await did(11)).toEqual([['Surat dan sertifikat diterbitkan', 2]]);
});

test('the list holds what somebody may open; a member opens none', async () => {
  expect((await listAnalyses(plain(11, 'Siti'))).map(({ key }) => key)).toEqual(['kegiatan-staf']);
  expect(await listAnalyses(t.ctx())).toHaveLength(8);
  const member = t.ctx({ kind: 'member', id: 1, number: 'U1', name: 'Rahma', sessionId: 1 });
  await expect(listAnalyses(member)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(viewAnalysis(member, today)).rejects.toMatchObject({ code: 'platform.forbidden' });
});
