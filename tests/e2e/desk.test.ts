import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkOut } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { createMemberSession, grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { startMailServer } from '../support/mail-server.ts';
import { useApp } from '../support/start-app.ts';

let mail: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  mail = await startMailServer();
});
afterAll(async () => mail.stop());

const app = useApp(
  async (t) => {
    const ctx = systemCtx(t.db, t.clock, 'uji');
    const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
    const gedog = await makeLibrary(ctx, 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog');
    for (const [username, role] of [
      ['siti', 'circulation'],
      ['kepala', 'head'],
    ] as const) {
      const account = await makeAccount(t, { username, homeLibraryId: kota.id });
      await grantRole(ctx, { accountId: account.id, role, libraryId: null });
    }
    const member = async (number: string, fullName: string, email?: string) =>
      makeMember(ctx, { number, fullName, homeLibrary: 'KOTA', ...(email && { email }) });
    await member('3572001', 'Nanda Kusumawati', 'nanda@example.org');
    await member('3572002', 'Dimas Aji Pratama');
    await member('3572003', 'Sri Wahyuni');
    const copy = async (barcode: string, title: string, itemType?: string) =>
      makeCopy(ctx, { barcode, title, libraryId: kota.id, ...(itemType && { itemType }) });
    await copy('B-1', 'Laskar Pelangi');
    await copy('B-2', 'Bung Karno dan Ndalem Gebang');
    await copy('B-3', 'Gadis Kretek');
    await copy('B-4', 'Bumi Manusia');
    await copy('R-1', 'Ensiklopedia Jawa Timur, jilid 2', 'referensi');
    await makeCopy(ctx, { barcode: 'G-1', title: 'Beternak Koi', libraryId: gedog.id });
    await checkOut(ctx, { memberNumber: '3572003', itemBarcode: 'G-1', libraryId: gedog.id });
  },
  () => ({ SMTP_URL: mail.url }),
);
const browser = useBrowser();

async function desk(username = 'siti', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.open(options);
  const { token } = await signedIn(app, username);
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(`${app.origin}/staf/sirkulasi`, { waitUntil: 'networkidle' });
  return page;
}
/** As a scanner does it: the code, then Enter, into whatever has the focus. */
async function scanned(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
}
const answer = async (page: Page, words: string) => page.locator('.answer b', { hasText: words }).waitFor();
/** The newest line of the running list. */
const rowSays = async (page: Page, words: RegExp) =>
  expect.poll(async () => page.locator('table.run tbody tr').first().textContent()).toMatch(words);

test('lend and take back without ever touching the mouse', async () => {
  const page = await desk();
  await scanned(page, '3572001');
  await page.getByRole('heading', { name: 'Nanda Kusumawati' }).waitFor();
  await scanned(page, 'B-1');
  await answer(page, 'Dipinjam sampai Rabu, 2 Desember 2026');
  await rowSays(page, /1.*Laskar Pelangi/s);
  await scanned(page, 'B-2');
  await page.locator('.answer p', { hasText: 'Bung Karno' }).waitFor();
  await rowSays(page, /2.*Bung Karno.*B-2.*2 Des 2026.*Dipinjam/s);

  // F2 once more: the next card; F3: books come back without a card
  await page.keyboard.press('F3');
  await scanned(page, 'B-1');
  await answer(page, 'Sudah kembali');
  await scanned(page, 'B-1');
  await answer(page, 'Tidak sedang dipinjam');
  await scanned(page, 'G-1');
  await page.locator('.answer p', { hasText: 'kotak kiriman' }).waitFor();
  await page.close();
});

test('books scanned faster than the desk answers are all lent, to the card that was scanned before them', async () => {
  const page = await desk();
  await scanned(page, '3572002');
  await scanned(page, 'B-3');
  await scanned(page, 'B-4');
  await page.locator('.answer p', { hasText: 'Bumi Manusia' }).waitFor();
  await page.getByRole('heading', { name: 'Dimas Aji Pratama', exact: true }).waitFor();
  await page.locator('table.run').first().locator('tbody tr').nth(1).waitFor();
  // the limit is reached: a clear refusal, in red, in words
  await scanned(page, 'B-1');
  await answer(page, 'Jangan dipinjamkan');
  expect(await page.locator('.answer.bad').textContent()).toContain('2 dari 2');
  await rowSays(page, /Ditolak/);
  // undo the last loan of the list's top: the scan before
  await page.keyboard.press('F3');
  await scanned(page, 'B-4');
  await answer(page, 'Sudah kembali');
  await page.keyboard.press('F7');
  await answer(page, 'Dibatalkan');
  await page.close();
});

test('the same book scanned twice is one loan and no alarm', async () => {
  const page = await desk();
  await scanned(page, '3572003');
  await page.getByRole('heading', { name: 'Sri Wahyuni', exact: true }).waitFor();
  await scanned(page, 'B-1');
  await scanned(page, 'B-1');
  await answer(page, 'Dipinjam sampai');
  await expect.poll(async () => page.locator('table.run').first().locator('tbody tr').count()).toBe(1);
  expect(await page.locator('.answer.bad').count()).toBe(0);
  await page.keyboard.press('F7');
  await answer(page, 'Dibatalkan');
  await page.getByText('Belum ada. Pindai bukunya.').waitFor();
  await page.close();
});

test('a reference book is refused; the head of service may allow it with a reason, in place', async () => {
  const clerk = await desk();
  await scanned(clerk, '3572003');
  await clerk.getByRole('heading', { name: 'Sri Wahyuni', exact: true }).waitFor();
  await scanned(clerk, 'R-1');
  await answer(clerk, 'Jangan dipinjamkan');
  expect(await clerk.locator('.answer').textContent()).not.toContain('Izinkan khusus');
  await clerk.close();

  const head = await desk('kepala');
  await scanned(head, '3572003');
  await head.getByRole('heading', { name: 'Sri Wahyuni', exact: true }).waitFor();
  await scanned(head, 'R-1');
  await answer(head, 'Jangan dipinjamkan');
  await head.keyboard.press('F8');
  await head.locator('#reason:focus').waitFor();
  await scanned(head, 'Pameran sekolah');
  await answer(head, 'Dipinjam sampai');
  await head.locator('.answer p', { hasText: 'Diizinkan khusus: Pameran sekolah' }).waitFor();
  await head.keyboard.press('F3');
  await scanned(head, 'R-1');
  await answer(head, 'Sudah kembali');
  await head.close();
});

test('a forgotten card: the name is typed into the same box', async () => {
  const page = await desk();
  await page.keyboard.press('F9');
  await scanned(page, 'nanda');
  await answer(page, 'pilih anggotanya');
  await page.locator('.answer a:focus', { hasText: 'Nanda Kusumawati' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Nanda Kusumawati', exact: true }).waitFor();
  await scanned(page, 'tidak-ada-99');
  await answer(page, 'Kode tidak dikenal');
  await page.close();
});

test('the keys are listed by a question mark, and Escape leads back to the box', async () => {
  const page = await desk();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Cari anggota dengan nama').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(async () => page.evaluate(() => document.activeElement?.id)).toBe('kode');
  await page.close();
});

test('the receipt can be printed and sent', async () => {
  const page = await desk();
  await scanned(page, '3572001');
  await page.getByRole('heading', { name: 'Nanda Kusumawati', exact: true }).waitFor();
  await scanned(page, 'B-1');
  await answer(page, 'Dipinjam sampai');
  await page.keyboard.press('F10');
  await page.waitForURL('**/struk/3572001**');
  expect(await page.locator('.termal').textContent()).toMatch(/Laskar Pelangi.*B-1.*Rabu, 2 Desember 2026/s);
  await page.getByRole('button', { name: 'Kirim ke nanda@example.org' }).click();
  await page.getByText('Sebentar lagi sampai di nanda@example.org.').waitFor();
  const { text } = await mail.received(({ to }) => to.includes('nanda@example.org'));
  expect(text).toContain('Laskar Pelangi (B-1)');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.rail').isVisible()).toBe(false);
  expect((await page.locator('.termal').boundingBox())?.width).toBeLessThan(280);
  await page.close();
});

test('without JavaScript each scan is a form that is sent', async () => {
  const page = await desk('siti', { javaScriptEnabled: false });
  await page.fill('#kode', '3572001');
  await page.press('#kode', 'Enter');
  await page.getByRole('heading', { name: 'Nanda Kusumawati', exact: true }).waitFor();
  await page.fill('#kode', 'B-1');
  await page.press('#kode', 'Enter');
  await answer(page, 'Dipinjam sampai');
  await page.getByRole('button', { name: 'Batalkan pindaian ini' }).click();
  await answer(page, 'Dibatalkan');
  await page.close();
});

test('members see their loans and renew them themselves; staff see the same on the member’s page', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  const { id } = await app.db
    .selectFrom('member')
    .select('id')
    .where('number', '=', '3572002')
    .executeTakeFirstOrThrow();
  const { token } = await app.db
    .transaction()
    .execute(async (trx) =>
      createMemberSession(trx, systemCtx(app.db, app.clock, 'uji'), { memberId: id, ip: null, userAgent: 'uji' }),
    );
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(`${app.origin}/akun`);
  const loan = page.locator('.loans li', { hasText: 'Gadis Kretek' });
  expect(await loan.textContent()).toContain('Kembali Rabu, 2 Desember');
  await loan.getByRole('button', { name: 'Perpanjang sampai Rabu, 9 Desember' }).click();
  await page.getByText('Gadis Kretek diperpanjang sampai Rabu, 9 Desember 2026.').waitFor();
  expect(await loan.textContent()).toContain('Sudah diperpanjang 1 kali.');
  expect(await loan.getByRole('button').count()).toBe(0);
  await page.close();

  const staff = await desk();
  await staff.goto(`${app.origin}/staf/anggota/3572002`);
  await staff.getByRole('row', { name: /Gadis Kretek.*9 Des 2026/ }).waitFor();
  await expectAccessible(staff);
  await staff.close();
});

test('the overdue list is empty in words, and all these pages are accessible', async () => {
  const page = await desk();
  await expectAccessible(page);
  await scanned(page, '3572001');
  await page.getByRole('heading', { name: 'Nanda Kusumawati', exact: true }).waitFor();
  await scanned(page, 'R-1');
  await answer(page, 'Jangan dipinjamkan');
  await expectAccessible(page);
  await page.goto(`${app.origin}/staf/terlambat`);
  await page.getByText('Tidak ada yang terlambat').waitFor();
  await expectAccessible(page);
  await page.close();
});
