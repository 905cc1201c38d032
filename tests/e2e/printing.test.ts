import { expect, test } from 'vitest';
import { makeCopy, makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  for (const barcode of ['B1', 'B2']) await makeCopy(ctx, { title: 'Laskar Pelangi', barcode, libraryId });
});
const browser = useBrowser();

test(
  'without JavaScript labels are chosen, looked at, opened as PDF and marked; what is printed is not chosen again',
  { timeout: 60_000 },
  async () => {
    const page = await browser.open({ javaScriptEnabled: false });
    await signInAsStaff(page, app.origin, { next: '/staf/cetak?jenis=kode-batang' });
    await page.fill('#codes', 'B1\nTIDAK-ADA');
    await page.click('main form button');
    expect(await page.textContent('main')).toContain('TIDAK-ADA tidak ada di perpustakaan ini');
    expect(await page.inputValue('#codes')).toContain('B1');
    await page.fill('#codes', '');
    await page.click('main form button');
    await page.waitForURL(/\/staf\/cetak\/\d+$/);
    const batch = page.url();
    expect(await page.textContent('main')).toContain('2 label, 1 lembar');
    const picture = await page.request.get(`${batch}/gambar.svg?lembar=1`);
    expect(picture.headers()['content-type']).toBe('image/svg+xml');
    expect(await picture.text()).toContain('<svg');
    const pdf = await page.request.get(`${batch}/pdf`);
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
    const lively = await browser.open();
    await signInAsStaff(lively, app.origin, { next: '/staf/cetak?jenis=kode-batang' });
    await expectAccessible(lively);
    await lively.goto(batch);
    await expectAccessible(lively);
    await page.click('button:has-text("Sudah tercetak dengan baik")');
    expect(await page.textContent('main')).toContain('Tercetak');
    await page.goto(`${app.origin}/staf/cetak?jenis=kode-batang`);
    await page.click('main form button');
    expect(await page.textContent('main')).toContain('Tidak ada yang cocok');
  },
);

test(
  'a layout is changed with a picture that follows, refused where it runs off the paper, and kept',
  { timeout: 60_000 },
  async () => {
    const page = await browser.open();
    await signInAsStaff(page, app.origin, { next: '/staf/cetak/tata-letak/punggung' });
    await page.waitForLoadState('networkidle');
    await page.waitForFunction("document.querySelector('img.lembar')?.naturalWidth > 0");
    const before = await page.getAttribute('img.lembar', 'src');
    const followed = page.waitForResponse((answer) => answer.url().includes('fontSize=15'));
    await page.fill('#fontSize', '15');
    expect((await followed).status()).toBe(200);
    expect(await page.getAttribute('img.lembar', 'src')).not.toBe(before);
    await page.fill('#columns', '7');
    await page.click('button:has-text("Simpan tata letak")');
    await page.waitForSelector('#labelWidth-error');
    expect(await page.textContent('#labelWidth-error')).toContain('sisi kanan kertas');
    await page.fill('#columns', '5');
    await page.click('button:has-text("Simpan tata letak")');
    await page.waitForSelector('text=Tata letak disimpan');
    expect(await page.inputValue('#columns')).toBe('5');
    expect(await page.inputValue('#fontSize')).toBe('15');
    await expectAccessible(page);
  },
);
