import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { checkOut, createPolicy } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { listCategories } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const siti = await makeAccount(t, { username: 'siti', homeLibraryId: kota.id });
  await grantRole(ctx, { accountId: siti.id, role: 'circulation', libraryId: null });
  const categories = new Map((await listCategories(ctx)).map(({ code, id }) => [code, id]));
  // one book at a time; what is read here is counted apart for pupils, and with all the others for everybody else
  for (const [code, onSiteApart] of [
    ['pelajar', true],
    ['umum', false],
  ] as const) {
    const categoryId = categories.get(code) ?? null;
    await createPolicy(ctx, { libraryId: kota.id, categoryId, itemType: null, maxLoans: 1, onSiteApart });
  }
  await makeMember(ctx, { number: '3572001', fullName: 'Nanda Kusumawati', homeLibrary: 'KOTA' });
  await makeMember(ctx, { number: '3572002', fullName: 'Budi Hartono', homeLibrary: 'KOTA', category: 'umum' });
  const copy = async (barcode: string, title: string, itemType: string) =>
    makeCopy(ctx, { barcode, title, itemType, libraryId: kota.id });
  await copy('B-1', 'Laskar Pelangi', 'umum');
  await copy('B-2', 'Bumi Manusia', 'umum');
  await copy('R-1', 'Ensiklopedia Jawa Timur, jilid 2', 'referensi');
  await copy('R-2', 'Kamus Besar Bahasa Indonesia', 'referensi');
  await checkOut(ctx, { memberNumber: '3572001', itemBarcode: 'B-1', libraryId: kota.id });
  await checkOut(ctx, { memberNumber: '3572002', itemBarcode: 'B-2', libraryId: kota.id });
});
const browser = useBrowser();

async function desk(path = '/staf/sirkulasi'): Promise<Page> {
  const page = await browser.open();
  const { token } = await signedIn(app, 'siti');
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(app.origin + path, { waitUntil: 'networkidle' });
  return page;
}
async function scanned(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
}
const answer = async (page: Page, words: string) => page.locator('.answer b', { hasText: words }).waitFor();
const atDesk = async (page: Page, number: string, name: string) => {
  await scanned(page, number);
  await page.getByRole('heading', { name, exact: true }).waitFor();
};

test('a reference book is issued for the reading room until it closes, beside the one book that goes home', async () => {
  const page = await desk();
  await atDesk(page, '3572001', 'Nanda Kusumawati');
  // lending it is refused, and the way that is open is one press away
  await scanned(page, 'R-1');
  await answer(page, 'Jangan dipinjamkan');
  await page.click('.answer button:has-text("Enter")');
  await answer(page, '25 November 2026, 16.00');
  await page.getByRole('row', { name: /Ensiklopedia Jawa Timur.*Dibaca di tempat/ }).waitFor();
  // or the desk is turned to reading first
  await page.keyboard.press('F6');
  await scanned(page, 'R-2');
  await answer(page, '25 November 2026, 16.00');
  await expectAccessible(page);
  await page.keyboard.press('F3');
  await scanned(page, 'R-2');
  await answer(page, 'Sudah kembali');
  await page.close();
});

test('where books read here count with the others, the limit holds', async () => {
  const page = await desk();
  await atDesk(page, '3572002', 'Budi Hartono');
  await page.keyboard.press('F6');
  await scanned(page, 'R-2');
  await answer(page, 'Jangan dipinjamkan');
  expect(await page.locator('.answer').textContent()).toContain('1');
  await page.close();
});

test('what lies in the reading room after closing time is seen at the desk and in the overdue list, and comes back', async () => {
  await app.restartAt('2026-11-25T16:30:00+07:00');
  const list = await desk('/staf/terlambat');
  await list.getByRole('row', { name: /Ensiklopedia Jawa Timur.*lewat jam tutup/ }).waitFor();
  await expectAccessible(list);
  await list.close();
  const page = await desk();
  await atDesk(page, '3572001', 'Nanda Kusumawati');
  await page.getByRole('row', { name: /Ensiklopedia Jawa Timur.*Baca di tempat, lewat jam tutup/ }).waitFor();
  await page.keyboard.press('F3');
  await scanned(page, 'R-1');
  await answer(page, 'Sudah kembali');
  await page.goto(`${app.origin}/staf/terlambat`);
  await page.getByText('Tidak ada yang terlambat').waitFor();
  await page.close();
}, 60_000);
