import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { addAttachment } from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeProgram } from '#modules/community/programs/testing';
import { addMobileStop, createLibrary, updateLibrary, type Library } from '#modules/ground/libraries';
import { checkIn, checkOut, placeHold } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { createList, getOwnList, saveToList } from '#modules/lending/reading';
import { asReader } from '#modules/lending/reading/testing';
import { findMemberByNumber, resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { nastyTexts } from '../support/nasty-values.ts';
import { useApp } from '../support/start-app.ts';

let kota: Library;
let pin = '';
let token = '';
const bibs: Record<string, number> = {};

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  kota = await updateLibrary(ctx, kota.id, kota.version, { phone: '(0342) 801-234', address: 'Jl. Sumatra 1' });
  const bus = await createLibrary(ctx, { code: 'PUSKEL', name: 'Mobil Baca', type: 'keliling' });
  const stops = { firstOn: '2026-11-25', everyWeeks: 1 };
  await addMobileStop(ctx, bus.id, { ...stops, place: 'SDN Turi', opensMinute: 450, closesMinute: 540 });
  await addMobileStop(ctx, bus.id, { ...stops, place: 'Balai Gedog', opensMinute: 570, closesMinute: 690 });
  await addMobileStop(ctx, bus.id, { ...stops, place: 'Pasar Legi', opensMinute: 840, closesMinute: 960 });
  for (const title of ['Laskar Pelangi', 'Bumi Manusia', 'Gadis Kretek', 'Laut Bercerita', 'Arsip Blitar']) {
    bibs[title] = await makeBib(ctx, { title });
    if (title === 'Arsip Blitar') continue;
    await makeItem(ctx, { bibId: bibs[title], libraryId: kota.id, barcodes: [`B-${title.replace(' ', '')}`] });
  }
  const file = { bibId: bibs['Arsip Blitar'] ?? 0, title: 'Arsip Blitar', access: 'public' as const };
  await addAttachment(ctx, t.storage, file, new File(['%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n'], 'arsip.pdf'));
  await makeProgram(ctx, kota.id, { program: { title: 'Lokakarya besok', capacity: 4 } });
  for (const [number, fullName] of [
    ['A-1', 'Sari Wulandari'],
    ['A-2', 'Dimas Aji'],
  ] as const)
    await makeMember(ctx, { fullName, number, homeLibrary: 'KOTA', category: 'umum' });
  ({ pin } = await resetPin(ctx, 'A-1'));
  const desk = { ...ctx, libraryId: kota.id };
  const place = { pickupLibraryId: kota.id };
  // one that others wait for, one that can be renewed, and one that lies ready
  await checkOut(desk, { memberNumber: 'A-1', itemBarcode: 'B-BumiManusia' });
  await checkOut(desk, { memberNumber: 'A-1', itemBarcode: 'B-GadisKretek' });
  await placeHold(desk, { memberNumber: 'A-2', bibId: bibs['Bumi Manusia'] ?? 0, ...place });
  await checkOut(desk, { memberNumber: 'A-2', itemBarcode: 'B-LautBercerita' });
  await placeHold(desk, { memberNumber: 'A-1', bibId: bibs['Laut Bercerita'] ?? 0, ...place });
  await checkIn(desk, { itemBarcode: 'B-LautBercerita' });
  await t.db.updateTable('bib').set({ loanCount: 3 }).where('title', '=', 'Bumi Manusia').execute();
  const dimas = await findMemberByNumber(t.db, 'A-2');
  const reader = asReader(t, { id: dimas?.id ?? 0, number: 'A-2', fullName: 'Dimas Aji' });
  const list = await createList(reader, { title: 'Blitar dalam cerita', visibility: 'public' });
  await saveToList(reader, { bibId: bibs['Laskar Pelangi'] ?? 0, list: { id: list }, note: null });
  token = (await getOwnList(reader, list, { offset: 0, limit: 1 })).shareToken ?? '';
});
const browser = useBrowser();
const open = async (path: string): Promise<Page> => {
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(app.origin + path);
  return page;
};
const part = async (page: Page, id: string): Promise<string> =>
  ((await page.locator(`section[aria-labelledby=${id}]`).textContent()) ?? '').replaceAll(/\s+/g, ' ');

test('without JavaScript the home page says what is on: the next session, and where the mobile library stands now', async () => {
  const page = await open('/');
  const programs = await part(page, 'kegiatan');
  expect(programs).toContain('26besok');
  expect(programs).toContain('Kamis 08.00 WIB · Perpustakaan Kota');
  expect(programs).toContain('Sisa 4 dari 4 kursi');
  // it is ten o'clock
  const stops = await page.locator('.lintas li').allTextContents();
  expect(stops.map((stop) => stop.replaceAll(/\s+/g, ' ').trim())).toEqual([
    'SDN Turi 07.30–09.00 · selesai',
    'Balai Gedog Di sini sampai 11.30',
    'Pasar Legi 14.00–16.00',
  ]);
  const often = await part(page, 'laris');
  expect(often).toContain('Bumi Manusia');
  // lent once: that tells of a reader, not of the book
  expect(often).not.toContain('Gadis Kretek');
});

test('the foot of a page says how to reach the library, what it offers and how to join, and repeats no place of the bar', async () => {
  const page = await open('/');
  const foot = page.locator('.foot');
  expect(await foot.getByRole('link', { name: 'Telepon (0342) 801-234' }).getAttribute('href')).toBe('tel:0342801234');
  expect(await foot.textContent()).toContain('Jl. Sumatra 1');
  expect(await foot.getByRole('link', { name: 'Jadi anggota' }).getAttribute('href')).toBe('/daftar');
  const bar = await page.locator('.nav a').evaluateAll((links) => links.map((one) => one.getAttribute('href')));
  const below = await foot.locator('a').evaluateAll((links) => links.map((one) => one.getAttribute('href')));
  expect(bar.filter((href) => below.includes(href) && href !== '/perpustakaan' && href !== '/')).toEqual([]);
  for (const href of below.filter((one) => one?.startsWith('/')))
    expect((await fetch(app.origin + (href ?? ''))).status, href ?? '').toBe(200);
});

test('a first visit of the home page weighs no more than 20 kB over the wire', async () => {
  const page = await browser.open();
  let bytes = 0;
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength;
  });
  await page.goto(app.origin, { waitUntil: 'networkidle' });
  expect(bytes).toBeGreaterThan(3000);
  expect(bytes).toBeLessThan(20_000);
});

test('a librarian puts a public list on the home page; readers are not offered that, and see the list', async () => {
  const staff = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(staff, app.origin, { next: `/daftar-bacaan/${token}` });
  await staff.getByRole('button', { name: 'Tampilkan di beranda' }).click();
  await staff.getByText('Daftar ini tampil di beranda.').waitFor();
  const page = await open(`/daftar-bacaan/${token}`);
  expect(await page.getByRole('button', { name: /beranda/ }).count()).toBe(0);
  await page.goto(app.origin);
  expect(await part(page, 'pilihan')).toContain('Blitar dalam cerita');
  await page.getByRole('link', { name: 'Blitar dalam cerita' }).click();
  expect(await page.textContent('h1')).toBe('Blitar dalam cerita');
  await staff.getByRole('button', { name: 'Turunkan dari beranda' }).click();
  await page.goto(app.origin);
  expect(await page.locator('#pilihan').count()).toBe(0);
});

test('the account begins with what lies ready, says till when and where, and why a book is not renewed', async () => {
  const page = await open('/masuk?lanjut=/akun');
  await page.fill('[name=number]', 'A-1');
  await page.fill('[name=pin]', pin);
  await page.click('form[action$="?/member"] button');
  await page.waitForURL('**/akun');
  const heads = await page.locator('.acct > div > section.blk > :is(h2, .line) , .acct h2').allTextContents();
  expect(heads[0]).toContain('Siap diambil');
  const ready = await part(page, 'siap');
  expect(ready).toContain('Laut Bercerita');
  expect(ready).toMatch(/sampai .*(November|Desember)/);
  expect(ready).toContain('Perpustakaan Kota');
  const loans = await page.locator('section[aria-labelledby=pinjam] li').allTextContents();
  const loanOf = (title: string): string => loans.find((one) => one.includes(title)) ?? '';
  expect(loanOf('Bumi Manusia')).toContain('Ditunggu orang lain, jadi tidak bisa diperpanjang.');
  expect(loanOf('Gadis Kretek')).toContain('Perpanjang sampai');
  // the group where one is stands out, here and in every room
  expect(await page.locator('.ruang > ul').first().locator('[aria-current]').textContent()).toBe('Pinjaman');
  await page.goto(`${app.origin}/akun/data`);
  expect(await page.locator('.ruang > ul').first().locator('[aria-current]').count()).toBe(1);
});

test('what is read on a screen is a limit of the results, and nowhere is it said to have no copy', async () => {
  const page = await open('/katalog?q=blitar');
  const limit = page.locator('.facets label', { hasText: 'Baca di sini' });
  expect(((await limit.textContent()) ?? '').replaceAll(/\s+/g, ' ').trim()).toBe('Baca di sini 1');
  await page.goto(`${app.origin}/katalog?q=blitar&baca=1`);
  expect(await page.locator('[name=baca]').isChecked()).toBe(true);
  expect(await page.textContent('.bar-top')).toContain('1 judul');
  const hits = await page.textContent('.hits');
  expect(hits).toContain('Arsip Blitar');
  expect(hits).toContain('Baca di sini');
  for (const path of ['/katalog?q=blitar', `/katalog/${bibs['Arsip Blitar']}`, `/rak/${bibs['Arsip Blitar']}`, '/']) {
    await page.goto(app.origin + path);
    expect(await page.textContent('main'), path).not.toContain('Belum ada eksemplar');
    expect(await page.locator('main .st').allTextContents(), path).not.toContain('Belum ada');
  }
});

test('what a library offers is ticked by its staff, and everybody reads it with its telephone', async () => {
  const staff = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(staff, app.origin, { next: '/staf/perpustakaan/kota' });
  for (const name of ['Wi-Fi gratis', 'Mushala']) await staff.getByLabel(name).check();
  await staff.locator('form[action="?/data"] button').click();
  await staff.locator('.flash').waitFor();
  expect(await staff.getByLabel('Mushala').isChecked()).toBe(true);
  const page = await open('/perpustakaan/kota');
  expect(await part(page, 'fasilitas')).toContain('Wi-Fi gratis');
  expect(await part(page, 'fasilitas')).not.toContain('Toilet');
  await page.goto(`${app.origin}/perpustakaan`);
  const row = await page.locator('#kota').textContent();
  expect(row).toContain('Wi-Fi gratis, Mushala');
  expect(row).toContain('(0342) 801-234');
  await staff.getByLabel('Mushala').uncheck();
  await staff.locator('form[action="?/data"] button').click();
  await page.reload();
  expect(await page.locator('#kota').textContent()).not.toContain('Mushala');
  const seen = await browser.open();
  for (const path of ['/', '/perpustakaan', '/perpustakaan/kota', '/katalog?q=blitar']) {
    await seen.goto(app.origin + path);
    await expectAccessible(seen);
  }
});

test(
  'what nobody should send to the pages and acts of readers is refused, and changes nothing',
  { timeout: 60_000 },
  async () => {
    const addresses = (odd: string): string[] => [
      `/?kecamatan=${odd}`,
      `/katalog?q=${odd}&baca=${odd}`,
      `/katalog?q=blitar&baca=${odd}&perpus=${odd}&hal=${odd}`,
      `/kegiatan?tampil=${odd}&bulan=${odd}&sasaran=${odd}&perpustakaan=${odd}`,
      `/kegiatan?tampil=bulan&bulan=${odd}`,
      `/daftar-bacaan?lanjut=${odd}`,
      `/daftar-bacaan/${odd}`,
      `/daftar-bacaan/${token}?hal=${odd}`,
      `/perpustakaan/${odd}`,
    ];
    for (const [name, odd] of Object.entries({ ...nastyTexts, marks: '\u202e\u200f', emoji: '📚', quote: `'"><b>` })) {
      for (const path of addresses(encodeURIComponent(odd.toWellFormed()))) {
        const { status } = await fetch(app.origin + path, { redirect: 'manual' });
        expect(status, `${name}: ${path.slice(0, 60)}`).toBeLessThan(500);
      }
    }
  },
);

test('a list is put on the home page by who may, as they read it, and by nobody else', async () => {
  const post = async (fields: [string, string][], cookie: string): Promise<void> => {
    const headers = { origin: app.origin, cookie };
    const sent = { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' } as const;
    expect((await fetch(`${app.origin}/daftar-bacaan/${token}?/pick`, sent)).status).toBeLessThan(500);
  };
  const picked = async () =>
    (await app.db.selectFrom('readingList').select('pickedAt').executeTakeFirstOrThrow()).pickedAt;
  const cookieOf = async (page: Page): Promise<string> =>
    (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const member = await open('/masuk?lanjut=/akun');
  await member.fill('[name=number]', 'A-1');
  await member.fill('[name=pin]', pin);
  await member.click('form[action$="?/member"] button');
  await member.waitForURL('**/akun');
  const staff = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(staff, app.origin, { next: '/staf' });
  const version = String((await app.db.selectFrom('readingList').select('version').executeTakeFirstOrThrow()).version);
  const right: [string, string][] = [
    ['on', '1'],
    ['version', version],
  ];
  for (const cookie of ['', await cookieOf(member)]) {
    await post(right, cookie);
    expect(await picked()).toBeNull();
  }
  const desk = await cookieOf(staff);
  for (const odd of ['', '-1', '1e9', 'NaN', '99999999999', 'a\u0000b', String(Number(version) + 1)]) {
    await post(
      [
        ['on', '1'],
        ['version', odd],
      ],
      desk,
    );
    expect(await picked(), odd).toBeNull();
  }
  await post([['on', '1']], desk);
  expect(await picked()).toBeNull();
  // one of a name sent twice is one
  await post([...right, ['on', '1']], desk);
  expect(await picked()).not.toBeNull();
  await post(
    [
      ['on', '0'],
      ['version', version],
    ],
    desk,
  );
  expect(await picked()).toBeNull();
});
