import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { checkOut, listHoldsOfMember } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, scripted, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let turi: Library;
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  turi = await makeLibrary(ctx, 'TURI', 'Perpustakaan Turi');
  for (const [username, role] of [
    ['siti', 'circulation'],
    ['kata', 'cataloguer'],
    ['kepala', 'head'],
  ] as const) {
    const account = await makeAccount(t, { username, homeLibraryId: kota.id });
    await grantRole(ctx, { accountId: account.id, role, libraryId: null });
  }
  for (const [number, fullName] of [
    ['3572001', 'Nanda Kusumawati'],
    ['3572002', 'Nanang Hermawan'],
    ['3572003', 'Sri Wahyuni'],
  ] as const) {
    await makeMember(ctx, { number, fullName, homeLibrary: 'KOTA' });
  }
  const copies = [
    ['B-1', 'Laut Bercerita', 'umum'],
    ['B-2', 'Gadis Kretek', 'umum'],
    ['R-1', 'Ensiklopedia Jawa Timur', 'referensi'],
  ] as const;
  for (const [barcode, title, itemType] of copies) {
    await makeCopy(ctx, { barcode, title, libraryId: kota.id, itemType });
  }
  for (const itemBarcode of ['B-1', 'B-2']) {
    await checkOut(ctx, { memberNumber: '3572003', itemBarcode, libraryId: kota.id });
  }
});
const browser = useBrowser();

async function at(path: string, username = 'siti', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.open(options);
  const { token } = await signedIn(app, username);
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(app.origin + path, { waitUntil: 'networkidle' });
  if (options.javaScriptEnabled !== false && path.startsWith('/staf')) await scripted(page);
  return page;
}
const bibOf = async (barcode: string): Promise<number> =>
  (await app.db.selectFrom('item').select('bibId').where('barcode', '=', barcode).executeTakeFirstOrThrow()).bibId;
const heldBy = async (number: string) =>
  (await listHoldsOfMember(systemCtx(app.db, app.clock, 'uji'), number)).map(({ title, position }) => [
    title,
    position,
  ]);
const answer = async (page: Page, words: string) => page.locator('.answer', { hasText: words }).first().waitFor();

test('with a card open a title is typed, chosen by one key and placed by the next, and taken back by F7', async () => {
  const page = await at('/staf/sirkulasi');
  await page.keyboard.type('3572001');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Nanda Kusumawati' }).waitFor();
  await page.keyboard.press('Alt+p');
  await page.keyboard.type('laut ber');
  await page.locator('#pesankan-saran [role=option]', { hasText: 'Giliran ke-1' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await answer(page, 'Dipesan, giliran ke-1');
  expect(await heldBy('3572001')).toEqual([['Laut Bercerita', 1]]);
  // the next scan goes to the desk's box again
  await page.waitForFunction(() => document.activeElement?.id === 'kode');
  await page.keyboard.press('F7');
  await answer(page, 'Pesanan ini dibatalkan');
  expect(await heldBy('3572001')).toEqual([]);
  await page.close();
});

test('on the page of the member a second Enter changes nothing: the hold is placed, and its answer stays', async () => {
  const page = await at('/staf/anggota/3572002');
  await page.keyboard.press('Alt+p');
  await page.keyboard.type('laut ber');
  await page.locator('#pesankan-saran [role=option]', { hasText: 'Giliran ke-1' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await answer(page, 'Dipesan, giliran ke-1');
  expect(new URL(page.url()).pathname).toBe('/staf/anggota/3572002');
  expect(await heldBy('3572002')).toEqual([['Laut Bercerita', 1]]);
  // while the page is drawn anew after the answer a key finds no button: whoever sees nothing happen presses again
  const takenBack = page.locator('.answer', { hasText: 'Pesanan ini dibatalkan' });
  await expect
    .poll(
      async () => {
        if ((await takenBack.count()) === 0) await page.keyboard.press('F7');
        return takenBack.count();
      },
      { interval: 2_000, timeout: 15_000 },
    )
    .toBeGreaterThan(0);
  expect(await heldBy('3572002')).toEqual([]);
  await page.close();
});

test('where another library was chosen in another tab, reserving asks once, and sent again it is booked where the page says', async () => {
  const page = await at('/staf/pesanan/baru?anggota=3572002&q=laut', 'kepala', { javaScriptEnabled: false });
  const { id } = await app.db
    .selectFrom('account')
    .select('id')
    .where('username', '=', 'kepala')
    .executeTakeFirstOrThrow();
  await page.context().addCookies([{ name: `lumbung_tempat_${id}`, value: String(turi.id), url: app.origin }]);
  const press = async (): Promise<void> =>
    page.locator('.ketemu li', { hasText: 'Laut Bercerita' }).getByRole('button').first().click();
  await press();
  await answer(page, 'Halaman ini dibuka untuk Perpustakaan Kota');
  expect(await heldBy('3572002')).toEqual([]);
  await press();
  await answer(page, 'Dipesan, giliran ke-1');
  expect(await heldBy('3572002')).toEqual([['Laut Bercerita', 1]]);
  await page.getByRole('button', { name: 'Urungkan pesanan ini' }).click();
  await answer(page, 'Pesanan ini dibatalkan');
  await page.close();
});

test('what cannot be reserved says why in the list, and is not chosen by mistake', async () => {
  const page = await at('/staf/sirkulasi?anggota=3572001');
  await page.keyboard.press('Alt+p');
  await page.keyboard.type('ensiklopedia');
  await page.locator('#pesankan-saran [role=option]', { hasText: 'hanya dibaca di tempat' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await heldBy('3572001')).toEqual([]);
  await expectAccessible(page);
  await page.close();
});

test('from the title: whoever it is for is found by card or name, told the turn, and Enter places it', async () => {
  const bibId = await bibOf('B-2');
  const page = await at(`/staf/katalog/${bibId}`);
  await page.getByRole('link', { name: 'Pesan untuk anggota…' }).click();
  await page.waitForSelector('#anggota');
  await page.keyboard.type('3572001');
  await page.keyboard.press('Enter');
  await page.locator('.janji', { hasText: 'Giliran ke-1' }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await answer(page, 'Dipesan, giliran ke-1');
  expect(await heldBy('3572001')).toEqual([['Gadis Kretek', 1]]);
  await page.getByRole('button', { name: 'Urungkan pesanan ini' }).click();
  await answer(page, 'Pesanan ini dibatalkan');
  expect(await heldBy('3572001')).toEqual([]);
  await page.close();
});

test('the same without a script, from a name that two people bear', async () => {
  const page = await at('/staf/pesanan/baru', 'siti', { javaScriptEnabled: false });
  await page.fill('#anggota', 'nan');
  await page.click('form.find button');
  await page.click('a:has-text("Nanda Kusumawati")');
  await page.fill('#q', 'laut');
  await page.click('form.find button');
  await page.locator('.ketemu li', { hasText: 'Laut Bercerita' }).getByRole('button').click();
  await answer(page, 'Dipesan, giliran ke-1');
  expect(await heldBy('3572001')).toEqual([['Laut Bercerita', 1]]);
  // once more is refused in a sentence
  await page.fill('#q', 'B-1');
  await page.click('form.find button');
  await page.locator('.ketemu li', { hasText: 'sudah dipesan anggota ini' }).waitFor();
  const odd = await page.goto(
    `${app.origin}/staf/pesanan/baru?anggota=TIDAK%00ADA&judul=1000000000000000&q=${'a'.repeat(3000)}`,
  );
  expect(odd?.status()).toBeLessThan(500);
  await page.close();
});

test('staff on a public page stay themselves; who may not reserve is not offered it', async () => {
  const bibId = await bibOf('B-1');
  const page = await at(`/katalog/${bibId}`);
  await page.getByRole('link', { name: 'Pesan untuk anggota…' }).waitFor();
  await page.goto(`${app.origin}/katalog/${bibId}/pesan`);
  await page.waitForURL(new RegExp(`/staf/pesanan/baru\\?judul=${bibId}`));
  await page.close();
  const cataloguer = await at(`/katalog/${bibId}`, 'kata');
  await cataloguer.getByRole('link', { name: 'Buka di katalog staf' }).waitFor();
  expect(await cataloguer.getByRole('link', { name: 'Pesan untuk anggota…' }).count()).toBe(0);
  await cataloguer.goto(`${app.origin}/katalog/${bibId}/pesan`);
  await cataloguer.waitForURL(`${app.origin}/katalog/${bibId}`);
  await cataloguer.goto(`${app.origin}/staf/katalog/${bibId}`);
  expect(await cataloguer.getByRole('link', { name: 'Pesan untuk anggota…' }).count()).toBe(0);
  const refused = await cataloguer.goto(`${app.origin}/staf/pesanan/baru`);
  expect(refused?.status()).toBe(403);
  await cataloguer.close();
});
