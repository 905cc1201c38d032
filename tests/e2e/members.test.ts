import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  await createLibrary(systemCtx(t.db, t.clock, 'uji'), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
});
const browser = useBrowser();

const staff = async (next: string, javaScriptEnabled = false): Promise<Page> => {
  const page = await browser.open({ javaScriptEnabled });
  await signInAsStaff(page, app.origin, { next });
  return page;
};
const submit = async (page: Page, action: string) => page.click(`form[action="${action}"] button:not([type=button])`);

test('a librarian registers a child without JavaScript; what is missing is said, what was typed stays', async () => {
  const page = await staff('/staf/anggota/baru');
  await page.fill('#fullName', 'Aisyah Rahma Dewi');
  await page.fill('#birthDate', '2017-03-14');
  await page.selectOption('#category', 'anak');
  await page.fill('#institution', 'SDN Gedog 1');
  await page.click('.save button');
  expect(await page.textContent('#guardianName-error')).toContain('orang tua atau wali');
  expect(await page.inputValue('#fullName')).toBe('Aisyah Rahma Dewi');
  expect(await page.inputValue('#birthDate')).toBe('2017-03-14');
  expect(await page.inputValue('#category')).toBe('anak');
  expect(await page.inputValue('#institution')).toBe('SDN Gedog 1');
  await page.fill('#guardianName', 'Dewi Lestari');
  await page.click('.save button');
  await page.waitForURL('**/staf/anggota/20261100001');
  expect(await page.textContent('h1')).toContain('Aisyah Rahma Dewi');
  expect(await page.textContent('main')).toContain('Berlaku sampai 25 November 2027');

  // the same child once more: asked, not refused
  await page.goto(`${app.origin}/staf/anggota/baru`);
  await page.fill('#fullName', 'Aisyah Rahma Dewi');
  await page.fill('#birthDate', '2017-03-14');
  await page.selectOption('#category', 'anak');
  await page.fill('#guardianName', 'Wali Lain');
  await page.click('.save button');
  expect(await page.textContent('.note.warn')).toContain('20261100001');
  await page.check('[name=allowDuplicate]');
  await page.click('.save button');
  await page.waitForURL('**/staf/anggota/20261100002');
});

test('a member is found, edited, blocked and unblocked; the new PIN opens the account, where it can be changed', async () => {
  const page = await staff('/staf/anggota');
  await page.fill('#q', 'aisyah');
  await page.click('form[role=search] button');
  expect(await page.locator('tbody tr').count()).toBe(2);
  await page.click('a:has-text("Aisyah") >> nth=0');
  await page.click('a:has-text("Ubah data")');
  await page.fill('#phone', '0812 3456 7890');
  await page.click('.save button');
  await page.waitForURL(/\/staf\/anggota\/\d+$/);
  expect(await page.textContent('dl')).toContain('0812 3456 7890');
  const address = page.url();
  const number = address.split('/').at(-1) ?? '';

  await page.click('summary:has-text("Blokir peminjaman")');
  await page.fill('#reason', 'kartu dipinjamkan');
  await page.fill('#untilDate', '2026-12-01');
  await submit(page, '?/block');
  expect(await page.textContent('.blocks')).toContain('Sampai 1 Desember 2026');
  await submit(page, '?/lift');
  expect(await page.locator('.blocks').count()).toBe(0);

  await page.click('summary:has-text("Beri PIN")');
  await submit(page, '?/pin');
  const pin = /\d{6}/.exec((await page.textContent('.answer')) ?? '')?.[0] ?? '';
  await page.goto(address);
  expect(await page.textContent('main')).not.toContain(pin);

  const member = await browser.open({ javaScriptEnabled: false });
  await member.goto(`${app.origin}/masuk?lanjut=/akun/pin`);
  await member.fill('[name=number]', number);
  await member.fill('[name=pin]', pin);
  await member.click('form[action$="?/member"] button');
  await member.waitForURL('**/akun/pin');
  await member.fill('#currentPin', pin);
  await member.fill('#newPin', '123456');
  await member.fill('#repeated', '123456');
  await member.click('form.form button');
  expect(await member.textContent('#newPin-error')).toContain('mudah ditebak');
  await member.fill('#currentPin', pin);
  await member.fill('#newPin', '280719');
  await member.fill('#repeated', '280719');
  await member.click('form.form button');
  await member.waitForURL('**/akun');
  expect(await member.textContent('.card')).toContain('Aisyah Rahma Dewi');
  expect(await member.textContent('main')).toContain('Halo, Aisyah');
});

test('two librarians edit one member: the second reads that somebody saved first, and nothing is lost', async () => {
  const [one, two] = [await staff('/staf/anggota/20261100001/ubah'), await staff('/staf/anggota/20261100001/ubah')];
  await one.fill('#address', 'Jl. Bali 12');
  await one.click('.save button');
  await one.waitForURL('**/staf/anggota/20261100001');
  await two.fill('#address', 'Jl. Sumatra 3');
  await two.click('.save button');
  expect(await two.textContent('.note.bad')).toContain('Orang lain baru saja menyimpan');
  expect(await two.inputValue('#address')).toBe('Jl. Sumatra 3');
  await one.reload();
  expect(await one.textContent('dl')).toContain('Jl. Bali 12');
});

test('hours, a shelf and a closed day of a library are set without JavaScript and show on the public page', async () => {
  const page = await staff('/staf/perpustakaan/kota');
  await page.fill('[name=opens_3_0]', '08:00');
  await page.fill('[name=closes_3_0]', '07:00');
  await submit(page, '?/hours');
  expect(await page.textContent('#closes_3_0-error')).toContain('sesudah jam buka');
  expect(await page.inputValue('[name=opens_3_0]')).toBe('08:00');
  await page.fill('[name=closes_3_0]', '16:00');
  await page.fill('[name=opens_5_0]', '08:00');
  await page.fill('[name=closes_5_0]', '11:30');
  await page.fill('[name=opens_5_1]', '13:00');
  await page.fill('[name=closes_5_1]', '16:00');
  await submit(page, '?/hours');
  expect(await page.inputValue('[name=closes_5_1]')).toBe('16.00');

  await page.click('summary:has-text("Tambah ruang atau rak")');
  await page.fill('#space-new-code', 'A1');
  await page.fill('#space-new-name', 'Rak karya umum');
  await submit(page, '?/addSpace');
  expect(await page.textContent('main')).toContain('Rak karya umum');

  await page.goto(`${app.origin}/staf/hari-tutup`);
  await page.fill('#dateFrom', '2026-12-25');
  await page.fill('#reason', 'Hari Natal');
  await page.selectOption('#type', 'nasional');
  await page.click('form[method=post] button');
  expect(await page.textContent('tbody')).toContain('Jumat, 25 Desember 2026');

  await page.goto(`${app.origin}/perpustakaan`);
  const shown = await page.textContent('main');
  expect(shown).toContain('Buka sampai 16.00');
  expect(shown).toContain('Natal');
});

test('settings: a pattern without a counter is refused at its field, the name of the network shows on public pages', async () => {
  const page = await staff('/staf/pengaturan');
  await page.fill('#memberNumberPattern', 'BLT{YYYY}');
  await page.fill('#networkName', 'Perpustakaan Kota Blitar');
  await page.click('.save button');
  expect(await page.textContent('#memberNumberPattern-error')).toContain('kurung kurawal');
  expect(await page.inputValue('#networkName')).toBe('Perpustakaan Kota Blitar');
  await page.fill('#memberNumberPattern', 'BLT{YYYY}{seq:4}');
  await page.click('.save button');
  await page.waitForSelector('.note.ok');
  expect(await page.textContent('#memberNumberPattern-hint')).toContain('BLT20260042');
});

test('the pages of members and libraries have no accessibility findings, in either language', async () => {
  const page = await staff('/staf', true);
  const paths = [
    '/staf/anggota',
    '/staf/anggota/baru',
    '/staf/anggota/20261100001',
    '/staf/anggota/20261100001/ubah',
    '/staf/kategori',
    '/staf/kategori/umum',
    '/staf/perpustakaan',
    '/staf/perpustakaan/kota',
    '/staf/hari-tutup',
    '/staf/pengaturan',
    '/en/staf/anggota/20261100001',
    '/en/staf/perpustakaan/kota',
  ];
  for (const path of paths) {
    const response = await page.goto(`${app.origin}${path}`);
    expect(response?.status(), path).toBe(200);
    await expectAccessible(page);
  }
});
