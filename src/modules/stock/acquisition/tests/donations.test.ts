import { beforeAll, expect, test } from 'vitest';
import { listItemsOfBibForStaff } from '#modules/collection/catalog';
import { verifyLetter } from '#modules/lending/letters';
import { aLibrary } from '#modules/people/members/testing';
import { readConfig } from '#platform/config';
import type { Ctx } from '#platform/context';
import { refusal as refused } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  acceptGivenBook,
  addGivenBook,
  createDonation,
  getDonation,
  listDonations,
  thankDonor,
  thankYouPdf,
} from '../index.ts';
import { donorRetention } from '../retention.ts';

const t = useTestDb();
let libraryId = 0;
let desk: Ctx;
beforeAll(async () => {
  ({ id: libraryId } = await aLibrary(t.ctx()));
  desk = t.ctx({ grants: [{ libraryId, permissions: ['donations.manage'] }] });
});
const refusal = async (work: Promise<unknown>): Promise<string> => (await refused(work)).code;
const aGift = async (given: { donorName?: string; receivedOn?: string } = {}): Promise<number> =>
  createDonation(desk, libraryId, {
    donorName: 'Bapak Soedarmo',
    donorAddress: 'Jalan Kenanga 4',
    donorContact: '0812-1111-2222',
    receivedOn: '2026-11-20',
    ...given,
  });

test('what is kept of a gift enters the register as hibah, what is not kept has a reason', async () => {
  const id = await aGift();
  const kept = await addGivenBook(desk, id, { title: 'Sejarah Blitar', copies: 3, isbn: '978-602-03-3177-5' });
  const declined = await addGivenBook(desk, id, { title: 'Majalah lama', copies: 14 });
  const accept = async (bookId: number, accepted: number, declinedReason = '') =>
    acceptGivenBook(desk, id, { bookId, accepted, declinedReason, itemType: 'umum' });
  expect(await refusal(accept(kept, 4))).toBe('platform.invalid_input');
  expect(await refusal(accept(kept, 2))).toBe('platform.invalid_input');
  await accept(kept, 2, 'Satu rusak');
  await accept(declined, 0, 'Sudah lengkap');
  expect(await refusal(accept(kept, 1, 'Lagi'))).toBe('acquisition.book_decided');
  const { number, accepted, undecided, books } = await getDonation(desk, id);
  expect({ number, accepted, undecided }).toEqual({ number: 'HB-KOTA-2026-0001', accepted: 2, undecided: 0 });
  expect(books.map(({ declinedReason, barcodes }) => [declinedReason, barcodes.length])).toEqual([
    ['Satu rusak', 2],
    ['Sudah lengkap', 0],
  ]);
  expect((await listItemsOfBibForStaff(t.ctx(), books[0]?.bibId ?? 0))[0]).toMatchObject({
    source: 'hibah',
    supplier: 'Bapak Soedarmo',
    acquiredOn: '2026-11-20',
    price: null,
  });
});

test('two desks that decide on one book at the same moment make its copies once', async () => {
  const id = await aGift();
  const bookId = await addGivenBook(desk, id, { title: 'Serentak', copies: 2 });
  const both = await Promise.allSettled(
    [1, 2].map(async () => acceptGivenBook(desk, id, { bookId, accepted: 2, itemType: 'umum' })),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await getDonation(desk, id)).books[0]?.barcodes).toHaveLength(2);
});

test('the letter of thanks is numbered, says what was given, can be verified, and is written once', async () => {
  const id = await aGift({ donorName: 'Komunitas Literasi Penataran' });
  expect(await refusal(thankDonor(desk, id))).toBe('acquisition.donation_open');
  const bookId = await addGivenBook(desk, id, { title: 'Cerita Gunung Kelud', copies: 1 });
  expect(await refusal(thankDonor(desk, id))).toBe('acquisition.donation_open');
  await acceptGivenBook(desk, id, { bookId, accepted: 1, itemType: 'umum' });
  const letterId = await thankDonor(desk, id);
  expect(await refusal(thankDonor(desk, id))).toBe('acquisition.donation_thanked');
  expect(await refusal(addGivenBook(desk, id, { title: 'Susulan', copies: 1 }))).toBe('acquisition.donation_thanked');
  const letter = await t.db.selectFrom('letter').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow();
  expect(letter).toMatchObject({ number: '001/UT/KOTA/11/2026', memberId: null });
  expect(await verifyLetter(t.ctx(), letter.code, '192.0.2.1')).toMatchObject({ kind: 'thanks', initials: 'K. L. P.' });
  const { body } = await thankYouPdf(desk, readConfig({}), id, 'https://pustaka.example');
  expect(Buffer.from(body.subarray(0, 5)).toString()).toBe('%PDF-');
});

test('how a giver is reached goes after its time; the name and the books stay', async () => {
  const old = await aGift({ donorName: 'Pemberi lama', receivedOn: '2023-01-05' });
  const before = new Date('2024-11-25T00:00:00Z');
  expect(await donorRetention.due(t.ctx(), before)).toMatchObject({ count: 1 });
  expect(await donorRetention.clear(t.ctx(), before, t.storage)).toEqual({ gone: 1, waiting: 0 });
  expect(await donorRetention.due(t.ctx(), before)).toMatchObject({ count: 0 });
  expect(await getDonation(desk, old)).toMatchObject({ donorName: 'Pemberi lama', donorAddress: '', donorContact: '' });
});

test('gifts of another library are not seen', async () => {
  const id = await aGift();
  const elsewhere = await aLibrary(t.ctx(), 'LAIN');
  const other = t.ctx({ grants: [{ libraryId: elsewhere.id, permissions: ['donations.manage'] }] });
  expect(await refusal(getDonation(other, id))).toBe('platform.forbidden');
  expect((await listDonations(other, { limit: 50 })).data).toEqual([]);
});
