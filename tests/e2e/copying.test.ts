import { createServer, type Server } from 'node:http';
import { sql } from 'kysely';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { sruAnswer } from '#modules/collection/copying/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, scripted, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const OLENKA = '9786023850211';
const RAFILUS = '9786023850228';
const servers: Server[] = [];
/** How often any of the catalogues was asked. */
let asked = 0;
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** A catalogue with an SRU server of its own. @returns its address */
async function catalogue(answer: (query: string) => string): Promise<string> {
  const server = createServer((request, response) => {
    asked += 1;
    const query = new URL(request.url ?? '', 'http://x.invalid').searchParams.get('query') ?? '';
    response.writeHead(200, { 'content-type': 'text/xml' }).end(answer(query));
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the catalogue has no port');
  return `http://127.0.0.1:${address.port}/sru`;
}

let perpusnas = '';
const app = useApp(
  async (t) => {
    const ctx = systemCtx(t.db, t.clock, 'uji');
    const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
    for (const [username, role] of [
      ['rina', 'cataloguer'],
      ['siti', 'circulation'],
    ] as const) {
      const account = await makeAccount(t, { username, homeLibraryId: kota.id });
      await grantRole(ctx, { accountId: account.id, role, libraryId: null });
    }
    const olenka = { title: 'Olenka', author: 'Budi Darma', isbn: OLENKA, extent: '348 hlm.' };
    perpusnas = await catalogue((query) => {
      if (query.includes(RAFILUS)) return sruAnswer([{ title: 'Rafilus', author: 'Budi Darma', isbn: RAFILUS }]);
      return sruAnswer(query.includes(OLENKA) || query.includes('olenka') ? [olenka] : []);
    });
    const malang = await catalogue((query) =>
      sruAnswer(
        query.includes(OLENKA) ? [{ ...olenka, subtitle: 'sebuah novel', ddc: '899.221301', summary: 'Fanton.' }] : [],
      ),
    );
    const rusak = await catalogue(() => '<html>Selamat datang</html>');
    await t.db.deleteFrom('recordSource').execute();
    await t.db
      .insertInto('recordSource')
      .values([
        { kind: 'sru', name: 'Perpusnas', address: perpusnas, sortOrder: 1 },
        { kind: 'sru', name: 'Kota Malang', address: malang, sortOrder: 2 },
        { kind: 'sru', name: 'Kota Rusak', address: rusak, sortOrder: 3 },
      ])
      .execute();
  },
  () => ({ OUTGOING_HOSTS: '127.0.0.1' }),
);
const browser = useBrowser();

async function at(path: string, username: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.open(options);
  const { token } = await signedIn(app, username);
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(app.origin + path, { waitUntil: 'networkidle' });
  if (options.javaScriptEnabled !== false) await scripted(page);
  return page;
}
const savedAs = async (isbn: string) =>
  app.db
    .selectFrom('bib')
    .innerJoin('item', 'item.bibId', 'bib.id')
    .select(['bib.title', 'bib.subtitle', 'bib.ddc', 'item.barcode'])
    .where(sql<boolean>`${isbn} = any(bib.isbns)`)
    .execute();

test('an ISBN that nobody here has is found elsewhere, chosen field by field, checked, saved, and stands in the catalogue', async () => {
  const page = await at('/staf/katalog/baru', 'rina');
  await page.keyboard.type('978-602-385-021-1');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Cari di tempat lain' }).click();
  await page.locator('.answer', { hasText: 'ditemukan 1 judul' }).waitFor();
  await expectAccessible(page);
  await page.getByText('Yang ditanya').click();
  await page.getByText('Kota Rusak: menjawab dengan halaman lain').waitFor();
  // only the title differs: what one of them does not say is no difference
  expect(await page.locator('.banding input[type=radio]').count()).toBe(2);
  await page.getByRole('radio', { name: 'Judul, Kota Malang: Olenka: sebuah novel' }).check();
  await page.getByRole('button', { name: 'Pakai yang dipilih' }).click();
  await page.locator('.note', { hasText: 'Disalin dari Perpusnas, Kota Malang' }).waitFor();
  expect(await page.inputValue('[name="f.title.0.value"]')).toBe('Olenka');
  expect(await page.inputValue('[name="f.ddc.0.value"]')).toBe('899.221301');
  await expectAccessible(page);
  // a title that is missing is said, and the copy is not lost
  await page.fill('[name="f.title.0.value"]', '');
  await page.fill('#baru-barcode', 'O-1');
  await page.getByRole('button', { name: 'Simpan judul dan eksemplar' }).click();
  await page.locator('.note.bad').waitFor();
  await page.locator('.note', { hasText: 'Disalin dari Perpusnas, Kota Malang' }).waitFor();
  await page.fill('[name="f.title.0.value"]', 'Olenka');
  await page.getByRole('button', { name: 'Simpan judul dan eksemplar' }).click();
  await page.locator('.answer', { hasText: 'Tersimpan: O-1' }).waitFor();
  expect(await savedAs(OLENKA)).toEqual([
    { title: 'Olenka', subtitle: 'sebuah novel', ddc: '899.221301', barcode: 'O-1' },
  ]);
  await page.goto(`${app.origin}/katalog?q=olenka`);
  await page
    .getByRole('link', { name: /Olenka/ })
    .first()
    .waitFor();
  await page.close();
});

test('the same without a script; what one catalogue has alone is taken by a button', async () => {
  const page = await at('/staf/katalog/baru', 'rina', { javaScriptEnabled: false });
  const ask = async (text: string): Promise<void> => {
    await page.fill('#cari', text);
    await page.press('#cari', 'Enter');
    await page.click('button:has-text("Cari di tempat lain")');
  };
  await ask('978-602-000-000-8');
  await page.locator('.answer', { hasText: 'Tidak ditemukan di tempat lain' }).waitFor();
  await ask(RAFILUS);
  await page.click('button:has-text("Pakai ini")');
  await page.locator('.note', { hasText: 'Disalin dari Perpusnas.' }).waitFor();
  expect(await page.inputValue('[name="f.author.0.name"]')).toBe('Budi Darma');
  await page.fill('#baru-barcode', 'R-1');
  await page.click('button:has-text("Simpan judul dan eksemplar")');
  await page.locator('.answer', { hasText: 'Tersimpan: R-1' }).waitFor();
  expect(await savedAs(RAFILUS)).toEqual([{ title: 'Rafilus', subtitle: null, ddc: null, barcode: 'R-1' }]);
  // by words it is found, and that it is here by now is said
  await ask('olenka');
  await page.locator('.ketemu', { hasText: 'Sudah ada di jaringan kita' }).waitFor();
  await page.close();
});

test('what was changed on its way through the form is refused, and whoever may not write records neither asks nor takes', async () => {
  const send = async (username: string, action: string, values: Record<string, string>) => {
    const { token } = await signedIn(app, username);
    const response = await fetch(`${app.origin}/staf/katalog/baru?/${action}&cari=${OLENKA}&baru=ya`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: app.origin, accept: 'text/html', cookie: `${SESSION_COOKIE}=${token}` },
      body: new URLSearchParams(values),
    });
    return { status: response.status, text: await response.text() };
  };
  for (const record of ['', '{', '{"leader":1}', '\0', 'x'.repeat(200_000), '['.repeat(59_000)]) {
    expect((await send('rina', 'take', { record })).status, record.slice(0, 20)).toBe(422);
    if (record !== '') expect((await send('rina', 'short', { salinan: record })).status, record.slice(0, 20)).toBe(422);
  }
  expect((await send('rina', 'take', { all: '-1', record: '{}' })).status).toBe(422);
  const before = asked;
  expect((await send('siti', 'take', { record: '{}' })).status).toBe(403);
  const { token } = await signedIn(app, 'siti');
  for (const text of [OLENKA, 'olenka'])
    await fetch(`${app.origin}/staf/katalog/baru?cari=${text}&lain=ya`, {
      headers: { cookie: `${SESSION_COOKIE}=${token}` },
    });
  expect(asked).toBe(before);
  const { token: cataloguer } = await signedIn(app, 'rina');
  const odd = await fetch(`${app.origin}/staf/katalog/baru?lain=ya&cari=${'9'.repeat(8000)}`, {
    headers: { cookie: `${SESSION_COOKIE}=${cataloguer}` },
  });
  expect(odd.status).toBe(200);
});

test('the list of catalogues: tried, added, changed, taken out', async () => {
  const page = await at('/staf/sistem/sumber-katalog', 'admin');
  const tryOut = async (name: string) => page.locator('tr', { hasText: name }).getByRole('button').click();
  await page.getByText('Belum pernah dicoba dari sini').first().waitFor();
  await tryOut('Perpusnas');
  await page.locator('.note.ok', { hasText: 'Perpusnas menjawab' }).waitFor();
  await page.getByText(/Menjawab pada 25 Nov/).waitFor();
  await tryOut('Kota Rusak');
  await page.locator('.note.warn', { hasText: 'Kota Rusak: menjawab dengan halaman lain' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Tambah sumber' }).click();
  await page.getByLabel('Nama', { exact: true }).fill('Kota Batu');
  await page.getByLabel('Alamat').fill('http://10.0.0.1/sru');
  await page.getByRole('button', { name: 'Tambah sumber' }).click();
  await page.getByText('Alamat ini tidak ada di internet umum').waitFor();
  expect(await page.getByLabel('Nama', { exact: true }).inputValue()).toBe('Kota Batu');
  await page.getByLabel('Alamat').fill('https://katalog.example.org/sru');
  await page.getByRole('button', { name: 'Tambah sumber' }).click();
  await page.getByText('Sumber ditambahkan').waitFor();
  await page.getByRole('link', { name: 'Kota Batu' }).click();
  await expectAccessible(page);
  await page.getByLabel('Tanya sumber ini').uncheck();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await page.locator('tr', { hasText: 'Kota Batu' }).getByText('Tidak ditanya').waitFor();
  await page.getByRole('link', { name: 'Kota Batu' }).click();
  await page.getByText('Keluarkan', { exact: true }).click();
  await page.getByRole('button', { name: 'Keluarkan sumber ini' }).click();
  await page.getByText('Sumber dikeluarkan dari daftar').waitFor();
  expect(await page.getByText('Kota Batu').count()).toBe(0);
  await page.close();
});
