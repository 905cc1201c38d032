import { expect, test } from 'vitest';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { saveSampleClass } from '#modules/learning/classes/testing';
import { saveSampleCourse } from '#modules/learning/courses/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { archiveOf, QUESTION } from '../support/sample-courses.ts';
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
