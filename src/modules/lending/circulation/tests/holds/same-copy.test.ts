import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { openWithoutSecondTry, playLocks } from '../../../../../../tests/support/lock-play.ts';
import { useTestDb } from '../../../../../../tests/support/test-db.ts';
import type { Library } from '#modules/ground/libraries';
import { createCategory } from '#modules/people/members';
import { lockQueue } from '../../data/holds.queries.ts';
import {
  checkIn,
  checkOut,
  createPolicy,
  getHold,
  listHoldsOfMember,
  pullList,
  placeHold,
  receiveItem,
  suspendHold,
  undoCheckIn,
} from '../../index.ts';
import { endSuspensions } from '../../testing.ts';
import { makeCopy, makeLibrary, makeMember } from '../../testing.ts';

const t = useTestDb();
let kota: Library;
let serial = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  const { id } = await createCategory(t.ctx(), { code: 'kelompok', nameId: 'Kelompok', nameEn: 'Group' });
  await createPolicy(t.ctx(), { categoryId: id, maxLoans: 9, maxHolds: 9, maxHoldsPerBib: 3 });
});
const desk = () => ({ ...t.ctx({ id: 1 }), libraryId: kota.id });
const refused = (part: string) => expect.objectContaining({ code: `circulation.${part}` }) as unknown;
const member = async () =>
  makeMember(t.ctx(), { fullName: 'Ratna', number: `R${++serial}`, homeLibrary: 'KOTA', category: 'kelompok' });
async function copy() {
  const barcode = await makeCopy(t.ctx(), { title: 'Salah Asuhan', barcode: `C-${++serial}`, libraryId: kota.id });
  const { id, bibId } = await t.db
    .selectFrom('item')
    .select(['id', 'bibId'])
    .where('barcode', '=', barcode)
    .executeTakeFirstOrThrow();
  return { barcode, id, bibId };
}
const holdOn = async (memberNumber: string, itemBarcode: string) =>
  placeHold(desk(), { memberNumber, itemBarcode, pickupLibraryId: kota.id });
const memberId = async (number: string) =>
  (await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow()).id;

test('nobody waits twice for one copy, though the rule lets them wait for several of the title', async () => {
  const [number, { barcode, bibId }] = [await member(), await copy()];
  await holdOn(number, barcode);
  await expect(holdOn(number, barcode)).rejects.toEqual(refused('hold_same_copy'));
  // any copy of the title is another matter
  await placeHold(desk(), { memberNumber: number, bibId, pickupLibraryId: kota.id });
});

test('two at once: one waits', async () => {
  const [number, { barcode }] = [await member(), await copy()];
  const both = await Promise.allSettled([holdOn(number, barcode), holdOn(number, barcode)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a desk that catches it for their hold on the title, while they ask for it: the answer says what it is', async () => {
  const [memberNumber, { barcode, bibId }] = [await member(), await copy()];
  await placeHold(desk(), { memberNumber, bibId, pickupLibraryId: kota.id });
  const many = openWithoutSecondTry(t.address);
  const busy = () => ({ ...desk(), db: many });
  const came = await playLocks(t.db, async (trx) => lockQueue(trx, bibId), [
    async () => receiveItem(busy(), { itemBarcode: barcode }),
    async () => placeHold(busy(), { memberNumber, itemBarcode: barcode, pickupLibraryId: kota.id }),
  ]).finally(async () => many.destroy());
  expect(came).toEqual(['done', 'circulation.hold_same_copy']);
});

test('a copy that is ready for a member is not waited for by them again, and goes to the hold that is about it alone', async () => {
  const [number, { barcode, bibId }] = [await member(), await copy()];
  const any = await placeHold(desk(), { memberNumber: number, bibId, pickupLibraryId: kota.id });
  const just = await holdOn(number, barcode);
  const { placement } = await receiveItem(desk(), { itemBarcode: barcode });
  expect(placement).toMatchObject({ kind: 'hold_shelf', hold: { id: just.id } });
  await checkOut(desk(), { memberNumber: number, itemBarcode: barcode });
  expect(await listHoldsOfMember(desk(), number)).toMatchObject([{ id: any.id, status: 'queued' }]);
});

test('who is first in the queue of a title and waits for its only copy too is not passed by the second', async () => {
  const [first, second, { barcode, bibId }] = [await member(), await member(), await copy()];
  const any = await placeHold(desk(), { memberNumber: first, bibId, pickupLibraryId: kota.id });
  const other = await placeHold(desk(), { memberNumber: second, bibId, pickupLibraryId: kota.id });
  const just = await holdOn(first, barcode);
  expect(await pullList(desk(), kota.id)).toContainEqual(
    expect.objectContaining({ hold: expect.objectContaining({ id: just.id }) as unknown, itemBarcode: barcode }),
  );
  const { placement } = await receiveItem(desk(), { itemBarcode: barcode });
  expect(placement).toMatchObject({ kind: 'hold_shelf', hold: { id: just.id } });
  await checkOut(desk(), { memberNumber: first, itemBarcode: barcode });
  // their place in the queue of the title is what it was
  expect((await checkIn(desk(), { itemBarcode: barcode })).placement).toMatchObject({ hold: { id: any.id } });
  expect((await getHold(desk(), other.id)).status).toBe('queued');
});

test('the database itself holds it: two holds, and a hold beside a loan', async () => {
  const [number, { barcode, id: itemId, bibId }] = [await member(), await copy()];
  const { id } = await holdOn(number, barcode);
  const again = {
    bibId,
    memberId: await memberId(number),
    pickupLibraryId: kota.id,
    wantedItemId: itemId,
    place: 99,
    placedAt: t.clock.now(),
    placedBy: 'x',
  };
  await expect(t.db.insertInto('hold').values(again).execute()).rejects.toThrow('hold_once_per_copy');
  await checkOut(desk(), { memberNumber: number, itemBarcode: barcode });
  await expect(t.db.insertInto('hold').values(again).execute()).rejects.toThrow('has and awaits');
  const revived = t.db.updateTable('hold').set({ status: 'queued', endedAt: null }).where('id', '=', id);
  await expect(revived.execute()).rejects.toThrow('has and awaits');
});

test('a return that is taken back beside a new hold on the same copy is refused with a sentence', async () => {
  const [number, { barcode }] = [await member(), await copy()];
  const { loan } = await checkOut(desk(), { memberNumber: number, itemBarcode: barcode });
  await checkIn(desk(), { itemBarcode: barcode });
  await holdOn(number, barcode);
  await expect(undoCheckIn(desk(), loan.id)).rejects.toEqual(refused('undo_overtaken'));
});

test('a pause that is over is over: for whoever reads it at once, in the data with the next round', async () => {
  const [number, { barcode }] = [await member(), await copy()];
  const { id } = await holdOn(number, barcode);
  const until = '2026-12-02';
  await suspendHold(desk(), { holdId: id, until });
  expect(await getHold(desk(), id)).toMatchObject({ suspended: true, suspendedUntil: until });
  t.clock.set('2026-12-01T23:59:00+07:00');
  expect(await endSuspensions(desk())).toBe(0);
  t.clock.set('2026-12-02T00:00:00+07:00');
  expect(await getHold(desk(), id)).toMatchObject({ suspended: false, suspendedUntil: null });
  const lines = await pullList(desk(), kota.id);
  expect(lines.filter(({ hold }) => hold.id === id)).toMatchObject([{ hold: { suspended: false } }]);
  expect(await endSuspensions(desk())).toBe(1);
  expect(await endSuspensions(desk())).toBe(0);
  const row = await t.db
    .selectFrom('hold')
    .select(['suspendedAt', 'suspendedUntil', 'status'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ suspendedAt: null, suspendedUntil: null, status: 'queued' });
});

test('a pause without an end stays until it is ended', async () => {
  const [number, { barcode }] = [await member(), await copy()];
  const { id } = await holdOn(number, barcode);
  await suspendHold(desk(), { holdId: id, until: null });
  t.clock.set('2027-12-02T00:00:00+07:00');
  expect(await endSuspensions(desk())).toBe(0);
  expect(await getHold(desk(), id)).toMatchObject({ suspended: true, suspendedUntil: null });
});

test('what stood twice before the database held it: the hold that has its copy stays, else the older; a lent copy is not awaited', async () => {
  const [number, one, two, three] = [await member(), await copy(), await copy(), await copy()];
  const id = await memberId(number);
  await sql
    .raw(
      `drop index hold_once_per_copy; drop trigger copy_once_per_member on hold;
    drop trigger copy_once_per_member on loan; drop function copy_once_per_member()`,
    )
    .execute(t.db);
  const waits = async (on: { id: number; bibId: number }, place: number, part: object = {}) => {
    const row = { bibId: on.bibId, memberId: id, pickupLibraryId: kota.id, wantedItemId: on.id, place };
    const values = { ...row, placedAt: t.clock.now(), placedBy: 'x', ...part };
    return (await t.db.insertInto('hold').values(values).returning('id').executeTakeFirstOrThrow()).id;
  };
  const older = await waits(one, 1);
  const younger = await waits(one, 2);
  const queued = await waits(two, 1);
  const ready = await waits(two, 2, { wantedItemId: null, itemId: two.id, status: 'waiting', keepUntil: '2026-12-24' });
  await checkOut(desk(), { memberNumber: number, itemBarcode: three.barcode });
  const athome = await waits(three, 1);
  await sql.raw(readFileSync('db/migrations/20261130820100_copy_once_per_member.sql', 'utf8')).execute(t.db);
  const rows = await t.db
    .selectFrom('hold')
    .select(['id', 'status'])
    .where('memberId', '=', id)
    .orderBy('id')
    .execute();
  expect(rows).toEqual([
    { id: older, status: 'queued' },
    { id: younger, status: 'cancelled' },
    { id: queued, status: 'cancelled' },
    { id: ready, status: 'waiting' },
    { id: athome, status: 'cancelled' },
  ]);
});
