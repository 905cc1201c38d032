import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { issueSetupCode } from '#modules/ground/identity';
import { useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(undefined, () => ({}), { untouched: true });
const browser = useBrowser();
let code = '';
beforeAll(async () => {
  code = (await issueSetupCode(app)) ?? '';
});

/** What a person does, counted: pages that come, fields that are filled. */
function counting(page: Page) {
  const seen = { pages: 0, fields: 0 };
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) seen.pages += 1;
  });
  return {
    seen,
    fill: async (name: string, value: string): Promise<void> => {
      seen.fields += 1;
      await page.fill(`[name="${name}"]`, value);
    },
  };
}

test('from the first start to the first loan: at most 25 fields and 8 pages, by keyboard and links alone', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  const { seen, fill } = counting(page);

  await page.goto(app.origin);
  await fill('setupCode', code);
  await fill('networkName', 'Perpustakaan Kota Blitar');
  await fill('library.name', 'Perpustakaan Kota');
  await fill('library.code', 'KOTA');
  await fill('fullName', 'Siti Rahmawati');
  await fill('username', 'siti');
  await fill('password', 'kawung sawo lereng embun');
  await page.click('main button');
  expect(await page.textContent('h1')).toContain('Siti Rahmawati');

  await page.click('nav.tindak >> text=Tambah buku');
  await fill('judul', 'Laut Bercerita');
  await page.click('button[value=eksemplar]');
  await page.click('button:has-text("Tambah eksemplar")');
  const barcode = (await page.textContent('tbody th.mono'))?.trim().split(/\s/)[0] ?? '';
  expect(barcode).not.toBe('');

  await page.click('.rail >> text=Anggota');
  await page.click('text=Tambah anggota');
  await fill('fullName', 'Nanda Kusumawati');
  await fill('birthDate', '1990-04-12');
  await page.click('main form button:has-text("Simpan")');
  const number = /\d{6,}/.exec((await page.textContent('main')) ?? '')?.[0] ?? '';

  await page.click('.rail >> text=Meja');
  await fill('kode', number);
  await page.press('[name=kode]', 'Enter');
  await fill('kode', barcode);
  await page.press('[name=kode]', 'Enter');
  expect(await page.textContent('main')).toContain('Laut Bercerita');
  expect(await app.db.selectFrom('loan').select('status').execute()).toEqual([{ status: 'open' }]);

  expect(seen.fields).toBeLessThanOrEqual(25);
  expect(seen.pages).toBeLessThanOrEqual(8);
}, 120_000);
