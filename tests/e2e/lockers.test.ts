import { expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeMember(ctx, { fullName: 'Dimas Aji', number: 'A1', homeLibrary: 'KOTA' });
});
const browser = useBrowser();

test('with the keyboard alone a desk adds lockers, hands a key out by card and takes it back; nothing needs JavaScript', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/loker' });
  expect(await page.textContent('main')).toContain('Belum ada loker');
  await page.focus('#last');
  await page.press('#last', 'Enter');
  await page.waitForSelector('text=12 loker ditambahkan');

  await page.focus('#card');
  await page.keyboard.type('A1');
  await page.keyboard.press('Enter');
  await page.waitForSelector('tr:has(th:text-is("A01")):has-text("Dimas Aji")');

  // the same card at the other desk
  await page.focus('#card');
  await page.keyboard.type('A1');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.note.bad:has-text("Dimas Aji masih membawa kunci loker A01")');
  expect(await page.inputValue('#card')).toBe('A1');

  await page.focus('#terima-nomor');
  await page.keyboard.type('a01');
  await page.keyboard.press('Enter');
  await page.waitForSelector('tr:has(th:text-is("A01")):has-text("bebas")');

  const seen = await browser.open();
  await signInAsStaff(seen, app.origin, { next: '/staf/loker' });
  await expectAccessible(seen);
});
