import { expect, test } from 'vitest';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, scripted, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeLibrary(ctx, 'GEDOG', 'Perpustakaan Gedog');
});
const browser = useBrowser();
const KTAK = '/staf/laporan/nasional/ktak-2024';

test(
  'without JavaScript: what is missing is seen, filled in, asked for by a link, answered without an account, and kept',
  { timeout: 90_000 },
  async () => {
    const page = await browser.open({ javaScriptEnabled: false });
    await signInAsStaff(page, app.origin, { next: '/staf/laporan/nasional' });
    expect(await page.textContent('main')).toContain('belum ada data');
    await page.click('main a:has-text("KTAK")');
    expect(await page.textContent('main')).toContain('kurang');

    // a mistyped number comes back with what was typed
    await page.selectOption('#which', { label: 'Kunjungan, Perpustakaan Gedog' });
    await page.fill('#value', 'banyak');
    await page.fill('#source', 'Buku tamu kertas');
    await page.click('button:has-text("Simpan") >> nth=0');
    expect(await page.textContent('#value-error')).toContain('Isi dengan angka');
    expect(await page.inputValue('#source')).toBe('Buku tamu kertas');
    await page.fill('#value', '1.250');
    await page.click('button:has-text("Simpan") >> nth=0');
    expect(await page.textContent('#hasil ~ .scroll')).toContain('1.250');

    await page.click('summary:has-text("Minta lewat tautan")');
    await page.selectOption('#minta', { label: 'Kunjungan, Perpustakaan Kota' });
    await page.fill('#askedOf', 'Bu Ratna');
    await page.click('button:has-text("Buat tautan")');
    const link = (await page.textContent('.note .mono')) ?? '';
    expect(link).toContain('/isi-angka/angka_');

    const asked = await browser.open({ javaScriptEnabled: false });
    await asked.goto(link);
    expect(await asked.textContent('main')).toContain('Kunjungan, Perpustakaan Kota, tahun');
    expect(await asked.inputValue('#name')).toBe('Bu Ratna');
    await asked.fill('#value', '9.000');
    await asked.fill('#source', 'Buku tamu meja depan');
    await asked.click('button:has-text("Kirim")');
    expect(await asked.textContent('h1')).toContain('Terima kasih');
    await asked.goto(link);
    expect(await asked.textContent('main')).toContain('sudah dipakai');

    await page.goto(app.origin + KTAK);
    expect(await page.textContent('main')).toContain('dijawab Bu Ratna lewat tautan');
    await page.click('summary:has-text("Simpan sebagai laporan")');
    await page.click('button:has-text("Ya, simpan")');
    expect(await page.textContent('main')).toContain('Laporan seperti disimpan');
    expect(await page.textContent('main')).toContain('10.250');
  },
);

test('residents make figures by resident', { timeout: 60_000 }, async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: '/staf/laporan/nasional/penduduk' });
  await scripted(page);
  expect(await page.textContent('main')).toContain('Data penduduk belum diisi');
  await page.fill('#people', '150000');
  await page.fill('#source', 'BPS, Kota Blitar Dalam Angka');
  await page.click('main button:has-text("Simpan")');
  await page.waitForSelector('td:has-text("150.000")');
  await expectAccessible(page);
  await page.goto(`${app.origin}/staf/laporan/nasional/snp-kota-2017`);
  await scripted(page);
  expect(await page.textContent('main')).toContain('3.750');
  await expectAccessible(page);
});
