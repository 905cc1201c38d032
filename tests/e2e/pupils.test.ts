import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { saveSampleClass } from '#modules/learning/classes/testing';
import { saveSampleCourse } from '#modules/learning/courses/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, untilKept, useBrowser, usePhone } from '../support/browser.ts';
import { archiveOf, QUESTION } from '../support/sample-courses.ts';
import { lossyNetwork } from '../support/lossy-network.ts';
import { useApp } from '../support/start-app.ts';

const CODE = 'TURI-27';
const PIN = '4826';
const PUPILS = ['Adinda Larasati', 'Bagas Prakoso'];
let classId = 0;

const app = useApp(async (t) => {
  const ctx = t.ctx();
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const teacher = await makeAccount(t, { username: 'dewi', fullName: 'Dewi Anggraini', homeLibraryId: libraryId });
  await grantRole(systemCtx(t.db, t.clock, 'uji'), { accountId: teacher.id, role: 'programmes', libraryId: null });
  const archive = archiveOf('Cek Dulu Sebelum Percaya', [
    { title: 'Siapa yang menulis?', minutes: 40, parts: [{ markdown: 'Siapa?' }, { task: QUESTION }] },
  ]);
  await t.db.transaction().execute(async (trx) => {
    const courseId = await saveSampleCourse(trx, ctx, { archive, published: true });
    await saveSampleClass(trx, ctx, {
      ...{ libraryId, courseId, name: '8B', schoolYear: '2026/2027', code: CODE, startsOn: '2026-10-20' },
      ...{ endedAt: null, teacherId: teacher.id, pin: PIN, pupils: PUPILS, at: t.clock.now() },
    });
  });
  classId = (await t.db.selectFrom('learningClass').select('id').executeTakeFirstOrThrow()).id;
});
const browser = useBrowser();
const phone = usePhone();
const LESSON = '/kelas/cek-dulu-sebelum-percaya/siapa-yang-menulis';
/** What the worker does beside the page is done soon, not at once. */
const SOON = { timeout: 15_000 };

/** A child comes in by the picture that stands at this place. */
async function comeIn(page: Page, place: number, origin = app.origin): Promise<void> {
  await page.goto(`${origin}/kelas/masuk?kode=${CODE}`);
  await page.locator('[name=picture]').nth(place).check();
  await page.fill('[name=pin]', PIN);
  await page.click('main form button:has-text("Masuk")');
  await page.waitForURL(/\/kelas\/cek-dulu-sebelum-percaya$/);
}
const triesOf = async (): Promise<number[]> =>
  (await app.db.selectFrom('taskAnswer').select('tries').where('tries', '>', 0).execute()).map(({ tries }) => tries);
/** Whether a word lies in any page of courses that the tablet keeps. */
const lies = async (page: Page, word: string): Promise<unknown> =>
  page.evaluate(`(async () => {
    const cache = await caches.open('lumbung-pelajaran-1');
    for (const request of await cache.keys())
      if ((await (await cache.match(request)).text()).includes(${JSON.stringify(word)})) return true;
    return false;
  })()`);

test('without a script a child comes in by code, picture and PIN, and no name is told before', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${app.origin}/kelas`);
  await page.fill('[name=kode]', ' turi 27 ');
  await page.press('[name=kode]', 'Enter');
  await page.waitForURL(/\/kelas\/masuk\?kode=/);
  for (const name of PUPILS) expect(await page.content()).not.toContain(name);
  expect(await page.locator('[name=picture]').count()).toBe(PUPILS.length);

  await page.locator('[name=picture]').first().check();
  await page.fill('[name=pin]', '9999');
  await page.click('main button');
  expect(await page.locator('.note.bad').count()).toBe(1);
  for (const name of PUPILS) expect(await page.content()).not.toContain(name);
  await page.locator('[name=picture]').first().check();
  await page.fill('[name=pin]', PIN);
  await page.click('main button');
  await page.waitForURL(/\/kelas\/cek-dulu-sebelum-percaya/);
  expect(await page.textContent('main')).toContain('Adinda Larasati');
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'lumbung_belajar');
  expect(cookie).toMatchObject({ httpOnly: true });

  // in the lesson it says who learns, and how to leave
  await page.goto(`${app.origin}/kelas/cek-dulu-sebelum-percaya/siapa-yang-menulis`);
  expect(await page.textContent('main')).toContain('Adinda Larasati');
  await page.check('label:has-text("Mencari foto yang sama") input');
  await page.click('form[action^="?/answer"] button');
  expect(await page.textContent('main')).toContain('Gambar pun punya penulis dan tanggal.');
  await page.goto(`${app.origin}/kelas/cek-dulu-sebelum-percaya`);
  await page.click('button:has-text("Keluar")');
  expect(await page.content()).not.toContain('Adinda Larasati');
  expect((await page.context().cookies()).some(({ name }) => name === 'lumbung_belajar')).toBe(false);
}, 60_000);

test('two children on one tablet without a network: what one wrote waits for that one alone, and is sent once', async () => {
  await app.db.deleteFrom('taskAnswer').execute();
  const page = await phone.open();
  await page.goto(app.origin);
  await untilKept(page);
  await comeIn(page, 0);
  await page.goto(app.origin + LESSON);
  await page.waitForSelector('[data-tersimpan]:not([hidden])');
  expect(await page.textContent('[data-tersimpan]')).toBe('Bisa dibuka tanpa internet');

  await page.context().setOffline(true);
  await page.goto(app.origin + LESSON);
  expect(await page.textContent('main')).toMatch(/Luring. Halaman ini disimpan.*Adinda Larasati/s);
  await page.check('label:has-text("Mencari foto yang sama") input');
  await page.click('form[action^="?/answer"] button');
  await page.waitForSelector('text=Jawaban disimpan di perangkat ini dan dikirim saat ada jaringan');
  // what was filled in stands there, and nothing is said of whether it is right
  await expect.poll(async () => page.isChecked('label:has-text("Mencari foto yang sama") input')).toBe(true);
  expect(await page.content()).not.toContain('Gambar pun punya penulis');
  await expectAccessible(page);
  expect(await triesOf()).toEqual([]);

  // leaving works without a network too: nothing of her is shown any more
  await page.click('button:has-text("Keluar")');
  await page.waitForSelector('text=Sudah keluar dari perangkat ini');
  await page.goto(app.origin + LESSON);
  expect(await page.textContent('h1')).toBe('Sedang luring');
  expect(await lies(page, 'Adinda')).toBe(false);

  await page.context().setOffline(false);
  await comeIn(page, 1);
  await page.goto(app.origin + LESSON);
  expect(await page.textContent('main')).toContain('1 jawaban menunggu milik anak lain.');
  expect(await page.content()).not.toContain('Adinda');
  await page.waitForSelector('[data-tersimpan]:not([hidden])');
  await page.context().setOffline(true);
  await page.goto(app.origin + LESSON);
  expect(await page.textContent('main')).toContain('Bagas Prakoso');
  expect(await page.isChecked('label:has-text("Mencari foto yang sama") input')).toBe(false);
  await page.context().setOffline(false);
  await page.goto(app.origin + LESSON);
  expect(await triesOf()).toEqual([]);

  await page.click('button:has-text("Keluar")');
  await comeIn(page, 0);
  await expect.poll(triesOf, SOON).toEqual([1]);
  await page.goto(app.origin + LESSON);
  expect(await page.textContent('main')).toContain('Gambar pun punya penulis dan tanggal.');
  expect(await page.content()).not.toContain('milik anak lain');
  await page.goto(app.origin + LESSON);
  expect(await triesOf()).toEqual([1]);
}, 120_000);

test('what a child sent while the server failed is not lost: it waits, and is one try once the server answers again', async () => {
  await app.db.deleteFrom('taskAnswer').execute();
  let isBroken = false;
  const network = await lossyNetwork(
    app.origin,
    () => false,
    (method, path) => isBroken && method === 'POST' && path.startsWith(LESSON),
  );
  try {
    const page = await phone.open();
    await page.goto(network.origin);
    await untilKept(page);
    await comeIn(page, 0, network.origin);
    await page.goto(network.origin + LESSON);
    isBroken = true;
    await page.check('label:has-text("Mencari foto yang sama") input');
    await page.click('form[action^="?/answer"] button');
    await page.waitForSelector('text=Jawaban disimpan di perangkat ini dan dikirim saat ada jaringan');
    expect(await triesOf()).toEqual([]);
    // a page that is opened meanwhile loses nothing of it either
    await page.goto(network.origin + LESSON);
    expect(await triesOf()).toEqual([]);
    isBroken = false;
    await page.goto(network.origin + LESSON);
    await expect.poll(triesOf, SOON).toEqual([1]);
    await page.goto(network.origin + LESSON);
    expect(await page.textContent('main')).toContain('Gambar pun punya penulis dan tanggal.');
    expect(await triesOf()).toEqual([1]);
  } finally {
    network.close();
  }
}, 60_000);

test('whoever learns in a browser of their own gets their progress back when the child who came in there leaves', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  const key = async () => (await page.context().cookies()).find(({ name }) => name === 'lumbung_belajar')?.value;
  await page.goto(`${app.origin}/kelas/cek-dulu-sebelum-percaya`);
  await page.click('button:has-text("Mulai belajar")');
  await page.waitForURL(app.origin + LESSON);
  const own = await key();
  await comeIn(page, 1);
  expect(await key()).not.toBe(own);
  // another child after the first: the browser's own key still lies aside
  await comeIn(page, 0);
  await page.click('button:has-text("Keluar")');
  expect(await key()).toBe(own);
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('lumbung_belajar_sendiri');
  await page.goto(app.origin + LESSON);
  expect(await page.content()).not.toContain('Adinda Larasati');
}, 60_000);

test('the door is for everybody: it can be read aloud and fits a small phone', async () => {
  const page = await browser.open({ viewport: { width: 390, height: 844 } });
  await page.goto(`${app.origin}/kelas/masuk?kode=${CODE}`);
  await expectAccessible(page);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await page.goto(`${app.origin}/kelas/masuk?kode=TIDAK-ADA`);
  await expectAccessible(page);
});

test('the teacher sees how far each child is by name, at 390 px too, and the page is accessible', async () => {
  const page = await browser.open();
  const { token } = await signedIn(app, 'dewi');
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(`${app.origin}/staf/belajar/kelas`);
  await page.click('a:has-text("8B")');
  await page.waitForURL(`${app.origin}/staf/belajar/kelas/${classId}`);
  const table = page.locator('table.murid');
  expect(await table.textContent()).toContain('Bagas Prakoso');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
}, 60_000);
