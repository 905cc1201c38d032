import { expect, test } from 'vitest';
import { makeCopy, makeLibrary } from '#modules/lending/circulation/testing';
import { makeLink } from '#modules/stock/links';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let code = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeCopy(ctx, { title: 'Laskar Pelangi', barcode: 'B1', libraryId });
  code = await makeLink(ctx, libraryId, { kind: 'item', target: 'B1', label: 'Laskar Pelangi' });
});
const browser = useBrowser();
const visit = async (path: string, init: RequestInit = {}) => fetch(app.origin + path, { redirect: 'manual', ...init });

test('a printed code leads on at once and is kept by no cache; only a visit is counted', async () => {
  // what fetches here says of itself that it is a program
  expect((await visit(`/q/${code}`)).status).toBe(302);
  const person = 'Mozilla/5.0 (Linux; Android 14; SM-A055F) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36';
  const answer = await visit(`/q/${code}`, { headers: { 'user-agent': person } });
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toMatch(/^\/katalog\/\d+$/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect((await visit(`/q/${code}`, { method: 'HEAD', headers: { 'user-agent': person } })).status).toBe(302);
  expect((await visit(`/q/${code}`, { headers: { 'user-agent': person, 'sec-purpose': 'prefetch' } })).status).toBe(
    302,
  );
  expect((await visit('/q/K7ABCDEF')).headers.get('location')).toBe('/kotak/K7ABCDEF');

  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: `/staf/tautan/${code}` });
  expect(await page.getAttribute('svg.chart', 'aria-label')).toContain('Dibuka 1 kali');
});

test(
  'without JavaScript a poster gets a link, is re-pointed, retired with a page that explains, and used again',
  { timeout: 60_000 },
  async () => {
    const page = await browser.open({ javaScriptEnabled: false });
    await signInAsStaff(page, app.origin, { next: '/staf/tautan' });
    await page.click('main a:has-text("Tautan baru") >> nth=0');
    await page.fill('#target', '/staf/anggota/A1');
    await page.fill('#label', 'Mau baca apa hari ini?');
    await page.fill('#place', 'Halte Aloon-aloon');
    await page.click('main form button');
    expect(await page.textContent('#target-error')).toContain('bukan untuk umum');
    expect(await page.inputValue('#place')).toBe('Halte Aloon-aloon');
    await page.fill('#target', '/katalog?q=batik');
    await page.click('main form button');
    await page.waitForURL(/\/staf\/tautan\/[a-z2-9]{6}$/);
    const made = page.url().slice(-6);
    expect((await visit(`/q/${made}`)).headers.get('location')).toBe('/katalog?q=batik');

    await page.click('summary:has-text("Alihkan")');
    await page.fill('#target', '/perpustakaan');
    await page.click('button:has-text("Alihkan semua cetakan")');
    expect((await visit(`/en/q/${made}`)).headers.get('location')).toBe('/en/perpustakaan');

    await page.click('summary:has-text("Hentikan tautan ini")');
    await page.click('button:has-text("Hentikan tautan")');
    const visitor = await browser.open({ javaScriptEnabled: false });
    await visitor.goto(`${app.origin}/q/${made}`);
    expect(await visitor.textContent('main')).toContain('Perpustakaan Kota sudah menghentikan kode ini');
    await visitor.goto(`${app.origin}/q/tidakada`);
    expect(await visitor.textContent('h1')).toBe('Kode ini tidak dikenal');

    await page.click('button:has-text("Pakai lagi")');
    expect((await visit(`/q/${made}`)).status).toBe(302);
    await page.goto(`${app.origin}/staf/tautan?q=halte`);
    expect(await page.textContent('table')).toContain(made);

    // with JavaScript the pages come to life too
    const lively = await browser.open();
    const faults: string[] = [];
    lively.on('pageerror', (error) => faults.push(error.message));
    lively.on('console', (said) => said.type() === 'error' && faults.push(said.text()));
    await signInAsStaff(lively, app.origin, { next: `/staf/tautan/${made}` });
    await lively.waitForLoadState('networkidle');
    expect(await lively.textContent('h1')).toContain('Mau baca apa hari ini?');
    await expectAccessible(lively);
    await lively.goto(`${app.origin}/staf/tautan?q=halte`);
    await expectAccessible(lively);
    expect(faults).toEqual([]);
  },
);

test('the desk takes the QR code of a label for the barcode of its copy', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/sirkulasi' });
  await page.fill('.scan input', `${app.origin}/q/${code}`);
  await page.press('.scan input', 'Enter');
  await page.waitForLoadState();
  expect(await page.textContent('.answer')).toContain('Laskar Pelangi');
});
