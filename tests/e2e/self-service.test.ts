import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { makeAccount } from '#modules/ground/identity/testing';
import { resetPin } from '#modules/people/members';
import { saveSelfServiceRule } from '#modules/lending/self-service';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser, usePhone } from '../support/browser.ts';
import { cameraAt } from '../support/camera.ts';
import { useApp } from '../support/start-app.ts';

let pin = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeMember(ctx, { fullName: 'Dimas Aji Nugroho', number: 'A1', homeLibrary: 'KOTA', category: 'umum' });
  ({ pin } = await resetPin(ctx, 'A1'));
  await makeCopy(ctx, { title: 'Laskar Pelangi', barcode: 'B-019855', libraryId });
  await makeCopy(ctx, { title: 'Gadis Kretek', barcode: 'B-020114', libraryId });
  await makeCopy(ctx, { title: 'Ensiklopedia', barcode: 'B-RUJUK', libraryId, itemType: 'referensi' });
  await saveSelfServiceRule(ctx, libraryId, {
    phone: true,
    presence: 'code',
    networks: [],
    returnBox: true,
    dropPresence: true,
    kioskPin: false,
    kioskSeconds: 60,
  });
  await makeAccount(t, { username: 'tablet', grants: [{ role: 'door', libraryId }] });
  await makeAccount(t, { username: 'meja', grants: [{ role: 'circulation', libraryId }] });
});
const browser = useBrowser();
const withCamera = usePhone();
const films = mkdtempSync(join(tmpdir(), 'lumbung-film-'));
afterAll(() => rmSync(films, { recursive: true, force: true }));

async function phone(next: string, options: Parameters<typeof browser.open>[0] = {}): Promise<Page> {
  const page = await browser.open({ viewport: { width: 390, height: 844 }, ...options });
  await signInAsReader(page, next);
  return page;
}

async function signInAsReader(page: Page, next: string): Promise<void> {
  await page.goto(`${app.origin}/masuk?lanjut=${encodeURIComponent(next)}`);
  await page.fill('[name=number]', 'A1');
  await page.fill('[name=pin]', pin);
  await page.click('form[action$="?/member"] button');
  await page.waitForURL('**/akun/pinjam-mandiri');
}

test('the room shows a code, a phone without JavaScript types it, lends a book, and the door finds the word', async () => {
  const screen = await browser.open();
  await signInAsStaff(screen, app.origin, { username: 'tablet', next: '/layar-ruang' });
  await expectAccessible(screen);
  const code = await screen.textContent('.kode');

  const page = await phone('/akun/pinjam-mandiri', { javaScriptEnabled: false });
  await page.fill('#code', 'AAAA-AAAA');
  await page.click('button:has-text("Saya di sini")');
  expect(await page.textContent('main')).toContain('Kode ini salah atau sudah berganti.');
  await page.fill('#code', code ?? '');
  await page.click('button:has-text("Saya di sini")');
  expect(await page.textContent('main')).toContain('Anda di Perpustakaan Kota.');

  await page.fill('#buku', 'B-RUJUK');
  await page.click('button:has-text("Periksa buku ini")');
  expect(await page.textContent('main')).toContain('Ensiklopedia dibaca di sini saja.');
  await page.fill('#buku', 'B-019855');
  await page.click('button:has-text("Periksa buku ini")');
  expect(await page.textContent('main')).toContain('Pinjam Laskar Pelangi?');
  await page.click('button:has-text("Pinjam buku ini")');
  expect(await page.textContent('main')).toContain('Struk Anda');
  const word = (await page.textContent('.ketok')) ?? '';

  const door = await browser.open();
  await signInAsStaff(door, app.origin, { username: 'meja', next: '/staf/pinjam-mandiri' });
  await door.waitForLoadState('networkidle');
  expect(await door.textContent('main')).toContain(word);
  expect(await door.textContent('main')).toContain('Laskar Pelangi');
  expect(await door.textContent('main')).not.toContain('Dimas');
  await expectAccessible(door);
  await door.click('button:has-text("Cocok")');
  await door.waitForSelector('button:has-text("Urungkan")');
});

test('the QR code of the room opens the page with the camera, and leaves nothing in the address', async () => {
  const screen = await browser.open();
  await signInAsStaff(screen, app.origin, { username: 'tablet', next: '/layar-ruang' });
  const code = ((await screen.textContent('.kode')) ?? '').replace('-', '');
  const page = await phone(`/pinjam-mandiri?perpustakaan=KOTA&kode=${code}`);
  await page.waitForURL(`${app.origin}/akun/pinjam-mandiri`);
  await page.waitForLoadState('networkidle');
  expect(await page.textContent('main')).toContain('Anda di Perpustakaan Kota.');
  await expectAccessible(page);
});

test('without JavaScript a reader drops a book into the box, staff scan it out, and the loan is over', async () => {
  const page = await phone('/akun/pinjam-mandiri', { javaScriptEnabled: false });
  await page.goto(`${app.origin}/akun/kembali-mandiri`);
  const screen = await browser.open();
  await signInAsStaff(screen, app.origin, { username: 'tablet', next: '/layar-ruang' });
  await page.fill('#code', (await screen.textContent('.kode')) ?? '');
  await page.click('button:has-text("Saya di sini")');
  await page.click('main a:has-text("Laskar Pelangi")');
  expect(await page.textContent('main')).toContain('Masukkan Laskar Pelangi ke kotak?');
  await page.click('button:has-text("Sudah saya masukkan")');
  expect(await page.textContent('main')).toContain('Di kotak, menunggu petugas');

  const desk = await browser.open();
  await signInAsStaff(desk, app.origin, { username: 'meja', next: '/staf/pinjam-mandiri/kotak' });
  await desk.waitForLoadState('networkidle');
  expect(await desk.textContent('main')).toContain('Laskar Pelangi');
  await expectAccessible(desk);
  await desk.fill('#itemBarcode', 'B-019855');
  await desk.keyboard.press('Enter');
  await desk.waitForSelector('text=Tidak ada yang menunggu di kotak');
  await page.reload();
  expect(await page.textContent('main')).toContain('Tidak ada buku yang perlu dikembalikan');
});

test(
  'a reader stands before the shelf: the camera reads the label, one tap lends, and the receipt stands in the app',
  { timeout: 60_000 },
  async () => {
    const screen = await browser.open();
    await signInAsStaff(screen, app.origin, { username: 'tablet', next: '/layar-ruang' });
    const page = await withCamera.open({}, await cameraAt('B-020114', 'Code128', join(films, 'label.y4m')));
    await signInAsReader(page, '/akun/pinjam-mandiri');
    await page.fill('#code', (await screen.textContent('.kode')) ?? '');
    await page.click('button:has-text("Saya di sini")');
    await page.waitForSelector('text=Anda di Perpustakaan Kota.');
    await page.waitForLoadState('networkidle');
    await page.click('button:has-text("Pindai dengan kamera")');
    await page.waitForSelector('text=Pinjam Gadis Kretek?', { timeout: 30_000 });
    await page.click('button:has-text("Pinjam buku ini")');
    await page.waitForSelector('text=Struk Anda');
    expect(await page.textContent('main')).toContain('Gadis Kretek');
    await expectAccessible(page);
  },
);
