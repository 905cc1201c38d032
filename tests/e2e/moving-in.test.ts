import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { insertLibrary } from '#modules/ground/libraries';
import { makeAccount } from '#modules/ground/identity/testing';
import { picture, zipOf } from '../support/slims-images.ts';
import { back, copy, fine, lent, loanDump } from '../../src/modules/moving/slims/tests/loan-dump.ts';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 960 }));
const app = useApp(async (t) => {
  const library = { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' as const, openingHours: hours };
  const { id } = await t.db.transaction().execute(async (trx) => insertLibrary(trx, t.ctx(), library));
  await makeAccount(t, { username: 'kepala', grants: [{ role: 'head', libraryId: null }] });
  await makeAccount(t, {
    username: 'meja',
    homeLibraryId: id,
    grants: [{ role: 'circulation', libraryId: id }],
  });
});
const browser = useBrowser();

/** What a small library has: a book that is out, one that is free, a loan whose book nobody knows any more, and a fine. */
const DUMP = loanDump({
  item: [copy(1, 'X-0030'), copy(2, 'X-0031', 48)],
  loan: [
    lent(1, 'X-0030', 'M-13', '2026-11-20', '2026-11-27'),
    back(2, 'X-0031', 'M-14', '2026-10-02', '2026-10-09', '2026-10-12'),
    lent(3, 'X-0031', 'TAK-ADA', '2026-11-05', '2026-11-12'),
  ],
  fines: [fine(1, 'M-13', { debet: 5000, credit: 2000 })],
});
/** A week later, titles with covers are there as well. */
const PICTURED = loanDump({
  biblio: [
    { biblio_id: 60, title: 'Sawah Kita', image: 'sawah.jpg' },
    { biblio_id: 61, title: 'Sawah Mereka', image: 'php.jpg' },
  ],
});
const count = async (table: 'bib' | 'member' | 'loan'): Promise<number> =>
  (await app.db.selectFrom(table).select('id').execute()).length;

test('from a dump to the first loan, without a script', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { username: 'kepala', next: '/staf/sistem/pindahan' });
  expect(await page.textContent('main')).toContain('Belum ada pemindahan');
  await page.setInputFiles('[name=file]', {
    name: 'slims.sql',
    mimeType: 'application/sql',
    buffer: Buffer.from(DUMP),
  });
  await page.click('text=Unggah dan uji coba');

  await page.waitForSelector('text=Uji coba selesai', { timeout: 30_000 });
  const figures = page.locator('section:has(#angka)');
  await expect.poll(async () => figures.textContent()).toMatch(/Eksemplar\s*2\s*2\s*0\s*0\s*0\s*Cocok/);
  expect(await figures.textContent()).not.toContain('Tidak cocok');
  expect(await page.textContent('section:has(#uang)')).toMatch(/Rp\s?5\.000.*Rp\s?2\.000.*Rp\s?3\.000/s);
  expect(await page.textContent('section:has(#selesaikan)')).toMatch(/X-0031.*TAK-ADA.*12 Nov 2026/s);
  expect([await count('bib'), await count('member')]).toEqual([0, 0]);

  await page.click('summary:has-text("Pindahkan sungguhan")');
  await page.click('text=Ya, pindahkan sekarang');
  await page.waitForSelector('text=Pindah selesai', { timeout: 30_000 });
  expect(await page.textContent('section:has(#uang)')).toMatch(/Rp\s?3\.000; seharusnya Rp\s?3\.000\.\s*Cocok/);
  expect([await count('bib'), await count('member'), await count('loan')]).toEqual([2, 9, 2]);
  const [report] = await Promise.all([page.waitForEvent('download'), page.click('text=Unduh laporan')]);
  expect(report.suggestedFilename()).toMatch(/^pindah-slims-\d+\.csv$/);
  const minutes = await page.request.get(`${page.url()}/berita-acara`);
  expect([minutes.status(), minutes.headers()['content-type']]).toEqual([200, 'application/pdf']);

  const desk = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(desk, app.origin, { username: 'meja', next: '/staf/sirkulasi' });
  await desk.fill('[name=kode]', 'M-14');
  await desk.press('#kode', 'Enter');
  await desk.fill('[name=kode]', 'X-0031');
  await desk.press('#kode', 'Enter');
  expect(await desk.textContent('main')).toContain('Penampung 48');
  const open = await app.db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .select(['item.barcode', 'member.number'])
    .where('loan.status', '=', 'open')
    .orderBy('item.barcode')
    .execute();
  expect(open).toEqual([
    { barcode: 'X-0030', number: 'M-13' },
    { barcode: 'X-0031', number: 'M-14' },
  ]);
}, 120_000);

test('a file that lies on the server is chosen by its name; one that is no dump is refused in a sentence', async () => {
  const folder = join(app.dataDir, 'pindahan');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cadangan.sql.gz'), gzipSync(PICTURED));
  const images = { 'images/docs/sawah.jpg': await picture('#227722'), 'images/docs/php.jpg': Buffer.from('<?php') };
  writeFileSync(join(folder, 'gambar.zip'), zipOf(images));
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { username: 'kepala', next: '/staf/sistem/pindahan' });
  await expectAccessible(page);
  await page.selectOption('[name=dump]', 'cadangan.sql.gz');
  await page.selectOption('#folder-files', 'gambar.zip');
  await page.click('text=Uji coba berkas ini');
  await page.waitForSelector('text=Uji coba selesai', { timeout: 30_000 });
  await expectAccessible(page);
  expect(await page.textContent('main')).toContain('Gambar dan berkas dari gambar.zip');
  await page.click('summary:has-text("Pindahkan sungguhan")');
  await page.click('text=Ya, pindahkan sekarang');
  await page.waitForSelector('text=Pindah selesai', { timeout: 30_000 });
  const figures = page.locator('section:has(#angka)');
  await expect.poll(async () => figures.textContent()).toMatch(/Sampul judul\s*2\s*1\s*0\s*1\s*0\s*Cocok/);
  expect(await page.textContent('section:has(#laporan)')).toContain('“php.jpg” rusak, atau bukan gambar');
  const { id } = await app.db
    .selectFrom('bib')
    .select('id')
    .where('title', '=', 'Sawah Kita')
    .executeTakeFirstOrThrow();
  await page.goto(`${app.origin}/katalog/${id}`);
  await expect.poll(async () => page.locator('main img[src^="/sampul/"][src$=".webp"]').count()).toBeGreaterThan(0);

  await page.goto(`${app.origin}/staf/sistem/pindahan`);
  const buffer = Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2]);
  await page.setInputFiles('[name=file]', { name: 'foto.png.sql', mimeType: 'application/sql', buffer });
  await page.click('text=Unggah dan uji coba');
  await page.waitForSelector('text=Berkas ini bukan dump MySQL', { timeout: 30_000 });
  await expectAccessible(page);
  await page.click('text=Pemindahan lain');
  await page.getByRole('link', { name: 'foto.png.sql' }).waitFor();
}, 120_000);

test('what was changed in SLiMS and here is decided at the report, and the migration does as was said', async () => {
  const folder = join(app.dataDir, 'pindahan');
  mkdirSync(folder, { recursive: true });
  const dumpOf = (words: string): string =>
    loanDump({ biblio: [70, 71].map((id) => ({ biblio_id: id, title: `Putusan ${id} ${words}` })) });
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { username: 'kepala', next: '/staf/sistem/pindahan' });
  const attempt = async (name: string, words: string): Promise<void> => {
    writeFileSync(join(folder, name), dumpOf(words));
    await page.goto(`${app.origin}/staf/sistem/pindahan`);
    await page.selectOption('[name=dump]', name);
    await page.click('text=Uji coba berkas ini');
    await page.waitForSelector('text=Uji coba selesai', { timeout: 30_000 });
  };
  const inEarnest = async (): Promise<void> => {
    await page.click('summary:has-text("Pindahkan sungguhan")');
    await page.click('text=Ya, pindahkan sekarang');
    await page.waitForSelector('text=Pindah selesai', { timeout: 30_000 });
  };
  await attempt('lama.sql', 'lama');
  await inEarnest();
  for (const id of [70, 71])
    await app.db
      .updateTable('bib')
      .set((eb) => ({ title: `Putusan ${id} kami`, version: eb('version', '+', 1) }))
      .where('title', '=', `Putusan ${id} lama`)
      .execute();
  await attempt('baru.sql', 'baru');
  await page.click('tr:has-text("Judul 70") >> button:has-text("Pakai yang di sini")');
  await page.waitForSelector('tr:has-text("Judul 70") >> text=Tetap yang di sini');
  await page.click('tr:has-text("Judul 71") >> button:has-text("Pakai dari sistem lama")');
  await page.waitForSelector('tr:has-text("Judul 71") >> text=Diambil dari sistem lama pada pemindahan berikutnya');
  await inEarnest();
  expect(await page.textContent('main')).toContain('1 diperbarui, 0 perlu diputuskan');
  const rows = await app.db
    .selectFrom('bib')
    .select('title')
    .where('title', 'like', 'Putusan%')
    .orderBy('title')
    .execute();
  expect(rows.map(({ title }) => title)).toEqual(['Putusan 70 kami', 'Putusan 71 baru']);
}, 120_000);

test('a move is taken back at its page, once it is seen what would go; what somebody has touched stands in the way', async () => {
  const folder = join(app.dataDir, 'pindahan');
  mkdirSync(folder, { recursive: true });
  const titles = [80, 81].map((id) => ({ biblio_id: id, title: `Kembali ${id}` }));
  writeFileSync(join(folder, 'keliru.sql'), loanDump({ biblio: titles }));
  const before = await count('bib');
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { username: 'kepala', next: '/staf/sistem/pindahan' });
  await page.selectOption('[name=dump]', 'keliru.sql');
  await page.click('text=Uji coba berkas ini');
  await page.waitForSelector('text=Uji coba selesai', { timeout: 30_000 });
  await page.click('summary:has-text("Pindahkan sungguhan")');
  await page.click('text=Ya, pindahkan sekarang');
  await page.waitForSelector('text=Pindah selesai', { timeout: 30_000 });
  const moved = page.url();
  expect(await count('bib')).toBe(before + 2);

  const touch = async (by: number): Promise<void> => {
    await app.db
      .updateTable('bib')
      .set((eb) => ({ version: eb('version', '+', by) }))
      .where('title', '=', 'Kembali 80')
      .execute();
  };
  await touch(1);
  await page.click('text=Lihat apa yang dibatalkan');
  await page.waitForSelector('text=1 baris menghalangi', { timeout: 30_000 });
  expect(await page.textContent('section:has(#laporan)')).toMatch(
    /Kembali 80.*menghalangi.*Diubah di sini sejak masuk/s,
  );
  expect(await page.textContent('main')).not.toContain('Batalkan sungguhan');
  await touch(-1);

  await page.goto(moved);
  await page.click('text=Lihat apa yang dibatalkan');
  await page.waitForSelector('text=tidak ada yang menghalangi', { timeout: 30_000 });
  expect(await count('bib')).toBe(before + 2);
  await page.click('summary:has-text("Batalkan sungguhan")');
  await page.click('text=Ya, batalkan sekarang');
  await page.waitForSelector('text=Pindahan dibatalkan', { timeout: 30_000 });
  expect(await count('bib')).toBe(before);
  const shown = await browser.open();
  await signInAsStaff(shown, app.origin, { username: 'kepala', next: new URL(page.url()).pathname });
  await expectAccessible(shown);
  await shown.goto(moved);
  await shown.waitForSelector('text=Pindahan ini sudah dibatalkan');
  expect(await shown.textContent('main')).not.toContain('Lihat apa yang dibatalkan');
  await expectAccessible(shown);
}, 120_000);

test('whoever lends at a desk has no such page', async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { username: 'meja', next: '/staf/sirkulasi' });
  expect((await page.goto(`${app.origin}/staf/sistem/pindahan`))?.status()).toBe(403);
});
