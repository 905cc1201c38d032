import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import type { Library } from '#modules/ground/libraries';
import { checkOut } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, scripted, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const HERE = '9789793062792';
const NEW = '9786028519939';
let kota: Library;
let turi: Library;
let rina = 0;
/** A valid ISBN that nobody has. */
const isbnOf = (nth: number): string => {
  const first = `978602999${String(nth).padStart(3, '0')}`;
  const sum = [...first].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return first + String((10 - (sum % 10)) % 10);
};
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  turi = await makeLibrary(ctx, 'TURI', 'Perpustakaan Turi');
  for (const [username, role] of [
    ['rina', 'cataloguer'],
    ['siti', 'circulation'],
  ] as const) {
    const account = await makeAccount(t, { username, homeLibraryId: kota.id });
    await grantRole(ctx, { accountId: account.id, role, libraryId: null });
    if (username === 'rina') rina = account.id;
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
  if (options.javaScriptEnabled !== false) await scripted(page);
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

test('the ISBN scanned twice is no label, one label is for one copy, and both are said at their field', async () => {
  const page = await at('/staf/katalog/baru', 'rina', { javaScriptEnabled: false });
  const before = (await copiesOf('Laskar Pelangi')).length;
  await page.fill('#cari', HERE);
  await page.press('#cari', 'Enter');
  const said = async (field: string): Promise<string> => {
    const ids = ((await page.getAttribute(field, 'aria-describedby')) ?? '').split(' ');
    const texts = await Promise.all(ids.filter(Boolean).map(async (id) => page.textContent(`[id="${id}"]`)));
    return texts.join(' ');
  };
  const add = async (barcode: string, copies = '1'): Promise<void> => {
    await page.fill('#eks-barcode', barcode);
    await page.fill('#eks-copies', copies);
    await page.click('button:has-text("Tambah eksemplar")');
  };
  await add(HERE);
  expect(await said('#eks-barcode')).toContain('Ini ISBN, bukan kode batang perpustakaan.');
  await add('buku🎈');
  expect(await said('#eks-barcode')).toContain('paling panjang 40 huruf Latin');
  await add('L-77', '5');
  expect(await said('#eks-copies')).toContain('Satu label hanya untuk satu eksemplar');
  expect((await copiesOf('Laskar Pelangi')).length).toBe(before);
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

/** Whether the pile with labels is entered by a scanner with a script, or by a keyboard without one. */
for (const javaScriptEnabled of [true, false]) {
  test(`books that have labels already: ISBN, then label, ${javaScriptEnabled ? 'scan after scan' : 'without a script'}`, async () => {
    const page = await at('/staf/katalog/tumpuk?label=ya', 'rina', { javaScriptEnabled });
    const roll = javaScriptEnabled ? 'ROL' : 'POL';
    const title = javaScriptEnabled ? 'Ronggeng Dukuh Paruk' : 'Jantera Bianglala';
    const isbn = javaScriptEnabled ? '9789792201963' : '9789792201970';
    await makeBib(systemCtx(app.db, app.clock, 'uji'), { title, isbn });
    const scan = async (code: string): Promise<void> => {
      await page.fill('#kode', code);
      await page.press('#kode', 'Enter');
    };
    await scan(isbn);
    await page.locator('.untuk', { hasText: title }).waitFor();
    expect(await page.getAttribute('#kode', 'placeholder')).toBe('Pindai label buku ini');
    await scan(isbn);
    await answer(page, 'Itu ISBN, bukan label');
    await scan('📕');
    await answer(page, 'tidak dapat menjadi kode batang');
    await scan('x'.repeat(41));
    await answer(page, 'tidak dapat menjadi kode batang');
    await scan('L-1');
    await answer(page, 'Kode batang L-1 sudah dipakai eksemplar lain.');
    await scan(`${roll}-0001`);
    await page.locator('tbody tr', { hasText: `${roll}-0001` }).waitFor();
    await scan(`${roll}-0001`);
    await answer(page, 'Label ini baru saja dipasangkan');
    // the next has lost its label, and another was the wrong book
    await scan(isbn);
    await page.locator('.untuk', { hasText: title }).waitFor();
    await page.getByRole('button', { name: 'Tanpa label' }).click();
    await page.locator('tbody tr').nth(1).waitFor();
    await scan(isbn);
    await page.locator('.untuk', { hasText: title }).waitFor();
    await page.getByRole('button', { name: 'Bukan buku ini' }).click();
    await page.locator('.untuk').waitFor({ state: 'detached' });
    expect((await copiesOf(title)).map(([barcode]) => barcode).length).toBe(2);
    expect((await copiesOf(title))[0]?.[0]).toBe(`${roll}-0001`);
    await page.close();
  });
}

test('a book that nobody has gets its label with its title, and a copy added by mistake is taken back at its row', async () => {
  const page = await at('/staf/katalog/tumpuk?label=ya&isbn=9786020333892');
  await page.click('summary:has-text("perlu judul")');
  await page.fill('[name="f.title.0.value"]', 'Pulang');
  await page.getByRole('textbox', { name: 'Kode batang pada labelnya' }).fill('L-1');
  await page.getByRole('button', { name: 'Simpan judul dan eksemplar' }).click();
  await answer(page, 'Kode batang L-1 sudah dipakai eksemplar lain.');
  expect(await copiesOf('Pulang')).toEqual([]);
  // what was typed stands there still, and the reason at its field
  expect(await page.inputValue('[name="f.title.0.value"]')).toBe('Pulang');
  await page.locator('#l-9786020333892[aria-invalid]').waitFor();
  await page.getByRole('textbox', { name: 'Kode batang pada labelnya' }).fill('ROL-0009');
  await page.getByRole('button', { name: 'Simpan judul dan eksemplar' }).click();
  const row = page.locator('tbody tr', { hasText: 'ROL-0009' });
  await row.waitFor();
  await expectAccessible(page);
  await row.getByRole('button', { name: 'Batalkan' }).click();
  await page.locator('.note', { hasText: 'Eksemplar ROL-0009 dibatalkan. Judulnya tetap di katalog.' }).waitFor();
  expect(await page.locator('tbody tr').count()).toBe(0);
  expect(await copiesOf('Pulang')).toEqual([]);
  expect(await app.db.selectFrom('bib').select('id').where('title', '=', 'Pulang').execute()).toHaveLength(1);
  await page.close();
});

test('what was lent since is not taken back: that is said, and the copy stays in the list', async () => {
  const page = await at('/staf/katalog/tumpuk');
  await scanned(page, HERE);
  await page.locator('tbody tr').first().waitFor();
  const barcode = (await page.locator('tbody tr td.mono').first().textContent()) ?? '';
  const ctx = systemCtx(app.db, app.clock, 'uji');
  await makeMember(ctx, { number: 'A-1', fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
  await checkOut({ ...ctx, libraryId: kota.id }, { memberNumber: 'A-1', itemBarcode: barcode });
  await page.getByRole('button', { name: 'Batalkan' }).click();
  await answer(page, `Eksemplar ${barcode} sudah diubah, dipinjam`);
  await page.reload({ waitUntil: 'networkidle' });
  expect(await page.locator('tbody tr', { hasText: barcode }).count()).toBe(1);
  expect(await page.getByRole('button', { name: 'Batalkan' }).count()).toBe(0);
  await page.close();
});

test('more ISBNs without a title than a pile can keep are refused in words, not forgotten', async () => {
  const wait = Array.from({ length: 50 }, (_, nth) => isbnOf(nth));
  const page = await at(`/staf/katalog/tumpuk?isbn=${wait.join('.')}`);
  await scanned(page, isbnOf(50));
  await answer(page, '50 buku sudah menunggu judulnya');
  expect(await page.locator('summary', { hasText: 'perlu judul' }).count()).toBe(50);
  await page.close();
});

test('where another library was chosen meanwhile the pile asks where, and goes on as it was told', async () => {
  const page = await at('/staf/katalog/tumpuk');
  await page.context().addCookies([{ name: `lumbung_tempat_${rina}`, value: String(turi.id), url: app.origin }]);
  const before = (await copiesOf('Laskar Pelangi')).length;
  await scanned(page, HERE);
  await answer(page, 'Halaman ini dibuka untuk Perpustakaan Kota');
  expect((await copiesOf('Laskar Pelangi')).length).toBe(before);
  await page.getByRole('button', { name: 'Catat di Perpustakaan Kota' }).click();
  await page.locator('tbody tr').first().waitFor();
  expect((await copiesOf('Laskar Pelangi')).length).toBe(before + 1);
  await page.close();
});

test('who may not add copies does not come in', async () => {
  const page = await at('/staf', 'siti');
  for (const path of ['/staf/katalog/baru', '/staf/katalog/tumpuk']) {
    expect((await page.goto(app.origin + path))?.status()).toBe(403);
  }
  await page.close();
});
