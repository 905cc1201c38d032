import { beforeAll, expect, test } from 'vitest';
import { checkIn, checkOut, renewLoan, resolveScan } from '#modules/lending/circulation';
import { makeCopy } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  createMember,
  getMember,
  liftBlock,
  replaceCard,
  reportCardLost,
  reportOwnCardLost,
  resetPin,
  saveMemberBatch,
  signInMember,
  withdrawOwnLoss,
  type Member,
} from '../index.ts';
import { nextCardNumber } from '../rules/card.ts';
import { aLibrary } from '../testing.ts';

const t = useTestDb();
let desk: Ctx;
let serial = 0;

beforeAll(async () => {
  desk = { ...t.ctx(), libraryId: (await aLibrary(t.ctx())).id };
});
const aMember = async (number: string) =>
  createMember(desk, { fullName: `Sari ${++serial}`, number, category: 'umum' });
const aCopy = async () =>
  makeCopy(desk, { title: `Bumi ${++serial}`, barcode: `K-${serial}`, libraryId: desk.libraryId ?? 0 });
const asMember = (member: Member, sessionId: number): Ctx =>
  t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId });
const signIn = async (number: string, pin: string) =>
  signInMember(t.ctx(), { number, secret: pin, ip: null, userAgent: null });

test('a card that its owner reports lost neither borrows nor signs in, and other phones are signed out', async () => {
  const sari = await aMember('A100');
  const { pin } = await resetPin(desk, 'A100');
  const before = await checkOut(desk, { memberNumber: 'A100', itemBarcode: await aCopy() });
  const phone = await signIn('A100', pin);
  const stolen = await signIn('A100', pin);
  await reportOwnCardLost(asMember(sari, phone.sessionId));
  await expect(reportOwnCardLost(asMember(sari, phone.sessionId))).rejects.toMatchObject({
    code: 'members.card_is_lost',
  });
  await expect(checkOut(desk, { memberNumber: 'A100', itemBarcode: await aCopy() })).rejects.toMatchObject({
    code: 'circulation.card_lost',
    params: { overridable: false },
  });
  await expect(signIn('A100', pin)).rejects.toMatchObject({ code: 'members.card_lost' });
  // who does not know the PIN learns nothing of the card
  await expect(signIn('A100', '000001')).rejects.toMatchObject({ code: 'members.wrong_sign_in' });
  const open = await t.db
    .selectFrom('session')
    .select('id')
    .where('memberId', '=', sari.id)
    .where('revokedAt', 'is', null)
    .execute();
  expect(open).toEqual([{ id: phone.sessionId }]);
  expect(stolen.sessionId).not.toBe(phone.sessionId);
  // what was borrowed before is renewed and brought back as ever
  await renewLoan(desk, { loanId: before.loan.id });
  await checkIn(desk, { itemBarcode: before.loan.itemBarcode });

  await withdrawOwnLoss(asMember(sari, phone.sessionId));
  await expect(withdrawOwnLoss(asMember(sari, phone.sessionId))).rejects.toMatchObject({
    code: 'members.card_not_lost',
  });
  await checkOut(desk, { memberNumber: 'A100', itemBarcode: await aCopy() });
});

test('a new card on the spot ends the report; the old number is refused by name and given to nobody', async () => {
  await aMember('A200');
  const { pin } = await resetPin(desk, 'A200');
  await reportCardLost(desk, 'A200');
  const replaced = await replaceCard(desk, 'A200');
  expect(replaced).toMatchObject({ number: 'A200-2', blocks: [] });
  await checkOut(desk, { memberNumber: 'A200-2', itemBarcode: await aCopy() });
  await signIn('A200-2', pin);
  await expect(checkOut(desk, { memberNumber: 'A200', itemBarcode: await aCopy() })).rejects.toMatchObject({
    code: 'circulation.card_replaced',
  });
  expect(await resolveScan(desk, 'a200')).toEqual({ kind: 'old_card', code: 'a200' });
  await expect(signIn('A200', pin)).rejects.toMatchObject({ code: 'members.wrong_sign_in' });
  await expect(aMember('A200')).rejects.toMatchObject({ code: 'members.number_taken' });
  await expect(replaceCard(desk, 'A200-2', { number: 'A200' })).rejects.toMatchObject({
    code: 'members.number_taken',
  });
  expect((await replaceCard(desk, 'A200-2')).number).toBe('A200-3');
  expect((await replaceCard(desk, 'A200-3', { number: 'LACI-7' })).number).toBe('LACI-7');
});

test('a librarian lifts the report at the member’s record', async () => {
  await aMember('A300');
  await reportCardLost(desk, 'A300');
  const [block] = (await getMember(desk, 'A300')).blocks;
  expect(block).toMatchObject({ kind: 'lost_card', reason: 'Kartu dilaporkan hilang' });
  await liftBlock(desk, block?.id ?? 0);
  expect((await getMember(desk, 'A300')).blocks).toEqual([]);
});

test('two desks that replace one card at the same time give one new card', async () => {
  await aMember('A400');
  const outcomes = await Promise.allSettled([replaceCard(desk, 'A400'), replaceCard(desk, 'A400')]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await getMember(desk, 'A400-2')).number).toBe('A400-2');
});

test('who may not edit members makes no cards, and who may not block reports none', async () => {
  await aMember('A500');
  const reader = t.ctx({ grants: [{ libraryId: null, permissions: ['members.read'] }] });
  await expect(replaceCard(reader, 'A500')).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(reportCardLost(reader, 'A500')).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test('an import never hands out the number of a replaced card, and says at which row', async () => {
  await aMember('A600');
  await replaceCard(desk, 'A600');
  await aMember('B600');
  const row = { category: 'umum', homeLibraryId: desk.libraryId ?? 0 };
  const rows = ['A600', 'b600', 'C600', 'c600'].map((number, i) => ({ ...row, number, fullName: `Impor ${i}` }));
  const run = async (mode: 'skip' | 'replace') =>
    t.db.transaction().execute(async (trx) => saveMemberBatch(trx, desk, rows, mode));
  const refused = [
    { number: 'A600', outcome: 'failed', reasons: { number: 'card_replaced' } },
    { number: 'b600', outcome: 'failed', reasons: { number: 'differs_by_case' } },
  ];
  const twice = { number: 'c600', outcome: 'failed', reasons: { number: 'differs_by_case' } };
  expect(await run('skip')).toEqual([
    ...refused,
    { number: 'C600', outcome: 'created', reasons: {}, memberId: expect.any(Number) as number },
    twice,
  ]);
  expect(await run('replace')).toEqual([...refused, { number: 'C600', outcome: 'updated', reasons: {} }, twice]);
  expect(await resolveScan(desk, 'A600')).toEqual({ kind: 'old_card', code: 'A600' });
});

test('a number that differs from a card, or from a replaced one, only by its case is given to nobody', async () => {
  await aMember('A700');
  await expect(aMember('a700')).rejects.toMatchObject({ code: 'members.number_taken' });
  await replaceCard(desk, 'A700');
  await expect(aMember('a700')).rejects.toMatchObject({ code: 'members.number_taken' });
  await expect(replaceCard(desk, 'A700-2', { number: 'a700' })).rejects.toMatchObject({ code: 'members.number_taken' });
});

test('of two old cards that differ by their case, what is done to one is done to that one', async () => {
  const upper = await aMember('D800');
  const lower = await aMember('X800');
  // as another system numbered them
  await t.db.updateTable('member').set({ number: 'd800' }).where('id', '=', lower.id).execute();
  const { pin } = await resetPin(desk, 'D800');
  await reportCardLost(desk, ' d800 ');
  expect((await getMember(desk, 'D800')).blocks).toEqual([]);
  expect((await getMember(desk, 'd 800')).id).toBe(lower.id);
  expect((await getMember(desk, 'd800')).blocks).toMatchObject([{ kind: 'lost_card' }]);
  // whoever tries the one card again and again does not shut out the other
  for (let i = 0; i < 21; i += 1) await signIn('d800', '000000').catch(() => null);
  await expect(signIn('d800', '000000')).rejects.toMatchObject({ code: 'platform.too_many_requests' });
  expect((await signIn('D800', pin)).memberId).toBe(upper.id);
});

test('the suffix of a card runs on', () => {
  expect(['20261100001', '20261100001-2', 'A-9', 'SD-001'].map(nextCardNumber)).toEqual([
    '20261100001-2',
    '20261100001-3',
    'A-10',
    'SD-001-2',
  ]);
});
