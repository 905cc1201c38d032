import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { checkOut } from '#modules/lending/circulation';
import { updateItem } from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { setSetting } from '#modules/ground/libraries';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const ids = { bumi: 0, sejarah: 0, gedog: 0 };

const app = useApp(async (t) => {
  const ctx = t.ctx();
  await setSetting(ctx, 'networkName', 'Perpustakaan Kota Blitar');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const gedog = await makeLibrary(ctx, 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog');
  ids.gedog = gedog.id;
  ids.bumi = await makeBib(ctx, { title: 'Bumi Manusia', author: 'Pramoedya Ananta Toer', year: 1980, ddc: '899.221' });
  const own = await makeItem(ctx, { bibId: ids.bumi, libraryId: kota.id, copies: 2 });
  await updateItem(ctx, { id: own.id, version: 1, acquiredOn: '2019-05-02' });
  ids.sejarah = await makeBib(ctx, { title: 'Sejarah Kota Blitar', author: 'Ratna Wijayanti', ddc: '959.828' });
  await makeItem(ctx, { bibId: ids.sejarah, libraryId: gedog.id, barcodes: ['B-1'] });
  await makeItem(ctx, { bibId: ids.sejarah, libraryId: kota.id, barcodes: ['B-2'], itemType: 'referensi' });
  for (let year = 2000; year < 2024; year += 1) {
    const bibId = await makeBib(ctx, { title: `Sejarah Pendidikan ${year}`, author: 'Tim Arsip', year, ddc: '370.9' });
    await makeItem(ctx, { bibId, libraryId: kota.id });
  }
  await makeMember(ctx, { fullName: 'Nanda Kusumawati', number: 'A-1', homeLibrary: 'KOTA', expiresOn: '2027-11-25' });
  const desk = { ...ctx, libraryId: gedog.id };
  await checkOut(desk, { memberNumber: 'A-1', itemBarcode: 'B-1' });
});
const browser = useBrowser();
const open = async (path: string, options: Parameters<typeof browser.open>[0] = {}): Promise<Page> =>
  browser.open(options).then(async (page) => {
    await page.goto(app.origin + path);
    return page;
  });
const noScript = { javaScriptEnabled: false };

test('with JavaScript off a reader finds a book and learns which library has it on which shelf', async () => {
  const page = await open('/', noScript);
  await page.fill('#q', 'toer bumi');
  await page.click('.find button');
  const hit = page.locator('.hits li').first();
  expect(await hit.textContent()).toContain('Ada 2 di Perpustakaan Kota');
  await hit.getByRole('link', { name: 'Bumi Manusia', exact: true }).click();
  expect(await page.textContent('h1')).toBe('Bumi Manusia');
  expect(await page.textContent('.get')).toContain('899.221 PRA b');
  // and goes back to where the search was
  await page.click('.crumb a');
  expect(await page.inputValue('#q')).toBe('toer bumi');
});

test('a copy that is out says when it comes back, and a reference copy that it is read in the library', async () => {
  const page = await open(`/katalog/${ids.sejarah}`, noScript);
  const table = await page.textContent('[aria-labelledby=di]');
  expect(table).toMatch(/Dipinjam, kembali \p{L}+, \d+ Desember/u);
  expect(table).toContain('Baca di tempat');
  expect(await page.textContent('.get')).toContain('Baca di tempat, Perpustakaan Kota');
  // the list of results says the same
  await page.goto(`${app.origin}/katalog?q=sejarah+kota+blitar`);
  const hit = await page.locator('.hits li').first().textContent();
  expect(hit).toContain('Baca di tempat, Perpustakaan Kota');
  expect(hit).not.toContain('Ada 1');
});

test('limits are ticked and applied without JavaScript, and taken off one by one', async () => {
  const page = await open('/katalog?q=sejarah', noScript);
  expect(await page.textContent('.bar-top')).toContain('25 judul');
  await page.check(`[name=perpus][value="${ids.gedog}"]`);
  await page.click('.facets button');
  expect(await page.textContent('.bar-top')).toContain('1 judul');
  expect(await page.locator('.hits h2').allTextContents()).toEqual([expect.stringContaining('Sejarah Kota Blitar')]);
  await page.check('[name=ada]');
  await page.click('.facets button');
  expect(await page.textContent('main')).toContain('Tidak ada yang cocok dengan saringan ini');
  await page.getByRole('link', { name: 'Cari tanpa saringan' }).click();
  expect(await page.textContent('.bar-top')).toContain('25 judul');
});

test('more results than a page: the pager leads to the rest', async () => {
  const page = await open('/katalog?q=sejarah', noScript);
  expect(await page.locator('.hits li').count()).toBe(20);
  await page.click('.pages a[rel=next]');
  expect(await page.locator('.hits li').count()).toBe(5);
  expect(await page.getAttribute('.hits', 'start')).toBe('21');
});

test('a slip of the pen is answered with what was meant', async () => {
  const page = await open('/katalog?q=pendidkan', noScript);
  expect(await page.textContent('[role=status]')).toContain('pendidikan');
  expect(await page.locator('.hits li').count()).toBe(20);
});

test('a search that no title answers whole says so above what has a part of it', async () => {
  const page = await open('/katalog?q=sejarah+blitar+majapahit');
  expect(await page.textContent('[role=status]')).toContain('Tidak ada judul yang memuat semua kata');
  expect(await page.textContent('[role=status]')).toContain('Tidak ditemukan: majapahit');
  expect(await page.locator('.hits h2').first().textContent()).toContain('Sejarah Kota Blitar');
  expect(await page.getByRole('link', { name: 'Usulkan agar perpustakaan membelinya' }).getAttribute('href')).toContain(
    '/usul?judul=',
  );
  await expectAccessible(page);
});

test('a search that is too long is refused in the sentence of the API', async () => {
  const long = 'a'.repeat(5000);
  const answer = await fetch(`${app.origin}/api/v1/search?q=${long}`, { headers: { 'accept-language': 'id' } });
  const { detail } = (await answer.json()) as { detail: string };
  const page = await open(`/katalog?q=${long}`, noScript);
  expect(await page.textContent('main')).toContain(detail);
});

test('a search that finds nothing never ends in a blind alley', async () => {
  const page = await open('/katalog?q=xyzzyq', noScript);
  expect(await page.textContent('.empty h2')).toContain('belum kami temukan');
  const ways = await page
    .locator('.empty a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(ways.length).toBeGreaterThan(2);
  for (const way of ways) expect((await fetch(app.origin + way)).status, way).toBe(200);
});

test('what was looked for in vain is told to the staff, without who looked', async () => {
  await fetch(`${app.origin}/katalog?q=kamus+osing+qwxz`);
  const page = await browser.open();
  await signInAsStaff(page, app.origin);
  expect(await page.textContent('[aria-labelledby=vain]')).toContain('kamus osing qwxz');
  await expectAccessible(page);
});

test('the advanced form becomes one search', async () => {
  const page = await open('/katalog/lanjut', noScript);
  await page.fill('[name=judul]', 'sejarah pendidikan');
  await page.fill('[name=dari]', '2010');
  await page.fill('[name=sampai]', '2012');
  await page.click('.lanjut button');
  expect(await page.textContent('.bar-top')).toContain('3 judul');
  expect(await page.inputValue('#q')).toBe('judul:sejarah judul:pendidikan');
});

test('a reader asks for the books of one stretch of the shelf', async () => {
  const page = await open('/katalog/lanjut', noScript);
  await page.fill('[name=rak_dari]', '899.221 PRA');
  await page.fill('[name=rak_sampai]', '959.8');
  await page.click('.lanjut button');
  expect(await page.textContent('.bar-top')).toContain('2 judul');
  expect(await page.textContent('.chips')).toContain('Nomor panggil 899.221 PRA–959.8');
});

test('suggestions are chosen by keyboard while typing', async () => {
  const page = await open('/');
  await page.locator('#q').pressSequentially('bumi m');
  await page.locator('.saran li').first().waitFor();
  await page.keyboard.press('ArrowDown');
  expect(await page.getAttribute('#q', 'aria-activedescendant')).toBe('q-saran-0');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/katalog/${ids.bumi}`);
});

test('the shelf shows what stands left and right of a book', async () => {
  const page = await open(`/rak/${ids.bumi}`, noScript);
  const shelf = await page.locator('.deret b').allTextContents();
  expect(shelf.indexOf('Bumi Manusia')).toBeGreaterThan(0);
  expect(shelf.indexOf('Sejarah Kota Blitar')).toBe(shelf.indexOf('Bumi Manusia') + 1);
});

test('classes lead to narrower classes and to their books', async () => {
  const page = await open('/jelajah', noScript);
  await page.getByRole('link', { name: 'Sejarah dan geografi' }).click();
  await page.getByRole('link', { name: 'Sejarah Asia', exact: true }).click();
  await page.locator('.semua a').click();
  expect(await page.textContent('.hits')).toContain('Sejarah Kota Blitar');
});

test('the English pages stay English', async () => {
  const page = await open('/en', noScript);
  expect(await page.getAttribute('html', 'lang')).toBe('en');
  await page.fill('#q', 'bumi');
  await page.click('.find button');
  expect(new URL(page.url()).pathname).toBe('/en/katalog');
  expect(await page.textContent('.hits')).toContain('2 at Perpustakaan Kota');
  await page.getByRole('link', { name: 'Bahasa Indonesia' }).click();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/katalog?q=bumi');
});

test('machines read the record: schema.org, RSS, sitemap, reference formats', async () => {
  const text = async (path: string): Promise<string> => (await fetch(app.origin + path)).text();
  const page = await open(`/katalog/${ids.bumi}`, noScript);
  const data: unknown = JSON.parse((await page.textContent('script[type="application/ld+json"]')) ?? '');
  expect(data).toMatchObject({ '@type': 'Book', name: 'Bumi Manusia', author: [{ name: 'Pramoedya Ananta Toer' }] });
  expect(await page.getAttribute('meta[property="og:title"]', 'content')).toBe('Bumi Manusia');
  const feed = await text('/katalog.rss?q=bumi');
  expect(feed).toContain('<title>Bumi Manusia</title>');
  // the day on which it came, at the library's midnight, and a name that is the same in every language
  expect(feed).toContain('<pubDate>Wed, 01 May 2019 17:00:00 GMT</pubDate>');
  const guid = `<guid isPermaLink="false">${app.origin}/katalog/${ids.bumi}</guid>`;
  expect(feed).toContain(guid);
  expect(await text('/en/katalog.rss?q=bumi')).toContain(guid);
  expect(await text('/sitemap.xml')).toContain('/sitemap/0.xml');
  expect(await text('/sitemap/0.xml')).toContain(`/katalog/${ids.bumi}</loc>`);
  expect(await text('/opensearch.xml')).toContain('/katalog?q={searchTerms}');
  expect(await text(`/katalog/${ids.bumi}/unduh/bibtex`)).toContain('title = {{Bumi Manusia}}');
  expect(await text(`/katalog/${ids.bumi}/unduh/marcxml`)).toContain('Bumi Manusia');
  expect((await fetch(`${app.origin}/katalog/${ids.bumi}/unduh/docx`)).status).toBe(404);
  expect((await fetch(`${app.origin}/katalog/bukan-angka`)).status).toBe(404);
});

test('a first visit weighs no more than 60 kB, and nothing comes from elsewhere', async () => {
  for (const path of ['/', '/katalog?q=sejarah', `/katalog/${ids.sejarah}`]) {
    const page = await browser.open();
    let bytes = 0;
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== app.origin) elsewhere.push(request.url());
    });
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    session.on('Network.loadingFinished', (event) => {
      bytes += event.encodedDataLength;
    });
    await page.goto(app.origin + path, { waitUntil: 'networkidle' });
    expect(elsewhere).toEqual([]);
    expect(bytes, path).toBeGreaterThan(3000);
    expect(bytes, path).toBeLessThan(60_000);
    await page.context().close();
  }
});

test('no public page carries more than 12 kB of styles', async () => {
  for (const path of pages()) {
    const html = await (await fetch(app.origin + path)).text();
    const styles = [...html.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(([, css]) => css ?? '').join('');
    expect(styles.length, path).toBeGreaterThan(3000);
    expect(Buffer.byteLength(styles), path).toBeLessThanOrEqual(12_000);
  }
});

const pages = (): string[] => [
  '/',
  '/katalog?q=sejarah',
  '/katalog?q=sejarah&tampil=kisi&ada=1',
  '/katalog?q=xyzzyq',
  '/katalog/lanjut',
  `/katalog/${ids.sejarah}`,
  `/katalog/${ids.sejarah}/marc`,
  '/jelajah?kelas=3',
  '/jelajah/pengarang',
  '/jelajah/subjek',
  `/rak/${ids.bumi}`,
  '/perpustakaan',
  '/perpustakaan/kota',
  '/berita',
  '/koleksi-pilihan',
  '/kelas',
  '/mitra',
  '/mitra/gabung',
  '/kegiatan',
  '/kegiatan?tampil=bulan',
  '/kegiatan?tampil=peta',
  '/kegiatan/apa-yang-jadi',
  '/papan-ide',
  '/rencana-aksi',
  '/masuk',
  '/luring',
  '/antrean',
  '/pindai',
  '/pindai?kode=9786020331775',
  '/tidak-ada',
];

for (const [width, colorScheme] of [
  [390, 'light'],
  [1280, 'light'],
  [390, 'dark'],
  [1280, 'dark'],
] as const) {
  test(`every public page is accessible at ${width} pixels, ${colorScheme}`, { timeout: 120_000 }, async () => {
    const page = await browser.open({ viewport: { width, height: 844 }, colorScheme });
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
    });
    for (const path of pages()) {
      await page.goto(app.origin + path);
      await expectAccessible(page);
    }
    expect(complaints).toEqual([]);
  });
}

test('nothing is pushed sideways on a phone of 320 pixels', async () => {
  const page = await browser.open({ viewport: { width: 320, height: 640 } });
  for (const path of pages()) {
    await page.goto(app.origin + path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
  }
});
