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

/** What a person meets on the way: pages (an answer on the same page is no further one), and fields that are filled. */
function counting(page: Page) {
  const pages = new Set<string>();
  let fields = 0;
  page.on('framenavigated', (frame) => {
    const { pathname, searchParams } = new URL(frame.url());
    // the choice of a material is a page of its own; at the desk one stays on one page
    const chosen = searchParams.has('bahan') ? ' with a material' : '';
    if (frame === page.mainFrame() && frame.url().startsWith(app.origin)) pages.add(pathname + chosen);
  });
  return {
    pages,
    filled: () => fields,
    fill: async (name: string, value: string): Promise<void> => {
      fields += 1;
      await page.fill(`[name="${name}"]`, value);
    },
  };
}

test('from the first start to the first loan: at most 25 fields and 8 pages, without a script', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  const { pages, filled, fill } = counting(page);

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
  // whoever opens a network is led
  expect(await page.textContent('section:has(#awal)')).toContain('0 dari 9 selesai');

  await page.click('.tindak >> text=Tambah buku');
  await page.click('text="Buku"');
  await fill('f.title.0.value', 'Laut Bercerita');
  await page.click('text=Simpan lalu isi eksemplar');
  await page.click('button:has-text("Tambah eksemplar")');
  const { barcode } = await app.db.selectFrom('item').select('barcode').executeTakeFirstOrThrow();
  expect(await page.textContent('tbody')).toContain(barcode);

  await page.click('.rail .brand');
  expect(await page.textContent('section:has(#awal)')).toContain('1 dari 9 selesai');
  await page.click('.tindak >> text=Tambah anggota');
  await fill('fullName', 'Nanda Kusumawati');
  await fill('birthDate', '1990-04-12');
  await page.click('main form button');
  const number = (await page.textContent('h1 .mono')) ?? '';

  await page.click('.rail >> text=Meja');
  await fill('kode', number);
  await page.press('#kode', 'Enter');
  await fill('kode', barcode);
  await page.press('#kode', 'Enter');
  expect(await page.textContent('main')).toContain('Laut Bercerita');
  expect(await app.db.selectFrom('loan').select('status').execute()).toEqual([{ status: 'open' }]);

  expect(filled()).toBeLessThanOrEqual(25);
  expect([...pages].length, [...pages].join('\n')).toBeLessThanOrEqual(8);
}, 120_000);
