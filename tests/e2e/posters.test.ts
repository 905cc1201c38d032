import { expect, test } from 'vitest';
import { makeProgram } from '#modules/community/programs/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let programId = 0;
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  programId = (await makeProgram(ctx, libraryId, { program: { title: 'Kancil dari Kali Lekso' } })).id;
});
const browser = useBrowser();
const visit = async (path: string, agent: string) =>
  fetch(app.origin + path, { redirect: 'manual', headers: { 'user-agent': agent } });

test(
  'without JavaScript a poster is made of a programme, hung, printed and counted; what does not fit is said before',
  { timeout: 120_000 },
  async () => {
    const page = await browser.open({ javaScriptEnabled: false });
    await signInAsStaff(page, app.origin, { next: '/staf/kabar/poster' });
    await page.click('main a:has-text("Buat poster") >> nth=0');
    await page.selectOption('#tentang', String(programId));
    await page.click('main button:has-text("Pilih ini")');
    expect(await page.inputValue('[name="words.title"]')).toBe('Kancil dari Kali Lekso');
    await page.check('[name=template][value=mountain]');
    await page.fill('[name="words.title"]', 'Kancil dari Kali Lekso '.repeat(6).trim());
    await page.click('main button:has-text("Buat poster ini")');
    expect(await page.textContent('main')).toMatch(/Belum muat di gambar ini. Kurangi Judul: \d+ huruf/);
    expect(await page.isChecked('[name=template][value=mountain]')).toBe(true);
    await page.fill('[name="words.title"]', 'Kancil dari Kali Lekso');
    await page.click('main button:has-text("Buat poster ini")');
    await page.waitForURL(/\/staf\/kabar\/poster\/\d+$/);
    expect(await page.textContent('main')).toContain('Belum dipasang di mana pun');

    await page.check('[name=library]');
    await page.fill('[name=places]', 'Halte Aloon-aloon\nPasar Legi');
    await page.click('main button:has-text("Tambah tempat ini")');
    expect(await page.textContent('main')).toContain('3 lembar, satu untuk tiap tempat.');
    const pdf = await page.request.get(
      app.origin + (await page.getAttribute('main a:has-text("Cetak Poster A4")', 'href')),
    );
    expect(pdf.headers()['content-type']).toBe('application/pdf');

    const [, code = ''] = /\/q\/([a-z2-9]{6})/.exec((await page.textContent('main table')) ?? '') ?? [];
    const phone = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36';
    expect((await visit(`/q/${code}`, phone)).headers.get('location')).toBe('/kegiatan/kancil-dari-kali-lekso');
    expect((await visit(`/q/${code}`, 'Googlebot/2.1 (+http://www.google.com/bot.html)')).status).toBe(302);
    await page.reload();
    expect(await page.getAttribute('svg.chart', 'aria-label')).toBe('Dibuka 1 kali dalam 30 hari');

    await page.click('main summary:has-text("Copot") >> nth=0');
    await page.click('main button:has-text("Copot dari tempat ini") >> nth=0');
    expect(await page.textContent('main')).toContain('2 lembar, satu untuk tiap tempat.');
    await page.click('main summary:has-text("Arsipkan poster")');
    await page.click('main button:has-text("Arsipkan poster ini")');
    await page.click('main a:has-text("Poster dan kartu")');
    expect(await page.textContent('main')).toContain('Belum ada poster');
  },
);

test('its pages can be read by everybody', { timeout: 120_000 }, async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: `/staf/kabar/poster/baru?tentang=${programId}` });
  await expectAccessible(page);
  await page.click('main button:has-text("Buat poster ini")');
  await page.waitForURL(/\/staf\/kabar\/poster\/\d+$/);
  await page.fill('[name=places]', 'Stasiun');
  await page.click('main button:has-text("Tambah tempat ini")');
  await page.waitForSelector('main table');
  await expectAccessible(page);
  await page.goto(`${app.origin}/staf/kabar/poster`);
  await expectAccessible(page);
});
