import { expect, test } from 'vitest';
import { revokeLetter, verifyLetter } from '#modules/lending/letters';
import { aLibrary } from '#modules/people/members/testing';
import { acceptGivenBook, addGivenBook, createDonation, thankDonor } from '#modules/stock/acquisition';
import { readConfig } from '#platform/config';
import { aContribution, aGift, said } from '../../../../../tests/support/contribution-house.ts';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  changeContribution,
  contributionLetterPdf,
  contributionsOf,
  erasePartner,
  getContribution,
  issueContributionReceipt,
  listContributions,
  restoreContribution,
  thankForContribution,
  voidContribution,
} from '../index.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const get = async (id: number) => getContribution(keeper(t), id);
const seen = async (id: number) => ({ id, version: (await get(id)).version });
const receipt = async (id: number) => issueContributionReceipt(keeper(t), await seen(id));
const thank = async (id: number) => thankForContribution(keeper(t), await seen(id));
const drop = async (id: number) =>
  voidContribution(keeper(t), id, { version: (await get(id)).version, reason: 'Pak Darto keliru' });
const saysWhy = 'Sumbangan dibatalkan dan tidak dihitung.';
const letterOf = async (id: number) =>
  t.db.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const check = async (letterId: number) => verifyLetter(t.ctx(), (await letterOf(letterId)).code, '192.0.2.1');
const unthanked = async (partnerId: number) =>
  (await listContributions(keeper(t), { state: 'received', partnerId, unthanked: true, limit: 9 })).data.map(
    ({ id }) => id,
  );
const textOf = async (body: Uint8Array): Promise<string> => (await pageTexts(body)).join(' ');
const pdf = async (id: number, which: 'receipt' | 'thanks') =>
  contributionLetterPdf(keeper(t), readConfig({}), { id, which, origin: 'https://pustaka.example' });

test('a receipt has a number, says what it is worth and by which rule, and anybody can check it', async () => {
  const partnerId = await aPartner(t, { name: 'Warung Kopi Pak To', kind: 'company' });
  const id = await aContribution(t, {
    ...{ partnerId, kind: 'food', what: 'Konsumsi bincang buku', quantity: 60, unit: 'portions' },
    ...{ valuedBy: 'market', value: 900_000, valueBasis: 'Tarif katering Bu Sri' },
  });
  const letterId = await receipt(id);
  const letter = await letterOf(letterId);
  expect(letter).toMatchObject({ kind: 'receipt', number: '001/TT/KOTA/11/2026', memberId: null });
  expect(JSON.parse(JSON.stringify(letter.content))).toMatchObject({
    fullName: 'Warung Kopi Pak To',
    receipt: [
      ['Dari', 'Warung Kopi Pak To'],
      ['Jenis', 'Konsumsi'],
      ['Yang diberikan', 'Konsumsi bincang buku'],
      ['Jumlah', '60 porsi'],
      ['Nilai', 'Rp900.000, Harga pasar, sumber: Tarif katering Bu Sri'],
      ['Tanggal', '20 November 2026'],
      ['Diterima oleh', (await get(id)).receivedBy],
    ],
  });
  expect(await check(letterId)).toMatchObject({ kind: 'receipt', initials: 'W. K. P. T.', revokedAt: null });
  const text = await textOf((await pdf(id, 'receipt')).body);
  expect(text).toContain('TANDA TERIMA');
  expect(text).toContain('Tarif katering Bu Sri');
});

test('what a receipt tells of does not change; taken back, it changes, and the receipt is issued anew', async () => {
  const id = await aContribution(t);
  const first = await receipt(id);
  const change = async () =>
    changeContribution(keeper(t), id, { ...(await said(t, { value: 1 })), version: (await get(id)).version });
  expect(await code(change())).toBe('partners.contribution_receipted');
  expect(await code(receipt(id))).toBe('partners.contribution_lettered');
  await revokeLetter(t.ctx(), first, { reason: 'Salah jumlah' });
  await change();
  const second = await receipt(id);
  expect(second).not.toBe(first);
  expect(await get(id)).toMatchObject({ value: 1, receipt: { letterId: second, isRevoked: false } });
  expect((await check(first))?.revokedAt).toBeInstanceOf(Date);
});

test('two who issue the receipt at once issue one', async () => {
  const id = await aContribution(t);
  const at = await seen(id);
  const held = await holdRow(t, 'contribution', id);
  const work = [1, 2].map(async () => issueContributionReceipt(keeper(t), at));
  await held.waitedFor(2);
  await held.letGo();
  const both = await Promise.allSettled(work);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('whoever voids a contribution takes its letters back in the same act; restored, it gets new ones', async () => {
  const id = await aContribution(t);
  const [first, thanks] = [await receipt(id), await thank(id)];
  await drop(id);
  for (const letterId of [first, thanks]) {
    expect((await check(letterId))?.revokedAt).toBeInstanceOf(Date);
    expect(await letterOf(letterId)).toMatchObject({ revokedReason: saysWhy });
  }
  // why it does not count is written in the contribution alone, where an erasure reaches it
  expect(await get(id)).toMatchObject({ voidReason: 'Pak Darto keliru' });
  const trace = await t.db.selectFrom('auditEvent').selectAll().where('action', '=', 'letter.revoked').execute();
  expect(JSON.stringify(trace)).not.toMatch(/darto/i);
  expect(await textOf((await pdf(id, 'receipt')).body)).toContain('DICABUT');
  expect(await code(receipt(id))).toBe('partners.contribution_forbids');
  await restoreContribution(keeper(t), id, (await get(id)).version);
  expect(await get(id)).toMatchObject({ state: 'received', thankedBy: null, receipt: { isRevoked: true } });
  await receipt(id);
  await thank(id);
  expect(await get(id)).toMatchObject({ thankedBy: 'letter', receipt: { isRevoked: false } });
});

test('what is promised is neither receipted nor thanked for', async () => {
  const id = await aContribution(t, { state: 'promised' });
  expect(await code(receipt(id))).toBe('partners.contribution_forbids');
  expect(await code(thank(id))).toBe('partners.contribution_forbids');
  expect(await code(pdf(id, 'receipt'))).toBe('partners.contribution_letter_not_found');
});

test('a letter of thanks tells of other gifts than books, too', async () => {
  const partnerId = await aPartner(t, { name: 'SMPN 3 Blitar', address: 'Jl. Merdeka 1' });
  const hours = { kind: 'hours', quantity: 24, unit: 'hours', what: 'merapikan rak anak' } as const;
  const id = await aContribution(t, { partnerId, ...hours, untilOn: '2026-11-22', valuedBy: 'none', value: null });
  expect(await unthanked(partnerId)).toEqual([id]);
  const letterId = await thank(id);
  expect((await letterOf(letterId)).number).toMatch(/^\d{3}\/UT\/KOTA\/11\/2026$/);
  expect(await unthanked(partnerId)).toEqual([]);
  expect(await code(thank(id))).toBe('partners.contribution_lettered');
  const text = await textOf((await pdf(id, 'thanks')).body);
  for (const part of ['SMPN 3 Blitar', 'Jl. Merdeka 1', 'Tenaga, 24 jam: merapikan rak anak', '20 November 2026'])
    expect(text).toContain(part);
});

test('a gift of books is thanked for once: by its own letter, and by another only where that was taken back', async () => {
  const partnerId = await aPartner(t);
  const donationId = await aGift(t, 3);
  const id = await aContribution(t, { partnerId, kind: 'books', donationId, fromOn: null });
  expect(await code(thank(id))).toBe('partners.contribution_thanked_by_gift');
  expect(await unthanked(partnerId)).toEqual([id]);
  const own = await thankDonor(t.ctx(), donationId);
  expect(await get(id)).toMatchObject({ thankedBy: 'gift', thanks: null, thanksAtGift: true });
  expect(await unthanked(partnerId)).toEqual([]);
  expect(await code(thank(id))).toBe('partners.contribution_thanked_by_gift');
  await revokeLetter(t.ctx(), own, { reason: 'Salah nama' });
  expect(await get(id)).toMatchObject({ thankedBy: null, thanksAtGift: false });
  await thank(id);
  expect(await get(id)).toMatchObject({ thankedBy: 'letter' });
  // what is void is thanked for no more, the letter of the gift is the gift's
  await drop(id);
  expect((await letterOf(own)).revokedReason).toBe('Salah nama');
});

test('a receipt tells no copies of a gift until it is decided of every book what is kept', async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  const donationId = await createDonation(t.ctx(), libraryId, { donorName: 'Koperasi', receivedOn: '2026-11-18' });
  const books: number[] = [];
  for (const title of ['Batik', 'Kopi']) books.push(await addGivenBook(t.ctx(), donationId, { title, copies: 4 }));
  const partnerId = await aPartner(t);
  const id = await aContribution(t, { partnerId, kind: 'books', donationId, fromOn: null });
  const decide = async (bookId = 0, accepted = 0) =>
    acceptGivenBook(t.ctx(), donationId, { bookId, accepted, itemType: 'umum' });
  const sums = async () =>
    (await contributionsOf(keeper(t), partnerId, { from: '2026-01-01', until: '2026-12-31' })).kinds;
  const count = async () => JSON.stringify((await letterOf(await receipt(id))).content).match(/(\d+) eksemplar/)?.[1];
  await decide(books[0], 4);
  expect(await get(id)).toMatchObject({ quantity: null, unit: 'copies' });
  expect(await sums()).toMatchObject([{ count: 1, quantities: [] }]);
  expect(await count()).toBeUndefined();
  await revokeLetter(t.ctx(), (await get(id)).receipt?.letterId ?? 0, { reason: 'Belum lengkap' });
  await decide(books[1], 4);
  expect(await sums()).toMatchObject([{ quantities: [{ unit: 'copies', quantity: 8 }] }]);
  expect(await count()).toBe('8');
});

test('nobody who is forgotten is written to', async () => {
  const partnerId = await aPartner(t, { kind: 'person', name: 'Mbah Darmo' });
  const id = await aContribution(t, { partnerId });
  const letterId = await receipt(id);
  await erasePartner(keeper(t), partnerId, 1);
  expect(await code(thank(id))).toBe('partners.state_forbids');
  // nobody can do it any more, so it waits for nobody
  expect(await unthanked(partnerId)).toEqual([]);
  // an official document stays as it was issued
  expect((await check(letterId))?.initials).toBe('M. D.');
});

test.for([
  { kind: 'anonymous' } as const,
  { grants: [{ libraryId: null, permissions: ['letters.issue', 'donations.manage'] }] },
])('who may not keep partners issues and reads no letter: %j', async (actor) => {
  const id = await aContribution(t);
  const ctx = t.ctx(actor);
  const refused = [
    code(issueContributionReceipt(ctx, { id, version: 1 })),
    code(thankForContribution(ctx, { id, version: 1 })),
    code(contributionLetterPdf(ctx, readConfig({}), { id, which: 'receipt', origin: 'https://pustaka.example' })),
  ];
  for (const one of await Promise.all(refused)) expect(one).toMatch(/^platform\.(forbidden|sign_in_needed)$/);
});
