import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCopy, makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { signInAsStaff, useBrowser } from '../support/browser.ts';
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
    await makeCopy(ctx, { barcode: 'B-1', title: 'Laskar Pelangi', libraryId: kota.id });
    await makeCopy(ctx, { barcode: 'B-2', title: 'Bumi Manusia', libraryId: kota.id });
  },
  () => ({ SMTP_URL: mail.url }),
);
const browser = useBrowser();

const ADDRESS = 'ratna@contoh.id';
const card = { number: '', pin: '' };

async function asMember(next: string): Promise<Page> {
  const page = await browser.open({ viewport: { width: 390, height: 844 } });
  await page.goto(`${app.origin}/masuk?lanjut=${next}`);
  await page.fill('[name=number]', card.number);
  await page.fill('[name=pin]', card.pin);
  await page.click('form[action$="?/member"] button');
  await page.waitForURL(`**${next}`);
  return page;
}

/** The desk, ready for a scan. */
async function atDesk(): Promise<Page> {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: '/staf/sirkulasi' });
  await page.waitForLoadState('networkidle');
  return page;
}
async function scanned(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
}
const answer = async (page: Page, words: string) => page.locator('.answer', { hasText: words }).waitFor();

/** Reminders are made and sent, as the clock of the server does it every hour and every minute. */
async function reminded(topic: string, subject: RegExp): Promise<string> {
  const told = async () => app.db.selectFrom('notification').select('id').where('topic', '=', topic).execute();
  await app.askFor('circulation.reminders');
  await expect.poll(async () => (await told()).length, { timeout: 20_000 }).toBe(1);
  await app.askFor('notifications.send', { atOnce: true });
  const letter = await mail.received((one) => one.to.includes(ADDRESS) && subject.test(one.subject));
  return letter.text;
}

test('on 25 November somebody registers in the web and confirms the code from the mailbox', async () => {
  const page = await browser.open({ viewport: { width: 390, height: 844 } });
  await page.goto(`${app.origin}/daftar`);
  await page.fill('#fullName', 'Ratna Wulandari');
  await page.fill('#birthDate', '1994-08-17');
  await page.fill('#email', ADDRESS);
  await page.click('main form button');
  await page.check('[name=purpose][value=reminders]');
  await page.check('[name=agreed]');
  await page.click('main form button');
  const form = /D-\d+/.exec((await page.textContent('.lead b')) ?? '')?.[0] ?? '';
  expect(form).not.toBe('');
  const letter = await mail.received(({ to }) => to.includes(ADDRESS));
  await page.fill('#code', /\d{6}/.exec(letter.text)?.[0] ?? '');
  await page.click('form[action="?/code"] button');
  expect(await page.textContent('main')).toContain('Surel sudah dipastikan');

  // the desk has seen the identity card: she is verified, and her card is made
  const staff = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(staff, app.origin, { next: '/staf/anggota/pendaftar' });
  await staff.click(`tr:has-text("${form}") a`);
  await staff.click('form[action="?/accept"] button');
  card.pin = /\d{6}/.exec((await staff.textContent('.answer .num')) ?? '')?.[0] ?? '';
  await staff.click('a:has-text("Cetak kartu")');
  card.number = /\d{11}/.exec((await staff.textContent('.kartu-cetak')) ?? '')?.[0] ?? '';
  expect(card).toEqual({ number: '20261100001', pin: expect.stringMatching(/^\d{6}$/) as unknown });
  await page.reload();
  expect(await page.textContent('main')).toContain('Kartu sudah jadi');
});

test('she borrows at the desk', async () => {
  const desk = await atDesk();
  await scanned(desk, card.number);
  await desk.getByRole('heading', { name: 'Ratna Wulandari' }).waitFor();
  await scanned(desk, 'B-1');
  await answer(desk, 'Dipinjam sampai Rabu, 2 Desember 2026');
  const own = await asMember('/akun');
  expect(await own.textContent('main')).toContain('Laskar Pelangi');
});

test('on 1 December she is reminded by mail, and renews from her account', { timeout: 60_000 }, async () => {
  await app.restartAt('2026-12-01T10:00:00+07:00');
  const words = await reminded('before_due', /Segera kembali/);
  expect(words).toContain('Halo Ratna Wulandari');
  expect(words).toContain('Laskar Pelangi, Rabu, 2 Desember 2026');

  const own = await asMember('/akun');
  await own.click('form[action="?/renew"] button');
  expect(await own.textContent('main')).toContain('9 Desember 2026');
});

test(
  'on 14 December she is late: reminded again, she brings it back and is suspended',
  { timeout: 60_000 },
  async () => {
    await app.restartAt('2026-12-14T10:00:00+07:00');
    expect(await reminded('overdue_1', /Lewat waktu/)).toContain('Laskar Pelangi');

    const desk = await atDesk();
    await desk.keyboard.press('F3');
    await scanned(desk, 'B-1');
    await answer(desk, 'Sudah kembali');
    await answer(desk, 'Belum bisa meminjam sampai');
    await desk.keyboard.press('F2');
    await scanned(desk, card.number);
    await desk.getByRole('heading', { name: 'Ratna Wulandari' }).waitFor();
    await scanned(desk, 'B-2');
    await answer(desk, 'Jangan dipinjamkan');

    const own = await asMember('/akun');
    expect(await own.textContent('.late.note.warn')).toMatch(/sampai \d+ Desember 2026/);

    // and she has it in writing
    await app.askFor('notifications.send', { atOnce: true });
    const letter = await mail.received((one) => one.to.includes(ADDRESS) && /dijeda/.test(one.subject));
    expect(letter.text).toContain('Laskar Pelangi');
  },
);

test('she asks for her data, takes it along, and what was recorded is in it', async () => {
  const own = await asMember('/akun/data');
  const download = own.waitForEvent('download');
  await own.click('form[action$="/akun/data/unduh"] button[value=json]');
  const file = await (await download).createReadStream();
  const parts: Buffer[] = [];
  for await (const part of file) parts.push(Buffer.from(part as Uint8Array));
  const data = Buffer.concat(parts).toString('utf8');
  for (const words of ['Ratna Wulandari', ADDRESS, 'Laskar Pelangi', 'reminders']) expect(data).toContain(words);

  await own.selectOption('#kind', 'restrict');
  await own.fill('#details', 'Tolong jangan pakai data saya untuk statistik.');
  await own.click('form.form button');
  expect(await own.textContent('main')).toContain('17 Desember 2026');
  const staff = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(staff, app.origin, { next: '/staf/permintaan-data' });
  expect(await staff.textContent('main')).toContain('Ratna Wulandari');
});
