import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const hartini = await makeAccount(t, { username: 'hartini', homeLibraryId: kota.id });
  await grantRole(ctx, { accountId: hartini.id, role: 'head', libraryId: null });
});
const browser = useBrowser();

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value);
}

test('a budget, an order, a delivery in part that becomes copies, and a mistake that is undone', async () => {
  const page = await browser.open();
  const { token } = await signedIn(app, 'hartini');
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);

  await page.goto(`${app.origin}/staf/anggaran`, { waitUntil: 'networkidle' });
  await fill(page, { year: '2026', name: 'Belanja buku', amount: '200.000' });
  await page.click('button:has-text("Catat anggaran")');
  await page.getByText('Anggaran dicatat.').waitFor();
  await expectAccessible(page);

  await page.goto(`${app.origin}/staf/pengadaan/baru`, { waitUntil: 'networkidle' });
  await fill(page, { supplier: 'CV Pustaka Brantas' });
  await page.click('button:has-text("Buat konsep")');
  await page.waitForURL(/\/staf\/pengadaan\/\d+$/);
  const here = page.url();
  await page.waitForLoadState('networkidle');
  await fill(page, { title: 'Namaku Alam', isbn: '978-602-03-3177-5', copies: '3', unitPrice: '100000' });
  await page.click('button:has-text("Tambah judul")');
  await page.getByText('Judul ditambahkan.').waitFor();
  await page.waitForLoadState('networkidle');
  await expectAccessible(page);
  // the budget is too small; the head of the library confirms it with a reason
  await page.click('button:has-text("Kirim pesanan")');
  await page.getByText(/tinggal Rp200\.000, kurang Rp100\.000/).waitFor();
  await fill(page, { overrunReason: 'Ditutup perubahan anggaran' });
  await page.click('button:has-text("Kirim pesanan")');
  await page.getByText('Pesanan dikirim').waitFor();

  await page.goto(here, { waitUntil: 'networkidle' });
  await page.fill('[name^="came-"]', '4');
  await page.click('button:has-text("Catat kiriman")');
  await page.getByText('tinggal 3 eksemplar yang ditunggu').waitFor();
  await page.fill('[name^="came-"]', '2');
  await fill(page, { invoice: 'SJ-77' });
  await page.click('button:has-text("Catat kiriman")');
  await page.getByText('Kiriman dicatat').waitFor();
  expect(await page.locator('section:has(#kiriman) tbody tr').count()).toBe(2);
  await page.goto(here, { waitUntil: 'networkidle' });
  await expectAccessible(page);

  await page.locator('summary:has-text("Salah terima")').first().click();
  await page.locator('[id^=salah]').first().fill('Terhitung dua kali');
  await page.locator('button:has-text("Batalkan penerimaan")').first().click();
  await page.getByText('Dibatalkan: Terhitung dua kali').waitFor();
  expect(await page.textContent('main')).toContain('1 dari 3');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
}, 90_000);
