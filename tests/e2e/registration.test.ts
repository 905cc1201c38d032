import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
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
    await createLibrary(ctx, { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  },
  () => ({ SMTP_URL: mail.url }),
);
const browser = useBrowser();

test('a mother registers her child by phone, confirms the code from her mailbox, and the desk makes the card', async () => {
  const page = await browser.open({ viewport: { width: 390, height: 844 } });
  await page.goto(`${app.origin}/daftar`);
  await expectAccessible(page);
  await page.fill('#fullName', 'Aisyah Rahma Dewi');
  await page.fill('#birthDate', '2017-03-14');
  // the category stays at "Umum": a child gets that of its age
  await page.fill('#kelurahan', 'Gedog');
  await page.fill('#nik', '3572 0354 0317 0003');
  await page.click('main form button');
  expect(await page.textContent('dl')).toContain('Anak (0–12 tahun)');
  expect(await page.textContent('[aria-current=step]')).toContain('Wali');
  expect(await page.content()).not.toContain('3572035403170003');
  await page.fill('#guardianName', 'Dewi Lestari');
  await page.fill('#email', 'dewi@contoh.id');
  await expectAccessible(page);
  await page.click('main form button');
  await page.check('[name=purpose][value=reading_history]');
  await page.click('main form button');
  expect(await page.textContent('.err')).toContain('Centang');
  await page.check('[name=purpose][value=reading_history]');
  await page.check('[name=agreed]');
  await expectAccessible(page);
  await page.click('main form button');
  const said = (await page.textContent('.lead b')) ?? '';
  const number = /D-\d+/.exec(said)?.[0] ?? '';
  expect(number).not.toBe('');
  const { text } = await mail.received(({ to }) => to.includes('dewi@contoh.id'));
  const code = /\b\d{6}\b/.exec(text)?.[0] ?? '';
  await page.fill('#code', code);
  await page.click('form[action="?/code"] button');
  expect(await page.textContent('main')).toContain('Surel sudah dipastikan');
  await expectAccessible(page);

  const staff = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(staff, app.origin, { next: '/staf/anggota/pendaftar' });
  await staff.click(`tr:has-text("${number}") a`);
  expect(await staff.textContent('dl')).toContain('•••• •••• •••• 0003');
  await staff.click('form[action="?/accept"] button');
  const pin = /\d{6}/.exec((await staff.textContent('.answer .num')) ?? '')?.[0] ?? '';
  await staff.click('a:has-text("Cetak kartu")');
  expect(await staff.textContent('.kartu-cetak')).toContain('20261100001');
  expect(await staff.getAttribute('.kartu-cetak img', 'alt')).toContain('20261100001');

  await page.reload();
  expect(await page.textContent('main')).toContain('Kartu sudah jadi');
  await page.click('main a.btn');
  await page.fill('#number', '20261100001');
  await page.fill('#pin', pin);
  await page.click('form[action="?/member"] button');
  await page.waitForURL('**/akun');
  await page.click('a:has-text("Izin")');
  expect(await page.textContent('main')).toContain('Dewi Lestari, Ibu');
  await expectAccessible(page);
});

test('without JavaScript the form goes as well; the librarian finds it by its number', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${app.origin}/en/daftar`);
  await page.fill('#fullName', 'Sunardi');
  await page.fill('#birthDate', '1980-02-01');
  await page.click('main form button');
  await page.check('[name=agreed]');
  await page.click('main form button');
  const number = /D-\d+/.exec((await page.textContent('.lead b')) ?? '')?.[0] ?? '';

  const staff = await browser.open();
  await signInAsStaff(staff, app.origin, { next: '/staf/anggota/pendaftar' });
  expect(await staff.textContent('main')).not.toContain('Sunardi');
  await expectAccessible(staff);
  await staff.fill('#nomor', number);
  await staff.click('form.fields button');
  await staff.waitForURL(`**/${number}`);
  await expectAccessible(staff);
  await staff.click('summary:has-text("Tolak")');
  await staff.fill('#reason', 'Data belum lengkap.');
  await staff.click('form[action="?/reject"] button');
  await staff.waitForURL('**/pendaftar');
  await page.reload();
  expect(await page.textContent('main')).toContain('Data belum lengkap.');
});

test('without e-mail and JavaScript the code comes to the telephone, sent from the library’s own', async () => {
  const page = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await page.goto(`${app.origin}/daftar`);
  await page.fill('#fullName', 'Ratna');
  await page.fill('#birthDate', '1992-05-06');
  await page.fill('#phone', '0812-3456-7890');
  await page.click('main form button');
  await page.check('[name=way][value=phone]');
  await page.check('[name=agreed]');
  await page.click('main form button');
  const number = /D-\d+/.exec((await page.textContent('.lead b')) ?? '')?.[0] ?? '';
  expect(await page.textContent('main')).toContain('lewat WhatsApp ke +6281234567890');

  const staff = await browser.open();
  await signInAsStaff(staff, app.origin, { next: '/staf/pemberitahuan/ponsel' });
  // the job that hands it over runs within a second or two
  await expect
    .poll(
      async () => {
        await staff.reload();
        return staff.textContent('main');
      },
      { timeout: 10_000 },
    )
    .toContain(`Kode pendaftaran ${number}`);
  await expectAccessible(staff);
  const href = new URL((await staff.getAttribute('li.surat a.btn', 'href')) ?? '');
  expect(href.origin + href.pathname).toBe('https://wa.me/6281234567890');
  const code = /\b\d{6}\b/.exec(href.searchParams.get('text') ?? '')?.[0] ?? '';
  await staff.click('li.surat button[value=sent]');
  expect(await staff.textContent('main')).toContain('Tidak ada yang perlu dikirim');

  await page.fill('#code', code);
  await page.click('form[action="?/code"] button');
  expect(await page.textContent('main')).toContain('Nomor telepon sudah dipastikan');
  await staff.goto(`${app.origin}/staf/anggota/pendaftar`);
  expect(await staff.textContent(`tr:has-text("${number}")`)).toContain('Telepon dipastikan');
});

test('who was turned down reads the reason in the mailbox', async () => {
  const page = await browser.open();
  await page.goto(`${app.origin}/daftar`);
  await page.fill('#fullName', 'Bagus');
  await page.fill('#birthDate', '1992-05-06');
  await page.fill('#email', 'bagus@contoh.id');
  await page.click('main form button');
  await page.check('[name=way][value=none]');
  await page.check('[name=agreed]');
  await page.click('main form button');
  const number = /D-\d+/.exec((await page.textContent('.lead b')) ?? '')?.[0] ?? '';
  const staff = await browser.open();
  await signInAsStaff(staff, app.origin, { next: `/staf/anggota/pendaftar/${number}` });
  await staff.click('summary:has-text("Tolak")');
  await staff.fill('#reason', 'Sudah punya kartu.');
  await staff.click('form[action="?/reject"] button');
  expect(await staff.textContent('main')).toContain('Alasannya dikirim lewat surel');
  const { text } = await mail.received(({ to }) => to.includes('bagus@contoh.id'));
  expect(text).toContain('Sudah punya kartu.');
  expect(text).toContain(number);
});
