import { beforeAll, expect, test } from 'vitest';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Ctx, Grant } from '#platform/context';
import {
  beginning,
  countLookup,
  exactDestination,
  findDestinations,
  suggestDestinations,
} from '#web/kit/frame/staff/go-to.server.ts';
import { FRAME_ACTS } from '#web/kit/frame/staff/frame-acts.ts';
import { onTheMap } from '#web/kit/frame/staff/on-the-map.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
let kota: number;
let gedog: number;
const who = (...grants: Grant[]): Ctx => t.ctx({ grants });
const clerk = (libraryId: number | null, more: Partial<Grant> = {}): Ctx =>
  who({ libraryId, permissions: ['loans.*', 'members.read', 'catalog.read'], ...more });
const membersFor = async (ctx: Ctx, q: string): Promise<string[]> =>
  (await findDestinations(ctx, q)).members.map(({ name }) => name);

beforeAll(async () => {
  const ctx = t.ctx();
  kota = (await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(ctx, 'KEL-GEDOG', 'Perpustakaan Gedog')).id;
  await makeMember(ctx, { fullName: 'Nanda Kusumawati', number: '3572001', homeLibrary: 'KOTA' });
  await makeMember(ctx, {
    ...{ fullName: 'Nanda Pratama', number: '3572002', homeLibrary: 'KEL-GEDOG' },
    ...{ birthDate: '2016-05-01', guardianName: 'Ibu Pratama', guardianPhone: '081200000001' },
  });
  await makeCopy({ ...ctx, libraryId: kota }, { title: 'Gadis Kretek', barcode: 'B-1', libraryId: kota });
});

test('members are found where one may see them, a child of another library or school never', async () => {
  expect(await membersFor(clerk(null), 'nanda')).toEqual(['Nanda Kusumawati', 'Nanda Pratama']);
  expect(await membersFor(clerk(kota), 'nanda')).toEqual(['Nanda Kusumawati']);
  expect(await membersFor(clerk(kota, { ownMembersOnly: true }), 'nanda')).toEqual(['Nanda Kusumawati']);
  expect(await membersFor(clerk(gedog), '3572001')).toEqual([]);
  expect(await membersFor(who({ libraryId: null, permissions: ['catalog.*', 'reports.read'] }), 'nanda')).toEqual([]);
  // two letters fit half the town
  expect(await membersFor(clerk(null), 'na')).toEqual([]);
});

test('a code leads to its card or copy, and nowhere for whom its page is shut', async () => {
  expect(await exactDestination(clerk(null), '3572002')).toBe('/staf/anggota/3572002');
  expect(await exactDestination(clerk(kota), '3572001')).toBe('/staf/anggota/3572001');
  // a desk serves this card, and still may not see its page
  expect(await exactDestination(clerk(kota), '3572002')).toBeNull();
  expect(await exactDestination(clerk(kota, { ownMembersOnly: true }), '3572002')).toBeNull();
  expect(await exactDestination(who({ libraryId: kota, permissions: ['loans.read'] }), '3572001')).toBeNull();
  expect(await exactDestination(who({ libraryId: kota, permissions: ['catalog.read'] }), '3572001')).toBeNull();
  expect(await exactDestination(who({ libraryId: kota, permissions: ['catalog.read'] }), 'B-1')).toMatch(
    /^\/katalog\/\d+$/,
  );
  expect(await exactDestination(who({ libraryId: kota, permissions: ['catalog.*'] }), 'B-1')).toMatch(
    /^\/staf\/katalog\/\d+$/,
  );
  expect(await exactDestination(who({ libraryId: kota, permissions: ['visits.record'] }), 'B-1')).toBeNull();
});

test('what somebody may not do is named without an address, and pages that are not theirs are not named', async () => {
  const { pages, acts } = await findDestinations(who({ libraryId: kota, permissions: ['catalog.read'] }), 'anggota');
  expect(pages.map(({ href }) => href)).not.toContain('/staf/anggota');
  expect(acts.find(({ label }) => label === 'Tambah anggota')?.href).toBeNull();
  const { recent } = await beginning(who({ libraryId: kota, permissions: ['catalog.read'] }), ['/staf/kas']);
  expect(recent).toEqual([]);
});

test.each([
  ['200.000 letters', 'a'.repeat(200_000).slice(0, 100)],
  ['half a smiling face', `${'😀'.repeat(60)}`.slice(0, 99)],
  ['marks of right to left', '\u202E\u200F3572001\u202C'],
  ['signs of a pattern', '%_\\%'],
  ['a question of its own', "'; drop table member; --"],
  ['spaces alone', '   '],
  ['a number larger than any', '9'.repeat(100)],
])('%s find nobody, and break nothing', async (_, q) => {
  const ctx = clerk(null);
  expect(await exactDestination(ctx, q)).toBeNull();
  expect((await findDestinations(ctx, q)).members).toEqual([]);
  expect(await suggestDestinations(ctx, { q, pages: [], here: '' })).toEqual(expect.any(Array));
});

test('no two things that may stand in one list are called alike, in either language', () => {
  for (const locale of ['id', 'en'] as const) {
    const names = (all: readonly { label: (typeof onTheMap)[number]['label'] }[]): string[] =>
      all.map(({ label }) => label({}, { locale }));
    const pages = names(onTheMap);
    expect(pages).toEqual([...new Set(pages)]);
    const acts = names([...onTheMap.flatMap(({ acts: own = [] }) => own), ...FRAME_ACTS]);
    expect(acts).toEqual([...new Set(acts)]);
  }
});

test('who types as fast as a hand can is never refused; a machine that goes through the members is, for a minute', async () => {
  const now = new Date('2026-11-25T03:00:00Z');
  const asks = async (id: number, ms = 0): Promise<void> =>
    countLookup({ ...t.ctx({ id }), clock: { now: () => new Date(now.getTime() + ms) } });
  // seven letters a second, a whole minute, in two windows
  for (let nth = 0; nth < 840; nth += 1) await asks(7, nth * 70);
  for (let nth = 840; nth < 900; nth += 1) await asks(7);
  await expect(asks(7)).rejects.toMatchObject({ code: 'platform.too_many_requests' });
  await asks(8);
  await asks(7, 60_001);
});
