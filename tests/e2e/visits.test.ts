import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { makeAccount } from '#modules/ground/identity/testing';
import { resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let pin = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeMember(ctx, { fullName: 'Dimas Aji Nugroho', number: 'A1', homeLibrary: 'KOTA', category: 'umum' });
  await makeMember(ctx, { fullName: 'Hj. Sri Rahayu', number: 'A2', homeLibrary: 'KOTA', category: 'umum' });
  ({ pin } = await resetPin(ctx, 'A2'));
  await makeAccount(t, { username: 'tablet', grants: [{ role: 'door', libraryId }] });
});
const browser = useBrowser();
const DOOR = '/buku-tamu';

async function tablet(options: Parameters<typeof browser.open>[0] = {}): Promise<Page> {
  const page = await browser.open(options);
  await signInAsStaff(page, app.origin, { username: 'tablet', next: DOOR });
  return page;
}
const title = async (page: Page): Promise<string | null> => page.textContent('h1');
const visits = async () =>
  app.db
    .selectFrom('visit')
    .select(['kind', 'people', 'sex', 'purpose', 'guestName', 'origin'])
    .orderBy('id')
    .execute();

test('a card is scanned wherever the last touch was, greeted by one name, and counts once', async () => {
  const page = await tablet();
  await page.waitForLoadState('networkidle');
  await page.focus('.tap');
  await page.keyboard.type('A1');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/buku-tamu?layar=tercatat');
  expect(await title(page)).toBe('Selamat datang kembali, Dimas');
  expect(await page.textContent('main')).not.toContain('Nugroho');
  expect(page.url()).not.toContain('Dimas');
  await expectAccessible(page);
  await page.click('a:has-text("Selesai")');
  await page.waitForLoadState('networkidle');
  await page.keyboard.type('A1');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/buku-tamu?layar=tercatat');
  expect(await title(page)).toBe('Kunjungan Anda sudah tercatat, Dimas');
  expect((await visits()).filter(({ kind }) => kind === 'member')).toHaveLength(1);
  // what a greeting said is gone when somebody looks again
  await page.reload();
  expect(await page.textContent('footer')).toContain('1 orang datang hari ini');
});

test('a card that cannot be read leads to the taps, and the screen returns by itself', async () => {
  const page = await tablet();
  await page.fill('#card', 'bukan-kartu');
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('layar=kartu')),
    page.keyboard.press('Enter'),
  ]);
  expect(answer.headers().refresh).toBe('20; url=/buku-tamu');
  expect(await title(page)).toBe('Kartu belum terbaca');
  await expectAccessible(page);
  await page.click('a:has-text("Sentuh jenis saya")');
  await page.waitForURL(app.origin + DOOR);
});

test('without JavaScript a guest taps once, may say more, and a class of 34 is counted', async () => {
  const page = await tablet({ javaScriptEnabled: false });
  await page.click('button:has-text("Lansia")');
  expect(await title(page)).toBe('Silakan masuk');
  await page.click('a:has-text("Lengkapi")');
  await page.check('[name=sex][value=P]');
  await page.check('[name=purpose][value=membaca]');
  await page.fill('#name', 'Bu Tini');
  await page.click('button:has-text("Simpan")');
  expect(await title(page)).toBe('Terima kasih');

  await page.goto(app.origin + DOOR);
  await page.click('a:has-text("Kami rombongan")');
  await page.click('button:has-text("Catat rombongan")');
  expect(await page.textContent('main')).toContain('Isi paling sedikit satu orang.');
  await page.fill('#origin', 'SDN Gedog 1');
  await page.fill('#girls', '17');
  await page.fill('#boys', '13');
  await page.fill('#companions', '3');
  await page.click('button[aria-label="Tambah: Anak laki-laki"]');
  expect(await page.inputValue('#boys')).toBe('14');
  expect(await page.inputValue('#origin')).toBe('SDN Gedog 1');
  await page.click('button:has-text("Catat 34 orang")');
  expect(await title(page)).toBe('Silakan masuk, rombongan SDN Gedog 1');
  const rows = await visits();
  expect(rows).toContainEqual({
    kind: 'guest',
    people: 1,
    sex: 'P',
    purpose: 'membaca',
    guestName: 'Bu Tini',
    origin: null,
  });
  expect(rows).toContainEqual({
    kind: 'group',
    people: 34,
    sex: null,
    purpose: 'kelas',
    guestName: null,
    origin: 'SDN Gedog 1',
  });
});

test('by the keyboard alone a group is counted; every screen is accessible and fits a phone', async () => {
  const page = await tablet({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  const fits = async () => {
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await expectAccessible(page);
  };
  await fits();
  for (const screen of ['bantuan', 'lengkapi', 'rombongan']) {
    await page.goto(`${app.origin}${DOOR}?layar=${screen}`);
    await fits();
  }
  await page.waitForLoadState('networkidle');
  await page.focus('button[aria-label="Tambah: Perempuan dewasa"]');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  expect(await page.inputValue('#women')).toBe('2');
  await page.focus('#men');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/buku-tamu?layar=tercatat');
  expect(await title(page)).toBe('Silakan masuk, rombongan');
});

test('the tablet of the door sees no other room', async () => {
  const page = await tablet();
  for (const room of ['/staf/anggota', '/staf/kunjungan', '/staf/sirkulasi']) {
    expect((await page.goto(app.origin + room))?.status(), room).toBe(403);
  }
});

test('by phone a member scans the code on the door and is counted, and the librarian sees the figures', async () => {
  const staff = await browser.open();
  await signInAsStaff(staff, app.origin, { next: '/staf/kunjungan/pintu' });
  await expectAccessible(staff);
  const address = (await staff.textContent('.alamat')) ?? '';
  const phone = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await phone.goto(address);
  expect(await phone.textContent('main')).toContain('Perpustakaan Kota');
  await phone.click('main a:has-text("Masuk")');
  await phone.fill('[name=number]', 'A2');
  await phone.fill('[name=pin]', pin);
  await phone.click('form[action$="?/member"] button');
  await phone.waitForURL(address);
  await phone.click('button:has-text("Saya datang")');
  expect(await title(phone)).toContain('Selamat datang kembali, Sri');
  await phone.goto(address);
  await phone.click('button:has-text("Saya datang")');
  expect(await title(phone)).toContain('sudah tercatat, Sri');
  await phone.goto(`${address}x`);
  expect(await phone.textContent('main')).toContain('Kode pintu ini sudah diganti');

  const total = (await visits()).reduce((sum, { people }) => sum + people, 0);
  await staff.goto(`${app.origin}/staf/kunjungan`);
  expect(await staff.textContent('.jumlah div:first-child dd')).toBe(String(total));
  expect(await staff.textContent('main')).toContain('29 Oktober 2026 sampai 25 November 2026, waktu WIB');
  await expectAccessible(staff);
  // everybody came on Wednesday at ten
  expect(await staff.textContent('.panas tr:nth-child(3) td')).toBe(String(total));
  const file = await staff.request.get(`${app.origin}/staf/kunjungan/tabel?format=csv`);
  expect(await file.text()).toContain(`"Pengunjung","",${total}`);
  await staff.goto(`${app.origin}/staf/kunjungan?dari=2026-01-01&sampai=2026-01-31`);
  expect(await staff.textContent('.empty')).toContain('Belum ada kunjungan pada waktu ini');
  await expectAccessible(staff);
});
