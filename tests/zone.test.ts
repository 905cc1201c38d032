import { expect, test } from 'vitest';
import { checkOut, countLoans } from '#modules/lending/circulation';
import { makeCopy, makeMember } from '#modules/lending/circulation/testing';
import { createLibrary, networkZone, zoneOf } from '#modules/ground/libraries';
import { HOME_ZONE } from '#shared/dates';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const libraryIn = async (timeZone: string, code: string, type: 'cabang' | 'pusat'): Promise<number> =>
  (await createLibrary(t.ctx(), { code, name: `Perpustakaan ${code}`, type, timeZone })).id;

test('the days of the network are those of its main library; whoever sits at another one reads its days', async () => {
  expect(await networkZone(t.db)).toBe(HOME_ZONE);
  const branch = await libraryIn('Asia/Jayapura', 'CABANG', 'cabang');
  expect(await networkZone(t.db)).toBe('Asia/Jayapura');
  const main = await libraryIn('Asia/Makassar', 'KOTA', 'pusat');
  expect(await networkZone(t.db)).toBe('Asia/Makassar');
  expect(await zoneOf({ ...t.ctx(), libraryId: branch })).toBe('Asia/Jayapura');
  expect(await zoneOf({ ...t.ctx(), libraryId: null })).toBe('Asia/Makassar');

  // what is lent shortly after midnight there counts for the new day, though it is not midnight yet in Jakarta
  const memberNumber = await makeMember(t.ctx(), { number: 'P1', fullName: 'Yosep', homeLibrary: 'KOTA' });
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Isinga', barcode: 'T-1', libraryId: main });
  t.clock.set('2026-11-26T00:30:00+08:00');
  await checkOut({ ...t.ctx(), libraryId: main }, { memberNumber, itemBarcode });
  const on = async (day: string) => (await countLoans(t.ctx(), { from: day, to: day })).total;
  expect([await on('2026-11-25'), await on('2026-11-26')]).toEqual([0, 1]);
});
