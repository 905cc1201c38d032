import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { addSpace } from '#modules/ground/libraries';
import { ensureLinks } from '#modules/stock/links';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser, usePhone } from '../support/browser.ts';
import { cameraAt } from '../support/camera.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const shelf = async (code: string, ddcFrom: string, ddcTo: string) =>
    addSpace(ctx, libraryId, { kind: 'rak', code, name: `Rak ${code}`, ddcFrom, ddcTo });
  const [sastra, sejarah] = [await shelf('14', '899', '899.9'), await shelf('12', '900', '999')];
  const book = async (barcode: string, title: string, callNumber: string, spaceId: number) =>
    makeItem(ctx, { bibId: await makeBib(ctx, { title }), libraryId, spaceId, barcodes: [barcode], callNumber });
  await book('B1', 'Laskar Pelangi', '899.2 HIR l', sastra.id);
  await book('B2', 'Bumi Manusia', '899.2 PRA b', sastra.id);
  await book('B3', 'Olenka', '899.2 BUD o', sastra.id);
  await book('C1', 'Sejarah Blitar', '959.8 ABC s', sejarah.id);
  await book('C2', 'Candi Penataran', '959.8 SUP c', sejarah.id);
});
const browser = useBrowser();
const phone = usePhone();
const films = mkdtempSync(join(tmpdir(), 'lumbung-film-'));
afterAll(() => rmSync(films, { recursive: true, force: true }));
/** Address of the short link on the label of a copy. */
const labelOf = async (barcode: string): Promise<string> => {
  const { id, libraryId } = await app.db
    .selectFrom('item')
    .select(['id', 'libraryId'])
    .where('barcode', '=', barcode)
    .executeTakeFirstOrThrow();
  const ctx = systemCtx(app.db, { now: () => new Date() }, 'uji');
  const codes = await app.db
    .transaction()
    .execute(async (trx) => ensureLinks(trx, ctx, 'item', [{ id, label: barcode, libraryId }]));
  return `${app.origin}/q/${codes.get(id) ?? ''}`;
};
let nth = 0;
beforeEach(() => {
  nth += 1;
});

/** Starts a stocktake of the whole library and opens the scan page at shelf 14. */
async function startAtShelf(page: Page): Promise<string> {
  await signInAsStaff(page, app.origin, { next: '/staf/cacah-ulang/baru' });
  await page.fill('#name', `Cacah ulang ${nth}`);
  await page.click('main form button');
  await page.waitForURL(/\/staf\/cacah-ulang\/\d+$/);
  const project = page.url();
  await page.goto(`${project}/pindai?rak=14`);
  return project;
}
const answer = async (page: Page): Promise<string> => (await page.textContent('.answer')) ?? '';

test('without JavaScript: scanned, undone, carried to its shelf, approved, and one result taken back', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  const project = await startAtShelf(page);
  const scan = async (code: string) => {
    await page.fill('#barcode', code);
    await page.press('#barcode', 'Enter');
    await page.waitForLoadState();
    return answer(page);
  };
  expect(await scan('B1')).toContain('Laskar Pelangi');
  const wrong = await scan('C2');
  expect(wrong).toContain('Salah rak: seharusnya Rak 12');
  expect(wrong).toContain('di kanan Sejarah Blitar · 959.8 ABC s');
  await page.click('button:has-text("Sudah saya pindahkan")');
  expect(await answer(page)).toContain('C2 sudah di raknya');
  expect(await scan('978602000')).toContain('Kode tidak dikenal');
  await page.click('button:has-text("Urungkan yang terakhir")');
  expect(await answer(page)).toContain('978602000 diurungkan');
  expect(await page.textContent('#mj')).toBe('2 dari 5 ada');
  // found by looking for it, without a scanner
  await page.click('.cari-l li:has-text("Olenka") button');
  expect(await page.textContent('#mj')).toBe('3 dari 5 ada');
  expect(await page.textContent('.cari-l')).toContain('Bumi Manusia');
  await page.click('button:has-text("Rak ini selesai")');

  await page.goto(`${project}/hasil`);
  expect(await page.textContent('main')).toContain('Catat 2 yang belum ketemu sebagai hilang');
  await page.check('input[name=except][value=C1]');
  await page.click('summary:has-text("Setujui hasil")');
  await page.click('button:has-text("Setujui hasil")');
  expect(await page.textContent('body')).toMatch(/berita acara 00\d\/BA\/KOTA\/11\/2026: 1 hilang/);
  const list = (await page.textContent('main')) ?? '';
  expect(list).toContain('Bumi Manusia');
  expect(list).not.toContain('Sejarah Blitar');
  for (const paper of ['berita-acara/pdf', 'belum-ketemu/pdf', 'tabel']) {
    const file = await page.request.get(`${project}/${paper}`);
    expect((await file.body()).subarray(0, 2).toString()).toBe(paper === 'tabel' ? 'PK' : '%P');
  }
  await page.click('button:has-text("Tarik kembali")');
  expect(await page.textContent('main')).toContain('ditarik kembali oleh');
});

test('with a scanner alone, and while the network is away: nothing is lost by a reload, all is sent when it is back', async () => {
  const page = await browser.open();
  const project = await startAtShelf(page);
  await page.waitForSelector('#barcode:focus');
  const type = async (code: string) => {
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
  };
  await expect.poll(async () => page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true);
  await expect.poll(async () => page.evaluate('caches.match(location.href).then(Boolean)')).toBe(true);
  await type('B1');
  await type('B2');
  await page.waitForSelector('.alir li:has-text("Bumi Manusia")');
  await page.waitForSelector('.alir li:has-text("Laskar Pelangi")');

  const kept = async () => app.db.selectFrom('stocktakeScan').select('barcode').orderBy('id').execute();
  const before = (await kept()).length;
  await page.context().setOffline(true);
  await type('B3');
  await type('C1');
  await page.waitForSelector('.luring:has-text("2 pindaian menunggu")');
  await page.reload();
  await page.waitForSelector('.luring:has-text("2 pindaian menunggu")');
  await page.waitForSelector('#barcode:focus');
  await type('C2');
  await page.waitForSelector('.luring:has-text("3 pindaian menunggu")');

  await page.context().setOffline(false);
  await page.waitForSelector('.luring', { state: 'detached' });
  expect((await kept()).slice(before).map(({ barcode }) => barcode)).toEqual(['B3', 'C1', 'C2']);
  await page.waitForSelector('.alir li:has-text("Olenka")');
  expect(await answer(page)).toContain('Salah rak');
  await page.goto(project);
  expect(await page.textContent('#mj')).toBe('5 dari 5 ada');
});

for (const [what, format, text] of [
  ['barcode', 'Code128', async () => Promise.resolve('B2')],
  ['QR code of the label', 'QRCode', async () => labelOf('B2')],
] as const) {
  test(
    `the camera of a phone reads the ${what} of a book at the shelf, once while it is held there`,
    { timeout: 60_000 },
    async () => {
      const page = await phone.open({}, await cameraAt(await text(), format, join(films, `${format}.y4m`)));
      const project = await startAtShelf(page);
      await page.waitForLoadState('networkidle');
      await page.click('button:has-text("Pindai dengan kamera")');
      await page.waitForSelector('.alir li:has-text("Bumi Manusia")', { timeout: 30_000 });
      // ten pictures of the same book later it is still one scan
      const clock = async () => page.evaluate<number>('document.querySelector("video").currentTime');
      const then = await clock();
      await expect.poll(clock, { timeout: 15_000 }).toBeGreaterThan(then + 1);
      const id = Number(project.split('/').at(-1));
      const scans = await app.db.selectFrom('stocktakeScan').select('barcode').where('stocktakeId', '=', id).execute();
      expect(scans).toEqual([{ barcode: 'B2' }]);
      await page.click('button:has-text("Berhenti")');
      await expectAccessible(page);

      await page.goto(`${app.origin}/staf/cacah-ulang/urutan`, { waitUntil: 'networkidle' });
      await page.fill('#barcodes', 'B1');
      await page.click('button:has-text("Pindai dengan kamera")');
      await expect.poll(async () => page.inputValue('#barcodes'), { timeout: 15_000 }).toMatch(/^B1\n\S+$/);
      await page.click('button:has-text("Periksa urutan")');
      await page.waitForSelector('.answer');
      expect(await page.textContent('main')).toContain('Bumi Manusia');
    },
  );
}

test('a shelf is read in order, and the pages can be used by everybody', { timeout: 60_000 }, async () => {
  const page = await browser.open();
  const project = await startAtShelf(page);
  await page.waitForSelector('#barcode:focus');
  await page.keyboard.type('C2');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.answer.warn');
  await expectAccessible(page);
  for (const path of ['', '/hasil']) {
    await page.goto(project + path);
    await expectAccessible(page);
  }
  await page.goto(`${app.origin}/staf/cacah-ulang`);
  await expectAccessible(page);
  await page.goto(`${app.origin}/staf/cacah-ulang/urutan`);
  await page.fill('#barcodes', 'B3\nC1\nB1\nB2\nTIDAK-ADA');
  await page.click('button:has-text("Periksa urutan")');
  await page.waitForSelector('.answer.warn');
  expect(await answer(page)).toContain('1 dari 4 buku perlu digeser');
  expect(await page.textContent('.alir .baru')).toContain('geser ke kanan Bumi Manusia · 899.2 PRA b');
  expect(await page.textContent('main')).toContain('TIDAK-ADA');
  await expectAccessible(page);
});
