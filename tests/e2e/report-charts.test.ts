import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, GOOD_PASSWORD } from '#modules/ground/identity/testing';
import { rollUp } from '#modules/ground/facts/testing';
import { createLibrary } from '#modules/ground/libraries';
import { makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { recordGuestVisit } from '#modules/premises/visits';
import { saveVisitHistory } from '#modules/premises/visits/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const NASTY = `Taman Baca <script>alert("1")</script> 'x' كتاب`;

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const other = await createLibrary(ctx, { code: 'TBM', name: NASTY, type: 'tbm' });
  const account = await makeAccount(t, { username: 'hendro', homeLibraryId: kota.id });
  await grantRole(ctx, { accountId: account.id, role: 'read_only', libraryId: null });
  for (const number of ['3572001', '3572002', '3572003']) {
    await makeMember(ctx, { fullName: `Sari ${number}`, number, homeLibrary: 'KOTA' });
  }
  const now = t.clock.now().toISOString();
  // of people whole months are told
  t.clock.set('2026-10-20T09:00:00+07:00');
  await makeLoan(ctx, { memberNumber: '3572003', libraryId: kota.id });
  t.clock.set('2026-11-24T09:00:00+07:00');
  for (const nth of [1, 2]) await makeLoan(ctx, { memberNumber: '3572001', libraryId: kota.id, title: `Judul ${nth}` });
  await makeLoan(ctx, { memberNumber: '3572002', libraryId: other.id });
  t.clock.set(now);
  const at = (when: string): Date => new Date(`${when}+07:00`);
  for (const hour of ['09', '09', '10'])
    await recordGuestVisit(ctx, { libraryId: kota.id, at: at(`2026-11-23T${hour}:15:00`) });
  // the same weekday 52 weeks before
  const then = { at: at('2025-11-24T11:00:00'), countedUntil: at('2025-11-24T12:00:00') };
  const before = { libraryId: kota.id, kind: 'guest', ageGroup: 'dewasa', via: 'door', ...then };
  await t.db.transaction().execute(async (trx) => saveVisitHistory(trx, ctx, [before]));
  await rollUp(ctx);
});
const browser = useBrowser();

/** The dashboard, with all that its content policy had to refuse. */
async function dashboard(
  options: Parameters<typeof browser.open>[0] = {},
  username = 'hendro',
): Promise<{ page: Page; refused: string[] }> {
  const page = await browser.open(options);
  const refused: string[] = [];
  page.on('console', (line) => {
    if (/content security policy/i.test(line.text())) refused.push(line.text());
  });
  await page.goto(`${app.origin}/masuk?lanjut=/staf/laporan`);
  await page.fill('form[action$="?/staff"] [name=username]', username);
  await page.fill('form[action$="?/staff"] [name=password]', GOOD_PASSWORD);
  await page.click('form[action$="?/staff"] button');
  await page.waitForSelector('#per-kelas');
  // opened anew: whoever comes by a form has the page before its styles
  await page.goto(`${app.origin}/staf/laporan`);
  return { page, refused };
}

test('charts hold under the content policy, with and without a script', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const { page, refused } = await dashboard({ javaScriptEnabled });
    for (const id of ['kunjungan', 'per-jam', 'per-kelas', 'per-perpustakaan']) {
      expect(await page.locator(`section:has(> .head #${id}) svg[role=img]:visible`).count(), id).toBe(1);
    }
    // of a single reader nobody is told how old they are
    const ages = page.locator('section:has(> .head #per-umur)');
    expect(await ages.locator('svg[role=img]').count()).toBe(0);
    expect(await ages.innerText()).toContain('Belum dapat dirinci');
    const drawn = (await page.locator('svg[role=img]').evaluateAll((all) => all.map((one) => one.outerHTML))).join('');
    expect(drawn).not.toMatch(/\sstyle=|<style|<script|\son[a-z]+=/);
    expect(refused).toEqual([]);
  }
});

test('a name is a name: in the drawing as in the table', async () => {
  const { page } = await dashboard();
  const section = page.locator('section:has(> .head #per-perpustakaan)');
  expect(await section.locator('table').innerText()).toContain(NASTY);
  expect(await section.locator('svg.lebar text').allTextContents()).toContainEqual(
    expect.stringMatching(/^Taman Baca <script>/),
  );
  expect(await page.locator('main script').count()).toBe(0);
});

test('the figures of the drawing stand in the table beside it, and go out as files', async () => {
  const { page } = await dashboard();
  const visits = page.locator('section:has(> .head #kunjungan)');
  expect(await visits.locator('tfoot').innerText()).toMatch(/Jumlah\s+3\s+1\s+\+200%/);
  const hours = page.locator('section:has(> .head #per-jam)');
  expect(await hours.locator('h2').innerText()).toContain('Paling banyak Senin pukul 09: 2 orang');
  /** The file behind a link; whoever asks again while the worker writes it still gets the same one. */
  const fileOf = async (format: string, name: string): Promise<string> => {
    const href = (await visits.locator(`a:has-text("${format}")`).getAttribute('href')) ?? '';
    let body = '';
    await expect
      .poll(async () => {
        const answer = await page.request.get(app.origin + href);
        body = await answer.text();
        return answer.headers()['content-disposition'] ?? 'still written';
      })
      .toContain(name);
    return body;
  };
  const lines = (await fileOf('CSV', 'kunjungan-2026-10-26-2026-11-24.csv')).split(/\r?\n/);
  expect(lines[0]).toContain('Perpustakaan Kota');
  expect(lines).toContainEqual(expect.stringMatching(/^"?23 Nov"?[;,]3[;,]1$/));
  expect(lines).toContainEqual(expect.stringMatching(/^"?Jumlah"?[;,]3[;,]1$/));
  expect(await fileOf('XLSX', 'kunjungan-2026-10-26-2026-11-24.xlsx')).toMatch(/^PK/);
  expect((await page.request.get(`${app.origin}/staf/laporan/tabel?tabel=gaji`)).status()).toBe(404);
});

test('on a phone the drawing is narrow with letters that can be read, and the table opens by hand', async () => {
  const { page } = await dashboard({ viewport: { width: 390, height: 800 }, colorScheme: 'dark' });
  const section = page.locator('section:has(> .head #per-kelas)');
  expect(await section.locator('svg.lebar').isVisible()).toBe(false);
  const heights = await page.locator('svg.sempit text').evaluateAll((all) =>
    all.map((one) => {
      const [svg, size] = [one.closest('svg'), Number.parseFloat(getComputedStyle(one).fontSize)];
      return svg ? (size * svg.getBoundingClientRect().width) / svg.viewBox.baseVal.width : 0;
    }),
  );
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(13);
  expect(await section.locator('table').isVisible()).toBe(false);
  await section.locator('summary').click();
  expect(await section.locator('table').innerText()).toContain('800 Sastra');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});

test('what happened on a day is noted beneath the visits, without a script, and taken away again', async () => {
  const { page } = await dashboard({ javaScriptEnabled: false }, 'admin');
  await page.click('summary:has-text("Catat suatu hari")');
  await page.fill('[name=text]', 'Banjir <b>besar</b>');
  await page.click('button:has-text("Simpan catatan")');
  const notes = page.locator('.catatan-hari');
  expect(await notes.innerText()).toContain('25 Nov 2026 Banjir <b>besar</b>');
  await notes.locator('summary:has-text("Hapus")').click();
  await notes.locator('button:has-text("Ya, hapus")').click();
  expect(await page.locator('.catatan-hari').innerText()).not.toContain('Banjir');
  const { page: reader } = await dashboard();
  expect(await reader.locator('summary:has-text("Catat suatu hari")').count()).toBe(0);
});
