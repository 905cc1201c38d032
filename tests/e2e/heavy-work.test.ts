import { expect, test } from 'vitest';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { makeAccount } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import { accessibilityFindings, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

// nobody waits in this server: whatever is heavy gets a page of its own
const app = useApp(
  async (t) => {
    await makeLibrary(systemCtx(t.db, t.clock, 'uji'), 'KOTA', 'Perpustakaan Kota');
    await makeAccount(t, { username: 'rini', grants: [{ role: 'administrator', libraryId: null }] });
  },
  () => ({ LUMBUNG_PATIENCE_MS: '0' }),
);
const browser = useBrowser();

test('a paper that takes longer has a page that works without scripts, and is there for whoever asked alone', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin);
  await page.goto(`${app.origin}/staf/buku-induk/pdf`);
  expect(new URL(page.url()).pathname).toMatch(/^\/staf\/pekerjaan\/[0-9a-f-]{36}$/);
  const work = page.url();
  // the page looks again by itself until the worker, which this began, is done
  const fetchIt = page.getByRole('link', { name: 'Buka berkas' });
  await fetchIt.waitFor({ timeout: 60_000 });
  const file = await page.request.get(app.origin + (await fetchIt.getAttribute('href')));
  expect(file.headers()['content-type']).toBe('application/pdf');
  expect((await file.body()).toString('latin1', 0, 5)).toBe('%PDF-');

  const other = await browser.open();
  await signInAsStaff(other, app.origin, { username: 'rini' });
  expect((await other.request.get(work)).status()).toBe(404);
  expect((await other.request.get(`${work}/berkas`)).status()).toBe(404);
  expect((await other.request.get(work.replace('/staf', ''))).status()).toBe(404);
}, 120_000);

test('a class list that takes longer to read is gone on with from its page, without scripts', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/anggota/kelas/impor' });
  const list = 'Nama;Tgl. Lahir;Kelas;Nama Wali\nDimas Aji;14/03/2016;4A;Dewi Lestari\n';
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'kelas.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.getByRole('button', { name: 'Periksa' }).click();
  expect(new URL(page.url()).pathname).toMatch(/^\/staf\/pekerjaan\//);
  await page.getByRole('link', { name: 'Lanjutkan' }).click({ timeout: 60_000 });
  await page.getByRole('rowheader', { name: 'Dimas Aji' }).waitFor();
  expect(await page.locator('input[name=library]').inputValue()).toBe('KOTA');
}, 120_000);

test('how far the worker is stands on the page of staff, who can stop what somebody asked for', async () => {
  const row = { kind: 'catalog.export', input: '{"nomor":1}', lane: 'rest', locale: 'id' };
  // begun by a worker that is not there: nothing moves on
  const asker = JSON.stringify({ kind: 'account', id: 1, scopes: null });
  const progress = { state: 'waiting', doneCount: 12_500, totalCount: 200_000, notBefore: new Date('2100-01-01') };
  await app.db
    .insertInto('heavyWork')
    .values({ ...row, ...progress, asker })
    .execute();
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/pekerjaan' });
  await page.getByText('Sudah 12.500 dari 200.000 dikerjakan.').waitFor();
  expect(await page.locator('meta[http-equiv=refresh]').count()).toBe(1);
  await page.getByRole('button', { name: 'Hentikan: Ekspor katalog' }).click();
  await page.getByText('Dihentikan. Yang meminta').waitFor();
  const states = await app.db.selectFrom('heavyWork').select('state').where('kind', '=', row.kind).execute();
  expect(states).toEqual([{ state: 'cancelled' }]);
}, 120_000);

test('what failed behind the pages is seen by staff and tried again by a button', async () => {
  await app.db
    .insertInto('heavyWork')
    .values({
      kind: 'search.nightly_build',
      input: '{}',
      lane: 'rest',
      locale: 'id',
      state: 'failed',
      endedAt: app.clock.now(),
      errorCode: 'heavy_work.broken',
      errorTrace: 'Error: disk penuh\n    at somewhere',
    })
    .execute();
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: '/staf/pekerjaan' });
  await page.getByText('disk penuh').waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Coba lagi: Indeks pencarian, tiap malam' }).click();
  await page.getByText('Dicoba lagi.').waitFor();
  const state = async () =>
    (await app.db.selectFrom('heavyWork').select('state').where('kind', '=', 'search.nightly_build').execute()).map(
      (row) => row.state,
    );
  await expect.poll(state, { timeout: 60_000 }).toEqual(['done']);
}, 120_000);
