import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { deactivateLibrary, getLibrary } from '#modules/ground/libraries';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, scripted, strokeToGo, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let kota = 0;
let gedog = 0;
let turi = 0;
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  kota = (await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(ctx, 'KEL-GEDOG', 'Perpustakaan Gedog')).id;
  turi = (await makeLibrary(ctx, 'KEL-TURI', 'Perpustakaan Turi')).id;
  const serves = async (username: string, role: string, ...at: (number | null)[]): Promise<void> => {
    const { id } = await makeAccount(t, { username, homeLibraryId: kota });
    for (const libraryId of at) await grantRole(ctx, { accountId: id, role, libraryId });
  };
  await serves('siti', 'circulation', kota, gedog);
  await serves('dewi', 'circulation', kota, turi);
  await serves('budi', 'circulation', kota);
  await serves('rina', 'head', null);
  await makeMember(ctx, { number: '3572001', fullName: 'Nanda Kusumawati', homeLibrary: 'KOTA' });
  for (const code of ['B-1', 'B-2']) await makeCopy(ctx, { barcode: code, title: `Judul ${code}`, libraryId: kota });
});
const browser = useBrowser();

async function enter(username: string, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.open(options);
  const { token } = await signedIn(app, username);
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(app.origin + path, { waitUntil: 'networkidle' });
  if (options.javaScriptEnabled !== false && path.startsWith('/staf')) await scripted(page);
  return page;
}
const workplace = async (page: Page): Promise<string> => (await page.locator('.tempat b').first().textContent()) ?? '';
async function change(page: Page, library: string): Promise<void> {
  await page.click('.tempat summary');
  await page.click(`.tempat button:has-text("${library}")`);
}
/** Where the loans of a copy were booked. */
const loansOf = async (barcode: string): Promise<(number | null)[]> =>
  (
    await app.db
      .selectFrom('loan')
      .innerJoin('item', 'item.id', 'loan.itemId')
      .select('loan.libraryId')
      .where('item.barcode', '=', barcode)
      .execute()
  ).map(({ libraryId }) => libraryId);

test('without JavaScript the library is changed in the rail; every page that it rules names it, and what changes is said', async () => {
  const page = await enter('siti', '/staf/loker', { javaScriptEnabled: false });
  expect(await workplace(page)).toBe('Perpustakaan Kota');
  await change(page, 'Perpustakaan Gedog');
  expect(new URL(page.url()).pathname).toBe('/staf/loker');
  expect(await page.textContent('.flash')).toContain('Sekarang bekerja di Perpustakaan Gedog');
  for (const path of [
    '/staf/loker',
    '/staf/pesanan',
    '/staf/sirkulasi',
    '/staf/kas',
    '/staf/terlambat',
    '/staf/cacah-ulang',
  ]) {
    const answer = await page.goto(app.origin + path);
    if (answer?.status() === 403) continue;
    expect(await workplace(page), path).toBe('Perpustakaan Gedog');
    expect(await page.textContent('h1'), path).toContain('Perpustakaan Gedog');
  }
});

test('a page that was looked at for one library shows the one that is chosen after it', async () => {
  const page = await enter('rina', '/staf/terlambat?perpustakaan=KOTA', { javaScriptEnabled: false });
  expect(await page.textContent('h1')).toContain('Perpustakaan Kota');
  await change(page, 'Perpustakaan Gedog');
  expect(new URL(page.url()).search).toBe('');
  expect(await page.textContent('h1')).toContain('Perpustakaan Gedog');
});

test('who serves one library sees its name, and no choice; a cookie of another one changes nothing', async () => {
  const page = await enter('budi', '/staf');
  expect(await workplace(page)).toBe('Perpustakaan Kota');
  expect(await page.locator('.tempat summary').count()).toBe(0);
  const { id } = await app.db
    .selectFrom('account')
    .select('id')
    .where('username', '=', 'budi')
    .executeTakeFirstOrThrow();
  await page.context().addCookies([{ name: `lumbung_tempat_${id}`, value: String(gedog), url: app.origin }]);
  await page.goto(`${app.origin}/staf/sirkulasi`);
  expect(await page.textContent('h1')).toContain('Perpustakaan Kota');
  const answer = await page.request.post(`${app.origin}/staf/perpustakaan-kerja`, {
    form: { perpustakaan: String(gedog) },
    headers: { origin: app.origin, accept: 'text/html' },
  });
  expect(answer.status()).toBe(409);
  expect(await answer.text()).toContain('bukan tempat tugas Anda');
});

test('two tabs: a form of the one is not booked silently at the library that was chosen in the other', async () => {
  const first = await enter('siti', '/staf/anggota/baru', { javaScriptEnabled: false });
  const second = await first.context().newPage();
  await second.goto(`${app.origin}/staf`);
  await change(second, 'Perpustakaan Gedog');
  await first.fill('[name=fullName]', 'Bagas Wijaya');
  await first.click('main form button:not([name])');
  const asked = await first.textContent('main [role=alert]');
  expect(asked).toContain('Halaman ini dibuka untuk Perpustakaan Kota');
  expect(asked).toContain('Perpustakaan Gedog');
  expect(await first.inputValue('[name=fullName]')).toBe('Bagas Wijaya');
  expect(await workplace(first)).toBe('Perpustakaan Kota');
  expect(await first.locator('main form button:has-text("Catat di Perpustakaan Gedog")').count()).toBe(1);
});

test('asked about once, a form that is sent again is booked at the library of its page', async () => {
  const first = await enter('rina', '/staf/sirkulasi/baca-di-tempat', { javaScriptEnabled: false });
  const second = await first.context().newPage();
  await second.goto(`${app.origin}/staf`);
  await change(second, 'Perpustakaan Gedog');
  const count = async (): Promise<void> => {
    await first.fill('[name=kode]', 'B-2');
    await first.click('form[action="?/count"] button');
  };
  const counted = async () => app.db.selectFrom('readingUse').select('libraryId').execute();
  await count();
  expect(await first.textContent('main [role=alert]')).toContain('Halaman ini dibuka untuk Perpustakaan Kota');
  expect(await counted()).toEqual([]);
  await count();
  expect(await counted()).toEqual([{ libraryId: kota }]);
  // what comes next is a page of the library that is chosen
  expect(await workplace(first)).toBe('Perpustakaan Gedog');
});

test('two tabs at the desk: a scan of the old page lends nothing, neither here nor there', async () => {
  const first = await enter('siti', '/staf/sirkulasi');
  await first.fill('#kode', '3572001');
  await first.keyboard.press('Enter');
  await first.getByRole('heading', { name: 'Nanda Kusumawati', exact: true }).waitFor();
  const second = await first.context().newPage();
  await second.goto(`${app.origin}/staf`);
  await change(second, 'Perpustakaan Gedog');
  await second.locator('.flash').waitFor();
  await first.fill('#kode', 'B-1');
  await first.keyboard.press('Enter');
  await first.locator('.answer', { hasText: 'Belum dicatat' }).waitFor();
  expect(await loansOf('B-1')).toEqual([]);
  // the card of Kota is not carried over to the desk of Gedog
  await first.locator('.tempat b', { hasText: 'Perpustakaan Gedog' }).waitFor();
  expect(await first.getByRole('heading', { name: 'Nanda Kusumawati', exact: true }).count()).toBe(0);
  await first.click('.answer a:has-text("Buka meja Perpustakaan Gedog")');
  await first.waitForURL((url) => !url.searchParams.has('anggota'));
  await first.waitForLoadState('networkidle');
  await first.fill('#kode', '3572001');
  await first.keyboard.press('Enter');
  await first.getByRole('heading', { name: 'Nanda Kusumawati', exact: true }).waitFor();
  await first.fill('#kode', 'B-1');
  await first.keyboard.press('Enter');
  await first.locator('.answer', { hasText: 'Dipinjam sampai' }).waitFor();
  expect(await loansOf('B-1')).toEqual([gedog]);
});

test('an open card holds back a change of the library, with the reason and the way to end it', async () => {
  const page = await enter('dewi', '/staf/sirkulasi?anggota=3572001', { javaScriptEnabled: false });
  await change(page, 'Perpustakaan Turi');
  expect(await page.textContent('main [role=status]')).toContain('Kartu Nanda Kusumawati masih terbuka di meja');
  expect(await workplace(page)).toBe('Perpustakaan Kota');
  await page.click('button:has-text("Tutup, lalu bekerja di Perpustakaan Turi")');
  expect(new URL(page.url()).search).toBe('');
  expect(await page.textContent('h1')).toContain('Perpustakaan Turi');
});

test('the window of a page that a library rules ends with its name, that of the whole network does not', async () => {
  const plain = await enter('rina', '/staf/kas', { javaScriptEnabled: false });
  expect(await plain.title()).toBe('Kas harian · Lumbung · Kota');
  const page = await enter('rina', '/staf');
  await expect.poll(async () => page.title()).toBe('Hari ini · Lumbung · Kota');
  await page.click('.rail nav a:has-text("Koleksi")');
  await expect.poll(async () => page.title()).toBe('Katalog · Lumbung');
  await page.click('.rail nav a:has-text("Meja")');
  await expect.poll(async () => page.title()).toMatch(/ · Lumbung · Kota$/);
  await change(page, 'Perpustakaan Gedog');
  await expect.poll(async () => page.title()).toMatch(/ · Lumbung · Gedog$/);
  expect(await page.title()).not.toContain('Kota');
});

test('a form of the whole network asks nobody about a library', async () => {
  const first = await enter('rina', '/staf/mulai', { javaScriptEnabled: false });
  const second = await first.context().newPage();
  await second.goto(`${app.origin}/staf`);
  await change(second, 'Perpustakaan Gedog');
  await first.click('text=Tutup panduan ini');
  expect(await first.textContent('main')).toContain('Panduan tidak lagi tampil');
  expect(await first.locator('main [role=alert]').count()).toBe(0);
  await second.goto(`${app.origin}/staf/kategori`);
  expect(await second.locator('input[name="_tempat"]').count()).toBe(0);
});

test('another account in the same browser begins at its own library', async () => {
  const page = await enter('dewi', '/staf');
  await change(page, 'Perpustakaan Turi');
  await page.locator('.flash').waitFor();
  const { token } = await signedIn(app, 'rina');
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(`${app.origin}/staf`);
  expect(await workplace(page)).toBe('Perpustakaan Kota');
});

test('a library that closes is nobody’s workplace any more: what is sent from its page is not booked', async () => {
  const page = await enter('dewi', '/staf/anggota/baru', { javaScriptEnabled: false });
  await change(page, 'Perpustakaan Turi');
  expect(await workplace(page)).toBe('Perpustakaan Turi');
  const admin = systemCtx(app.db, app.clock, 'uji');
  await deactivateLibrary(admin, turi, (await getLibrary(admin, turi)).version);
  await page.fill('[name=fullName]', 'Bagas Wijaya');
  await page.click('main form button:not([name])');
  expect(await page.textContent('main [role=alert]')).toContain('sudah ditutup');
  expect(await page.inputValue('[name=fullName]')).toBe('Bagas Wijaya');
  expect(await workplace(page)).toBe('Perpustakaan Kota');
});

test('an entry of the rail leads to the tab that was used last, and on a phone the current tab is in sight', async () => {
  const page = await enter('rina', '/staf/kas', { viewport: { width: 390, height: 800 } });
  const box = await page.locator('.work > .tabs [aria-current]').boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
  await page.goto(`${app.origin}/staf`);
  expect(await page.getAttribute('.rail .menu nav a:has-text("Meja")', 'href')).toBe('/staf/kas');
});

test('while somebody types “Pergi ke…” offers where to go; arrows and Enter lead there, Escape closes', async () => {
  const page = await enter('rina', '/staf/loker');
  await strokeToGo(page);
  await page.locator('.palet [role=option]').first().waitFor();
  await page.keyboard.type('stock opname');
  await page.locator('.palet [role=option]', { hasText: 'Cacah ulang' }).first().waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  expect(await page.locator('.palet').count()).toBe(0);
  await page.fill('#pergi', 'nanda');
  await page.locator('.palet [role=option]', { hasText: 'Nanda Kusumawati' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/staf/anggota/3572001');
});

test('a machine that goes through the members by “Pergi ke…” is refused, and its neighbour is not', async () => {
  const page = await enter('siti', '/staf', { javaScriptEnabled: false });
  const asked = async (of: Page, path: string): Promise<number> => (await of.request.get(app.origin + path)).status();
  expect(await asked(page, '/staf/pergi/saran?q=nanda')).toBe(200);
  const { id } = await app.db
    .selectFrom('account')
    .select('id')
    .where('username', '=', 'siti')
    .executeTakeFirstOrThrow();
  await app.db.updateTable('rateLimit').set({ hits: 900 }).where('key', '=', `go-to:${id}`).execute();
  expect(await asked(page, '/staf/pergi/saran?q=nanda')).toBe(429);
  expect(await asked(page, '/staf/pergi?q=nanda')).toBe(429);
  // the page itself, and all others, stay open
  expect(await asked(page, '/staf/pergi')).toBe(200);
  expect(await asked(await enter('budi', '/staf'), '/staf/pergi/saran?q=nanda')).toBe(200);
});

test('who may not do a thing is told so while typing, and finds no members', async () => {
  const page = await enter('budi', '/staf');
  await page.fill('#pergi', 'undang petugas');
  const line = page.locator('.palet [role=option][aria-disabled]');
  await line.first().waitFor();
  expect(await line.first().textContent()).toContain('Di luar wewenang Anda');
});

test('the keys of a page are listed by a question mark on every page, and on a page without JavaScript', async () => {
  const page = await enter('budi', '/staf');
  await page.keyboard.press('?');
  const list = page.getByRole('dialog');
  await list.getByText('Pergi ke halaman, tindakan').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.locator('#daftar-tombol').waitFor({ state: 'detached' });
  // the browser gives the focus back to where it was some time after: a key that it takes away is pressed again
  await expect
    .poll(async () => {
      await page.fill('#pergi', '');
      await page.locator('#pergi').press('?');
      return page.inputValue('#pergi');
    })
    .toBe('?');
  expect(await list.count()).toBe(0);

  const plain = await enter('budi', '/staf', { javaScriptEnabled: false });
  await plain.click('.rail a:has-text("Daftar tombol")');
  expect(await plain.textContent('main')).toContain('Cari anggota dengan nama');
});
