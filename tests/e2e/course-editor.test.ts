import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  for (const [title, year] of [
    ['Mengenal Gunung Kelud', 2019],
    ['Gunung Api Purba', 2004],
  ] as const) {
    const bibId = await makeBib(t.ctx(), { title, year, ddc: '551.21' });
    await makeItem(t.ctx(), { bibId, libraryId: kota.id });
  }
  const account = await makeAccount(t, { username: 'dewi', fullName: 'Dewi Anggraini', homeLibraryId: kota.id });
  await grantRole(ctx, { accountId: account.id, role: 'programmes', libraryId: null });
});
const browser = useBrowser();
let dewi: Page;
let course = '';
let lesson = '';

async function staff(how: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const page = await browser.open(how);
  const { token } = await signedIn(app, 'dewi');
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  return page;
}
const lastPlace = (page: Page) => page.locator('details.sisip').last();
const lastTask = (page: Page) => page.locator('.blok', { has: page.locator('.isi-tugas') }).last();

beforeAll(async () => {
  dewi = await staff();
});

test('a course is begun, its lesson is written as one types, and an exercise stands in it at once', async () => {
  await dewi.goto(`${app.origin}/staf/belajar`, { waitUntil: 'networkidle' });
  await expectAccessible(dewi);
  await dewi.click('a.btn:has-text("Buat kursus")');
  await dewi.waitForURL(/\/belajar\/baru$/);
  await dewi.fill('[name=title]', 'Cek Dulu Sebelum Percaya');
  await dewi.click('button:has-text("Buat rancangan")');
  await dewi.waitForURL(/\/belajar\/\d+$/);
  course = dewi.url();
  await expectAccessible(dewi);
  expect(await dewi.textContent('aside')).toContain('Belum ada pelajaran');
  expect(await dewi.textContent('main')).toContain('Belum cukup orang (10)');

  await dewi.fill('.tambah-k [name=title]', 'Siapa yang menulis?');
  await dewi.click('button:has-text("Tambah pelajaran")');
  await dewi.waitForURL(/\/belajar\/\d+\/\d+$/);
  lesson = dewi.url();
  await dewi.waitForLoadState('networkidle');
  await dewi.locator('textarea[name=words]').first().fill('Pagi ini ada pesan tanpa nama.');
  await dewi.waitForSelector('.blok [role=status]:has-text("Tersimpan")');

  await lastPlace(dewi).locator('button:has-text("Sisipkan soal")').click();
  await dewi.waitForURL(/[?]tugas=\d+#bagian-\d+$/);
  await dewi.waitForLoadState('networkidle');
  await expectAccessible(dewi);
  const task = lastTask(dewi);
  await task.locator('[name="prompt.id"]').fill('Apa yang kamu lakukan lebih dulu?');
  await task.locator('[name="asked.options.2.label.id"]').fill('Menyebarkannya');
  await task.locator('button:has-text("Simpan latihan")').click();
  await dewi.waitForSelector('.flash:has-text("Latihan tersimpan")');
  await dewi.goto(lesson, { waitUntil: 'networkidle' });
  expect(await dewi.textContent('.tugas-b')).toBe('Apa yang kamu lakukan lebih dulu?');
  expect(await dewi.textContent('nav[aria-labelledby=susunan]')).toContain('Satu pilihan benar');
  expect(await dewi.locator('textarea[name=words]').first().inputValue()).toBe('Pagi ini ada pesan tanpa nama.');
});

test('what is typed into an exercise and not saved is not lost by another form', async () => {
  await dewi.goto(lesson, { waitUntil: 'networkidle' });
  const task = lastTask(dewi);
  await task.locator('summary:has-text("Ubah latihan ini")').click();
  await task.locator('[name="prompt.id"]').fill('Belum selesai kutulis');
  await dewi.fill('.kepala-n [name=module]', 'Dasar');
  await lastPlace(dewi).locator('button:has-text("Kutipan")').first().click();
  await dewi.waitForSelector('text=belum disimpan');
  expect(dewi.url()).toBe(lesson);
  expect(await task.locator('[name="prompt.id"]').inputValue()).toBe('Belum selesai kutulis');
});

test('without a script: a search is a sentence that says how many books answer it, and what is refused stays typed', async () => {
  const plain = await staff({ javaScriptEnabled: false });
  await plain.goto(lesson);
  await lastPlace(plain).locator('button:has-text("Latihan mencari di katalog")').click();
  const task = lastTask(plain);
  expect(await task.textContent()).toContain('Saat ini 2 buku memenuhi');
  await task.locator('[name="goal.ddc"]').fill('551.2*');
  await task.locator('[name="goal.yearFrom"]').fill('dua ribu');
  await task.locator('button:has-text("Simpan latihan")').click();
  const refused = lastTask(plain);
  expect(await refused.locator('.note').textContent()).toContain('perlu diperbaiki');
  expect(await refused.locator('[name="goal.yearFrom"]').getAttribute('aria-invalid')).toBe('true');
  expect(await refused.locator('[name="goal.ddc"]').inputValue()).toBe('551.2*');
  await refused.locator('[name="goal.yearFrom"]').fill('2016');
  await refused.locator('[name="goal.count"]').selectOption('1');
  await refused.locator('button:has-text("Simpan latihan")').click();
  expect(await lastTask(plain).textContent()).toContain('Saat ini 1 buku memenuhi');

  await plain.goto(`${lesson}?bahasa=keduanya`);
  await lastTask(plain).locator('summary:has-text("Ubah latihan ini")').click();
  await lastTask(plain).locator('[name="prompt.en"]').fill('Find a book on volcanoes.');
  await lastTask(plain).locator('button:has-text("Simpan latihan")').click();
  expect(new URL(plain.url()).search).toBe('?bahasa=keduanya');
  await plain.goto(lesson);
  await lastTask(plain).locator('summary:has-text("Ubah latihan ini")').click();
  await lastTask(plain).locator('[name="prompt.id"]').fill('Temukan buku tentang gunung api.');
  await lastTask(plain).locator('button:has-text("Simpan latihan")').click();
  await plain.goto(`${lesson}?bahasa=keduanya`);
  expect(await lastTask(plain).locator('[name="prompt.en"]').inputValue()).toBe('Find a book on volcanoes.');

  const before = await plain.locator('.blok').count();
  await lastTask(plain).locator('summary').first().click();
  await lastTask(plain).locator('button:has-text("Buang bagian ini")').click();
  expect(await plain.locator('.blok').count()).toBe(before - 1);
  expect(await plain.textContent('section[aria-labelledby=dibuang]')).toContain('gunung api');
  await plain.locator('section[aria-labelledby=dibuang] button').first().click();
  expect(await plain.locator('.blok').count()).toBe(before);
});

test('a course is published, taken along as a file, and brought in as a draft of its own', async () => {
  const page = await staff();
  await page.goto(course, { waitUntil: 'networkidle' });
  await page.click('aside button:has-text("Terbitkan")');
  await page.waitForSelector('.flash:has-text("Kursus terbit")');
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.click('a:has-text("Unduh sebagai arsip")'),
  ]);
  const file = { name: 'kursus.zip', mimeType: 'application/zip', buffer: readFileSync(await download.path()) };
  const told = strFromU8(unzipSync(file.buffer)['kursus.json'] ?? new Uint8Array());
  expect(JSON.parse(told)).toMatchObject({ title: 'Cek Dulu Sebelum Percaya', lessons: [{}] });

  await page.goto(`${app.origin}/staf/belajar`, { waitUntil: 'networkidle' });
  await page.click('summary:has-text("Bawa masuk arsip")');
  await page.setInputFiles('[name=file]', { ...file, buffer: Buffer.from('bukan arsip') });
  await page.click('button:has-text("Bawa masuk sebagai rancangan")');
  await page.waitForSelector('text=bukan arsip kursus');
  await page.setInputFiles('[name=file]', file);
  await page.click('button:has-text("Bawa masuk sebagai rancangan")');
  await page.waitForURL(/\/belajar\/\d+\?dari=arsip$/);
  expect(page.url().replace('?dari=arsip', '')).not.toBe(course);
  expect(await page.textContent('main')).toContain('Siapa yang menulis?');
});
