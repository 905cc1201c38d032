import { expect, test } from 'vitest';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeCopy(ctx, { title: 'Proyektor', barcode: 'ALAT-1', libraryId, itemType: 'alat' });
  await makeCopy(ctx, { title: 'Layar', barcode: 'ALAT-2', libraryId, itemType: 'alat' });
  await makeMember(ctx, { fullName: 'Dimas Aji', number: 'A1', homeLibrary: 'KOTA' });
  await makeMember(ctx, { fullName: 'Sri Rahayu', number: 'A2', homeLibrary: 'KOTA' });
});
const browser = useBrowser();

test('without JavaScript a set is booked for a member, nobody else gets it at that time, and it is cancelled again', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/jadwal' });
  await page.click('summary:has-text("Paket")');
  await page.fill('form[action="?/createSet"] [name=name]', 'Bioskop');
  await page.fill('#set-barcodes', 'ALAT-1 ALAT-2');
  await page.click('form[action="?/createSet"] button');

  const book = async (member: string, from: string, to: string) => {
    await page.fill('#memberNumber', member);
    await page.fill('#startsAt', from);
    await page.fill('#endsAt', to);
    await page.click('form[action="?/place"] button');
  };
  await page.selectOption('#setId', { label: 'Bioskop' });
  await book('A1', '2026-11-27T08:00', '2026-11-27T12:00');
  const week = (await page.textContent('main')) ?? '';
  expect(week).toContain('08.00–12.00 Dimas Aji');
  expect(week).toContain('Layar');

  await page.fill('#itemBarcodes', 'ALAT-2');
  await book('A2', '2026-11-27T11:00', '2026-11-27T13:00');
  expect(await page.textContent('.note.bad')).toContain('sudah dijadwalkan untuk orang lain');
  // what was typed stays
  expect(await page.inputValue('#startsAt')).toBe('2026-11-27T11:00');

  await page.click('summary:has-text("Batalkan")');
  await page.click('button:has-text("Batalkan jadwal ini")');
  expect(await page.textContent('main')).toContain('Dibatalkan');

  const seen = await browser.open();
  await signInAsStaff(seen, app.origin, { next: '/staf/jadwal' });
  await expectAccessible(seen);
});
