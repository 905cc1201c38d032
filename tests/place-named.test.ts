import { beforeAll, expect, test } from 'vitest';
import { listBookings, placeBooking } from '#modules/lending/bookings';
import { getBooking } from '#modules/lending/bookings/testing';
import { createBulkLoan, findBox, getBulkLoan, listBulkLoans, viewPublicBox } from '#modules/lending/bulk-loans';
import { extendHold, getTransit, listHolds, listTransits, placeHold, sendItem } from '#modules/lending/circulation';
import { makeCopy, makeMember } from '#modules/lending/circulation/testing';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { listImports } from '#modules/collection/imports';
import { createLibrary, type Library } from '#modules/ground/libraries';
import { can, canAnywhere, seenLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { refusal } from './support/refusal.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
let city: Ctx;
let main: Library;
let school: Library;
/** Really signed in: the desk of a school, that of a branch of the city, and somebody who imports for that branch. */
let teacher: Ctx;
let branch: Ctx;
let stranger = '';
let copies = 0;

const copyAt = async (libraryId: number, itemType?: string): Promise<string> => {
  copies += 1;
  return makeCopy(t.ctx(), {
    title: `Alat ${copies}`,
    barcode: `T${copies}`,
    libraryId,
    ...(itemType && { itemType }),
  });
};
const said = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const bookedAt = async (library: Library, purpose: string): Promise<number> => {
  const booked = await placeBooking(
    { ...city, libraryId: library.id },
    {
      memberNumber: stranger,
      itemBarcodes: [await copyAt(library.id, 'alat')],
      startsAt: new Date('2026-12-07T08:00:00+07:00'),
      endsAt: new Date('2026-12-07T12:00:00+07:00'),
      purpose,
    },
  );
  return booked.id;
};

beforeAll(async () => {
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 1200 }));
  main = await createLibrary(t.ctx(), { code: 'PUSAT', name: 'Perpustakaan Kota', type: 'pusat', openingHours });
  school = await createLibrary(t.ctx(), { code: 'SDN-1', name: 'SDN 1', type: 'sekolah', openingHours });
  const tbm = await createLibrary(t.ctx(), { code: 'TBM', name: 'TBM Mawar', type: 'cabang', openingHours });
  city = { ...t.ctx(), libraryId: main.id };
  await makeAccount(t, { username: 'endang', grants: [{ role: 'school_staff', libraryId: school.id }] });
  teacher = { ...(await signedIn(t, 'endang')).ctx, libraryId: school.id };
  const grants = [
    { role: 'circulation', libraryId: tbm.id },
    { role: 'cataloguer', libraryId: tbm.id },
  ];
  await makeAccount(t, { username: 'cabang', grants });
  branch = { ...(await signedIn(t, 'cabang')).ctx, libraryId: tbm.id };
  stranger = await makeMember(t.ctx(), { fullName: 'Orang Kota', number: 'A77', homeLibrary: 'PUSAT' });
});

test('“there” and “anywhere” are asked by different names', () => {
  expect(canAnywhere(teacher.actor, 'loans.read')).toBe(true);
  expect(can(teacher.actor, 'loans.read', school.id)).toBe(true);
  expect(can(teacher.actor, 'loans.read', main.id)).toBe(false);
  expect(can(teacher.actor, 'loans.read', null)).toBe(false);
  expect(seenLibraries(teacher, 'loans.read', undefined)).toEqual([school.id]);
  expect(seenLibraries(city, 'loans.read', undefined)).toBeNull();
});

test('what a stranger books, and for what, is not told to a school by their card', async () => {
  const elsewhere = await bookedAt(main, 'terapi');
  const here = await bookedAt(school, 'terapi kelompok');
  expect((await listBookings(teacher, { memberNumber: stranger, limit: 50 })).data).toEqual([]);
  const shown = (await listBookings(teacher, { limit: 50 })).data;
  expect(shown.map(({ id, memberName, purpose }) => ({ id, memberName, purpose }))).toEqual([
    { id: here, memberName: '•••', purpose: '' },
  ]);
  expect(await said(getBooking(teacher, elsewhere))).toBe('platform.forbidden');
  expect(await said(listBookings(teacher, { libraryId: main.id, limit: 50 }))).toBe('platform.forbidden');
  expect((await listBookings(city, { memberNumber: stranger, limit: 50 })).data.map((one) => one.id)).toEqual([
    elsewhere,
    here,
  ]);
});

test('who answers for the copies of a bulk loan is known to who lends and who receives, to nobody else', async () => {
  const agreed = { contactName: 'Bu Sri', contactPhone: '0812', startsOn: '2026-11-25', dueOn: '2026-12-23' };
  const toBranch = await createBulkLoan(city, main.id, { ...agreed, receiverLibrary: 'TBM' });
  const box = (await getBulkLoan(city, toBranch)).boxes[0]?.code ?? '';
  expect((await listBulkLoans(teacher, { limit: 50 })).data).toEqual([]);
  expect(await said(getBulkLoan(teacher, toBranch))).toBe('platform.forbidden');
  expect((await findBox(teacher, box)).bulkLoanId).toBe(toBranch);
  expect((await viewPublicBox(teacher, box, '::1'))?.bulkLoanId).toBeNull();
  expect((await listBulkLoans(branch, { limit: 50 })).data.map((one) => one.id)).toEqual([toBranch]);
  expect((await getBulkLoan(branch, toBranch)).receiverLibraryId).toBe(branch.libraryId);
});

test('holds and journeys are shown to the libraries that they concern', async () => {
  const barcode = await copyAt(main.id);
  const hold = await placeHold(city, { memberNumber: stranger, itemBarcode: barcode, pickupLibraryId: main.id });
  expect((await listHolds(branch, { limit: 50 })).data).toEqual([]);
  expect((await listHolds(branch, { memberNumber: stranger, limit: 50 })).data).toHaveLength(1);
  expect(await said(listHolds(branch, { libraryId: main.id, limit: 50 }))).toBe('platform.forbidden');
  expect(await said(extendHold(branch, { holdId: hold.id, days: 3 }))).toBe('platform.forbidden');
  const away = await copyAt(main.id);
  await sendItem(city, { itemBarcode: away, toLibraryId: school.id });
  const [transit] = (await listTransits(city, { limit: 50 })).data;
  expect((await listTransits(branch, { limit: 50 })).data).toEqual([]);
  expect((await listTransits(teacher, { limit: 50 })).data).toHaveLength(1);
  expect(await said(getTransit(branch, transit?.id ?? 0))).toBe('platform.forbidden');
});

test('reports of imports, which are of the whole network, are not read by who may import at one library', async () => {
  expect(await said(listImports(branch, null, 10))).toBe('platform.forbidden');
});
