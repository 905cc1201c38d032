import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const HERE = '9789793062792';
const NEW = '9786028519939';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  for (const [username, role] of [
    ['rina', 'cataloguer'],
    ['siti', 'circulation'],
  ] as const) {
    const account = await makeAccount(t, { username, homeLibraryId: kota.id });
    await grantRole(ctx, { accountId: account.id, role, libraryId: null });
  }
  const bibId = await makeBib(ctx, {
    title: 'Laskar Pelangi',
    author: 'Hirata, Andrea',
    year: 2005,
    ddc: '899.221',
    isbn: HERE,
  });
  await makeItem(ctx, { bibId, libraryId: kota.id, barcodes: ['L-1'] });
});
const browser = useBrowser();

async function at(path: string, username = 'rina', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.open(options);
  const { token } = await signedIn(app, username);
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(app.origin + path, { waitUntil: 'networkidle' });
  return page;
}
async function scanned(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
}
const answer = async (page: Page, words: string) => page.locator('.answer', { hasText: words }).first().waitFor();
const copiesOf = async (title: string) =>
  (
    await app.db
      .selectFrom('item')
      .innerJoin('bib', 'bib.id', 'item.bibId')
      .select(['barcode', 'callNumber', 'itemType', 'item.status'])
      .where('bib.title', '=', title)
      .orderBy('item.id')
      .execute()
  ).map(({ barcode, callNumber, itemType, status }) => [barcode, callNumber, itemType, status]);

test('a book that we have: its ISBN, then the label of the new copy, and the box waits for the next', async () => {
  const page = await at('/staf/katalog/baru');
  await scanned(page, '979-3062-79-7');
  await page.getByRole('heading', { name: 'Laskar Pelangi' }).waitFor();
  await page.locator('.didapat', { hasText: 'Andrea Hirata · Balai Pustaka · 2005' }).waitFor();
  await expectAccessible(page);
  await scanned(page, 'L-2');
  await answer(page, 'Tersimpan: L-2');
  expect(await copiesOf('Laskar Pelangi')).toEqual([
    ['L-1', '899.221 HIR l', 'umum', 'available'],
    ['L-2', '899.221 HIR l', 'umum', 'available'],
  ]);
  await page.waitForFunction(() => document.activeElement?.id === 'cari');
  await scanned(page, HERE);
  await page.waitForFunction(() => document.activeElement?.id === 'eks-barcode');
  await scanned(page, 'L-2');
  await page.locator('.note.bad').waitFor();
  expect((await copiesOf('Laskar Pelangi')).length).toBe(2);
  await page.close();
});

test('a book that nobody has: a short form with the class of like titles, title and copy saved together', async () => {
  const page = await at('/staf/katalog/baru');
  await scanned(page, NEW);
  await page.locator('.note', { hasText: 'belum ada di jaringan' }).waitFor();
  expect(await page.inputValue('[name="f.isbn.0.value"]')).toBe(NEW);
  await page.fill('[name="f.title.0.value"]', 'Sang Pemimpi');
  await page.fill('[name="f.author.0.name"]', 'Hirata, Andrea');
  await page.locator('[name="f.date.0.value"]').fill('2006');
  await page.getByRole('button', { name: /899\.221 pengarang yang sama/ }).click();
  expect(await page.inputValue('[name="f.ddc.0.value"]')).toBe('899.221');
  await expectAccessible(page);
  await page.fill('#baru-barcode', 'L-1');
  await page.getByRole('button', { name: 'Simpan judul dan eksemplar' }).click();
  await page.locator('.note.bad').waitFor();
  // neither title nor copy while the label is taken, and nothing typed is lost
  expect(await copiesOf('Sang Pemimpi')).toEqual([]);
  expect(await app.db.selectFrom('bib').select('id').where('title', '=', 'Sang Pemimpi').execute()).toEqual([]);
  expect(await page.inputValue('[name="f.title.0.value"]')).toBe('Sang Pemimpi');
  await page.fill('#baru-barcode', 'S-1');
  await page.getByRole('button', { name: 'Simpan judul dan eksemplar' }).click();
  await answer(page, 'Tersimpan: S-1');
  expect(await copiesOf('Sang Pemimpi')).toEqual([['S-1', '899.221 HIR p', 'umum', 'available']]);
  await page.close();
});

test('a mistyped ISBN is said in a sentence, words find titles, and all of it goes without a script', async () => {
  const page = await at('/staf/katalog/baru', 'rina', { javaScriptEnabled: false });
  const ask = async (text: string): Promise<void> => {
    await page.fill('#cari', text);
    await page.press('#cari', 'Enter');
  };
  await ask('9789793062793');
  await answer(page, 'Ada angka yang salah pada ISBN ini');
  await ask('laskar');
  await page.click('a:has-text("Tambah eksemplar")');
  await page.fill('#eks-barcode', 'L-9');
  await page.click('button:has-text("Tambah eksemplar")');
  await answer(page, 'Tersimpan: L-9');
  await ask('Geguritan Blitar');
  await page.click('a:has-text("Judul baru")');
  expect(await page.inputValue('[name="f.title.0.value"]')).toBe('Geguritan Blitar');
  await page.fill('[name="f.author.0.name"]', 'Andrea Hirata');
  await page.click('button:has-text("Sarankan kelas dan subjek")');
  await page.locator('.saran', { hasText: '899.221' }).waitFor();
  expect(await page.inputValue('[name="f.author.0.name"]')).toBe('Andrea Hirata');
  await page.click('button:has-text("Simpan judul dan eksemplar")');
  await answer(page, 'Tersimpan:');
  expect((await copiesOf('Geguritan Blitar')).length).toBe(1);
  for (const typed of ['a\u0000b', 'x'.repeat(3000), '1000000000000000']) {
    const answered = await page.goto(`${app.origin}/staf/katalog/baru?cari=${encodeURIComponent(typed)}&judul=0`);
    expect(answered?.status()).toBeLessThan(500);
  }
  await page.close();
});

test('a pile: scan after scan, what is not known waits for its title, loaded anew nothing is lost, then its labels', async () => {
  const page = await at('/staf/katalog/tumpuk');
  const before = (await copiesOf('Laskar Pelangi')).length;
  await scanned(page, HERE);
  await answer(page, 'Laskar Pelangi');
  await scanned(page, HERE);
  await answer(page, 'baru saja dipindai');
  expect((await copiesOf('Laskar Pelangi')).length).toBe(before + 1);
  await page.locator('.answer').getByRole('button', { name: 'Tambah eksemplar' }).click();
  await page.locator('tbody tr').nth(1).waitFor();
  await scanned(page, '9786020318431');
  await page.locator('summary', { hasText: 'perlu judul' }).waitFor();
  await page.reload({ waitUntil: 'networkidle' });
  expect(await page.locator('tbody tr').count()).toBe(2);
  await page.click('summary:has-text("perlu judul")');
  await page.fill('[name="f.title.0.value"]', 'Hujan');
  await page.getByRole('button', { name: 'Simpan judul dan eksemplar' }).click();
  await page.locator('tbody tr', { hasText: 'Hujan' }).waitFor();
  expect(await page.locator('summary', { hasText: 'perlu judul' }).count()).toBe(0);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Cetak 3 label' }).click();
  await page.waitForURL(/\/staf\/cetak\?/);
  expect((await page.inputValue('[name=codes]')).split('\n').length).toBe(3);
  await page.close();
});

test('scans faster than the answers all stand in the pile; without a script it is the same pile', async () => {
  const page = await at('/staf/katalog/tumpuk');
  for (const code of ['9786020318432', '9789793062792', NEW, '978-602-03-1843-1']) await scanned(page, code);
  await page.locator('tbody tr').nth(2).waitFor();
  expect(await page.locator('tbody tr').count()).toBe(3);
  const plain = await at('/staf/katalog/tumpuk', 'rina', { javaScriptEnabled: false });
  for (const code of [HERE, NEW]) {
    await plain.fill('#kode', code);
    await plain.press('#kode', 'Enter');
  }
  expect(await plain.locator('tbody tr').count()).toBe(2);
  await page.close();
  await plain.close();
});

test('who may not add copies does not come in', async () => {
  const page = await at('/staf', 'siti');
  for (const path of ['/staf/katalog/baru', '/staf/katalog/tumpuk']) {
    expect((await page.goto(app.origin + path))?.status()).toBe(403);
  }
  await page.close();
});
