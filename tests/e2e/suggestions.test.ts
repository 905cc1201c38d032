import { expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const ISBN = '9786020331775';
let pin = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const ratna = await makeAccount(t, { username: 'ratna', homeLibraryId: kota.id });
  await grantRole(ctx, { accountId: ratna.id, role: 'cataloguer', libraryId: null });
  await makeMember(ctx, { number: '3572001', fullName: 'Nanda Kusumawati', homeLibrary: 'KOTA' });
  ({ pin } = await resetPin(ctx, '3572001'));
  const bibId = await makeBib(ctx, { title: 'Laskar Pelangi', isbn: '9789793062792' });
  await makeItem(ctx, { bibId, libraryId: kota.id, barcodes: ['B-019855'] });
});
const browser = useBrowser();

test('a book in a bookshop is suggested with one tap, a search that finds nothing leads there, and the answer is read', async () => {
  // without a script, as on an old phone
  const phone = await browser.open({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  await phone.goto(`${app.origin}/pindai?kode=${ISBN}`);
  await phone.click('button:has-text("Usulkan buku ini")');
  // who is not signed in does so on the way, and what was scanned comes along
  await phone.waitForURL(/\/masuk\?lanjut=/);
  await phone.fill('[name=number]', '3572001');
  await phone.fill('[name=pin]', pin);
  await phone.click('form[action$="?/member"] button');
  await phone.waitForURL(/\/usul\?isbn=/);
  expect(await phone.inputValue('#isbn')).toBe('978-602-03-3177-5');

  await phone.goto(`${app.origin}/pindai?kode=${ISBN}`);
  await phone.click('button:has-text("Usulkan buku ini")');
  await phone.waitForURL(`${app.origin}/usul`);
  expect(await phone.textContent('.flash')).toContain('Usulan terkirim');
  await phone.click('summary:has-text("Lengkapi"):has(.vh)');
  await phone.fill('.usul [name=title]', 'Laut Bercerita');
  await phone.click('.usul button:has-text("Simpan")');
  expect(await phone.textContent('.usul h3')).toContain('Laut Bercerita');

  await phone.goto(`${app.origin}/katalog?q=ensiklopedia+dinosaurus`);
  await phone.click('a:has-text("Usulkan agar perpustakaan membelinya")');
  expect(await phone.inputValue('#title')).toBe('ensiklopedia dinosaurus');
  await phone.fill('#title', 'Laskar Pelangi');
  await phone.click('button:has-text("Kirim usulan")');
  expect(await phone.textContent('.note')).toContain('Barangkali sudah ada di katalog');
  expect(await phone.locator('.note a').getAttribute('href')).toMatch(/\/katalog\/\d+$/);
  expect(await phone.locator('button:has-text("Bukan ini")').count()).toBe(1);
  expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(390);

  const desk = await browser.open();
  const { token } = await signedIn(app, 'ratna');
  await desk.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await desk.goto(`${app.origin}/staf/usulan`, { waitUntil: 'networkidle' });
  await expectAccessible(desk);
  expect(await desk.textContent('main')).not.toContain('Nanda');
  await desk.click('a:has-text("Laut Bercerita")');
  await desk.waitForURL(/\/staf\/usulan\/\d+$/);
  await desk.waitForLoadState('networkidle');
  await expectAccessible(desk);
  await desk.fill('[name=reason]', 'Banyak yang menginginkannya.');
  await desk.click('button:has-text("Kirim jawaban")');
  await desk.waitForURL(`${app.origin}/staf/usulan`);

  await phone.goto(`${app.origin}/usul`);
  const own = await phone.textContent('section:has(#milik)');
  expect(own).toContain('Akan dibeli');
  expect(own).toContain('Banyak yang menginginkannya.');
}, 60_000);
