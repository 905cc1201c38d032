import { expect, test } from 'vitest';
import { recordCharge } from '#modules/lending/charges';
import { createLibrary } from '#modules/ground/libraries';
import { createMember } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  await createLibrary(ctx, { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  await createMember(ctx, { fullName: 'Dimas Aji Pratama', number: 'A1', category: 'pelajar', homeLibrary: 'KOTA' });
  await recordCharge(ctx, 'A1', { kind: 'damage', amount: 20_000, note: 'Laskar Pelangi' });
});
const browser = useBrowser();

test('a member pays in part at the desk without JavaScript, gets a receipt, the rest is waived, and the day is closed', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/sirkulasi?anggota=A1' });
  await page.click('aside a:has-text("Lihat tagihan dan bayar")');
  expect(await page.textContent('aside')).toContain('Rp20.000');

  // too much is refused, and what was typed stays
  await page.fill('#pay-amount', '25.000');
  await page.click('form[action="?/pay"] button');
  expect(await page.textContent('#pay-amount-error')).toContain('terlalu besar');
  expect(await page.inputValue('#pay-amount')).toBe('25.000');
  await page.fill('#pay-amount', '12.000');
  await page.click('form[action="?/pay"] button');

  await page.waitForURL(/\/staf\/kas\/kuitansi\/\d+$/);
  const receiptPage = page.url();
  const receipt = (await page.textContent('article')) ?? '';
  for (const words of ['KW-KOTA-2026-00001', 'Rp12.000', 'dua belas ribu rupiah', 'Laskar Pelangi', 'Rp8.000']) {
    expect(receipt).toContain(words);
  }
  const pdf = await page.request.get(`${receiptPage}/pdf`);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');

  await page.click('main a:has-text("Tagihan")');
  await page.click('details:has(form[action="?/waive"]) summary');
  await page.fill('form[action="?/waive"] [name=reason]', 'Sudah dijilid sendiri');
  await page.click('form[action="?/waive"] button');
  expect(await page.textContent('main')).toContain('Tidak ada tagihan yang belum lunas.');

  await page.goto(`${app.origin}/staf/kas`);
  expect(await page.textContent('main')).toContain('KW-KOTA-2026-00001');
  await page.click('summary:has-text("Tutup kas")');
  await page.fill('#counted', '11.000');
  await page.fill('#deposited', '11.000');
  await page.click('form[action^="?/close"] button');
  expect(await page.textContent('#note-error')).toBeTruthy();
  await page.fill('#note', 'Uang kembalian kurang');
  await page.click('form[action^="?/close"] button');
  expect(await page.textContent('main')).toContain('Ditutup oleh');
  expect(await page.textContent('dl.facts')).toContain('-Rp1.000');

  const seen = await browser.open();
  await signInAsStaff(seen, app.origin, { next: '/staf/kas' });
  await expectAccessible(seen);
  for (const path of ['/staf/anggota/A1/tagihan', new URL(receiptPage).pathname]) {
    await seen.goto(app.origin + path);
    await expectAccessible(seen);
  }
});
