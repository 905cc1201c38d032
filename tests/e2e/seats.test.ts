import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const pins: Record<string, string> = {};
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  for (const [number, fullName] of [
    ['A1', 'Dimas Aji'],
    ['A2', 'Sri Rahayu'],
  ] as const) {
    await makeMember(ctx, { fullName, number, homeLibrary: 'KOTA' });
    pins[number] = (await resetPin(ctx, number)).pin;
  }
});
const browser = useBrowser();
const phone = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };

async function signIn(page: Page, number: string): Promise<void> {
  await page.fill('[name=number]', number);
  await page.fill('[name=pin]', pins[number] ?? '');
  await page.click('form[action$="?/member"] button');
}
const text = async (page: Page): Promise<string> => (await page.textContent('main')) ?? '';

test(
  'a librarian opens a study seat for reservation; a reader takes an hour without JavaScript, another finds it taken, and the first is let in',
  { timeout: 60_000 },
  async () => {
    const staff = await browser.open();
    await signInAsStaff(staff, app.origin, { next: '/staf/ruang' });
    await staff.waitForLoadState('networkidle');
    await staff.fill('#nama-baru', 'Meja baca 1');
    await staff.click('button:has-text("Tambah tempat")');
    await staff.getByRole('heading', { name: 'Meja baca 1' }).waitFor();

    const dimas = await browser.open(phone);
    await dimas.goto(`${app.origin}/ruang`);
    await dimas.click('a:has-text("Meja baca 1")');
    await dimas.click('a:has-text("Hari berikutnya")');
    await dimas.click('a:has-text("Masuk untuk memesan")');
    await signIn(dimas, 'A1');
    await dimas.waitForURL('**/ruang/*tanggal=2026-11-26');
    await dimas.check('label:has-text("08.00–09.00") input');
    await dimas.fill('[name=purpose]', 'Menulis skripsi');
    await dimas.click('button:has-text("Pesan tempat ini")');
    await dimas.waitForURL('**/akun#ruang');
    expect(await text(dimas)).toContain('Kamis, 26 November 2026, 08.00–09.00');

    const sri = await browser.open(phone);
    await sri.goto(`${app.origin}/masuk?lanjut=${encodeURIComponent('/ruang')}`);
    await signIn(sri, 'A2');
    await sri.click('a:has-text("Meja baca 1")');
    await sri.click('a:has-text("Hari berikutnya")');
    expect(await sri.textContent('.jam-ruang')).toContain('Dipesan');
    expect(await sri.textContent('.jam-ruang')).not.toContain('Dimas');
    expect(await sri.locator('label:has-text("08.00–09.00") input').count()).toBe(0);

    await app.restartAt('2026-11-26T08:02:00+07:00');
    // the night is over: whoever works at the desk signs in again
    await signInAsStaff(staff, app.origin, { next: '/staf/ruang' });
    await staff.waitForLoadState('networkidle');
    expect(await text(staff)).toContain('Dimas Aji');
    await staff.click('button:has-text("Sudah datang")');
    await staff.getByText('Hadir', { exact: true }).waitFor();
    await dimas.goto(`${app.origin}/akun`);
    await dimas.click('#ruang >> xpath=ancestor::section >> summary:has-text("Batalkan")');
    await dimas.click('button:has-text("Batalkan pesanan tempat")');
    expect(await text(dimas)).toContain('Pesanan tempat dibatalkan.');
  },
);

test('the pages are accessible and fit a phone, light and dark', { timeout: 60_000 }, async () => {
  const page = await browser.open({ viewport: { width: 390, height: 844 } });
  await signInAsStaff(page, app.origin, { next: '/staf/ruang' });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const path of ['/staf/ruang', '/ruang', '/ruang/1?tanggal=2026-11-27']) {
      await page.goto(app.origin + path);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(390);
      await expectAccessible(page);
    }
  }
});
