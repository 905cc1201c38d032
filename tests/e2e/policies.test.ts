import { expect, test } from 'vitest';
import { createPolicy, listPolicies } from '#modules/lending/circulation';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const gedog = await makeLibrary(ctx, 'KEL-GEDOG', 'Kel. Gedog');
  const head = await makeAccount(t, { username: 'kepala' });
  await grantRole(ctx, { accountId: head.id, role: 'head', libraryId: null });
  await createPolicy(ctx, { libraryId: gedog.id, itemType: 'anak', maxLoans: 3 });
});
const browser = useBrowser();

/** The rules without a script: everything here is links and forms. */
async function rules(query: string) {
  const page = await browser.open({ javaScriptEnabled: false });
  const { token } = await signedIn(app, 'kepala');
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(`${app.origin}/staf/aturan?${query}`);
  return page;
}
const GEDOG_CHILD = 'perpustakaan=KEL-GEDOG&kategori=anak&jenis=anak';

test('every cell says whence its value comes, and the chosen one why', async () => {
  const page = await rules(GEDOG_CHILD);
  const cell = page.locator('.matriks [aria-current]');
  expect((await cell.textContent())?.trim()).toMatch(/^3\/2 · 7 · 1\s*, ditetapkan di sini$/);
  expect(await cell.getAttribute('class')).toContain('sp');
  const reference = page.locator('.matriks tbody tr').first().locator('td').nth(2);
  expect(await reference.textContent()).toContain('di tempat');
  const why = page.locator('.asal table').first();
  expect(await why.locator('.pakai').textContent()).toMatch(/Kel\. Gedog.*Koleksi anak.*3.*kosong/s);
  // the limit of everything, and that of this kind: each from its own rule
  expect(await why.locator('tbody tr').first().locator('td').first().textContent()).toContain('2');
  expect(await why.locator('tbody s').count()).toBe(0);
  expect((await why.locator('tfoot').textContent())?.replaceAll(/\s+/g, '')).toBe('Dipakai2371');
  await page.close();
});

test('a trial says whether, how many, and until which open day', async () => {
  const page = await rules(`${GEDOG_CHILD}&tanggal=2026-11-28`);
  await page.getByText('Boleh, sampai Senin, 7 Desember 2026').waitFor();
  await page.getByText('2 sekaligus. Dari bahan ini paling banyak 3.').waitFor();
  await page.goto(`${app.origin}/staf/aturan?perpustakaan=KOTA&kategori=umum&jenis=referensi`);
  await page.locator('.answer b', { hasText: 'Hanya dibaca di tempat' }).waitFor();
  await page.close();
});

test('a rule is added for one cell, refused when it makes no sense, and deleted again', async () => {
  const page = await rules(GEDOG_CHILD);
  await page.fill('#loanLength', 'seminggu');
  await page.getByRole('button', { name: 'Simpan aturan' }).click();
  await page.locator('.note.bad').waitFor();
  expect(await page.inputValue('#loanLength')).toBe('seminggu');
  await page.fill('#loanLength', '14');
  await page.fill('#maxLoans', '0');
  await page.getByRole('button', { name: 'Simpan aturan' }).click();
  await page.getByText('Aturan tersimpan').waitFor();
  expect((await page.locator('.matriks [aria-current]').textContent())?.trim()).toMatch(/^0/);
  await page.getByText('Hapus aturan ini').click();
  await page.getByRole('button', { name: 'Hapus dan ikut yang umum' }).click();
  await page.getByText('kini diwarisi').waitFor();
  expect((await page.locator('.matriks [aria-current]').textContent())?.trim()).toMatch(/^3\/2 · 7 · 1/);
  await page.close();
});

test('"no limit" is ticked, and differs from an empty field; a figure as well is refused and nothing is lost', async () => {
  const page = await rules('perpustakaan=KEL-GEDOG&kategori=guru&jenis=umum&cakupan=anggota');
  const box = page.locator('input[name=maxLoans_no_limit]');
  const save = async () => page.getByRole('button', { name: 'Simpan aturan' }).click();
  const cell = async () => (await page.locator('.matriks [aria-current]').textContent())?.trim();
  await box.check();
  await page.fill('#maxLoans', '4');
  await save();
  await page.locator('.note.bad').waitFor();
  expect([await box.isChecked(), await page.inputValue('#maxLoans')]).toEqual([true, '4']);
  await page.fill('#maxLoans', '');
  await save();
  await page.getByText('Aturan tersimpan').waitFor();
  expect(await cell()).toMatch(/^∞ · 7 · 1/);
  expect([await box.isChecked(), await page.inputValue('#maxLoans')]).toEqual([true, '']);
  await box.uncheck();
  await page.fill('#loanLength', '21');
  await save();
  await page.getByText('Aturan tersimpan').waitFor();
  expect(await cell()).toMatch(/^5 · 21 · 1/);
  await page.close();
});

test('two people edit one rule: the second is told, and nothing is lost silently', async () => {
  const [first, second] = [await rules(`${GEDOG_CHILD}&cakupan=bahan`), await rules(`${GEDOG_CHILD}&cakupan=bahan`)];
  for (const [page, max] of [
    [first, '4'],
    [second, '5'],
  ] as const) {
    await page.fill('#maxLoans', max);
    await page.getByRole('button', { name: 'Simpan aturan' }).click();
  }
  await second.getByText('Orang lain baru saja menyimpan').waitFor();
  const stored = await listPolicies(app.ctx());
  expect(stored.find((rule) => rule.itemType === 'anak' && rule.libraryId !== null)?.maxLoans).toBe(4);
  await first.close();
  await second.close();
});

test('the page is accessible', async () => {
  const page = await browser.open();
  const { token } = await signedIn(app, 'kepala');
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(`${app.origin}/staf/aturan?${GEDOG_CHILD}`);
  await expectAccessible(page);
  await page.close();
});
