import { beforeAll, expect, test } from 'vitest';
import { places } from '#contributed/places';
import { placeHold } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { suggestTitle } from '#modules/stock/acquisition';
import { asReader } from '#modules/stock/acquisition/testing';
import type { Ctx } from '#platform/context';
import { waitingAt } from '#web/kit/frame/waiting.server.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
let kota: number;
let gedog: number;
let sari: Ctx;
/** Somebody of the staff who may do these things at a library and nowhere else. */
const at = (libraryId: number | null, ...permissions: string[]): Ctx => ({
  ...t.ctx({ grants: [{ libraryId, permissions }] }),
  libraryId,
});
/** What this person is told, from a desk of the library where they work. */
const waits = async (ctx: Ctx, desk = ctx.libraryId): Promise<Record<string, number>> =>
  Object.fromEntries(await waitingAt(ctx, places, { desk, fresh: true }));

beforeAll(async () => {
  const ctx = t.ctx();
  kota = (await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(ctx, 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog')).id;
  await makeMember(ctx, { fullName: 'Sari Dewi', number: '1', homeLibrary: 'KOTA' });
  const { id } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
  sari = asReader(t, { id, number: '1', fullName: 'Sari Dewi' });
});

test('a reservation of a copy on the shelf waits to be fetched at its library, and nowhere else', async () => {
  const reader = { ...t.ctx(), libraryId: kota };
  await makeCopy(reader, { title: 'Gadis Kretek', barcode: 'B-1', libraryId: kota });
  const { bibId } = await t.db
    .selectFrom('item')
    .select('bibId')
    .where('libraryId', '=', kota)
    .executeTakeFirstOrThrow();
  expect(await waits(at(kota, 'loans.read'))).not.toHaveProperty('/staf/pesanan');
  await placeHold(reader, { memberNumber: '1', bibId, pickupLibraryId: kota });
  expect(await waits(at(kota, 'loans.read'))).toMatchObject({ '/staf/pesanan': 1 });
  expect(await waits(at(gedog, 'loans.read'))).not.toHaveProperty('/staf/pesanan');
  // who helps out at another desk is told what waits at that one, where they may
  expect(await waits(at(null, 'loans.read'), kota)).toMatchObject({ '/staf/pesanan': 1 });
  expect(await waits(at(null, 'loans.read'), gedog)).not.toHaveProperty('/staf/pesanan');
  expect(await waits(at(gedog, 'loans.read'), kota)).not.toHaveProperty('/staf/pesanan');
});

test('a loan is called for when it is more than two weeks late', async () => {
  await makeLoan(t.ctx(), { memberNumber: '1', libraryId: kota });
  const { dueAt } = await t.db.selectFrom('loan').select('dueAt').executeTakeFirstOrThrow();
  const later = (days: number): Ctx => ({
    ...at(kota, 'loans.read'),
    clock: { now: () => new Date(dueAt.getTime() + days * 86_400_000) },
  });
  expect(await waits(later(14))).not.toHaveProperty('/staf/terlambat');
  expect(await waits(later(15))).toMatchObject({ '/staf/terlambat': 1 });
  // a school sees its pupils alone, and learns no number of other people
  const school = t.ctx({ grants: [{ libraryId: kota, permissions: ['loans.read'], ownMembersOnly: true }] });
  expect(await waits({ ...later(15), actor: school.actor })).not.toHaveProperty('/staf/terlambat');
});

test('a suggestion is counted for who decides at its library; who may not is told no number', async () => {
  await suggestTitle(sari, { title: 'Laut Bercerita', author: 'Leila S. Chudori' });
  expect(await waits(at(kota, 'suggestions.decide'))).toEqual({ '/staf/usulan': 1 });
  expect(await waits(at(gedog, 'suggestions.decide'))).toEqual({});
  expect(await waits(at(kota, 'visits.record'))).toEqual({});
  // wherever somebody works: it is counted where they may decide, as the page lists it
  expect(await waits({ ...at(kota, 'suggestions.decide'), libraryId: null })).toEqual({ '/staf/usulan': 1 });
  expect(await waits({ ...at(gedog, 'suggestions.decide'), libraryId: kota })).toEqual({});
  expect(await waits(at(null, 'suggestions.decide'))).toEqual({ '/staf/usulan': 1 });
});

test('a number stands for a minute, unless it is asked for anew or the clock is set back', async () => {
  const now = new Date('2026-11-25T03:00:00Z');
  const clerk = (ms: number): Ctx => ({
    ...at(kota, 'suggestions.decide'),
    clock: { now: () => new Date(now.getTime() + ms) },
  });
  const told = async (ms: number, fresh = false): Promise<number> =>
    (await waitingAt(clerk(ms), places, { desk: kota, fresh })).get('/staf/usulan') ?? 0;
  expect(await told(0, true)).toBe(1);
  await suggestTitle(sari, { title: 'Amba', author: 'Laksmi Pamuntjak' });
  expect(await told(59_999)).toBe(1);
  expect(await told(60_000)).toBe(2);
  expect(await told(-1)).toBe(2);
});

test('every number can be asked for, at a library and in the whole network', async () => {
  for (const { href, waits: asked } of places) {
    for (const libraryIds of [[gedog, kota], null]) {
      if (asked) expect(await asked.count(t.ctx(), libraryIds), href).toEqual(expect.any(Number));
    }
  }
  expect(places.filter((place) => place.waits).length).toBeGreaterThan(10);
});
