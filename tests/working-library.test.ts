import { beforeAll, expect, test } from 'vitest';
import { deactivateLibrary, getLibrary } from '#modules/ground/libraries';
import { makeLibrary } from '#modules/lending/circulation/testing';
import type { Ctx, Grant } from '#platform/context';
import { askElsewhere, askedOf } from '#web/kit/form/elsewhere.server.ts';
import { readCarried } from '#web/kit/form/page-library.ts';
import { findWork, settleLibrary } from '#web/kit/frame/staff/working-library.server.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
let kota: number;
let gedog: number;
let turi: number;

beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'KEL-GEDOG', 'Perpustakaan Gedog')).id;
  turi = (await makeLibrary(t.ctx(), 'KEL-TURI', 'Perpustakaan Turi')).id;
});

/** A browser with these cookies. */
const browser = (cookies: Record<string, string> = {}) => ({ get: (name: string) => cookies[name] });
const clerk = (grants: readonly Grant[], homeLibraryId: number | null = null, id = 5): Ctx =>
  t.ctx({ id, grants, homeLibraryId });
const serving = (...ids: (number | null)[]): Grant[] =>
  ids.map((libraryId) => ({ libraryId, permissions: ['loans.check_out'] }));
const at = async (ctx: Ctx, cookies: Record<string, string> = {}): Promise<number | null> =>
  (await findWork(ctx, browser(cookies)))?.library.id ?? null;

test('somebody works where they chose last, else at their own library, else at the first where they serve', async () => {
  const siti = clerk(serving(kota, gedog), gedog);
  expect(await at(siti, { lumbung_tempat_5: String(kota) })).toBe(kota);
  expect(await at(siti)).toBe(gedog);
  expect(await at(clerk(serving(turi)))).toBe(turi);
  // where the desk stood before there was one choice for all pages
  expect(await at(siti, { lumbung_meja: String(kota) })).toBe(kota);
  expect(await at(siti, { lumbung_meja: String(kota), lumbung_tempat_5: String(gedog) })).toBe(gedog);
});

test('the choice of one account is not that of the next in the same browser', async () => {
  const cookies = { lumbung_tempat_5: String(gedog) };
  expect(await at(clerk(serving(null), kota, 5), cookies)).toBe(gedog);
  expect(await at(clerk(serving(null), kota, 6), cookies)).toBe(kota);
});

test.each(['', 'KOTA', '-1', '0', '1e3', '999999999999999', '9'.repeat(400), '\0'])(
  'a cookie that names no library of theirs chooses nothing: “%s”',
  async (value) => {
    expect(await at(clerk(serving(gedog, turi), gedog), { lumbung_tempat_5: value })).toBe(gedog);
  },
);

test('nobody works where they do not serve, whatever a cookie or their account says', async () => {
  expect(await at(clerk(serving(gedog), kota), { lumbung_tempat_5: String(kota) })).toBe(gedog);
  const work = await findWork(clerk(serving(gedog), kota), browser());
  expect(work?.libraries.map(({ id }) => id)).toEqual([gedog]);
  expect(await at(clerk([], kota))).toBeNull();
  expect(await at(t.ctx({ kind: 'anonymous' }))).toBeNull();
});

test('a library that has closed is left at the next request', async () => {
  const { id } = await makeLibrary(t.ctx(), 'KEL-LAMA', 'Perpustakaan Lama');
  const siti = clerk(serving(kota, id), id);
  const cookies = { lumbung_tempat_5: String(id) };
  expect(await at(siti, cookies)).toBe(id);
  await deactivateLibrary(t.ctx(), id, (await getLibrary(t.ctx(), id)).version);
  expect(await at(siti, cookies)).toBe(kota);
});

/** A form of Siti, who works at Gedog by now, that carries this. */
async function sent(carried: string) {
  const ctx = clerk(serving(kota, gedog), gedog);
  const work = await findWork(ctx, browser());
  ctx.libraryId = work?.library.id ?? null;
  const locals: Pick<App.Locals, 'ctx' | 'work' | 'elsewhere'> = { ctx, work };
  settleLibrary(locals, readCarried(carried));
  return { at: ctx.libraryId, asked: askedOf(locals).elsewhere, code: askElsewhere(locals)?.code ?? null };
}

test('a form from a page of the library where one works is booked there, and so is one that says none', async () => {
  expect(await sent(String(gedog))).toMatchObject({ at: gedog, code: null });
  expect(await sent('')).toMatchObject({ at: gedog, code: null });
});

test('a form from a page of another library is asked about, and when it is sent again booked at that of its page', async () => {
  const first = await sent(String(kota));
  expect(first).toMatchObject({ at: kota, code: 'platform.other_library' });
  expect(await sent(first.asked?.carries ?? '')).toMatchObject({ at: kota, code: null });
  expect(await sent(first.asked?.chosen.carries ?? '')).toMatchObject({ at: gedog, code: null });
  // asked about while a third one was chosen: that was another question
  expect(await sent(`${kota}:${turi}`)).toMatchObject({ code: 'platform.other_library' });
});

test('a form is never booked where its sender does not serve', async () => {
  expect(await sent(String(turi))).toMatchObject({ at: gedog, code: 'platform.library_left' });
  expect(await sent(`${turi}:${gedog}`)).toMatchObject({ at: gedog, code: 'platform.library_left' });
  expect(await sent(`${turi}!`)).toMatchObject({ at: gedog, code: 'platform.library_left' });
});

test('a screen at the door goes on recording at its door', async () => {
  expect(await sent(`${kota}!`)).toMatchObject({ at: kota, code: null });
});
