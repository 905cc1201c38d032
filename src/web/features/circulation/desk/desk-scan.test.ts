import { beforeAll, expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import type { Library } from '#modules/ground/libraries';
import { createPolicy } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { DeskAnswer } from './desk-answer.ts';
import { lend } from './desk-scan.server.ts';
import { lendingIn } from './lending-form.server.ts';

const t = useTestDb();
let kota: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await createPolicy(t.ctx(), { libraryId: kota.id, maxOnSite: 1, maxLoans: 1 });
});
const desk = () => ({ ...t.ctx({ id: 1 }), libraryId: kota.id });
const copy = async (barcode: string) => makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode, libraryId: kota.id });
const loanOf = async (barcode: string) =>
  t.db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .select(['loan.onSite', 'loan.dueAt', 'loan.overrideReason'])
    .where('item.barcode', '=', barcode)
    .executeTakeFirst();
/** What the form of a step sends. */
const sent = ({ steps }: DeskAnswer) => {
  const fields = steps.find(({ action }) => action === '?/override')?.fields ?? {};
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
};

test('what was to be read here and was refused stays here when it is lent all the same', async () => {
  const memberNumber = await makeMember(t.ctx(), { fullName: 'Dimas Aji', number: 'A1', homeLibrary: 'KOTA' });
  const [first, second] = [await copy('B-1'), await copy('B-2')];
  await lend(desk(), { memberNumber, itemBarcode: first, onSite: true });
  const refused = await lend(desk(), { memberNumber, itemBarcode: second, onSite: true });
  expect(refused.tone).toBe('bad');
  await lend(desk(), { ...lendingIn(sent(refused)), override: { reason: 'Membaca dua buku' } });
  const loan = await loanOf(second);
  expect(loan).toMatchObject({ onSite: true, overrideReason: 'Membaca dua buku' });
  expect(loan?.dueAt).toEqual((await loanOf(first))?.dueAt);
});

test('what was to go home until a day of the desk goes home until that day', async () => {
  const memberNumber = await makeMember(t.ctx(), { fullName: 'Ratih', number: 'A2', homeLibrary: 'KOTA' });
  const [first, second] = [await copy('B-3'), await copy('B-4')];
  const due = { on: '2026-12-30', reason: 'Lomba menulis' };
  await lend(desk(), { memberNumber, itemBarcode: first });
  const refused = await lend(desk(), { memberNumber, itemBarcode: second, due });
  await lend(desk(), { ...lendingIn(sent(refused)), override: { reason: 'Lomba' } });
  expect(await loanOf(second)).toMatchObject({ onSite: false, dueAt: new Date('2026-12-30T23:59:59+07:00') });
});
