import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeItem } from '#modules/collection/catalog/testing';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const turi = await makeLibrary(ctx, 'KEL-TURI', 'Perpustakaan Kelurahan Turi');
  await makeMember(ctx, { fullName: 'Dimas Aji', number: 'A1', homeLibrary: 'KOTA' });
  const copy = async (barcode: string, title: string, itemType?: string) =>
    makeCopy(ctx, { barcode, title, libraryId: kota.id, ...(itemType && { itemType }) });
  await copy('B-1', 'Laskar Pelangi');
  await copy('R-1', 'Atlas Jawa Timur', 'referensi');
  await copy('P-1', 'Proyektor', 'alat');
  await t.db.updateTable('item').set({ deskNote: 'dengan CD' }).where('barcode', '=', 'B-1').execute();
  const { bibId } = await t.db
    .selectFrom('item')
    .select('bibId')
    .where('barcode', '=', 'P-1')
    .executeTakeFirstOrThrow();
  await makeItem(ctx, { bibId, libraryId: kota.id, itemType: 'alat', barcodes: ['P-2'] });
  await makeItem(ctx, { bibId, libraryId: turi.id, itemType: 'alat', barcodes: ['P-3'] });
});
const browser = useBrowser();
const dueField = '#tempo';

async function at(path: string, javaScriptEnabled = false): Promise<Page> {
  const page = await browser.open({ javaScriptEnabled });
  await signInAsStaff(page, app.origin, { next: path });
  return page;
}
async function scan(page: Page, code: string): Promise<void> {
  await page.fill('#kode', code);
  await page.press('#kode', 'Enter');
}

test('the desk sets a due date and says why, hears what the copy comes with, and is told what is missing', async () => {
  const page = await at('/staf/sirkulasi');
  await scan(page, 'A1');
  await page.waitForSelector('text=Dimas Aji');
  await page.click('summary:has-text("Tanggal kembali lain")');
  const next = '2027-01-04';
  await page.fill(dueField, next);
  await scan(page, 'B-1');
  await page.waitForSelector('.answer:has-text("Isian ini perlu diisi")');
  await page.click('summary:has-text("Tanggal kembali lain")');
  await page.fill(dueField, next);
  await page.fill('#alasan-tempo', 'Lomba menulis');
  await scan(page, 'B-1');
  await page.waitForSelector('.answer:has-text("Periksa: dengan CD.")');
  const { dueAt } = await app.db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .select('loan.dueAt')
    .where('item.barcode', '=', 'B-1')
    .executeTakeFirstOrThrow();
  expect(dueAt.toISOString().slice(0, 10)).toBe(next);
});

test('what was read on the spot is scanned without a card, counted by collection, and taken back', async () => {
  const page = await at('/staf/sirkulasi/baca-di-tempat');
  await scan(page, 'R-1');
  await page.waitForSelector('text=Atlas Jawa Timur dihitung.');
  await page.waitForSelector('tr:has(th:text-is("Referensi")):has(td:text-is("1"))');
  await scan(page, 'R-1');
  await page.waitForSelector('text=dihitung satu kali');
  await page.click('button:has-text("Batalkan")');
  await page.waitForSelector('text=Hitungan dibatalkan.');
  await scan(page, 'TIDAK-ADA');
  await page.waitForSelector('.note.bad');
  await expectAccessible(await at('/staf/sirkulasi/baca-di-tempat', true));
});

test('the network says in which order libraries are asked, by their codes; one that nobody knows is refused', async () => {
  const page = await at('/staf/pengaturan');
  await page.fill('#pullOrder', 'kel-turi, KOTA');
  await page.click('.save button');
  await page.waitForSelector('.flash');
  expect(await page.inputValue('#pullOrder')).toBe('KEL-TURI, KOTA');
  await page.fill('#pullOrder', 'KOTA, LAIN');
  await page.click('.save button');
  await page.waitForSelector('#pullOrder-error');
  expect(await page.inputValue('#pullOrder')).toBe('KOTA, LAIN');
});

test('a library says on its page in which order others are asked for what is collected there', async () => {
  const page = await at('/staf/perpustakaan/kota');
  await page.fill('#pullOrder', 'kel-turi kota');
  const save = 'form[action="?/data"] button:not([type=button])';
  await page.click(save);
  await page.waitForSelector('.flash');
  expect(await page.inputValue('#pullOrder')).toBe('KEL-TURI, KOTA');
  await page.fill('#pullOrder', 'LAIN');
  await page.click(save);
  await page.waitForSelector('#pullOrder-error');
  expect(await page.inputValue('#pullOrder')).toBe('LAIN');
  await expectAccessible(await at('/staf/perpustakaan/kota', true));
});

test('a desk books any copy of the title that it scans, twice, and then none is free', async () => {
  const page = await at('/staf/jadwal');
  const book = async () => {
    await page.fill('[name=memberNumber]', 'A1');
    await page.fill('form[action="?/place"] [name=itemBarcodes]', 'P-1');
    await page.check('[name=anyCopy]');
    await page.fill('#startsAt', '2026-12-03T09:00');
    await page.fill('#endsAt', '2026-12-03T12:00');
    await page.click('form[action="?/place"] button');
  };
  await book();
  await page.waitForSelector('.flash');
  await book();
  await page.waitForSelector('.flash');
  await book();
  await page.waitForSelector('.note.bad');
  expect(await page.isChecked('[name=anyCopy]')).toBe(true);
});
