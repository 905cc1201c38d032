import { beforeAll, expect, test } from 'vitest';
import type { Library } from '#modules/ground/libraries';
import { checkOut, createPolicy, placeHold } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { getMember } from '#modules/people/members';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { memberAtDesk } from './member-at-desk.server.ts';

const t = useTestDb();
let kota: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await createPolicy(t.ctx(), { libraryId: kota.id, maxLoans: 1, lendWithOverdues: 'allow' });
});
const desk = () => ({ ...t.ctx(), libraryId: kota.id });
const member = async (number: string): Promise<string> =>
  makeMember(t.ctx(), { number, fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
async function shown(number: string) {
  const view = await memberAtDesk(desk(), await getMember(t.ctx(), number));
  if (!view) throw new Error('nothing is shown');
  return view;
}

test('the line about a member says what the desk would meet: a card that has ended stops, and so does the limit', async () => {
  const number = await member('M-1');
  expect((await shown(number)).state).toMatchObject({ stopped: false, lead: 'Boleh meminjam 1 lagi.' });
  await makeCopy(t.ctx(), { barcode: 'B-1', title: 'Laskar Pelangi', libraryId: kota.id });
  await checkOut(desk(), { memberNumber: number, itemBarcode: 'B-1' });
  const { state } = await shown(number);
  expect(state).toMatchObject({ stopped: true, lead: 'Belum boleh meminjam' });
  expect(state.marks).toContainEqual({ kind: 'late', text: 'Batas 1 pinjaman sudah tercapai.' });
  const ended = await member('M-2');
  await t.db.updateTable('member').set({ expiresOn: '2026-11-24' }).where('number', '=', ended).execute();
  expect((await shown(ended)).state.stopped).toBe(true);
});

test('what is overdue does not stop where the rule lends all the same, and a loan that others want says so', async () => {
  const number = await member('M-3');
  await makeCopy(t.ctx(), { barcode: 'B-3', title: 'Gadis Kretek', libraryId: kota.id });
  const { loan } = await checkOut(desk(), { memberNumber: number, itemBarcode: 'B-3' });
  await placeHold(t.ctx(), { memberNumber: await member('M-4'), bibId: loan.bibId, pickupLibraryId: kota.id });
  expect((await shown(number)).loans.map(({ whyNot }) => whyNot)).toEqual([
    'Ditunggu orang lain, jadi tidak bisa diperpanjang.',
  ]);
  const lenient = await makeLibrary(t.ctx(), 'LONGGAR', 'Perpustakaan Longgar');
  await createPolicy(t.ctx(), { libraryId: lenient.id, maxLoans: 9, lendWithOverdues: 'allow' });
  t.clock.set('2027-02-01T10:00:00+07:00');
  const view = await memberAtDesk({ ...t.ctx(), libraryId: lenient.id }, await getMember(t.ctx(), number));
  expect(view?.state).toMatchObject({ stopped: false, lead: 'Boleh meminjam 8 lagi.' });
  expect(view?.loans.map(({ state }) => state)).toEqual(['late']);
  t.clock.set(TEST_NOW);
});
