import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { resetPin } from '#modules/people/members';
import { createSeat } from '#modules/premises/seats';
import { systemCtx } from '#platform/context';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let pin = '';
let bibId = 0;
let seatId = 0;
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeLibrary(ctx, 'TURI', 'Perpustakaan Turi');
  await makeLibrary(ctx, 'GEDOG', 'Perpustakaan Gedog');
  await makeMember(ctx, { fullName: 'Sri Rahayu', number: 'A2', homeLibrary: 'KOTA' });
  pin = (await resetPin(ctx, 'A2')).pin;
  bibId = await makeBib(ctx, { title: 'Bumi Manusia' });
  await makeItem(ctx, { bibId, libraryId });
  const seat = { kind: 'seat', name: 'Meja baca 1', capacity: 1, slotMinutes: 60, maxSlotsPerDay: 2 } as const;
  seatId = await createSeat(ctx, libraryId, { ...seat, needsApproval: false, noShowMinutes: 15 });
});
const browser = useBrowser();
/** The server is started anew in between. */
const slow = { timeout: 180_000 };
const phone = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
const text = async (page: Page): Promise<string> => (await page.textContent('main')) ?? '';
async function at(path: string, options = phone): Promise<Page> {
  const page = await browser.open(options);
  await page.goto(app.origin + path);
  return page;
}
async function signIn(page: Page): Promise<void> {
  await page.fill('[name=number]', 'A2');
  await page.fill('[name=pin]', pin);
  await page.click('form[action$="?/member"] button');
}

test('who needs to sign in is told why, and every way there is when the PIN is forgotten, also without mail', async () => {
  const page = await at('/usul');
  expect(await text(page)).toContain('Masuk dulu supaya kami bisa menjawab usul buku Anda');
  await page.click('summary:has-text("Lupa PIN?")');
  const ways = (await page.textContent('#lupa-pin')) ?? '';
  expect(ways).toContain('Di meja layanan perpustakaan tempat Anda terdaftar');
  expect(ways).not.toContain('surel');
  await page.goto(`${app.origin}/masuk`);
  expect(await text(page)).not.toContain('Masuk dulu');
});

test('a reader who reserves twice is told so in their own voice, once', async () => {
  const page = await at(`/katalog/${bibId}/pesan`);
  expect(await text(page)).toContain('untuk siapa buku ini disimpan');
  await signIn(page);
  // the same page in another tab, opened before
  const second = await page.context().newPage();
  await second.goto(`${app.origin}/katalog/${bibId}/pesan`);
  await page.click('main form button');
  await page.waitForURL('**/akun');
  await second.click('main form button');
  const said = await text(second);
  expect(said).toContain('Anda sudah memesan buku ini.');
  expect(said.match(/sudah (?:memesan|dipesan)/g)).toHaveLength(1);
  expect(await second.locator('main form').count()).toBe(0);
});

test('a word that is not found is named; several are said to be not found together', async () => {
  expect(await text(await at('/katalog?q=xylofonium'))).toContain('“xylofonium” belum kami temukan');
  expect(await text(await at('/katalog?q=xylofonium+quadrupel'))).toContain(
    'Kami belum menemukan judul yang memuat semua kata ini',
  );
});

test('a room is not offered for a day that is over, and the page has one landmark of a name', slow, async () => {
  await app.restartAt('2026-11-25T17:30:00+07:00');
  const page = await at(`/ruang/${seatId}`);
  expect(await page.inputValue('#tanggal')).toBe('2026-11-26');
  expect(await page.getAttribute('#tanggal', 'min')).toBe('2026-11-26');
  expect(await page.textContent('.jam-ruang')).toContain('Kosong');
  expect(await page.locator('a:has-text("Hari sebelumnya")').count()).toBe(0);
  const rooms = await at('/ruang', { ...phone, javaScriptEnabled: true });
  await expectAccessible(rooms);
  expect(await rooms.getByRole('region', { name: 'Perpustakaan Kota' }).count()).toBe(1);
});

test('the home page speaks of the other libraries as they are', slow, async () => {
  // the last test left the clock after closing time
  expect(await text(await at('/'))).toContain('2 perpustakaan lain sedang tutup.');
  await app.restartAt('2026-11-26T09:00:00+07:00');
  expect(await text(await at('/'))).toContain('Semua 2 perpustakaan lain buka.');
});
