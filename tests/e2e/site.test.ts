import { beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
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
  for (const [username, fullName] of [
    ['dewi', 'Dewi Anggraini'],
    ['arif', 'Arif Setiawan'],
  ] as const) {
    const account = await makeAccount(t, { username, fullName, homeLibraryId: kota.id });
    await grantRole(ctx, { accountId: account.id, role: 'outreach', libraryId: null });
  }
});
const browser = useBrowser();
let dewi: Page;
let arif: Page;
let written = '';

async function staff(username: string, how: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const page = await browser.open(how);
  const { token } = await signedIn(app, username);
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  return page;
}
const wordsOf = (page: Page, nth = 0) => page.locator('form.isi-blok textarea[name=words]').nth(nth);
const saved = async (page: Page) => page.waitForSelector('.blok [role=status]:has-text("Tersimpan")');

beforeAll(async () => {
  dewi = await staff('dewi');
  arif = await staff('arif');
});

test('news is begun, written as one types, published, and read by everybody and by feed readers', async () => {
  await dewi.goto(`${app.origin}/staf/kabar/berita`, { waitUntil: 'networkidle' });
  await expectAccessible(dewi);
  await dewi.click('a.btn:has-text("Tulis kabar")');
  await dewi.waitForURL(/\/berita\/baru$/);
  await dewi.fill('[name=title]', 'Mobil keliling ke Tlumpu');
  await dewi.click('button:has-text("Mulai menulis")');
  await dewi.waitForURL(/\/tulisan\/\d+$/);
  written = dewi.url();
  await dewi.goto(written, { waitUntil: 'networkidle' });
  await wordsOf(dewi).fill('Setiap Selasa sore di **Balai RW 4**.');
  await saved(dewi);
  await expectAccessible(dewi);
  await dewi.reload({ waitUntil: 'networkidle' });
  expect(await wordsOf(dewi).inputValue()).toBe('Setiap Selasa sore di **Balai RW 4**.');
  await dewi.click('button:has-text("Terbitkan")');
  await dewi.waitForSelector('.flash');

  const reader = await browser.open({ viewport: { width: 390, height: 844 } });
  await reader.goto(`${app.origin}/berita`);
  await expectAccessible(reader);
  await reader.click('a:has-text("Mobil keliling ke Tlumpu")');
  await reader.waitForURL(/\/berita\/mobil-keliling-ke-tlumpu$/);
  expect(await reader.textContent('strong')).toBe('Balai RW 4');
  await expectAccessible(reader);
  expect(await reader.evaluate('document.documentElement.scrollWidth')).toBe(390);
  for (const [ext, sign] of [
    ['rss', '<title>Mobil keliling ke Tlumpu</title>'],
    ['atom', '<title>Mobil keliling ke Tlumpu</title>'],
    ['json', '"title":"Mobil keliling ke Tlumpu"'],
  ] as const) {
    expect(await (await fetch(`${app.origin}/berita.${ext}`)).text()).toContain(sign);
  }
});

test('two on one page: one is offline for a while, comes back to both texts, and nothing is lost', async () => {
  await arif.goto(written, { waitUntil: 'networkidle' });
  await dewi.goto(written, { waitUntil: 'networkidle' });
  await arif.context().setOffline(true);
  await wordsOf(arif).fill('Tulisan Arif tanpa jaringan.');
  await arif.waitForSelector('.blok [role=status]:has-text("Belum terkirim")');
  await wordsOf(dewi).fill('Tulisan Dewi.');
  await saved(dewi);
  await arif.context().setOffline(false);
  await arif.waitForSelector('.mereka:has-text("Tulisan Dewi.")');
  expect(await wordsOf(arif).inputValue()).toBe('Tulisan Arif tanpa jaringan.');
  await arif.click('button:has-text("Pakai tulisan saya")');
  await saved(arif);
  // the other sees it come, while nobody types there
  await dewi.locator('h1').click();
  await expect.poll(async () => wordsOf(dewi).inputValue(), { timeout: 20_000 }).toBe('Tulisan Arif tanpa jaringan.');
});

test('what is pasted from Word becomes clean parts, and no script of it lives', async () => {
  await dewi.goto(written, { waitUntil: 'networkidle' });
  await wordsOf(dewi).evaluate((field) => {
    const data = new DataTransfer();
    data.setData(
      'text/html',
      '<h2>Jadwal</h2><p class=MsoNormal>Selasa<o:p></o:p></p><ul><li>Tlumpu</li></ul><img src=x onerror="window.pecah=1"><script>window.pecah=1</' +
        'script>',
    );
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await dewi.waitForSelector('.blok input[name=text]');
  expect(await dewi.inputValue('.blok input[name=text]')).toBe('Jadwal');
  expect(await dewi.locator('.blok').count()).toBe(4);
  expect(await dewi.evaluate('window.pecah')).toBeUndefined();
});

test('without a script the same page is forms: a part is added, saved, taken out and put back; who is late sees both', async () => {
  const plain = await staff('dewi', { javaScriptEnabled: false });
  await plain.goto(written);
  const before = await plain.locator('.blok').count();
  await plain.locator('details.sisip').last().locator('button:has-text("Kutipan")').click();
  expect(await plain.locator('.blok').count()).toBe(before + 1);
  const first = plain.locator('.blok').first();
  // somebody else saves it in the meantime
  await arif.goto(written, { waitUntil: 'networkidle' });
  await wordsOf(arif).fill('Arif lebih cepat.');
  await saved(arif);
  await first.locator('textarea[name=words]').fill('Dewi tanpa skrip.');
  await first.locator('button:has-text("Simpan")').click();
  expect(await plain.textContent('.mereka')).toBe('Arif lebih cepat.');
  expect(await wordsOf(plain).inputValue()).toBe('Dewi tanpa skrip.');
  await plain.locator('.blok').first().locator('button:has-text("Simpan")').click();
  expect(await wordsOf(plain).inputValue()).toBe('Dewi tanpa skrip.');
  expect(await plain.locator('.mereka').count()).toBe(0);
  const last = plain.locator('.blok').last();
  await last.locator('summary').first().click();
  await last.locator('button:has-text("Buang bagian ini")').click();
  expect(await plain.locator('.blok').count()).toBe(before);
  await plain.locator('section[aria-labelledby=dibuang] button').first().click();
  expect(await plain.locator('.blok').count()).toBe(before + 1);
});

test('two languages side by side: what one writes in English the other does not take away', async () => {
  await dewi.goto(`${written}?bahasa=keduanya`, { waitUntil: 'networkidle' });
  await expectAccessible(dewi);
  await dewi.locator('textarea[name=en_words]').first().fill('In English.');
  await saved(dewi);
  await dewi.click('nav.tabs a:has-text("Indonesia saja")');
  await dewi.waitForURL((url) => url.search === '');
  await dewi.waitForLoadState('networkidle');
  await wordsOf(dewi).fill('Kalimat baru.');
  await saved(dewi);
  await dewi.goto(`${written}?bahasa=keduanya`, { waitUntil: 'networkidle' });
  expect(await dewi.locator('textarea[name=en_words]').first().inputValue()).toBe('In English.');
  expect(await wordsOf(dewi).inputValue()).toBe('Kalimat baru.');
});
