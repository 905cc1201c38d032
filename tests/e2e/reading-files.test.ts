import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeBib } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { makeEpub, makePdf, makeRecording } from '#modules/lending/digital/testing';
import { resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let bibId = 0;
let pin = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  bibId = await makeBib(ctx, { title: 'Kisah Kali Lekso' });
  await makeMember(ctx, { fullName: 'Dimas Aji', number: 'A1', homeLibrary: 'KOTA' });
  pin = (await resetPin(ctx, 'A1')).pin;
});
const browser = useBrowser();
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 } };

/** A librarian hangs a file on the record. */
async function attach(page: Page, file: File, title: string, access: string): Promise<void> {
  await page.goto(`${app.origin}/staf/katalog/${bibId}/berkas`);
  await page.waitForLoadState('networkidle');
  await page.fill('[name=title]', title);
  const buffer = Buffer.from(await file.arrayBuffer());
  await page.setInputFiles('[name=file]', { name: file.name, mimeType: file.type, buffer });
  await page.selectOption('[name=access]', access);
  await page.click('form[action$="?/attach"] button');
  await page.waitForSelector(`a:has-text("${title}")`);
}
async function signIn(page: Page, next: string): Promise<void> {
  await page.goto(`${app.origin}/masuk?lanjut=${encodeURIComponent(next)}`);
  await page.fill('[name=number]', 'A1');
  await page.fill('[name=pin]', pin);
  await page.click('form[action$="?/member"] button');
  await page.waitForURL(app.origin + next);
}
const openFromRecord = async (page: Page, title: string): Promise<void> => {
  await page.goto(`${app.origin}/katalog/${bibId}`);
  await page.click(`#berkas >> xpath=ancestor::section >> a:has-text("${title}")`);
  await page.waitForURL('**/baca/*');
};
const pageNumber = async (page: Page): Promise<string> => {
  await page.waitForSelector('.kertas:not([hidden])');
  return page.inputValue('.hal input');
};
/** The text over the picture of the page that is open. */
const shows = async (page: Page, text: string) => page.locator('.teks', { hasText: text }).waitFor();
/** The place is written down when the page is left, at the latest a moment after the last turn. */
const kept = async (page: Page) =>
  page.waitForResponse((response) => response.url().endsWith('/posisi') && response.status() === 204);

test('a librarian adds a PDF, an EPUB and a recording; a member reads the PDF, closes it, and comes back to the same page', async () => {
  const staff = await browser.open();
  await signInAsStaff(staff, app.origin, { next: '/staf' });
  await attach(staff, makePdf([['Halaman satu'], ['Halaman dua'], ['Halaman tiga']], 'Naskah'), 'Naskah', 'public');
  const chapters = [1, 2, 3].map((n) => ({ title: `Bab ${n}`, body: `<p>Isi bab ${n}.</p>`.repeat(60) }));
  await attach(staff, makeEpub('Cerita', chapters), 'Cerita', 'members');
  await attach(staff, makeRecording('Saron', [523, 587, 659], 1), 'Rekaman saron', 'public');

  const page = await browser.open(phone);
  await signIn(page, '/akun');
  await openFromRecord(page, 'Naskah');
  expect(await pageNumber(page)).toBe('1');
  await shows(page, 'Halaman satu');
  const written = kept(page);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await shows(page, 'Halaman tiga');
  await written;
  await page.keyboard.press('+');
  expect(await page.textContent('.alat-baca')).toContain('125%');
  await page.keyboard.press('-');
  await page.goto(`${app.origin}/akun`);
  await openFromRecord(page, 'Naskah');
  await shows(page, 'Halaman tiga');
  expect(await pageNumber(page)).toBe('3');
  await page.click('summary:has-text("Daftar isi")');
  await page.click('.isi-buku button');
  await shows(page, 'Halaman satu');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await expectAccessible(page);
  }
});

test('a guest’s page stays on the phone: nothing is sent', async () => {
  const page = await browser.open(phone);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.url());
  });
  await openFromRecord(page, 'Naskah');
  await pageNumber(page);
  await page.click('button:has-text("Halaman berikutnya")');
  await shows(page, 'Halaman dua');
  await page.goto(app.origin);
  await openFromRecord(page, 'Naskah');
  expect(await pageNumber(page)).toBe('2');
  expect(sent).toEqual([]);
  const rows = await app.db.selectFrom('readingPosition').selectAll().where('part', '=', 2).execute();
  expect(rows).toEqual([]);
});

test('a member reads the EPUB and comes back to the same chapter; a guest is told kindly and signs in to the same page', async () => {
  const page = await browser.open(phone);
  await openFromRecord(page, 'Cerita');
  expect(await page.textContent('main')).toContain('Untuk anggota perpustakaan');
  const address = new URL(page.url()).pathname;
  const refused = await page.request.get(`${app.origin}${address}/berkas`, { headers: { range: 'bytes=0-3' } });
  expect(refused.status()).toBe(401);
  await page.click('a:has-text("Masuk untuk membaca")');
  await page.fill('[name=number]', 'A1');
  await page.fill('[name=pin]', pin);
  await page.click('form[action$="?/member"] button');
  await page.waitForURL(`**${address}`);
  expect(await page.textContent('article')).toContain('Isi bab 1.');
  await page.waitForLoadState('networkidle');
  await page.click('a:has-text("Berikutnya") >> nth=0');
  await page.waitForURL('**bab=2');
  await page.waitForLoadState('networkidle');
  const written = kept(page);
  await page.evaluate('scrollTo(0, document.body.scrollHeight / 2)');
  await written;
  await page.goto(`${app.origin}/akun`);
  await openFromRecord(page, 'Cerita');
  expect(await page.textContent('article')).toContain('Isi bab 2.');
  await expect.poll(async () => page.evaluate('scrollY')).toBeGreaterThan(300);
  await page.click('button:has-text("Perbesar huruf")');
  expect(await page.getAttribute('article', 'class')).toContain('besar');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await expectAccessible(page);
});

test('without JavaScript the EPUB is read chapter by chapter and keeps its chapter, and an open PDF is a link', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signIn(page, '/akun');
  await openFromRecord(page, 'Cerita');
  await page.click('summary:has-text("Daftar isi")');
  await page.click('.isi-buku a:has-text("Bab 3")');
  expect(await page.textContent('article')).toContain('Isi bab 3.');
  await openFromRecord(page, 'Cerita');
  expect(await page.textContent('article')).toContain('Isi bab 3.');
  await page.click('button:has-text("Lupakan halaman terakhir")');
  await page.waitForURL(`**/katalog/${bibId}`);
  await openFromRecord(page, 'Cerita');
  expect(await page.textContent('article')).toContain('Isi bab 1.');
  await openFromRecord(page, 'Naskah');
  expect(await page.getAttribute('.tanpa-skrip a', 'href')).toMatch(/^\/baca\/\d+\/berkas$/);
});

test('a recording is played on where it was stopped', async () => {
  const page = await browser.open(phone);
  await signIn(page, '/akun');
  await openFromRecord(page, 'Rekaman saron');
  await expect.poll(async () => page.evaluate(`document.querySelector('audio').readyState`)).toBeGreaterThanOrEqual(1);
  await page.waitForLoadState('networkidle');
  const written = kept(page);
  await page.evaluate(`document.querySelector('audio').currentTime = 1.5`);
  await written;
  await page.goto(`${app.origin}/akun`);
  await openFromRecord(page, 'Rekaman saron');
  await expect.poll(async () => page.evaluate(`document.querySelector('audio').currentTime`)).toBeCloseTo(1.5, 0);
  await expectAccessible(page);
});
