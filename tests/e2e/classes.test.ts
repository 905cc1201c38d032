import { expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  await createLibrary(ctx, { code: 'PUSAT', name: 'Perpustakaan Kota', type: 'pusat' });
  await createLibrary(ctx, { code: 'SDN-1', name: 'SDN Bendogerit 1', type: 'sekolah' });
});
const browser = useBrowser();
const list = (rows: readonly string[]) => ({
  name: 'kelas.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['Nama;Tanggal lahir;Kelas;Nama Wali', ...rows].join('\n')),
});

test('a long list is a run: tried, done in earnest, and its pupils are in their classes', async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: '/staf/impor?jenis=class_list' });
  await expectAccessible(page);
  await page.selectOption('#library', 'SDN-1');
  await page.setInputFiles(
    '[name=main]',
    list(['Ayu;01/05/2016;4A;Hadi', 'Bima;02/05/2016;4A;Sri', 'Citra;01/02/2015;5A;Ani']),
  );
  await page.click('text=Unggah dan uji coba');
  await page.waitForSelector('text=Uji coba selesai: 3 siap, 0 ditolak', { timeout: 15_000 });
  await page.click('text=Masukkan yang siap');
  await page.waitForSelector('text=Impor selesai: 3 masuk, 0 ditolak', { timeout: 15_000 });
  await page.goto(`${app.origin}/staf/anggota/kelas?perpustakaan=SDN-1`);
  expect(await page.textContent('table')).toMatch(/4A\s*2[\s\S]*5A\s*1/);
});

test('a class moves after a look at who goes and who is there, without JavaScript too', async () => {
  const page = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await signInAsStaff(page, app.origin, { next: '/staf/anggota/kelas?perpustakaan=SDN-1' });
  await page.click('table a:has-text("4A")');
  await page.fill('[name=ke]', '4A');
  await page.click('form.fields:has([name=ke]) button');
  expect(await page.textContent('[role=alert]')).toBeTruthy();
  await page.fill('[name=ke]', '5A');
  await page.click('form.fields:has([name=ke]) button');
  const shown = (await page.textContent('section:has(> #pindah)')) ?? '';
  expect(shown).toContain('2 murid pindah dari 4A ke 5A');
  expect(shown).toContain('Ayu');
  expect(shown).toContain('Sudah ada di 5A, tidak berubah: 1 murid');
  await page.click('form[action="?/move"] button');
  expect(await page.textContent('main')).toContain('2 murid pindah kelas');
  expect(await page.textContent('table')).toMatch(/5A\s*3/);
});
