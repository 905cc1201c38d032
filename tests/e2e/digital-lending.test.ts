import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeBib } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { makePdf } from '#modules/lending/digital/testing';
import { resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let bibId = 0;
const pins: Record<string, string> = {};
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  bibId = await makeBib(ctx, { title: 'Kisah Kali Lekso' });
  for (const [number, fullName] of [
    ['A1', 'Dimas Aji'],
    ['A2', 'Sri Rahayu'],
  ] as const) {
    await makeMember(ctx, { fullName, number, homeLibrary: 'KOTA' });
    pins[number] = (await resetPin(ctx, number)).pin;
  }
});
const browser = useBrowser();

async function signIn(page: Page, number: string, next: string): Promise<void> {
  await page.goto(`${app.origin}/masuk?lanjut=${encodeURIComponent(next)}`);
  await page.fill('[name=number]', number);
  await page.fill('[name=pin]', pins[number] ?? '');
  await page.click('form[action$="?/member"] button');
  await page.waitForURL(app.origin + next);
}
const text = async (page: Page): Promise<string> => (await page.textContent('main')) ?? '';
/** On a phone, and without leaving the page by a script: forms only. */
const plain = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };

test(
  'a file for one reader at a time: one reads, the next waits, and it passes on when it is given back or its time is over',
  { timeout: 60_000 },
  async () => {
    const staff = await browser.open();
    await signInAsStaff(staff, app.origin, { next: `/staf/katalog/${bibId}/berkas` });
    await staff.waitForLoadState('networkidle');
    await staff.fill('form[action$="?/attach"] [name=title]', 'Naskah berlisensi');
    const file = makePdf([['Halaman rahasia'], ['Halaman kedua']], 'Naskah');
    const buffer = Buffer.from(await file.arrayBuffer());
    await staff.setInputFiles('[name=file]', { name: file.name, mimeType: file.type, buffer });
    await staff.selectOption('[name=access]', 'licensed');
    await staff.fill('form[action$="?/attach"] [name=copies]', '1');
    await staff.fill('form[action$="?/attach"] [name=loanDays]', '7');
    await staff.click('form[action$="?/attach"] button');
    await staff.waitForSelector('a:has-text("Naskah berlisensi")');
    expect(await text(staff)).toContain('0 dari 1 salinan sedang dibaca, 0 orang mengantre. Lama pinjam 7 hari.');

    const dimas = await browser.open({ viewport: { width: 390, height: 844 } });
    await dimas.goto(`${app.origin}/katalog/${bibId}`);
    await dimas.click('a:has-text("Naskah berlisensi")');
    await dimas.click('a:has-text("Masuk untuk meminjam")');
    await dimas.fill('[name=number]', 'A1');
    await dimas.fill('[name=pin]', pins.A1 ?? '');
    await dimas.click('form[action$="?/member"] button');
    await dimas.waitForURL('**/baca/*');
    const address = new URL(dimas.url()).pathname;
    expect((await dimas.request.get(`${app.origin}${address}/berkas`)).status()).toBe(403);
    await dimas.click('button:has-text("Pinjam sekarang")');
    await dimas.locator('.teks', { hasText: 'Halaman rahasia' }).waitFor();
    expect(await text(dimas)).toContain('Anda pinjam sampai Rabu, 2 Desember 2026');
    expect(await text(dimas)).not.toContain('Unduh berkas');
    // without the key of this session the file is not given, loan or not
    expect((await dimas.request.get(`${app.origin}${address}/berkas`)).status()).toBe(403);
    await expectAccessible(dimas);

    const sri = await browser.open(plain);
    await signIn(sri, 'A2', address);
    expect(await text(sri)).toContain('1 dari 1 salinan sedang dibaca');
    await sri.click('button:has-text("Masuk antrean")');
    expect(await text(sri)).toContain('Anda nomor 1 di antrean');

    await dimas.goto(`${app.origin}/akun`);
    await dimas.click('#digital >> xpath=ancestor::section >> summary:has-text("Kembalikan lebih awal")');
    await dimas.click('button:has-text("Kembalikan sekarang")');
    await dimas.getByText('Sudah dikembalikan').waitFor();
    await sri.goto(`${app.origin}/akun`);
    expect(await text(sri)).toContain('Giliran Anda: disimpan sampai Jumat, 27 November 2026');
    await sri.click('a:has-text("Ambil sekarang")');
    await sri.click('button:has-text("Ambil sekarang")');
    expect(await text(sri)).toContain('Anda pinjam sampai Rabu, 2 Desember 2026');

    // a week later it has gone back by itself
    await app.restartAt('2026-12-02T11:00:00+07:00');
    await sri.goto(app.origin + address);
    expect(await text(sri)).toContain('0 dari 1 salinan sedang dibaca');
    expect(await text(sri)).toContain('Pinjam sekarang');
    await dimas.emulateMedia({ colorScheme: 'dark' });
    await dimas.goto(app.origin + address);
    expect(await dimas.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await expectAccessible(dimas);
  },
);
