import { createServer, type Server } from 'node:http';
import { sql } from 'kysely';
import sharp from 'sharp';
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
const KRITIKUS = '9786023850235';
const BERSAMPUL = '9786023850242';
const NGINDEN = '9786023850259';
/** Lets the slow catalogue answer what it was asked. */
let release = (): void => undefined;
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
async function catalogue(answer: (query: string) => string | Promise<string>): Promise<string> {
  const server = createServer((request, response) => {
    asked += 1;
    const query = new URL(request.url ?? '', 'http://x.invalid').searchParams.get('query') ?? '';
    void Promise.resolve(answer(query)).then((text) =>
      response.writeHead(200, { 'content-type': 'text/xml' }).end(text),
    );
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the catalogue has no port');
  return `http://127.0.0.1:${address.port}/sru`;
}

/** Open Library with one book, whose cover stands at an address of its own. */
async function openLibrary(): Promise<string> {
  const picture = await sharp({ create: { width: 120, height: 180, channels: 3, background: 'maroon' } })
    .png()
    .toBuffer();
  let origin = '';
  const server = createServer((request, response) => {
    const isbn = /ISBN:(\d{13})/.exec(decodeURIComponent(request.url ?? ''))?.[1] ?? '';
    if (request.url?.startsWith('/gambar')) response.writeHead(200, { 'content-type': 'image/png' }).end(picture);
    else
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify(
          isbn === BERSAMPUL
            ? {
                [`ISBN:${isbn}`]: {
                  title: 'Orang-orang Bloomington',
                  authors: [{ name: 'Budi Darma' }],
                  cover: { large: `${origin}/gambar/1-L.jpg` },
                },
              }
            : {},
        ),
      );
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the catalogue has no port');
  origin = `http://127.0.0.1:${address.port}`;
  return origin;
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
      if (query.includes(KRITIKUS)) return sruAnswer([{ title: 'Kritikus Adinan', isbn: KRITIKUS }]);
      if (query.includes(NGINDEN)) return sruAnswer([{ title: 'Ny. Talis', isbn: NGINDEN }]);
      if (query.includes(RAFILUS)) return sruAnswer([{ title: 'Rafilus', author: 'Budi Darma', isbn: RAFILUS }]);
      return sruAnswer(query.includes(OLENKA) || query.includes('olenka') ? [olenka] : []);
    });
    const malang = await catalogue((query) =>
      sruAnswer(
        query.includes(OLENKA) ? [{ ...olenka, subtitle: 'sebuah novel', ddc: '899.221301', summary: 'Fanton.' }] : [],
      ),
    );
    const lambat = await catalogue(async (query) => {
      if (!query.includes(KRITIKUS)) return sruAnswer([]);
      await new Promise<void>((free) => {
        release = free;
      });
      return sruAnswer([{ title: 'Kritikus Adinan', subtitle: 'kumpulan cerita', isbn: KRITIKUS }]);
    });
    const rusak = await catalogue(() => '<html>Selamat datang</html>');
    await t.db.deleteFrom('recordSource').execute();
    await t.db
      .insertInto('recordSource')
      .values([
        { kind: 'sru', name: 'Perpusnas', address: perpusnas, sortOrder: 1 },
        { kind: 'sru', name: 'Kota Malang', address: malang, sortOrder: 2 },
        { kind: 'sru', name: 'Kota Rusak', address: rusak, sortOrder: 3 },
        { kind: 'sru', name: 'Kota Lambat', address: lambat, sortOrder: 4 },
        { kind: 'openlibrary', name: 'Open Library', address: await openLibrary(), sortOrder: 5 },
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

test('what answers is shown as it comes, and put together when the slowest has answered', async () => {
  const page = await at('/staf/katalog/baru', 'rina');
  await page.keyboard.type(KRITIKUS);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Cari di tempat lain' }).click();
  const asking = page.locator('.answer', { hasText: 'Sedang bertanya ke 5 sumber' });
  await asking.getByText('Perpusnas: 1 cantuman').waitFor();
  await asking.getByText('Kritikus Adinan').waitFor();
  await asking.getByText('Kota Rusak: menjawab dengan halaman lain').waitFor();
  await asking.getByText('Kota Lambat: menunggu jawaban').waitFor();
  await expectAccessible(page);
  release();
  await page.locator('.answer', { hasText: 'ditemukan 1 judul' }).waitFor();
  await page.getByRole('radio', { name: 'Judul, Kota Lambat: Kritikus Adinan: kumpulan cerita' }).waitFor();
  expect(await asking.count()).toBe(0);
  await page.close();
});

test('by the full form all fields are open at once, and the cover comes along', async () => {
  const page = await at('/staf/katalog/baru', 'rina');
  await page.keyboard.type(BERSAMPUL);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Cari di tempat lain' }).click();
  await page.getByRole('button', { name: 'Isi lewat formulir lengkap' }).click();
  await page.locator('.note', { hasText: 'Disalin dari Open Library' }).waitFor();
  expect(await page.locator('[name="f.summary.0.value"]').isVisible()).toBe(true);
  expect(await page.getByLabel('Ambil sampulnya juga dari 127.0.0.1').isChecked()).toBe(true);
  await expectAccessible(page);
  await page.fill('#baru-barcode', 'B-77');
  await page.getByRole('button', { name: 'Simpan judul dan eksemplar' }).click();
  await page.locator('.answer', { hasText: 'Sampulnya ikut terpasang' }).waitFor();
  const { coverKey } = await app.db
    .selectFrom('bib')
    .select('coverKey')
    .where(sql<boolean>`${BERSAMPUL} = any(isbns)`)
    .executeTakeFirstOrThrow();
  expect(coverKey).toMatch(/^sampul\//);
  await page.close();
});

test('a pile: ISBN after ISBN, looked up behind, what is clear added at once, the rest by the page of one book', async () => {
  const nobody = '9786020000015';
  const page = await at('/staf/katalog/baru/tumpukan', 'rina');
  await page.getByText('Belum ada tumpukan').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Mulai tumpukan' }).click();
  await page.getByText('Belum ada buku').waitFor();
  // a page without its script takes one scan at a time
  await scripted(page);
  // whoever scans does not wait for the answer, and the same book once more is said of
  let letGo = (): void => undefined;
  const slow = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/\/tumpukan\/\d+\?\/scan/, async (route) => {
    await slow;
    await route.continue();
  });
  for (const isbn of [NGINDEN, nobody, NGINDEN]) {
    await page.locator('#kode').fill(isbn);
    await page.locator('#kode').press('Enter');
    await expect.poll(async () => page.inputValue('#kode')).toBe('');
  }
  letGo();
  await page.locator('.answer', { hasText: '1 sudah ada di tumpukan ini' }).waitFor();
  const found = page.locator('tr', { hasText: 'Ny. Talis' });
  await found.getByText('Siap').waitFor({ timeout: 30_000 });
  const missing = page.locator('tr', { hasText: '978-602-00-0001-5' });
  await missing.getByText('Isi judul').waitFor({ timeout: 30_000 });
  await expectAccessible(page);
  await page.getByLabel('Label pertama').fill('TP-09');
  await page.getByRole('button', { name: 'Tambahkan 1 yang siap' }).click();
  await page.locator('.answer', { hasText: '1 eksemplar ditambahkan' }).getByText('TP-09').waitFor();
  expect(await page.getByRole('link', { name: 'label' }).first().getAttribute('href')).toContain('TP-09');
  expect(await savedAs(NGINDEN)).toMatchObject([{ title: 'Ny. Talis', barcode: 'TP-09' }]);
  // nobody has the other one: its form is filled in, and the pile hears of it
  await missing.getByRole('button', { name: /^Isi/ }).click();
  await page.fill('[name="f.title.0.value"]', 'Buku langka');
  await page.fill('#baru-barcode', 'TP-10');
  await page.getByRole('button', { name: 'Simpan judul dan eksemplar' }).click();
  await page.getByRole('link', { name: 'Kembali ke tumpukan' }).click();
  await page.locator('tr', { hasText: 'TP-10' }).getByText('Ditambahkan').waitFor();
  await page.close();
  // without a script, from a file; and nobody who may not write records
  const plain = await at('/staf/katalog/baru/tumpukan', 'rina', { javaScriptEnabled: false });
  await plain.setInputFiles('input[type=file]', {
    name: 'isbn.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(`${NGINDEN}\nbukan isbn\n`),
  });
  await plain.click('button:has-text("Mulai tumpukan")');
  await plain.getByText('1 baris tanpa ISBN yang sah: bukan isbn').waitFor();
  await plain.locator('tr', { hasText: 'Ny. Talis' }).getByText('Sudah ada, tambah eksemplar').waitFor();
  await plain.click('button:has-text("Tambahkan 1 yang siap")');
  await plain.locator('.answer', { hasText: '1 eksemplar ditambahkan' }).waitFor();
  expect(await savedAs(NGINDEN)).toHaveLength(2);
  await plain.close();
  const { token } = await signedIn(app, 'siti');
  const closed = await fetch(`${app.origin}/staf/katalog/baru/tumpukan`, {
    headers: { cookie: `${SESSION_COOKIE}=${token}` },
  });
  expect(closed.status).toBe(403);
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
