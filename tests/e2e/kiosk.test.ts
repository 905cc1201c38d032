import { expect, test } from 'vitest';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';
import { systemCtx } from '#platform/context';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeMember(ctx, { fullName: 'Dimas Aji Nugroho', number: 'A1', homeLibrary: 'KOTA', category: 'umum' });
  await makeCopy(ctx, { title: 'Laskar Pelangi', barcode: 'B-1', libraryId });
  await makeCopy(ctx, { title: 'Ensiklopedia', barcode: 'B-RUJUK', libraryId, itemType: 'referensi' });
});
const browser = useBrowser();

async function newCode(): Promise<string> {
  const staff = await browser.open();
  await signInAsStaff(staff, app.origin, { next: '/staf/pinjam-mandiri/kios' });
  await staff.waitForLoadState('networkidle');
  await staff.fill('#name', 'Lantai 1');
  await staff.click('form[action^="?/add"] button');
  const code = await staff.textContent('.kode-kios');
  await expectAccessible(staff);
  return code ?? '';
}

test('a tablet without JavaScript becomes a kiosk, lends by keyboard alone, prints and locks', async () => {
  const code = await newCode();
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${app.origin}/kios`);
  await page.waitForURL('**/kios/daftar');
  await page.fill('#code', code);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${app.origin}/kios`);
  await page.fill('#card', 'A1');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#itemBarcode');
  expect(await page.textContent('main')).toContain('Halo, Dimas');
  expect(await page.textContent('body')).not.toContain('Nugroho');
  await page.fill('#itemBarcode', 'B-RUJUK');
  await page.keyboard.press('Enter');
  expect(await page.textContent('[role=alert]')).toContain('dibaca di sini saja');
  await page.fill('#itemBarcode', 'B-1');
  await page.keyboard.press('Enter');
  await page.click('button:has-text("Pinjam 1 buku")');
  await page.waitForURL('**/kios?layar=struk');
  expect(await page.textContent('.termal')).toContain('Laskar Pelangi');
  await page.click('header button');
  await page.waitForURL(`${app.origin}/kios`);
  expect(await page.textContent('h1')).toBe('Pindai kartu Anda');
  expect(await page.textContent('body')).not.toContain('Laskar');
});

test('what a scanner types finds its field wherever the last touch was, and each screen is accessible', async () => {
  const code = await newCode();
  const page = await browser.open({ viewport: { width: 1024, height: 768 } });
  await page.goto(`${app.origin}/kios/daftar`);
  await expectAccessible(page);
  await page.fill('#code', code);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${app.origin}/kios`);
  await page.waitForLoadState('networkidle');
  await expectAccessible(page);
  await page.focus('header a');
  await page.keyboard.type('A1');
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === 'GET' && one.url() === `${app.origin}/kios`),
    page.keyboard.press('Enter'),
  ]);
  expect(answer.headers().refresh).toBe('61; url=/kios');
  await page.waitForSelector('#itemBarcode');
  // how long is left counts down before the reader's eyes
  const left = async () => Number((await page.textContent('[role=timer]'))?.replace(/\D/g, ''));
  await expect.poll(left, { timeout: 10_000 }).toBeLessThan(60);
  await expectAccessible(page);
  await page.click('header button');
  await page.waitForURL(`${app.origin}/kios`);
  await page.click('footer a[lang=en]');
  await page.waitForURL(`${app.origin}/en/kios`);
  expect(await page.textContent('h1')).toBe('Scan your card');
  await expectAccessible(page);
});

test('at a kiosk somebody complains without a name, and the next one finds neither words nor code', async () => {
  const code = await newCode();
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${app.origin}/kios/daftar`);
  await page.fill('#code', code);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${app.origin}/kios`);
  await page.click('a:has-text("Tanya, keluhan, saran, pujian")');
  await page.waitForURL(/\/bantuan\?lewat=kiosk&di=/);
  await page.fill('[name=text]', 'Antrean di meja terlalu panjang.');
  await page.check('[name=kind][value=complaint]');
  await page.check('[name=contactKind][value=none]');
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === 'GET' && one.url().includes('/bantuan/ikuti')),
    page.click('form button:has-text("Kirim")'),
  ]);
  expect(answer.headers().refresh).toBe('120; url=/kios');
  await page.waitForSelector('.no-k');
  const [ticket] = await app.db.selectFrom('ticket').select(['via', 'contactKind']).execute();
  expect(ticket).toEqual({ via: 'kiosk', contactKind: 'none' });
  const kept = (await page.context().cookies()).find(({ name }) => name === 'lumbung_masukan');
  expect((kept?.expires ?? Infinity) - Date.now() / 1000).toBeLessThanOrEqual(120);
  // also where somebody came to it by another way, the tablet is a kiosk again after that time
  const again = await page.goto(`${app.origin}/bantuan/ikuti`);
  expect(again?.headers().refresh).toBe('120; url=/kios');
  await page.context().clearCookies({ name: 'lumbung_masukan' });
  await page.goto(`${app.origin}/bantuan/ikuti`);
  expect(await page.locator('.no-k').count()).toBe(0);
  expect(await page.textContent('main')).not.toContain('Antrean di meja');
});
