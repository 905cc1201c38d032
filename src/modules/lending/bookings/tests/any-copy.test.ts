import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { makeItem } from '#modules/collection/catalog/testing';
import { checkOut } from '#modules/lending/circulation';
import { makeCopy, makeMember } from '#modules/lending/circulation/testing';
import { createLibrary, type Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { bookingChoices, placeBooking } from '../index.ts';

const t = useTestDb();
let kota: Library;
let gedog: Library;
let serial = 0;
beforeAll(async () => {
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 1200 }));
  const hours = { type: 'kelurahan' as const, openingHours };
  kota = await createLibrary(t.ctx(), { ...hours, code: 'KOTA', name: 'Perpustakaan Kota' });
  gedog = await createLibrary(t.ctx(), { ...hours, code: 'KEL-GEDOG', name: 'Perpustakaan Kelurahan Gedog' });
});
beforeEach(() => t.clock.set(TEST_NOW));

const desk = (): Ctx & { libraryId: number } => ({ ...t.ctx({ id: 1 }), libraryId: kota.id });
const code = (name: string): unknown => expect.objectContaining({ code: `bookings.${name}` });
const member = async (): Promise<string> =>
  makeMember(t.ctx(), { fullName: 'Ratna', number: `A${++serial}`, homeLibrary: 'KOTA' });
/** A title with so many projectors at the libraries named. */
async function projectors(...where: Library[]): Promise<{ bibId: number; barcodes: string[] }> {
  const barcodes = where.map(() => `ALAT-${++serial}`);
  const [first = ''] = barcodes;
  await makeCopy(t.ctx(), { title: 'Proyektor', barcode: first, libraryId: where[0]?.id ?? 0, itemType: 'alat' });
  const row = t.db.selectFrom('item').select('bibId').where('barcode', '=', first);
  const { bibId } = await row.executeTakeFirstOrThrow();
  for (const [i, { id: libraryId }] of where.entries()) {
    if (i > 0) await makeItem(t.ctx(), { bibId, libraryId, itemType: 'alat', barcodes: [barcodes[i] ?? ''] });
  }
  return { bibId, barcodes };
}
const at = (day: string): Date => new Date(`2026-12-${day}T08:00:00+07:00`);
const book = async (bibId: number, from = '05', to = '06', ctx: Ctx = desk(), libraryId: number | null = null) =>
  placeBooking(ctx, { memberNumber: await member(), bibId, libraryId, startsAt: at(from), endsAt: at(to) });
const copiesOf = async (booking: ReturnType<typeof book>) => (await booking).items.map(({ barcode }) => barcode);

describe('any copy of a title', () => {
  test('is one that is free then: the desk’s own first, then those of others, then none', async () => {
    const { bibId, barcodes } = await projectors(gedog, kota, kota);
    expect(await copiesOf(book(bibId))).toEqual([barcodes[1]]);
    expect(await copiesOf(book(bibId))).toEqual([barcodes[2]]);
    expect(await copiesOf(book(bibId))).toEqual([barcodes[0]]);
    await expect(book(bibId)).rejects.toEqual(code('taken'));
    expect(await copiesOf(book(bibId, '06', '07'))).toEqual([barcodes[1]]);
  });

  test('not one that is on loan then, nor one of another library than was asked for', async () => {
    const { bibId, barcodes } = await projectors(kota, gedog);
    await checkOut(desk(), { memberNumber: await member(), itemBarcode: barcodes[0] ?? '' });
    expect(await copiesOf(book(bibId, '26', '27'))).toEqual([barcodes[0]]);
    t.clock.set('2026-11-26T09:00:00+07:00');
    const soon = {
      bibId,
      startsAt: new Date('2026-11-27T08:00:00+07:00'),
      endsAt: new Date('2026-11-28T08:00:00+07:00'),
    };
    expect((await placeBooking(desk(), { ...soon, memberNumber: await member() })).library.id).toBe(gedog.id);
    const here = placeBooking(desk(), { ...soon, memberNumber: await member(), libraryId: kota.id });
    await expect(here).rejects.toEqual(code('on_loan_then'));
    // one is lent, the other booked: that is not one reason
    await expect(placeBooking(desk(), { ...soon, memberNumber: await member() })).rejects.toEqual(code('none_free'));
  });

  test('many at once: each copy once', async () => {
    const { bibId, barcodes } = await projectors(kota, kota, kota);
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, async () => copiesOf(book(bibId))));
    const given = outcomes.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    expect(given.toSorted()).toEqual(barcodes.toSorted());
  });

  test('of a title without copies, or where nobody may book: refused with a sentence', async () => {
    await expect(book(999_999)).rejects.toEqual(code('not_bookable'));
    const { bibId } = await projectors(gedog);
    const here = {
      ...t.ctx({ id: 1, grants: [{ libraryId: kota.id, permissions: ['bookings.place'] }] }),
      libraryId: kota.id,
    };
    await expect(book(bibId, '05', '06', here)).rejects.toEqual(code('not_bookable'));
  });

  test('is offered where a library has several, and is busy only while all are', async () => {
    const { bibId, barcodes } = await projectors(kota, kota, gedog);
    const offered = async () => (await bookingChoices(desk(), bibId)).map(({ key, busy }) => [key, busy.length]);
    const copies = barcodes.map((barcode) => `copy:${barcode}`);
    expect((await offered()).map(([key]) => key)).toEqual([`any:${kota.id}`, ...copies]);
    await book(bibId);
    expect((await offered())[0]).toEqual([`any:${kota.id}`, 0]);
    await book(bibId);
    expect((await offered())[0]).toEqual([`any:${kota.id}`, 1]);
  });
});
