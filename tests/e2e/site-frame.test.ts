import { beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { beginPage, getPage, publishPage, withdrawPage } from '#modules/city/site';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let pageId = 0;
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const gedog = await makeLibrary(ctx, 'GEDOG', 'Perpustakaan Gedog');
  for (const [username, libraryId, home] of [
    ['dewi', null, kota.id],
    ['guru', gedog.id, gedog.id],
  ] as const) {
    const account = await makeAccount(t, { username, homeLibraryId: home });
    await grantRole(ctx, { accountId: account.id, role: 'outreach', libraryId });
  }
  const blocks = [{ body: { kind: 'text' as const, spans: [{ text: 'Isi.' }] }, english: null }];
  pageId = await beginPage(ctx, { kind: 'page', title: 'Tentang kami' }, blocks);
  await publishPage(ctx, pageId, { version: 0 });
});
const browser = useBrowser();
const NARROW = { viewport: { width: 390, height: 844 } };

async function staff(username: string, how: Parameters<typeof browser.open>[0] = {}): Promise<Page> {
  const page = await browser.open(how);
  const { token } = await signedIn(app, username);
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  return page;
}
const section = (page: Page, name: string) => page.locator(`section[aria-labelledby="${name}"]`);
const fits = async (page: Page): Promise<void> =>
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);

let dewi: Page;
beforeAll(async () => {
  dewi = await staff('dewi', { ...NARROW, javaScriptEnabled: false });
});

test('without a script, on a phone: staff put a page and an address into the menu, order them, and everybody finds them', async () => {
  await dewi.goto(`${app.origin}/staf/kabar/situs`);
  await dewi.click('.head a:has-text("Menu dan kaki halaman")');
  const menu = section(dewi, 'tautan-menu');
  await menu.locator('summary:has-text("Tambah tautan")').click();
  await menu.locator('[name=label]').fill('Jahat');
  await menu.locator('[name=href]').fill('javascript:alert(1)');
  await menu.locator('form:has([name=label]) button').click();
  // what was typed is still there, with why it was refused beside it
  expect(await menu.locator('.err').textContent()).toContain('https://');
  expect(await menu.locator('[name=label]').inputValue()).toBe('Jahat');
  await menu.locator('[name=label]').fill('Dinas Perpustakaan');
  await menu.locator('[name=href]').fill('https://contoh.go.id/');
  await menu.locator('form:has([name=label]) button').click();
  await dewi.waitForSelector('.flash');
  await menu.locator('summary:has-text("Tambah tautan")').click();
  const added = menu.locator('details').last();
  await added.locator('[name=label]').fill('Tentang kami');
  await added.locator('[name=labelEn]').fill('About us');
  await added.locator('[name=to]').selectOption({ label: 'Halaman: Tentang kami' });
  await added.locator('button').click();
  await dewi.click('button[aria-label="Naikkan: Tentang kami"]');
  await fits(dewi);

  const reader = await browser.open({ ...NARROW, javaScriptEnabled: false });
  await reader.goto(`${app.origin}/berita`);
  expect(await reader.locator('.lagi a').allTextContents()).toEqual(['Tentang kami', 'Dinas Perpustakaan']);
  await fits(reader);
  await reader.click('.lagi a:has-text("Tentang kami")');
  await reader.waitForURL(/\/halaman\/tentang-kami$/);
  expect(await reader.locator('.lagi [aria-current]').textContent()).toBe('Tentang kami');
  await reader.goto(`${app.origin}/en/berita`);
  expect(await reader.locator('.lagi a').first().textContent()).toBe('About us');
});

test('a page that is withdrawn leaves the menu of everybody by itself, and staff see why', async () => {
  const ctx = systemCtx(app.db, app.clock, 'uji');
  await withdrawPage(ctx, pageId, (await getPage(ctx, pageId)).version);
  const reader = await browser.open();
  await reader.goto(`${app.origin}/berita`);
  expect(await reader.locator('.lagi a').allTextContents()).toEqual(['Dinas Perpustakaan']);
  await expectAccessible(reader);
  const seen = await staff('dewi');
  await seen.goto(`${app.origin}/staf/kabar/situs/menu`, { waitUntil: 'networkidle' });
  expect(await section(seen, 'tautan-menu').textContent()).toContain('sedang tidak tampil');
  await expectAccessible(seen);
});

test('the foot has a heading, its links, accounts elsewhere and the words of the network', async () => {
  await dewi.goto(`${app.origin}/staf/kabar/situs/menu`);
  const add = async (place: string, fields: Record<string, string>): Promise<void> => {
    const added = section(dewi, `tautan-${place}`).locator('details').last();
    await added.locator('summary').first().click();
    for (const [name, value] of Object.entries(fields)) await added.locator(`[name=${name}]`).fill(value);
    await added.locator('button').click();
  };
  await add('foot', { label: 'Mitra kami' });
  await add('foot', { label: 'Taman bacaan', href: '/perpustakaan' });
  await add('accounts', { label: 'Instagram', href: 'https://instagram.example/kota' });
  await dewi.fill('[name=address]', 'Jalan Merdeka 1');
  await dewi.click('button:has-text("Simpan kontak")');
  await dewi.waitForSelector('.flash');
  const reader = await browser.open(NARROW);
  await reader.goto(`${app.origin}/berita`);
  const foot = reader.locator('footer');
  expect(await foot.getByRole('navigation', { name: 'Mitra kami' }).getByRole('link').allTextContents()).toEqual([
    'Taman bacaan',
  ]);
  expect(await foot.textContent()).toContain('Jalan Merdeka 1');
  expect(await foot.getByRole('link', { name: 'Instagram' }).getAttribute('href')).toBe(
    'https://instagram.example/kota',
  );
  await fits(reader);
});

test('the staff of a library write its people and services, without a script, and come to no other site', async () => {
  const own = await staff('guru', { ...NARROW, javaScriptEnabled: false });
  await own.goto(`${app.origin}/staf/kabar/situs`);
  expect(await own.locator('main a[href*="/situs/perpustakaan/"]').allTextContents()).toEqual(['Perpustakaan Gedog']);
  expect(await own.locator('main a[href$="/situs/menu"]').count()).toBe(0);
  await own.click('main a:has-text("Perpustakaan Gedog")');
  const people = section(own, 'orang');
  expect(await people.textContent()).toContain('Belum ada orang yang ditampilkan');
  await people.locator('summary:has-text("Tambah orang")').click();
  await people.locator('[name=name]').fill('Rina Wulandari');
  await people.locator('[name=role]').fill('Pustakawan anak');
  // the browser itself does not send it without the person's consent
  await people.locator('[name=agreed]').check();
  await people.locator('button').click();
  await own.waitForSelector('.flash');
  const services = section(own, 'layanan');
  await services.locator('summary:has-text("Tambah layanan")').click();
  await services.locator('[name=title]').fill('Antar buku');
  await services.locator('[name=atWords]').fill('Selasa pagi');
  await services.locator('button').click();
  await own.waitForSelector('.flash');
  await fits(own);

  const reader = await browser.open(NARROW);
  await reader.goto(`${app.origin}/perpustakaan/gedog`);
  expect(await section(reader, 'orang').textContent()).toContain('Rina Wulandari');
  expect(await section(reader, 'layanan').textContent()).toContain('Selasa pagi');
  const data = await reader.locator('script[type="application/ld+json"]').textContent();
  expect(data).toContain('Antar buku');
  expect(data).not.toContain('Rina');
  await expectAccessible(reader);
  await fits(reader);
  await reader.goto(`${app.origin}/perpustakaan/kota`);
  expect(await section(reader, 'orang').count()).toBe(0);

  for (const path of ['/staf/kabar/situs/perpustakaan/kota', '/staf/kabar/situs/menu']) {
    expect((await own.goto(app.origin + path))?.status()).toBe(403);
  }
  await own.goto(`${app.origin}/staf/kabar/situs/perpustakaan/gedog`);
  await people.locator('a:has-text("Ubah")').click();
  await people.locator('summary:text-is("Hapus")').click();
  await people.locator('button:has-text("Hapus orang ini")').click();
  await own.waitForSelector('.flash');
  await reader.goto(`${app.origin}/perpustakaan/gedog`);
  expect(await section(reader, 'orang').count()).toBe(0);
});

test('what somebody typed over a list that another one wrote meanwhile is told, and stays typed', async () => {
  const path = `${app.origin}/staf/kabar/situs/perpustakaan/gedog`;
  const [first, second] = [await staff('dewi'), await staff('guru')];
  const add = async (page: Page, title: string): Promise<void> => {
    const added = section(page, 'layanan').locator('details').last();
    await added.locator('summary').click();
    await added.locator('[name=title]').fill(title);
    await added.locator('button').click();
  };
  await first.goto(path, { waitUntil: 'networkidle' });
  await second.goto(path, { waitUntil: 'networkidle' });
  await expectAccessible(first);
  await add(first, 'Dongeng sore');
  await first.waitForSelector('.flash');
  await add(second, 'Kelas komputer');
  await second.waitForSelector('.note.bad');
  const again = section(second, 'layanan').locator('details').last();
  expect(await again.locator('[name=title]').inputValue()).toBe('Kelas komputer');
  await again.locator('button').click();
  await second.waitForSelector('.flash');
  expect(await section(second, 'layanan').textContent()).toContain('Dongeng sore');
});
