import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, useBrowser, usePhone } from '../support/browser.ts';
import { cameraAt } from '../support/camera.ts';
import { useApp } from '../support/start-app.ts';

let bibId = 0;
const ISBN = '9789793062792';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  bibId = await makeBib(ctx, { title: 'Laskar Pelangi', isbn: ISBN });
  await makeItem(ctx, { bibId, libraryId, barcodes: ['B-019855'] });
});
const browser = useBrowser();
const phone = usePhone();
const films = mkdtempSync(join(tmpdir(), 'lumbung-film-'));
afterAll(() => rmSync(films, { recursive: true, force: true }));

for (const [what, format, text] of [
  ['the barcode of a copy', 'Code128', () => 'B-019855'],
  ['the QR code of a title', 'QRCode', () => `${app.origin}/katalog/${bibId}`],
  ['the ISBN on the back of a book', 'EAN13', () => ISBN],
] as const) {
  test(`the camera reads ${what} and its page opens`, { timeout: 60_000 }, async () => {
    const page = await phone.open({}, await cameraAt(text(), format, join(films, `${format}.y4m`)));
    const fetched: string[] = [];
    page.on('response', (response) => fetched.push(new URL(response.url()).pathname));
    await page.goto(`${app.origin}/pindai`, { waitUntil: 'networkidle' });
    expect(fetched.filter((path) => /\.wasm$|decoder/.test(path))).toEqual([]);
    await page.click('button:has-text("Pindai dengan kamera")');
    await page.waitForURL(`**/katalog/${bibId}`, { timeout: 30_000 });
    expect(await page.textContent('h1')).toBe('Laskar Pelangi');
    expect(await page.textContent('main')).toContain('Perpustakaan Kota');
  });
}

test('a book in a bookshop: the camera reads its ISBN, and the page says that the library does not have it', async () => {
  const page = await phone.open({}, await cameraAt('9786020331775', 'EAN13', join(films, 'toko.y4m')));
  await page.goto(`${app.origin}/pindai`, { waitUntil: 'networkidle' });
  await page.click('button:has-text("Pindai dengan kamera")');
  await page.waitForSelector('#hasil', { timeout: 30_000 });
  expect(await page.textContent('main')).toContain('978-602-03-3177-5');
  await expectAccessible(page);
});

test('whoever forbids the camera, or has none, is told so and types', async () => {
  const page = await browser.open({ viewport: { width: 390, height: 844 } });
  await page.goto(`${app.origin}/pindai`, { waitUntil: 'networkidle' });
  await page.click('button:has-text("Pindai dengan kamera")');
  expect(await page.textContent('.note')).toMatch(/Ketik kodenya|ketik kodenya/);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await page.fill('#kode', 'B-019855');
  await page.click('.ketik button');
  await page.waitForURL(`**/katalog/${bibId}`);
});

test('without JavaScript the code is typed; what is unknown leads on', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  const type = async (text: string): Promise<void> => {
    await page.goto(`${app.origin}/pindai`);
    await page.fill('#kode', text);
    await page.click('.ketik button');
  };
  await type('978-979-3062-79-2');
  expect(new URL(page.url()).pathname).toBe(`/katalog/${bibId}`);
  await type('b-019999');
  await page.click('a:has-text("Cari kata itu di katalog")');
  expect(new URL(page.url()).search).toBe('?q=b-019999');
  await type('https://jahat.example/q/1');
  expect(await page.textContent('.note')).toContain('jahat.example');
  expect(await page.locator('.note a').count()).toBe(0);
});

test('another app shares a link to a bookshop or a sentence with an ISBN', async () => {
  const page = await browser.open();
  const share = async (parts: Record<string, string>) =>
    page.goto(`${app.origin}/pindai?${new URLSearchParams(parts)}`);
  await share({ judul: 'Laskar Pelangi', alamat: `https://toko.example/p/${ISBN}` });
  expect(new URL(page.url()).pathname).toBe(`/katalog/${bibId}`);
  await share({ teks: 'Bagus sekali, ISBN 979-3062-79-7' });
  expect(new URL(page.url()).pathname).toBe(`/katalog/${bibId}`);
});

test('no page may run other code than its own, not even the page of the camera', async () => {
  for (const path of ['/', '/pindai']) {
    const policy = (await fetch(app.origin + path)).headers.get('content-security-policy') ?? '';
    expect(policy, path).toContain("script-src 'self'");
    expect(policy, path).not.toMatch(/unsafe-eval|unsafe-inline/);
  }
});
