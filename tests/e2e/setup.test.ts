import { beforeAll, expect, test } from 'vitest';
import { issueSetupCode } from '#modules/ground/identity';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(undefined, () => ({}), { untouched: true });
const browser = useBrowser();
let code = '';

beforeAll(async () => {
  code = (await issueSetupCode(app)) ?? '';
});

test('until the library is set up, every page leads to the set-up page', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  for (const path of ['/', '/katalog', '/staf', '/masuk']) {
    await page.goto(app.origin + path);
    expect(new URL(page.url()).pathname).toBe('/pasang');
  }
  await page.goto(`${app.origin}/en/staf`);
  expect(new URL(page.url()).pathname).toBe('/en/pasang');
  expect(await page.textContent('h1')).toContain('Four things');
});

test('the set-up page needs the console’s code, keeps what was typed, opens the library once and never again', async () => {
  const page = await browser.open();
  await page.goto(app.origin);
  await expectAccessible(page);
  const fill = async (values: Record<string, string>): Promise<void> => {
    for (const [name, value] of Object.entries(values)) await page.fill(`[name="${name}"]`, value);
    await page.click('button');
  };
  const answers = {
    setupCode: 'AAAA-AAAA',
    networkName: 'Perpustakaan Kota Blitar',
    'library.name': 'Perpustakaan Kota',
    'library.code': 'kota',
    'library.address': 'Jl. Sumatra, Sananwetan',
    fullName: 'Siti Rahmawati',
    username: 'siti',
    email: 'siti@contoh.id',
    password: 'kawung sawo lereng embun',
  };
  await fill(answers);
  expect(await page.textContent('[role=alert]')).toContain('Kode pemasangan belum cocok');
  expect(await page.textContent('#setupCode-error')).toContain('belum cocok');
  expect(await page.inputValue('[name=fullName]')).toBe('Siti Rahmawati');
  expect(await page.inputValue('[name=password]')).toBe('');
  await fill({ setupCode: code, 'library.code': 'kode salah!', password: answers.password });
  expect(await page.textContent('[id="library.code-error"]')).toContain('huruf kapital');
  expect(await app.db.selectFrom('account').select('id').execute()).toEqual([]);

  await fill({ setupCode: code.toLowerCase().replace('-', ' '), 'library.code': 'kota', password: answers.password });
  await page.waitForURL(`${app.origin}/staf`);
  expect(await page.textContent('main')).toContain('Perpustakaan sudah dibuka');
  expect(await page.textContent('h1')).toContain('Siti Rahmawati');
  expect(await app.db.selectFrom('library').select(['code', 'name']).execute()).toEqual([
    { code: 'KOTA', name: 'Perpustakaan Kota' },
  ]);

  await page.goto(`${app.origin}/pasang`);
  expect(new URL(page.url()).pathname).toBe('/');
  const second = await fetch(`${app.origin}/pasang`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app.origin, accept: 'text/html' },
  });
  expect(second.status).toBe(303);
  expect(await issueSetupCode(app)).toBeNull();
});
