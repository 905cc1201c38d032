import { beforeAll, expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { payCharges, recordCharge } from '#modules/lending/charges';
import type { Library } from '#modules/ground/libraries';
import { getMember } from '#modules/people/members';
import { checkIn, checkOut, endMembership, listHoldsOfMember, placeHold } from '../index.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
let kota: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
});
const desk = () => ({ ...t.ctx(), libraryId: kota.id });
const end = async (memberNumber: string, reason?: string) => {
  const { version } = await getMember(t.ctx(), memberNumber);
  return endMembership(desk(), { memberNumber, version, override: reason === undefined ? null : { reason } });
};

test('a membership does not end while a loan or a charge is open; the holds end with it', async () => {
  const number = await makeMember(t.ctx(), { fullName: 'Rahma', number: 'E1', homeLibrary: 'KOTA' });
  const barcode = await makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode: 'E-1', libraryId: kota.id });
  const { loan } = await checkOut(desk(), { memberNumber: number, itemBarcode: barcode });
  await recordCharge(desk(), number, { kind: 'damage', amount: 5_000 });
  await expect(end(number)).rejects.toMatchObject({
    code: 'circulation.membership_open',
    params: { loans: 1, owedText: 'Rp5.000' },
  });
  await checkIn(desk(), { itemBarcode: barcode });
  await payCharges(desk(), number, { amount: 5_000, method: 'cash' });
  const other = await makeMember(t.ctx(), { fullName: 'Budi', number: 'E2', homeLibrary: 'KOTA' });
  await checkOut(desk(), { memberNumber: other, itemBarcode: barcode });
  await placeHold(desk(), { memberNumber: number, bibId: loan.bibId, pickupLibraryId: kota.id });
  expect(await listHoldsOfMember(desk(), number)).toHaveLength(1);
  expect(await end(number)).toMatchObject({ status: 'withdrawn' });
  expect(await listHoldsOfMember(desk(), number)).toEqual([]);
});

test('by override it ends with a reason; what is open stays recorded', async () => {
  const number = await makeMember(t.ctx(), { fullName: 'Tono', number: 'E3', homeLibrary: 'KOTA' });
  await recordCharge(desk(), number, { kind: 'damage', amount: 5_000 });
  await expect(end(number, '  ')).rejects.toMatchObject({ fields: { reason: 'required' } });
  const { version } = await getMember(t.ctx(), number);
  const clerk = { ...t.ctx({ grants: [{ libraryId: null, permissions: ['members.edit'] }] }) };
  const refused = endMembership(clerk, { memberNumber: number, version, override: { reason: 'Pindah' } });
  await expect(refused).rejects.toMatchObject({ code: 'platform.forbidden' });
  expect(await end(number, 'Pindah ke luar pulau')).toMatchObject({ status: 'withdrawn' });
  const trace = await t.db
    .selectFrom('auditEvent')
    .select('after')
    .where('action', '=', 'member.withdrawn_with_open')
    .executeTakeFirstOrThrow();
  expect(trace.after).toEqual({ loans: 0, owed: 5_000, reason: 'Pindah ke luar pulau' });
});
