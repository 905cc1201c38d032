import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { resetPin } from '#modules/people/members';
import { makeProgram } from '#modules/community/programs/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let pin = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeLibrary(ctx, 'TURI', 'Perpustakaan Turi');
  await makeMember(ctx, { fullName: 'Sri Rahayu', number: 'A2', homeLibrary: 'KOTA' });
  pin = (await resetPin(ctx, 'A2')).pin;
  await makeProgram(ctx, libraryId, { program: { title: 'Bincang Buku', kind: 'talk' } });
  const bibId = await makeBib(ctx, { title: 'Bumi Manusia' });
  await makeItem(ctx, { bibId, libraryId, barcodes: ['BM-1', 'BM-2'] });
});
const browser = useBrowser();
const phone = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
const says = async (page: Page, words: string) => expect.poll(async () => page.textContent('main')).toContain(words);

test(
  'staff put a book into the list of a session and set a copy aside; the desk says where it belongs, and a reader asks for the other in one tap',
  { timeout: 120_000 },
  async () => {
    const staff = await browser.open();
    await signInAsStaff(staff, app.origin, { next: '/staf/kegiatan' });
    await staff.click('main a:has-text("Bincang Buku")');
    await staff.click('main a:has-text("Bacaan (0)"):has-text("Sesi 26")');
    // the page before has a list of its own
    await staff.waitForURL(/\/sesi\/1\b/);
    await staff.fill('[name=cari]', 'bumi manus');
    await staff.press('[name=cari]', 'Enter');
    await staff.click('button:has-text("Tambah"):has-text("Bumi Manusia")');
    await says(staff, 'Bacaan ditambahkan');

    await staff.goto(`${app.origin}/staf/kegiatan/1/buku`);
    await staff.click('summary:has-text("Pilih eksemplarnya")');
    await staff.check('[name=barcode][value="BM-2"]');
    await staff.click('button:has-text("Sisihkan yang dipilih")');
    await says(staff, '1 eksemplar disisihkan');
    await staff.click('button:has-text("Sudah diambil")');
    await says(staff, '0 belum diambil');

    const sri = await browser.open(phone);
    await sri.goto(`${app.origin}/masuk?lanjut=${encodeURIComponent('/kegiatan/bincang-buku')}`);
    await sri.fill('[name=number]', 'A2');
    await sri.fill('[name=pin]', pin);
    await sri.click('form[action$="?/member"] button');
    await sri.goto(`${app.origin}/kegiatan/bincang-buku`);
    const session = sri.locator('#sesi-1');
    expect(await session.textContent()).toContain('Ada 1 di Perpustakaan Kota');
    expect(await session.textContent()).toContain('1 eksemplar menunggu di ruang kegiatan');
    await session.locator('button:has-text("Pesan")').click();
    await sri.waitForURL('**/kegiatan/bincang-buku#sesi-1');
    await says(sri, 'Giliran Anda ke-1');

    await staff.goto(`${app.origin}/staf/sirkulasi`, { waitUntil: 'networkidle' });
    await staff.keyboard.press('F3');
    await staff.keyboard.type('BM-2');
    await staff.keyboard.press('Enter');
    await says(staff, 'Disisihkan untuk kegiatan Bincang Buku');
    await staff.goto(`${app.origin}/katalog/1`);
    await says(staff, 'Disisihkan untuk kegiatan, sampai');
    await staff.goto(`${app.origin}/staf/kegiatan/1/buku`);
    await staff.click('button:has-text("Lepaskan")');
    await says(staff, 'Belum ada eksemplar yang disisihkan');
  },
);

test(
  'the map of the programmes leads to the list of a library; one without programmes is quiet',
  { timeout: 60_000 },
  async () => {
    const reader = await browser.open({ viewport: phone.viewport });
    await reader.goto(`${app.origin}/kegiatan?sasaran=children`);
    await reader.click('nav a:has-text("Peta")');
    await reader.waitForURL('**/kegiatan?sasaran=children&tampil=peta');
    // names say where they may break
    const tiles = (await reader.locator('.petak li').allTextContents()).map((text) => text.replaceAll('\u00AD', ''));
    expect(tiles).toEqual([
      expect.stringMatching(/Perpustakaan Kota.*1 kegiatan.*mulai 26 Nov 2026/s),
      expect.stringMatching(/Perpustakaan Turi.*Belum ada/s),
    ]);
    expect(await reader.locator('.petak li').nth(1).locator('a').count()).toBe(0);
    await expectAccessible(reader);
    await reader.click('.petak a:has-text("Perpustakaan Kota")');
    await reader.waitForURL('**/kegiatan?sasaran=children&perpustakaan=KOTA');
    await says(reader, 'Bincang Buku');
  },
);
