import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { checkArchive } from '#platform/backup/read-archive';
import { systemCtx } from '#platform/context';
import { accessibilityFindings, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  await makeLibrary(systemCtx(t.db, t.clock, 'uji'), 'KOTA', 'Perpustakaan Kota');
});
const browser = useBrowser();
const disk = mkdtempSync(join(tmpdir(), 'lumbung-disk-'));
afterAll(() => rmSync(disk, { recursive: true, force: true }));
const PASSPHRASE = 'kawung sawo lereng embun';

test('the head of a library sets backups up, has one made, and takes it back to see that it can be done', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin);
  await page.goto(`${app.origin}/staf`);
  await page.getByText('Cadangan otomatis belum menyala').first().waitFor();
  await page.getByRole('link', { name: 'Atur', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Cadangan' }).waitFor();
  expect(await page.getByRole('button', { name: 'Buat sekarang' }).count()).toBe(0);

  await page.getByLabel('Folder di komputer server').fill('cadangan');
  await page.getByLabel('Frasa sandi', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Frasa sandi, sekali lagi').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await page.getByText('Tulis jalur lengkap').waitFor();
  expect(await page.getByLabel('Folder di komputer server').inputValue()).toBe('cadangan');
  // what is secret is typed again
  expect(await page.getByLabel('Frasa sandi', { exact: true }).inputValue()).toBe('');
  await page.getByLabel('Folder di komputer server').fill(disk);
  await page.getByLabel('Frasa sandi', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Frasa sandi, sekali lagi').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await page.getByText('Menunggu cadangan pertama').waitFor();
  expect(await page.content()).not.toContain(PASSPHRASE);

  await page.getByRole('button', { name: 'Buat sekarang' }).click();
  await page.getByText('tersimpan, sudah dibaca ulang').waitFor({ timeout: 120_000 });
  const [file = ''] = readdirSync(disk).filter((name) => name.endsWith('.age'));
  await expect(checkArchive(join(disk, file), { passphrase: PASSPHRASE })).resolves.toBeDefined();

  await page.getByLabel('Frasa sandi atau kunci rahasia').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Mulai latihan' }).click();
  await page.getByText('semuanya sama').waitFor({ timeout: 120_000 });
  const seen = await browser.open();
  await signInAsStaff(seen, app.origin, { next: '/staf/sistem/cadangan' });
  expect(await accessibilityFindings(seen)).toEqual([]);
}, 400_000);

test('a pair of keys is shown once, filled in, and its secret half is kept nowhere', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/sistem/cadangan' });
  await page.getByRole('button', { name: 'Buat sepasang kunci' }).click();
  const identity = (await page.locator('code').textContent()) ?? '';
  expect(identity).toMatch(/^AGE-SECRET-KEY-1/);
  const recipient = await page.getByLabel('Kunci umum', { exact: true }).inputValue();
  expect(recipient).toMatch(/^age1/);
  await page.getByLabel('Folder di komputer server').fill(disk);
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await page.getByText('Jadwal cadangan tersimpan.').waitFor();
  const plan = await app.db.selectFrom('backupPlan').selectAll().executeTakeFirstOrThrow();
  expect(plan).toMatchObject({ recipient, passphrase: null });
  expect(await page.content()).not.toContain(identity);
}, 120_000);
