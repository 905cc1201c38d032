import { beforeAll, expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { withdrawItem } from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeAttendance, makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { makeAccount } from '#modules/ground/identity/testing';
import { checkIn, checkOut, renewLoan } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { listLibraries, type Library } from '#modules/ground/libraries';
import { measure } from '../measure.ts';
import { rounded } from '../rules/fraction.ts';

const t = useTestDb();
let kota: Library;
let gedog: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  gedog = await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog');
});
const measuredIn = async (year: number) => {
  const found = await measure(t.ctx(), year, await listLibraries(t.ctx()));
  return (code: string, library: Library = kota): string | null => {
    const one = found.libraries.get(code)?.get(library.id);
    return one ? rounded(one.value, 1) : null;
  };
};

test('the collection: titles, copies and new ones; what is withdrawn counts no more, and no library has a zero that nobody wrote', async () => {
  const old = await makeBib(t.ctx(), { title: 'Salah Asuhan', year: 2019 });
  const fresh = await makeBib(t.ctx(), { title: 'Laut Bercerita', year: 2022 });
  await makeItem(t.ctx(), { bibId: old, libraryId: kota.id, copies: 2 });
  const gone = await makeItem(t.ctx(), { bibId: fresh, libraryId: kota.id });
  await makeItem(t.ctx(), { bibId: fresh, libraryId: kota.id });
  const before = await measuredIn(2026);
  expect([before('titles'), before('copies'), before('copies_recent')]).toEqual(['2.0', '4.0', '2.0']);
  await withdrawItem(t.ctx(), { id: gone.id, version: 1, reason: 'rusak' });
  const after = await measuredIn(2026);
  expect([after('titles'), after('copies'), after('copies_recent')]).toEqual(['2.0', '3.0', '1.0']);
  expect(after('copies', gedog)).toBeNull();
  expect((await measuredIn(2024))('copies')).toBeNull();
});

test('loans, renewals apart, and copies that were lent at all; a library that lends nothing has no data', async () => {
  const member = await makeMember(t.ctx(), { fullName: 'Sari', number: 'A-1', homeLibrary: 'KOTA' });
  const bibId = await makeBib(t.ctx(), { title: 'Bumi Manusia' });
  await makeItem(t.ctx(), { bibId, libraryId: kota.id, barcodes: ['BUMI-1'] });
  const at = { ...t.ctx(), libraryId: kota.id };
  const lend = async () => (await checkOut(at, { memberNumber: member, itemBarcode: 'BUMI-1' })).loan.id;
  await lend();
  await checkIn({ ...t.ctx(), libraryId: kota.id }, { itemBarcode: 'BUMI-1' });
  await renewLoan({ ...t.ctx(), libraryId: kota.id }, { loanId: await lend() });
  const found = await measuredIn(2026);
  expect([found('loans'), found('renewals'), found('copies_lent')]).toEqual(['2.0', '1.0', '1.0']);
  expect([found('loans', gedog), found('renewals', gedog), found('copies_lent', gedog)]).toEqual([null, null, null]);
  expect((await measuredIn(2025))('loans')).toBeNull();
});

test('participants once a programme, however many sessions they came to', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), kota.id);
  const [first, second] = sessionIds;
  const sari = await makeParticipant(t.ctx(), id);
  const budi = await makeParticipant(t.ctx(), id);
  await makeParticipant(t.ctx(), id, { name: 'Tidak datang' });
  for (const session of [first, second]) await makeAttendance(t.ctx(), session ?? 0, sari.id);
  await makeAttendance(t.ctx(), first ?? 0, budi.id);
  // the sessions are on the two days after today: they count on the last day of the year
  const later = { ...t.ctx(), clock: { now: () => new Date('2027-01-05T00:00:00Z') } };
  const found = await measure(later, 2026, [kota]);
  expect(rounded(found.libraries.get('participants')?.get(kota.id)?.value ?? { n: 0n, d: 1n }, 0)).toBe('2');
  expect(found.libraries.get('staff')).toBeUndefined();
});

test('staff are accounts with work; a tablet at the door is nobody. Hours and days of service go by the calendar', async () => {
  const at = { homeLibraryId: gedog.id };
  await makeAccount(t, { username: 'gedog', ...at, grants: [{ role: 'circulation', libraryId: gedog.id }] });
  await makeAccount(t, { username: 'tablet', ...at, grants: [{ role: 'door', libraryId: gedog.id }] });
  const found = await measure(t.ctx(), 2026, [kota, gedog]);
  expect(found.libraries.get('staff')?.get(gedog.id)?.value.n).toBe(1n);
  expect(found.libraries.get('staff')?.get(kota.id)).toBeUndefined();
  const hours = found.libraries.get('weekly_hours')?.get(kota.id)?.value;
  expect(hours && rounded(hours, 1)).toBe('40.0');
  // Mondays to Fridays from 1 January to 25 November 2026
  expect(found.network.get('service_days')?.value.n).toBe(235n);
});

test('a year that has not begun has nothing', async () => {
  const found = await measure(t.ctx(), 2027, [kota]);
  expect([found.libraries.size, found.network.size]).toEqual([0, 0]);
});
