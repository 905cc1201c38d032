import { expect, test } from 'vitest';
import { makeCopy, makeLibrary } from '#modules/lending/circulation/testing';
import { makeBulkLoan } from '#modules/lending/bulk-loans/testing';
import { getLibraryByCode } from '#modules/ground/libraries';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeLibrary(ctx, 'TBM-MAWAR', 'TBM Mawar');
  await makeCopy(ctx, { title: 'Laskar Pelangi', barcode: 'B1', libraryId });
  await makeCopy(ctx, { title: 'Bumi Manusia', barcode: 'B2', libraryId });
});
const browser = useBrowser();

test('without JavaScript a box is packed, handed over with its slip, comes back in part, and what is lost ends it', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/pinjaman-paket' });
  await page.click('main a:has-text("Pinjaman baru") >> nth=0');
  await page.fill('#contactName', 'Bu Sri Wahyuni');
  await page.click('main form button');
  // nobody receives it: said, and what was typed stays
  expect(await page.textContent('#receiverLibrary-error')).toContain('salah satu');
  expect(await page.inputValue('#contactName')).toBe('Bu Sri Wahyuni');
  await page.selectOption('#receiverLibrary', 'TBM-MAWAR');
  await page.click('main form button');
  await page.waitForURL(/\/staf\/pinjaman-paket\/\d+$/);
  const agreement = page.url();

  await page.click('main a:has-text("Isi kotak")');
  const box = (await page.textContent('h1 .mono')) ?? '';
  const scan = async (code: string) => {
    await page.fill('#itemBarcode', code);
    await page.press('#itemBarcode', 'Enter');
    await page.waitForLoadState();
    return (await page.textContent('.answer')) ?? '';
  };
  expect(await scan('B1')).toContain('Laskar Pelangi');
  expect(await scan('B1')).toContain('sudah ada di kotak 1');
  expect(await scan('B2')).toContain('Bumi Manusia');
  await page.click('button:has-text("Batalkan pindaian terakhir")');
  expect(await page.textContent('main')).toContain('1 buku');
  await scan('B2');

  await page.goto(agreement);
  await page.click('button:has-text("Serahkan kotak")');
  expect(await page.textContent('body')).toContain('1 kotak dengan 2 buku diserahkan');
  for (const file of ['tanda-terima', 'label']) {
    const pdf = await page.request.get(`${agreement}/${file}`);
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  }

  // the label's QR code, opened by somebody who is not signed in
  const visitor = await browser.open({ javaScriptEnabled: false });
  await visitor.goto(`${app.origin}/kotak/${box}`);
  const seen = (await visitor.textContent('main')) ?? '';
  expect(seen).toContain('TBM Mawar');
  expect(seen).toContain('Laskar Pelangi');
  expect(seen).not.toContain('Sri Wahyuni');

  await page.goto(`${app.origin}/staf/pinjaman-paket/kembali`);
  expect(await scan('B1')).toContain('masih 1 buku di luar');
  await page.goto(agreement);
  await page.check('input[name=barcode][value=B2]');
  await page.click('button:has-text("Catat hilang")');
  const ended = (await page.textContent('main')) ?? '';
  expect(ended).toContain('Selesai');
  expect(ended).toContain('Hilang');
});

test('with a scanner the next book may come before the answer to the last; the pages can be used by everybody', async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: '/staf/pinjaman-paket/baru' });
  await page.selectOption('#receiverLibrary', 'TBM-MAWAR');
  await page.fill('#contactName', 'Pak Budi');
  await page.click('main form button');
  await page.waitForURL(/\/staf\/pinjaman-paket\/\d+$/);
  const agreement = page.url();
  await page.click('main a:has-text("Isi kotak")');
  await page.waitForSelector('#itemBarcode:focus');
  // the scanner's queue is there once the script is
  await page.waitForLoadState('networkidle');
  await page.keyboard.type('B1');
  await page.keyboard.press('Enter');
  await page.keyboard.type('TIDAK-ADA');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.answer.bad');
  await page.waitForSelector('tbody th:has-text("Laskar Pelangi")');
  const boxPage = new URL(page.url()).pathname;
  for (const path of ['/staf/pinjaman-paket', '/staf/pinjaman-paket/baru', '/staf/pinjaman-paket/kembali', boxPage]) {
    await page.goto(app.origin + path);
    await expectAccessible(page);
  }
  await page.goto(agreement);
  await expectAccessible(page);
  await page.goto(`${app.origin}/kotak/${boxPage.split('/').at(-1)}`);
  await expectAccessible(page);
});

test('a book of a box that is scanned at the ordinary desk is not sent away: one press leads to taking it back', async () => {
  const ctx = systemCtx(app.db, app.clock, 'uji');
  const { id: libraryId } = await getLibraryByCode(ctx, 'KOTA');
  for (const [barcode, title] of [
    ['B3', 'Ronggeng Dukuh Paruk'],
    ['B4', 'Cantik Itu Luka'],
  ] as const) {
    await makeCopy(ctx, { title, barcode, libraryId });
  }
  await makeBulkLoan(ctx, { libraryId, barcodes: ['B3', 'B4'], receiverLibrary: 'TBM-MAWAR' });
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: '/staf/sirkulasi?kerja=kembali' });
  await page.fill('#kode', 'B3');
  await page.press('#kode', 'Enter');
  await page.waitForSelector('.answer.warn');
  expect(await page.textContent('.answer')).toMatch(/Ada di kotak 1 pinjaman paket PP-KOTA-2026-\d{4}/);
  await expectAccessible(page);
  await page.click('.answer a:has-text("Terima kembali")');
  await page.waitForURL(/pinjaman-paket\/kembali/);
  expect(await page.inputValue('#itemBarcode')).toBe('B3');
  await page.press('#itemBarcode', 'Enter');
  await page.waitForSelector('.answer:has-text("Ronggeng Dukuh Paruk")');
  expect(await page.textContent('.answer')).toContain('masih 1 buku di luar');
  expect(await page.inputValue('#itemBarcode')).toBe('');

  // the other is still wanted there: it goes into the box for the unit
  await page.goto(`${app.origin}/staf/sirkulasi?kerja=kembali`, { waitUntil: 'networkidle' });
  await page.keyboard.type('B4');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.answer button:has-text("Kirim ke TBM Mawar")');
  await page.keyboard.press('F8');
  await page.waitForSelector('.answer:has-text("Masuk kiriman")');
  expect(await page.textContent('.answer')).toContain('TBM Mawar');
});
