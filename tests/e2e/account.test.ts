import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { resetPin } from '#modules/people/members';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { checkOut, createPolicy } from '#modules/lending/circulation';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const NUMBER = '20261100001';
let pin = '';
const bibs: Record<string, number> = {};

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const at = { ...ctx, libraryId };
  await makeMember(ctx, { fullName: 'Sari Wulandari', number: NUMBER, homeLibrary: 'KOTA', category: 'umum' });
  ({ pin } = await resetPin(ctx, NUMBER));
  for (const title of ['Laskar Pelangi', 'Bumi Manusia', 'Gadis Kretek']) {
    const bibId = await makeBib(ctx, { title });
    await makeItem(ctx, { bibId, libraryId, barcodes: [`B-${title.replace(' ', '')}`] });
    bibs[title] = bibId;
  }
  await checkOut(at, { memberNumber: NUMBER, itemBarcode: 'B-BumiManusia' });
});
const browser = useBrowser();

async function member(next: string, options = {}): Promise<Page> {
  const page = await browser.open({ javaScriptEnabled: false, ...options });
  await page.goto(`${app.origin}/masuk?lanjut=${encodeURIComponent(next)}`);
  await page.fill('[name=number]', NUMBER);
  await page.fill('[name=pin]', pin);
  await page.click('form[action$="?/member"] button');
  await page.waitForURL((url) => url.pathname + url.search === next);
  return page;
}

test('the account leads to its rooms, and the card shows its number as a large code, with nothing else in it', async () => {
  const page = await member('/akun');
  expect(await page.textContent('.loans')).toContain('Bumi Manusia');
  await page.click('nav a:has-text("Kartu")');
  await page.waitForURL('**/akun/kartu');
  expect(await page.textContent('.terang')).toContain(NUMBER);
  const size = await page.locator('.terang img').boundingBox();
  expect(size?.width).toBeGreaterThan(280);
  expect(await page.getAttribute('.ruang [aria-current=page]', 'href')).toBe('/akun/kartu');
});

test('who wants to renew by hand switches automatic renewal off, and on again; where no rule renews, nothing is said of it', async () => {
  const page = await member('/akun');
  expect(await page.textContent('main')).not.toContain('perpanjangan otomatis');
  await createPolicy(app.ctx(), { itemType: 'umum', autoRenewal: true });
  await page.goto(`${app.origin}/akun`);
  await page.getByRole('button', { name: 'Matikan perpanjangan otomatis' }).click();
  await page.getByText('Perpanjangan otomatis mati.').waitFor();
  await page.getByText('Anda memperpanjang sendiri').waitFor();
  await page.getByRole('button', { name: 'Nyalakan perpanjangan otomatis' }).click();
  await page.getByText('Perpanjangan otomatis menyala.').waitFor();
});

test('on a phone the rooms are one row that is pushed sideways, and the page is not wider than the phone', async () => {
  const page = await member('/akun/kartu', { viewport: { width: 390, height: 844 }, javaScriptEnabled: true });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await expectAccessible(page);
});

test('who is not signed in saves from the results, as a list or as covers: signs in on the way, saves, and is back there', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  for (const [results, place] of [
    ['/katalog?q=bumi', '.hits'],
    ['/katalog?q=bumi&tampil=kisi', '.wall'],
  ] as const) {
    await page.context().clearCookies();
    await page.goto(app.origin + results);
    await page.click(`${place} a:has-text("Simpan: Bumi Manusia")`);
    await page.fill('[name=number]', NUMBER);
    await page.fill('[name=pin]', pin);
    await page.click('form[action$="?/member"] button');
    await page.check('[name=list][value=baru]');
    await page.fill('#title', `Dari hasil ${place}`);
    await page.click('main form button');
    await page.waitForURL(`**${results}`);
    expect(await page.textContent('.flash')).toContain(`Disimpan ke “Dari hasil ${place}”`);
  }
  // signed in, the covers have it too
  expect(await page.locator('.wall .keep').count()).toBe(1);
  const staff = await browser.open();
  await signInAsStaff(staff, app.origin, { next: '/katalog?q=bumi' });
  expect(await staff.textContent('main')).not.toContain('Simpan: Bumi Manusia');
});

test('without JavaScript a reader saves a title from the record and one from the results, orders them and shares the list', async () => {
  const page = await member(`/katalog/${bibs['Laskar Pelangi']}`);
  await page.click('a:has-text("Pilih daftarnya")');
  await page.check('[name=list][value=baru]');
  await page.fill('#title', 'Dibaca bulan ini');
  await page.fill('#note', 'saran Pak Guru');
  await page.click('main form button');
  await page.waitForURL(`**/katalog/${bibs['Laskar Pelangi']}`);
  expect(await page.textContent('.flash')).toContain('Disimpan ke “Dibaca bulan ini”');

  await page.goto(`${app.origin}/katalog?q=gadis`);
  // one tap: into the list used last, and the reader stays where they are
  await page.click('.hits button:has-text("Simpan")');
  await page.waitForURL('**/katalog?q=gadis');
  expect(await page.textContent('.flash')).toContain('Disimpan ke “Dibaca bulan ini”');

  await page.goto(`${app.origin}/akun/daftar`);
  await page.click('.daftar a:has-text("Dibaca bulan ini")');
  const titles = async (): Promise<string[]> => page.locator('.judul h2').allTextContents();
  expect(await titles()).toEqual(['Laskar Pelangi', 'Gadis Kretek']);
  await page.click('.judul li:has-text("Gadis Kretek") button:has-text("Naikkan")');
  expect(await titles()).toEqual(['Gadis Kretek', 'Laskar Pelangi']);
  expect(await page.textContent('.catatan')).toBe('saran Pak Guru');
  await page.check('[name=visibility][value=public]');
  await page.click('button:has-text("Simpan perubahan")');
  const address = (await page.getAttribute('.alamat a', 'href')) ?? '';

  const stranger = await browser.open({ javaScriptEnabled: false });
  await stranger.goto(address);
  expect(await stranger.textContent('h1')).toBe('Dibaca bulan ini');
  expect(await stranger.textContent('main')).toContain('oleh Anggota');
  expect(await stranger.content()).not.toContain('Sari');
  const said: unknown = JSON.parse((await stranger.textContent('script[type="application/ld+json"]')) ?? '');
  expect(said).toMatchObject({
    '@type': 'ItemList',
    numberOfItems: 2,
    itemListElement: [
      { position: 1, item: { name: 'Gadis Kretek', offers: { availability: 'https://schema.org/InStock' } } },
      {},
    ],
  });
  await stranger.goto(`${app.origin}/daftar-bacaan`);
  expect(await stranger.textContent('.daftar')).toContain('Dibaca bulan ini');
});

test('a list that was deleted by mistake is brought back from the next page', async () => {
  const page = await member('/akun/daftar');
  await page.fill('#title', 'Salah hapus');
  await page.click('button:has-text("Buat daftar")');
  await page.click('summary:has-text("Hapus daftar")');
  await page.click('button:has-text("Hapus daftar ini")');
  expect(await page.textContent('.note.ok')).toContain('Daftar dihapus');
  await page.click('button:has-text("Kembalikan")');
  expect(await page.textContent('h1')).toBe('Salah hapus');
});

test('a name that is a phone number is not shown to anybody', async () => {
  const page = await member('/akun/daftar');
  await page.fill('#displayName', '0812-3456-7890');
  await page.click('button:has-text("Simpan nama")');
  expect(await page.textContent('#displayName-error')).toContain('nomor telepon');
});

test('the pages of the account and of lists are accessible and carry at most 12 kB of styles', async () => {
  const page = await member('/akun', { javaScriptEnabled: true });
  for (const path of [
    '/akun',
    '/akun/kartu',
    '/akun/daftar',
    `/katalog/${bibs['Gadis Kretek']}/simpan`,
    '/daftar-bacaan',
    '/akun/ulasan',
    `/katalog/${bibs['Gadis Kretek']}/ulasan/tulis`,
    `/katalog/${bibs['Gadis Kretek']}/ulasan`,
    `/katalog/${bibs['Gadis Kretek']}`,
  ]) {
    await page.goto(app.origin + path);
    await expectAccessible(page);
    const styles = [...(await page.content()).matchAll(/<style[^>]*>(.*?)<\/style>/gs)]
      .map(([, css]) => css ?? '')
      .join('');
    expect(Buffer.byteLength(styles), path).toBeLessThanOrEqual(12_000);
  }
});

test('a review is written without JavaScript, waits, is approved by a librarian, and then stands on the record', async () => {
  const bibId = bibs['Gadis Kretek'];
  const page = await member(`/katalog/${bibId}/ulasan/tulis`);
  await page.check('[name=stars][value="4"]');
  await page.fill('#body', 'Wangi cengkih sampai halaman terakhir.');
  await page.click('button:has-text("Kirim ulasan")');
  expect(await page.textContent('.ulasan')).toContain('Menunggu dibaca pustakawan');
  const stranger = await browser.open({ javaScriptEnabled: false });
  await stranger.goto(`${app.origin}/katalog/${bibId}`);
  expect(await stranger.textContent('#pembaca ~ *, section:has(#pembaca)')).toContain('Belum ada ulasan');

  const staff = await browser.open();
  await signInAsStaff(staff, app.origin, { next: '/staf/ulasan' });
  await expectAccessible(staff);
  await staff.click('button:has-text("Setujui")');
  expect(await staff.textContent('.empty')).toContain('Semua ulasan sudah dibaca');
  await stranger.reload();
  expect(await stranger.textContent('section:has(#pembaca)')).toContain('4,0 dari 5 bintang, 1 ulasan');
  expect(await stranger.textContent('.ulasan')).toContain('Wangi cengkih');
  const said: unknown = JSON.parse((await stranger.textContent('script[type="application/ld+json"]')) ?? '');
  expect(said).toMatchObject({ aggregateRating: { ratingValue: 4, ratingCount: 1 } });

  await page.goto(`${app.origin}/katalog/${bibId}`);
  await page.click('.ulasan a:has-text("Laporkan")');
  await page.fill('#reason', 'Memuat iklan.');
  await page.click('button:has-text("Kirim laporan")');
  await page.waitForURL(`**/katalog/${bibId}`);
  await staff.reload();
  await staff.click('summary:has-text("Tutup dari umum")');
  await staff.fill('[name=reason]', 'Iklan tidak kami tampilkan.');
  await staff.click('button:has-text("Tutup sekarang")');
  await staff.waitForSelector('.flash');
  await page.goto(`${app.origin}/akun/ulasan`);
  expect(await page.textContent('.ulasan')).toContain('Iklan tidak kami tampilkan.');
  await staff.click('button:has-text("Batalkan keputusan")');
  await staff.waitForSelector('#antrean');
});
