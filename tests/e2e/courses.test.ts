import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { getCourse, listCourses, saveCourse, withdrawCourse } from '#modules/learning/courses';
import { saveSampleCourse } from '#modules/learning/courses/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { resetPin } from '#modules/people/members';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { archiveOf, BOOKS, OTHERS, QUESTION, SEARCH } from '../support/sample-courses.ts';
import { thumbFindings } from '../support/one-thumb.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = t.ctx();
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  for (const book of BOOKS) await makeItem(ctx, { bibId: await makeBib(ctx, book), libraryId: kota.id });
  await makeMember(ctx, { fullName: 'Ratih Wulandari', number: 'A-1', homeLibrary: 'KOTA', expiresOn: '2027-11-25' });
  ({ pin } = await resetPin(ctx, 'A-1'));
  const read = { markdown: 'Pagi ini ada pesan tanpa nama.\n\n## Begini Rani memeriksanya\n\nSiapa yang menulis?' };
  const courses = [
    archiveOf('Cek Dulu Sebelum Percaya', [
      { title: 'Siapa yang menulis?', minutes: 40, parts: [read, { task: SEARCH }, { task: QUESTION }] },
    ]),
    archiveOf('Semua Latihan', [
      { title: 'Banyak latihan', module: 'Pertama', minutes: 30, parts: [read, ...OTHERS.map((task) => ({ task }))] },
      { title: 'Bacaan saja', module: 'Kedua', minutes: 5, parts: [read] },
    ]),
    { ...archiveOf('Kabar Lama', [{ title: 'Pelajaran', minutes: 5, parts: [read] }]), audience: 'teachers' },
  ];
  for (const archive of courses)
    await t.db.transaction().execute(async (trx) => saveSampleCourse(trx, ctx, { archive, published: true }));
});
let pin = '';
const browser = useBrowser();
const noScript = { javaScriptEnabled: false };
const COURSE = '/kelas/cek-dulu-sebelum-percaya';
const LESSON = `${COURSE}/siapa-yang-menulis`;
const MANY = '/kelas/semua-latihan/banyak-latihan';
const learnerCookie = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === 'lumbung_belajar');
const flash = async (page: Page): Promise<string> => (await page.textContent('.flash')) ?? '';

test('without a script and without a card: joined, the wrong book refused with its reason, the right one praised, and the lesson finished', async () => {
  const page = await browser.open(noScript);
  await page.goto(`${app.origin}/kelas?untuk=remaja`);
  await page.click('a:has-text("Cek Dulu Sebelum Percaya")');
  expect(await learnerCookie(page)).toBeUndefined();
  await page.click('button:has-text("Mulai belajar")');
  await page.waitForURL(app.origin + LESSON);
  expect(await learnerCookie(page)).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  expect(await page.textContent('main')).toContain('Tinggal 2 latihan yang belum dijawab');

  await page.fill('[name=cari]', 'gunung');
  await page.click('.find button');
  await page
    .locator('.temuan li', { hasText: 'Mengenal Gunung Kelud' })
    .getByRole('link', { name: /^Pilih/ })
    .click();
  await page.click('button:has-text("Periksa")');
  const chosen = page.locator('.temuan .pilihan');
  expect(await chosen.textContent()).toContain('terbit 2009; yang diminta lebih baru');
  expect(await page.textContent('.note.warn')).toContain('Coba saring tahunnya');
  expect(page.url()).toMatch(/#tugas-\d+$/);
  await page.click('button:has-text("Minta petunjuk")');
  expect(await page.textContent('main')).toContain('Buka Saring, lalu isi tahunnya.');
  // what was searched and chosen is still there
  expect(await page.inputValue('[name=cari]')).toBe('gunung');

  await chosen.getByRole('link', { name: /^Lepas/ }).click();
  expect(await chosen.count()).toBe(0);
  await page.click('summary:has-text("Saring")');
  await page.fill('[name=dari]', '2016');
  await page.click('.find button');
  expect(await page.locator('.temuan').textContent()).not.toContain('Mengenal Gunung Kelud');
  await page
    .locator('.temuan li', { hasText: 'Gunung Api Indonesia' })
    .getByRole('link', { name: /^Pilih/ })
    .click();
  await page.click('button:has-text("Periksa lagi")');
  expect(await chosen.textContent()).toContain('Cocok');
  expect(await page.textContent('.note.ok')).toContain('Tepat');

  await page.check('label:has-text("Meneruskannya") input');
  await page.click('button:has-text("Periksa: Seorang teman")');
  expect(await page.textContent('.note.warn')).toContain('Foto lama sering dipakai lagi.');
  expect(await page.isChecked('label:has-text("Meneruskannya") input')).toBe(true);
  await page.check('label:has-text("Mencari foto yang sama") input');
  await page.click('button:has-text("Periksa lagi: Seorang teman")');
  expect(await page.textContent('main')).toContain('Gambar pun punya penulis dan tanggal.');

  await page.click('button:has-text("Tandai selesai")');
  await page.waitForURL(app.origin + COURSE);
  expect(await flash(page)).toContain('selesai seluruhnya');
  expect(await page.textContent('.gabung')).toContain('masih ada jalan berikutnya');
  expect(await page.textContent('.isi-k')).toContain('Selesai');

  await page.goto(`${app.origin}/kelas`);
  await page.click('summary:has-text("Lupakan kemajuan")');
  await page.click('button:has-text("Hapus kemajuan di perangkat ini")');
  expect(await flash(page)).toContain('sudah dihapus');
  expect(await learnerCookie(page)).toBeUndefined();
  expect(await app.db.selectFrom('courseLearner').select('id').execute()).toEqual([]);
}, 120_000);

test('every kind of task is answered without a script; what was wrong stays filled in and says where', async () => {
  const page = await browser.open(noScript);
  await page.goto(app.origin + MANY);
  const part = (word: string) => page.locator('section.sect', { hasText: word });
  const check = async (word: string) => part(word).locator('form[action^="?/answer"] button').click();

  await part('Bandingkan keduanya.').locator('[name=l0][value=a]').check();
  await part('Bandingkan keduanya.').locator('[name=reason]').fill('Yang pertama lebih ramai.');
  await check('Bandingkan keduanya.');
  expect(await part('Bandingkan keduanya.').textContent()).toMatch(/Penyusun menjawab B.*Sumber B menyebut namanya/s);
  expect(await part('Bandingkan keduanya.').locator('[name=reason]').inputValue()).toBe('Yang pertama lebih ramai.');
  // whoever answers takes part from then on
  expect(await learnerCookie(page)).toBeDefined();

  await part('Tulis rujukannya.').locator('[name=author]').fill('Pramoedya Ananta Toer');
  await part('Tulis rujukannya.').locator('[name=year]').fill('1990');
  await part('Tulis rujukannya.').locator('[name=title]').fill('bumi manusia');
  await check('Tulis rujukannya.');
  expect(await part('Tulis rujukannya.').locator('[aria-invalid=true]').count()).toBe(1);
  await part('Tulis rujukannya.').locator('[name=year]').fill('1980');
  await check('Tulis rujukannya.');
  expect(await part('Tulis rujukannya.').textContent()).toContain('Tepat. Bagus sekali.');

  await part('Mana saja').getByLabel('Ada nama').check();
  await check('Mana saja');
  expect(await part('Mana saja').textContent()).toContain('Belum tepat');
  await part('Mana saja').getByLabel('Ada tanggal').check();
  await check('Mana saja');
  expect(await part('Mana saja').textContent()).toContain('Tepat. Bagus sekali.');

  for (const [step, place] of [
    ['Bertanya', '1'],
    ['Mencari', '2'],
    ['Memeriksa', '3'],
  ] as const)
    await part('Urutkan langkahnya.').getByLabel(step).selectOption({ label: place });
  await check('Urutkan langkahnya.');
  expect(await part('Urutkan langkahnya.').textContent()).toContain('Tepat. Bagus sekali.');

  await part('Pasangkan.').getByLabel('Katalog').selectOption({ label: 'Mencari halaman' });
  await part('Pasangkan.').getByLabel('Indeks').selectOption({ label: 'Mencari halaman' });
  await check('Pasangkan.');
  expect(await part('Pasangkan.').locator('.st.late').count()).toBe(1);

  await part('Berapa kelas').locator('[name=value]').fill('sepuluh');
  await check('Berapa kelas');
  expect(await part('Berapa kelas').locator('[role=alert]').count()).toBe(1);
  expect(await part('Berapa kelas').locator('[name=value]').inputValue()).toBe('sepuluh');
  await part('Berapa kelas').locator('[name=value]').fill('10');
  await check('Berapa kelas');
  await part('Apa nama daftar').locator('[name=text]').fill('Katalog');
  await check('Apa nama daftar');
  await part('Lengkapi.').getByLabel('Bagian kosong 1').fill('panggil');
  await part('Lengkapi.').getByLabel('Bagian kosong 2').fill('perut');
  await check('Lengkapi.');
  expect(await part('Lengkapi.').getByLabel('Bagian kosong 2').getAttribute('aria-invalid')).toBe('true');
  await part('Apa yang akan dicoba').locator('[name=text]').fill('Bertanya.');
  await check('Apa yang akan dicoba');
  expect(await part('Apa yang akan dicoba').textContent()).toContain('Tambah paling sedikit 11 huruf lagi.');

  // answered is enough: what is not right yet may wait
  await page.click('button:has-text("Tandai selesai")');
  await page.waitForURL(/\/bacaan-saja$/);
  await page.goto(`${app.origin}/kelas/semua-latihan`);
  await page.click('summary:has-text("Berhenti ikut kelas ini")');
  await page.click('button:has-text("Berhenti dan hapus jawaban")');
  expect(await flash(page)).toContain('Sudah berhenti');
  expect(await page.locator('button:has-text("Mulai belajar")').count()).toBe(1);
}, 120_000);

test('by keys alone somebody gets from the course to a book that is chosen', async () => {
  const page = await browser.open();
  await page.goto(app.origin + LESSON);
  await page.focus('[name=cari]');
  await page.keyboard.type('gunung');
  await page.keyboard.press('Enter');
  await page.waitForURL(/cari=gunung/);
  await page.locator('.temuan a.btn').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/pilih=\d+/);
  expect(await page.locator('.temuan .pilihan').count()).toBe(1);
  await page.focus('button:has-text("Periksa")');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.temuan .pilihan .st.late, .temuan .pilihan .st:not(.late)');
  await expectAccessible(page);
});

test('its pages can be read by everybody, fit a phone and one thumb, and weigh little; a look sets no cookie', async () => {
  const page = await browser.open({ viewport: { width: 390, height: 844 } });
  for (const path of [
    '/kelas',
    '/kelas?untuk=lansia',
    COURSE,
    LESSON,
    `${LESSON}?tugas=1&cari=gunung`,
    MANY,
    `/en${LESSON}`,
  ]) {
    const answer = await fetch(app.origin + path);
    const html = await answer.text();
    expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([path, 200, []]);
    expect(Buffer.byteLength(html), path).toBeLessThan(80_000);
    const styles = [...html.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(([, css]) => css ?? '').join('');
    expect(Buffer.byteLength(styles), path).toBeLessThanOrEqual(12_000);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(app.origin + path);
    await expectAccessible(page);
    expect(await thumbFindings(page), path).toEqual([]);
  }
  await page.goto(app.origin + LESSON);
  // the sheet of what is to be done has come
  expect(await page.evaluate("getComputedStyle(document.querySelector('.maju ol')).display")).toBe('grid');
  const course = await (await fetch(app.origin + COURSE)).text();
  expect(course).toContain('"@type":"Course"');
  expect(course).toContain(`<link rel="canonical" href="${app.origin}${COURSE}"`);
});

test('with a card the progress stands in the account, and no key in the browser', async () => {
  const page = await browser.open();
  await page.goto(`${app.origin}/masuk?lanjut=/akun/kursus`);
  await page.fill('[name=number]', 'A-1');
  await page.fill('[name=pin]', pin);
  await page.click('form[action$="?/member"] button');
  await page.waitForURL(`${app.origin}/akun/kursus`);
  expect(await page.textContent('main')).toContain('Belum ikut kelas');
  await expectAccessible(page);
  await page.goto(`${app.origin}/kelas/semua-latihan/bacaan-saja`);
  await page.click('button:has-text("Tandai selesai")');
  await page.waitForURL(`${app.origin}/kelas/semua-latihan`);
  expect(await learnerCookie(page)).toBeUndefined();
  await page.goto(`${app.origin}/akun/kursus`);
  expect(await page.textContent('main')).toMatch(/Semua Latihan.*1 dari 2 pelajaran selesai/s);
  await expectAccessible(page);
});

test('an earlier address leads to the course of today; one that is withdrawn says so', async () => {
  const ctx = app.ctx();
  const { courses } = await listCourses(ctx, { limit: 20 });
  const id = courses.find(({ title }) => title === 'Kabar Lama')?.id ?? 0;
  const version = async () => (await getCourse(ctx, id)).version;
  const head = { title: 'Kabar Lama', audience: 'teachers' as const };
  await saveCourse(ctx, id, { ...head, version: await version(), slug: 'kabar-usang' });
  const moved = await fetch(`${app.origin}/kelas/kabar-lama`, { redirect: 'manual' });
  expect([moved.status, moved.headers.get('location')]).toEqual([308, '/kelas/kabar-usang']);
  const lesson = await fetch(`${app.origin}/kelas/kabar-lama/pelajaran`, { redirect: 'manual' });
  expect([lesson.status, lesson.headers.get('location')]).toEqual([308, '/kelas/kabar-usang/pelajaran']);
  await withdrawCourse(ctx, id, await version());
  expect((await fetch(`${app.origin}/kelas/kabar-usang`)).status).toBe(410);
  expect((await fetch(`${app.origin}/kelas/tidak-ada`)).status).toBe(404);
});
