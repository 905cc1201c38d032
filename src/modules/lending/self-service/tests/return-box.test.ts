import { beforeAll, beforeEach, expect, test } from 'vitest';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { checkIn, checkOut } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import { findMemberByNumber } from '#modules/people/members';
import { systemCtx, type Actor, type Ctx } from '#platform/context';
import { makeSecrets } from '#platform/rights/secrets';
import { endOldDrops } from '../end-missing-drop.ts';
import { dropInBox, listBox, markMissingFromBox, ownDrops, saveSelfServiceRule, selfServiceRuleOf } from '../index.ts';

const t = useTestDb();
const secrets = makeSecrets('k1', new Map([['k1', Buffer.alloc(32, 7)]]));
let kota: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  await offer({ returnBox: true, dropPresence: false });
});
const offer = async (more: { returnBox: boolean; dropPresence: boolean }): Promise<void> =>
  saveSelfServiceRule(t.ctx(), kota.id, { ...(await selfServiceRuleOf(t.db, kota.id)), ...more });
const at = (iso: string): void => t.clock.set(iso);
const refused = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;

let made = 0;
async function reader(): Promise<Ctx & { number: string }> {
  made += 1;
  const number = await makeMember(t.ctx(), { fullName: `Ratna ${made}`, number: `P${made}`, homeLibrary: 'KOTA' });
  const member = await findMemberByNumber(t.db, number);
  const actor: Actor = { kind: 'member', id: member?.id ?? 0, number, name: 'Ratna', sessionId: 1 };
  return { ...t.ctx(actor), number };
}
/** Lent on Wednesday the 25th, due a week later. */
async function lentTo({ number }: { number: string }): Promise<string> {
  made += 1;
  const barcode = await makeCopy(t.ctx(), { title: 'Pulang', barcode: `K${made}`, libraryId: kota.id });
  await checkOut({ ...t.ctx(), libraryId: kota.id }, { memberNumber: number, itemBarcode: barcode });
  return barcode;
}
const drop = async (ctx: Ctx, itemBarcode: string) =>
  dropInBox(ctx, secrets, { libraryId: kota.id, itemBarcode, evidence: { token: null, ip: '1.1.1.1' } });
/** A desk that may not backdate by its own word. */
const desk = (): Ctx => ({
  ...t.ctx({ grants: [{ libraryId: kota.id, permissions: ['loans.check_in'] }] }),
  libraryId: kota.id,
});
const loanOf = async (barcode: string) =>
  t.db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .select(['loan.id', 'loan.status', 'loan.returnedAt', 'loan.droppedAt', 'loan.dueAt'])
    .where('barcode', '=', barcode)
    .executeTakeFirstOrThrow();

test('a book dropped in time and taken out of the box too late was back in time', async () => {
  const ratna = await reader();
  const book = await lentTo(ratna);
  const { dueAt } = await loanOf(book);
  at(new Date(dueAt.getTime() - 3_600_000).toISOString());
  const dropped = await drop(ratna, book);
  expect(await loanOf(book)).toMatchObject({ status: 'open', droppedAt: dropped.droppedAt });
  at(new Date(dueAt.getTime() + 5 * 86_400_000).toISOString());
  expect((await drop(ratna, book)).droppedAt).toEqual(dropped.droppedAt);
  expect((await listBox(desk(), kota.id)).map(({ itemBarcode }) => itemBarcode)).toContain(book);
  const back = await checkIn(desk(), { itemBarcode: book });
  expect(back).toMatchObject({ lateDays: 0, fine: 0, suspendedUntil: null });
  expect((await loanOf(book)).returnedAt).toEqual(dropped.droppedAt);
  expect((await listBox(desk(), kota.id)).map(({ itemBarcode }) => itemBarcode)).not.toContain(book);
  expect(await ownDrops(ratna)).toEqual([]);
});

test('a book that is not in the box: the reader is told, the loan runs on and may be dropped again', async () => {
  const ratna = await reader();
  const book = await lentTo(ratna);
  const { id } = await drop(ratna, book);
  expect(await ownDrops(ratna)).toMatchObject([{ id, itemBarcode: book }]);
  await markMissingFromBox(desk(), id);
  const loan = await loanOf(book);
  expect(loan).toMatchObject({ status: 'open', droppedAt: null });
  const told = await t.db
    .selectFrom('notification')
    .select(['topic', 'key'])
    .where('about', '=', `loan:${loan.id}`)
    .execute();
  expect(told).toEqual([{ topic: 'generic', key: `drop:${id}:missing` }]);
  expect(await refused(markMissingFromBox(desk(), id))).toBe('self_service.drop_not_found');
  await drop(ratna, book);
  expect(await ownDrops(ratna)).toHaveLength(1);
  const trace = await t.db
    .selectFrom('auditEvent')
    .select(['action', 'actorName'])
    .where('entity', '=', 'loan')
    .where('entityId', '=', String(loan.id))
    .where('action', 'like', 'loan.drop%')
    .orderBy('id')
    .execute();
  expect(trace).toEqual([
    { action: 'loan.dropped', actorName: 'Kotak pengembalian' },
    { action: 'loan.drop_missing', actorName: 'Petugas Uji' },
    { action: 'loan.dropped', actorName: 'Kotak pengembalian' },
  ]);
});

test('a word that a book lies in the box has an end: after five open days the reader is told, and the loan runs on', async () => {
  const ratna = await reader();
  const book = await lentTo(ratna);
  // Friday afternoon; the library opens from Monday to Friday
  at('2026-11-27T15:00:00+07:00');
  await drop(ratna, book);
  const clock = async () => endOldDrops(systemCtx(t.db, t.clock, 'uji'));
  at('2026-12-04T18:00:00+07:00');
  await clock();
  expect((await loanOf(book)).droppedAt).not.toBeNull();
  at('2026-12-07T00:30:00+07:00');
  expect(await clock()).toBe(1);
  expect(await clock()).toBe(0);
  const loan = await loanOf(book);
  expect(loan).toMatchObject({ status: 'open', droppedAt: null });
  const { params } = await t.db
    .selectFrom('notification')
    .select('params')
    .where('about', '=', `loan:${loan.id}`)
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(params)).toContain('5 hari buka');
  // it is late by all the days that it was not here
  at('2026-12-09T10:00:00+07:00');
  expect(await checkIn(desk(), { itemBarcode: book })).toMatchObject({ lateDays: 5 });
});

test('said twice of one loan in vain, it is for the desk', async () => {
  const ratna = await reader();
  const book = await lentTo(ratna);
  for (let nth = 1; nth <= 2; nth++) await markMissingFromBox(desk(), (await drop(ratna, book)).id);
  expect(await refused(drop(ratna, book))).toBe('self_service.drop_at_desk');
});

test('nobody drops the book of another, at a library without a box, or from afar where the house asks for presence', async () => {
  const [ratna, dimas] = [await reader(), await reader()];
  const book = await lentTo(ratna);
  expect(await refused(drop(dimas, book))).toBe('self_service.drop_not_yours');
  expect(await refused(drop(ratna, 'TIDAK-ADA'))).toBe('self_service.drop_not_yours');
  expect(await refused(drop(t.ctx(), book))).toBe('platform.sign_in_needed');
  await offer({ returnBox: true, dropPresence: true });
  expect(await refused(drop(ratna, book))).toBe('self_service.presence_needed');
  await offer({ returnBox: false, dropPresence: true });
  expect(await refused(drop(ratna, book))).toBe('self_service.box_not_offered');
  expect(await refused(listBox(t.ctx({ grants: [] }), kota.id))).toBe('platform.forbidden');
});

test('ten taps at once are one drop', async () => {
  const ratna = await reader();
  const book = await lentTo(ratna);
  const drops = await Promise.all(Array.from({ length: 8 }, async () => drop(ratna, book)));
  expect(new Set(drops.map(({ id }) => id)).size).toBe(1);
});
