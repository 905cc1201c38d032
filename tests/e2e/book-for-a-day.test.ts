import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createBookingSet } from '#modules/lending/bookings';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const pins: Record<string, string> = {};
let projector = 0;
let novel = 0;
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeCopy(ctx, { title: 'Proyektor', barcode: 'ALAT-1', libraryId, itemType: 'alat' });
  await makeCopy(ctx, { title: 'Layar', barcode: 'ALAT-2', libraryId, itemType: 'alat' });
  await makeCopy(ctx, { title: 'Bumi Manusia', barcode: 'B-1', libraryId });
  const desk = { ...t.ctx({ id: 1 }), libraryId };
  await createBookingSet(desk, libraryId, { name: 'Bioskop', itemBarcodes: ['ALAT-1', 'ALAT-2'] });
  for (const [number, fullName] of [
    ['A1', 'Dimas Aji'],
    ['A2', 'Sri Rahayu'],
  ] as const) {
    await makeMember(ctx, { fullName, number, homeLibrary: 'KOTA' });
    pins[number] = (await resetPin(ctx, number)).pin;
  }
  const idOf = async (barcode: string) =>
    (await t.db.selectFrom('item').select('bibId').where('barcode', '=', barcode).executeTakeFirstOrThrow()).bibId;
  [projector, novel] = [await idOf('ALAT-1'), await idOf('B-1')];
});
const browser = useBrowser();

const plain: BrowserContextOptions = { javaScriptEnabled: false };
async function signIn(page: Page, number: string): Promise<void> {
  await page.fill('[name=number]', number);
  await page.fill('[name=pin]', pins[number] ?? '');
  await page.click('form[action$="?/member"] button');
}
async function want(page: Page, from: [string, string], to: [string, string]): Promise<void> {
  await page.fill('[name=startsOn]', from[0]);
  await page.fill('[name=startsTime]', from[1]);
  await page.fill('[name=endsOn]', to[0]);
  await page.fill('[name=endsTime]', to[1]);
  await page.click('button:has-text("Pesan sekarang")');
}

test('without JavaScript a reader finds the projector, books it, another is refused for a day of it, and the first cancels', async () => {
  const dimas = await browser.open(plain);
  await dimas.goto(app.origin);
  await dimas.click('a:has-text("Pesan alat untuk tanggal tertentu")');
  await dimas.click('#barang >> xpath=ancestor::section >> a:has-text("Proyektor")');
  // what is free is open to everybody; who books signs in and is back at the same thing
  await dimas.click('a:has-text("Masuk untuk memesan")');
  await signIn(dimas, 'A1');
  await dimas.waitForURL(`**/katalog/${projector}/jadwal`);
  await dimas.click('.month a:has-text("30")');
  expect(await dimas.inputValue('[name=startsOn]')).toBe('2026-11-30');
  await want(dimas, ['2026-12-08', '08:00'], ['2026-12-10', '15:00']);
  await dimas.waitForURL('**/akun#jadwal');
  const account = (await dimas.textContent('main')) ?? '';
  expect(account).toContain('Terpesan untuk Selasa, 8 Desember 2026');
  expect(account).toContain('8 Des 2026, 08.00 sampai 10 Des 2026, 15.00');

  const sri = await browser.open(plain);
  await sri.goto(`${app.origin}/katalog/${projector}`);
  await sri.click('a:has-text("Pesan untuk tanggal")');
  await sri.click('a:has-text("Masuk untuk memesan")');
  await signIn(sri, 'A2');
  await sri.goto(`${app.origin}/katalog/${projector}/jadwal?bulan=2026-12`);
  const plan = (await sri.textContent('.plan')) ?? '';
  expect(plan).toContain('8 Des 2026, 08.00 sampai 10 Des 2026, 15.00');
  expect(plan).not.toContain('Dimas');
  expect(await sri.textContent('.day.full')).toContain('9');
  await want(sri, ['2026-12-10', '10:00'], ['2026-12-11', '10:00']);
  expect(await sri.textContent('.note.bad')).toContain('sudah dijadwalkan untuk orang lain');
  expect(await sri.inputValue('[name=startsOn]')).toBe('2026-12-10');
  // on a Saturday nobody is there to hand it over, and the page says when somebody is
  expect(await sri.textContent('.month .day.closed:has-text("5")')).toContain('tutup');
  await want(sri, ['2026-12-05', '10:00'], ['2026-12-07', '10:00']);
  expect(await sri.textContent('.note.bad')).toContain('misalnya Senin, 7 Desember 2026');
  // the set shares the projector
  await sri.click('.choices a:has-text("Bioskop")');
  expect(await sri.textContent('.plan aside')).toContain('Proyektor, Layar');
  await want(sri, ['2026-12-09', '10:00'], ['2026-12-09', '12:00']);
  expect(await sri.textContent('.note.bad')).toContain('sudah dijadwalkan untuk orang lain');

  await dimas.click('#jadwal >> xpath=ancestor::section >> summary:has-text("Batalkan")');
  await dimas.click('button:has-text("Batalkan jadwal ini")');
  expect(await dimas.textContent('main')).toContain('Jadwal dibatalkan.');
  await want(sri, ['2026-12-09', '10:00'], ['2026-12-09', '12:00']);
  await sri.waitForURL('**/akun#jadwal');
  expect(await sri.textContent('main')).toContain('Proyektor, Layar');
});

test('by keyboard alone a day is chosen and the projector booked; the pages are accessible and fit a phone', async () => {
  const page = await browser.open({ viewport: { width: 390, height: 844 } });
  await page.goto(`${app.origin}/masuk?lanjut=${encodeURIComponent(`/katalog/${projector}/jadwal?bulan=2027-01`)}`);
  await signIn(page, 'A1');
  await page.waitForSelector('.month');
  await page.focus('.month a:has-text("15")');
  await page.keyboard.press('Enter');
  await page.waitForURL('**mulai=2027-01-15**');
  expect(await page.inputValue('[name=startsOn]')).toBe('2027-01-15');
  await page.focus('[name=purpose]');
  await page.keyboard.type('Rapat RT');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/akun#jadwal');
  expect(await page.textContent('main')).toContain('Rapat RT');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const path of ['/akun', '/jadwal', `/katalog/${projector}/jadwal`, `/katalog/${projector}`]) {
      await page.goto(app.origin + path);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(390);
      await expectAccessible(page);
    }
  }
});

test('a novel is not booked for a day: its page offers none, and whoever goes there is told', async () => {
  const page = await browser.open(plain);
  await page.goto(`${app.origin}/katalog/${novel}`);
  expect(await page.textContent('main')).not.toContain('Pesan untuk tanggal');
  await page.goto(`${app.origin}/katalog/${novel}/jadwal`);
  expect(await page.textContent('main')).toContain('tidak bisa dipesan untuk tanggal tertentu');
});
