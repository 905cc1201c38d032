import { expect, test } from 'vitest';
import { insertLibrary } from '#modules/ground/libraries';
import { makeAccount } from '#modules/ground/identity/testing';
import { foreignBook, isoFile } from '#shared/marc/test-support';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { kohaMarc, kohaPatrons } from '../support/koha-export.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  await t.db
    .transaction()
    .execute(async (trx) => insertLibrary(trx, t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' }));
  await makeAccount(t, { username: 'admin', grants: [{ role: 'administrator', libraryId: null }] });
});
const browser = useBrowser();

const record = (number: string, title: string): Buffer => isoFile(foreignBook(number, title));
const buffer = Buffer.concat([
  record('1', 'Bumi Manusia'),
  record('2', 'Rusak').subarray(0, 50),
  record('3', 'Anak Semua Bangsa'),
]);

test('a file with a bad record is tried, the report read, and the rest imported, without JavaScript', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/impor' });
  expect(await page.textContent('main')).toContain('Belum ada impor');
  await page.click('text=Judul MARC');
  await page.setInputFiles('[name=main]', { name: 'dua-bagus.mrc', mimeType: 'application/marc', buffer });
  await page.click('text=Unggah dan uji coba');
  await page.waitForSelector('text=Uji coba selesai: 2 siap, 1 ditolak', { timeout: 20_000 });
  expect(await page.textContent('table.run')).toContain('Rekaman terpotong');
  const count = async () =>
    app.db
      .selectFrom('bib')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
  expect((await count()).count).toBe(0);

  await page.click('text=Masukkan yang siap');
  await page.waitForSelector('text=Impor selesai: 2 masuk, 1 ditolak', { timeout: 20_000 });
  expect((await count()).count).toBe(2);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Unduh laporan')]);
  expect(download.suggestedFilename()).toMatch(/^impor-\d+\.csv$/);
});

test('a file that is no MARC is refused in one sentence, and the pages are accessible', async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: '/staf/impor?jenis=marc' });
  await expectAccessible(page);
  await page.setInputFiles('[name=main]', {
    name: 'surat.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Yth. Bapak'),
  });
  await page.click('text=Langsung masukkan');
  await page.waitForSelector('text=surat.txt bukan berkas MARC', { timeout: 20_000 });
  await expectAccessible(page);
  await page.goto(`${app.origin}/staf/impor`);
  expect(await page.textContent('table.run')).toContain('surat.txt');
  await expectAccessible(page);
});

test('a Koha is tried, its codes are said, tried again and taken in, without JavaScript', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/impor?jenis=koha' });
  expect(await page.locator('text=Langsung masukkan').count()).toBe(0);
  const items = [{ barcode: 'K-1', homebranch: 'PST', itype: 'NOVEL' }];
  await page.setInputFiles('[name=biblio]', {
    name: 'koha.mrc',
    mimeType: 'application/marc',
    buffer: kohaMarc([{ biblionumber: 1, title: 'Gadis Pantai', items }]),
  });
  await page.setInputFiles('[name=members]', {
    name: 'anggota.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(kohaPatrons([{ cardnumber: 'K-01', surname: 'Lestari', branchcode: 'PST' }])),
  });
  await page.click('text=Unggah dan uji coba');
  await page.waitForSelector('text=Uji coba selesai: 2 siap, 0 ditolak', { timeout: 20_000 });
  const codes = page.locator('section:has(#kode) table');
  expect(await codes.textContent()).toMatch(/PST\s*belum dikenal/);
  expect(await codes.textContent()).toMatch(/NOVEL\s*belum dikenal/);
  await page.selectOption('[name="library:PST"]', 'KOTA');
  await page.selectOption('[name="item_type:NOVEL"]', 'anak');
  const first = page.url();
  await page.click('text=Uji coba lagi dengan arti ini');
  await page.waitForURL((url) => url.href !== first);
  await page.waitForSelector('text=Uji coba selesai: 2 siap, 0 ditolak', { timeout: 20_000 });
  expect(await codes.textContent()).not.toContain('belum dikenal');
  expect(await page.inputValue('[name="item_type:NOVEL"]')).toBe('anak');

  await page.click('text=Masukkan yang siap');
  await page.waitForSelector('text=Impor selesai: 2 masuk, 0 ditolak', { timeout: 20_000 });
  expect(await page.locator('[name="library:PST"]').count()).toBe(0);
  const copy = await app.db.selectFrom('item').select('itemType').where('barcode', '=', 'K-1').executeTakeFirst();
  expect(copy).toEqual({ itemType: 'anak' });

  const seen = await browser.open();
  await signInAsStaff(seen, app.origin, { next: '/staf/impor?jenis=koha' });
  await expectAccessible(seen);
  await seen.goto(page.url());
  await expectAccessible(seen);
});
