import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { recordCharge } from '#modules/lending/charges';
import { createPolicy } from '#modules/lending/circulation';
import { makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { makeAccount } from '#modules/ground/identity/testing';
import { resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { expectAccessible, scripted, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let pin = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await createPolicy(ctx, { libraryId, maxLoans: 9, maxRenewals: 3 });
  for (const [number, fullName] of [
    ['A1', 'Dimas Aji'],
    ['A2', 'Nanda Putri'],
  ] as const) {
    await makeMember(ctx, { fullName, number, homeLibrary: 'KOTA' });
    await recordCharge(ctx, number, { kind: 'damage', amount: 20_000, note: 'Halaman robek' });
    for (const title of ['Bumi Manusia', 'Gadis Kretek']) {
      await makeLoan({ ...ctx, libraryId }, { memberNumber: number, libraryId, title });
    }
  }
  ({ pin } = await resetPin(ctx, 'A2'));
});
const browser = useBrowser();

const asMember = async (page: Page): Promise<void> => {
  await page.goto(`${app.origin}/masuk?lanjut=/akun`);
  await page.fill('[name=number]', 'A2');
  await page.fill('[name=pin]', pin);
  await page.click('form[action$="?/member"] button');
  await page.waitForURL(`${app.origin}/akun`);
};

test('money booked for the wrong reader is taken back where it was booked, by one key and a reason', async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: '/staf/anggota/A2' });
  await scripted(page);
  await page.keyboard.press('F6');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/staf\/kas\/kuitansi\/\d+$/);
  const paid = page.url();
  await scripted(page);
  await expectAccessible(page);

  await page.keyboard.press('F7');
  await page.keyboard.press('Enter');
  expect(await page.locator('[name=reason]:invalid').count()).toBe(1);
  await page.keyboard.type('Salah anggota');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => /\/staf\/kas\/kuitansi\/\d+$/.test(url.pathname) && url.href !== paid);
  expect(await page.textContent('main')).toContain('Kembalikan Rp20.000 tunai kepada Nanda Putri');
  const slip = (await page.textContent('article')) ?? '';
  for (const words of ['Bukti pembatalan pembayaran', 'Salah anggota', 'Terbuka lagi', 'Halaman robek']) {
    expect(slip).toContain(words);
  }
  await expectAccessible(page);

  await page.goto(paid);
  expect(await page.textContent('article')).toContain('tidak berlaku lagi');
  expect(await page.locator('form[action="?/void"]').count()).toBe(0);
  const pdf = await page.request.get(`${paid}/pdf`);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');

  await page.goto(`${app.origin}/staf/kas`);
  expect(await page.textContent('dl.facts')).toContain('-Rp20.000');
  expect(await page.textContent('main')).toContain('membatalkan KW-KOTA-2026-00001');
  await page.goto(`${app.origin}/staf/anggota/A2`);
  expect(await page.textContent('section[aria-labelledby=uang]')).toContain('Rp20.000');

  await asMember(page);
  expect(await page.textContent('section[aria-labelledby=tagihan]')).toContain('Rp20.000');
  await page.click('summary:has-text("Kuitansi saya")');
  expect(await page.textContent('section[aria-labelledby=tagihan]')).toContain('dibatalkan');
});

test('without a script it is taken back in the list of money; the reason is asked, and what was refused stays open', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/anggota/A1/tagihan' });
  await page.click('form[action="?/pay"] button');
  await page.goto(`${app.origin}/staf/anggota/A1/tagihan`);
  await page.click('summary:has-text("Batalkan")');
  await page.fill('form[action="?/void"] [name=reason]', ' ');
  await page.click('form[action="?/void"] button');
  expect(await page.textContent('details[open] .err')).toBeTruthy();
  await page.fill('form[action="?/void"] [name=reason]', 'Uangnya belum diterima');
  await page.click('form[action="?/void"] button');
  await page.waitForURL(/\/staf\/kas\/kuitansi\/\d+$/);
  await page.goto(`${app.origin}/staf/anggota/A1/tagihan`);
  expect(await page.textContent('aside')).toContain('Rp20.000');
  expect(await page.locator('form[action="?/void"]').count()).toBe(0);
});

test('once the cash is closed the desk is told whom to ask', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/anggota/A1/tagihan' });
  await page.click('form[action="?/pay"] button');
  await page.waitForURL(/\/staf\/kas\/kuitansi\/\d+$/);
  const receipt = new URL(page.url()).pathname;
  await page.goto(`${app.origin}/staf/kas`);
  await page.click('summary:has-text("Tutup kas")');
  await page.click('form[action^="?/close"] button');
  await makeAccount(app, { username: 'siti', grants: [{ role: 'circulation', libraryId: null }] });
  const desk = await browser.open();
  await signInAsStaff(desk, app.origin, { username: 'siti', next: receipt });
  expect(await desk.textContent('main')).toContain('Minta yang berhak mengembalikan uang');
  expect(await desk.locator('form[action="?/void"]').count()).toBe(0);
});

test('what one press has renewed, F7 takes back at the desk and on the page of the member', async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: '/staf/sirkulasi?anggota=A1' });
  await scripted(page);
  await page.click('form[action^="?/renewAll"] button');
  await page.waitForSelector('.answer:has-text("2 dari 2 diperpanjang")');
  await page.keyboard.press('F7');
  await page.waitForSelector('.answer:has-text("2 dari 2 perpanjangan dibatalkan")');

  await page.goto(`${app.origin}/staf/anggota/A1`);
  await scripted(page);
  await page.keyboard.press('F4');
  await page.waitForSelector('.answer:has-text("2 dari 2 diperpanjang")');
  await scripted(page);
  await page.keyboard.press('F7');
  await page.waitForSelector('.answer:has-text("2 dari 2 perpanjangan dibatalkan")');
  const counts = await app.db.selectFrom('loanRenewal').select('id').execute();
  expect(counts).toEqual([]);
});

test('a reader takes back what they renewed together, once', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await asMember(page);
  await page.click('button:has-text("Perpanjang semua")');
  await page.getByText('2 dari 2 diperpanjang').waitFor();
  await page.click('button:has-text("Batalkan semua perpanjangan ini")');
  await page.getByText('2 dari 2 perpanjangan dibatalkan').waitFor();
  expect(await page.locator('form[action="?/undoRenewAll"]').count()).toBe(0);
});
