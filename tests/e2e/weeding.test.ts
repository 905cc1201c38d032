import { expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  for (const [barcode, title, year] of [
    ['B1', 'Komputer 1995', 1995],
    ['B2', 'WordStar untuk Pemula', 1990],
    ['B3', 'Laskar Pelangi', 2020],
  ] as const) {
    const bibId = await makeBib(ctx, { title, year });
    await makeItem(ctx, { bibId, libraryId, barcodes: [barcode], acquiredOn: `${year}-06-01` });
  }
});
const browser = useBrowser();

test('without JavaScript: a list by rules, decisions with a reason, withdrawn at once, one taken back, and the register', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/penyiangan' });
  expect(await page.textContent('main')).toContain('Belum ada daftar penyiangan');
  await page.click('main a:has-text("Daftar baru") >> nth=0');
  await page.fill('#name', 'Usang 2026');
  await page.click('main form button');
  expect(await page.inputValue('#name')).toBe('Usang 2026');
  await page.fill('#olderThanYears', '10');
  await page.click('main form button');
  await page.waitForURL(/\/staf\/penyiangan\/\d+$/);
  const list = page.url();
  await expectListed(['Komputer 1995', 'WordStar untuk Pemula']);
  await page.check('input[value=B1]');
  await page.click('button:has-text("Siangi yang dicentang")');
  expect(await page.textContent('#reason-error')).not.toBe('');
  await page.check('input[value=B1]');
  await page.fill('#reason', 'Isi usang');
  await page.click('button:has-text("Siangi yang dicentang")');
  await page.check('input[value=B2]');
  await page.click('button:has-text("Pertahankan yang dicentang")');
  expect(await page.textContent('main')).toContain('2 dari 2 sudah diputuskan');
  await page.click('summary:has-text("Laksanakan penyiangan")');
  await page.click('button:has-text("Laksanakan penyiangan")');
  expect(await page.textContent('body')).toContain('1 eksemplar disiangi, berita acara 001/BA/KOTA/11/2026');
  const paper = await page.request.get(`${list}/pdf`);
  expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');

  await page.goto(`${app.origin}/staf/buku-induk?dari=1990-01-01&sampai=2000-12-31`);
  await expectListed(['Komputer 1995', 'WordStar untuk Pemula']);
  expect(await page.textContent('tr:has-text("Komputer 1995")')).toContain('001/BA/KOTA/11/2026');
  for (const file of ['pdf', 'tabel']) {
    const answer = await page.request.get(`${app.origin}/staf/buku-induk/${file}?dari=1990-01-01&sampai=2000-12-31`);
    expect((await answer.body()).subarray(0, 2).toString()).toBe(file === 'pdf' ? '%P' : 'PK');
  }
  await page.goto(`${list}?tampil=weed`);
  await page.click('button:has-text("Kembalikan ke koleksi")');
  expect(await page.textContent('body')).toContain('B1 kembali ke koleksi');

  async function expectListed(titles: string[]): Promise<void> {
    const text = (await page.textContent('main')) ?? '';
    for (const title of titles) expect(text).toContain(title);
    expect(text).not.toContain('Laskar Pelangi');
  }
});

test('the pages of weeding and of the register can be used by everybody', async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: '/staf/penyiangan/baru' });
  await expectAccessible(page);
  await page.fill('#name', 'Semua');
  await page.fill('#olderThanYears', '20');
  await page.click('main form button');
  await page.waitForURL(/\/staf\/penyiangan\/\d+$/);
  await expectAccessible(page);
  for (const path of ['/staf/penyiangan', '/staf/buku-induk?dari=1990-01-01', '/staf/buku-induk']) {
    await page.goto(app.origin + path);
    await expectAccessible(page);
  }
});
