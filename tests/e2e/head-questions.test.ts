import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, GOOD_PASSWORD } from '#modules/ground/identity/testing';
import { rollUp } from '#modules/ground/facts/testing';
import { createLibrary } from '#modules/ground/libraries';
import { enterPopulation } from '#modules/insights/methods';
import { setTarget } from '#modules/insights/targets';
import { makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { guestsOn, saveVisitHistory } from '#modules/premises/visits/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const account = await makeAccount(t, { username: 'ratna', homeLibraryId: kota.id });
  await grantRole(ctx, { accountId: account.id, role: 'head', libraryId: null });
  const village = async (name: string): Promise<number> => {
    const { id } = await createLibrary(ctx, {
      ...{ code: name.toUpperCase(), name: `Perpustakaan ${name}`, type: 'kelurahan' },
      ...{ kelurahan: name, kecamatan: 'Sukorejo' },
    });
    await enterPopulation(ctx, { kelurahan: name, kecamatan: 'Sukorejo', year: 2025, people: 2000, source: 'BPS' });
    return id;
  };
  const now = t.clock.now();
  t.clock.set('2026-11-10T09:00:00+07:00');
  let readers = 0;
  for (const [libraryId, loans] of [
    [await village('Turi'), 6],
    [await village('Bendo'), 1],
    [await village('Gedog'), 4],
  ] as const)
    for (let nth = 0; nth < loans; nth++) {
      const number = `P${++readers}`;
      await makeMember(ctx, { fullName: `Pembaca ${number}`, number, homeLibrary: 'KOTA' });
      await makeLoan(ctx, { memberNumber: number, libraryId, title: nth === 0 ? 'Beternak Koi' : `Judul ${number}` });
    }
  t.clock.set(now.toISOString());
  const visits = (day: string, times: number) => guestsOn(kota.id, day, times, '10:00');
  await t.db
    .transaction()
    .execute(async (trx) =>
      saveVisitHistory(trx, ctx, [
        ...visits('2024-11-20', 5),
        ...visits('2025-11-10', 40),
        ...visits('2026-11-10', 60),
      ]),
    );
  await setTarget(ctx, { year: 2026, libraryId: null, kind: 'visit', goal: 50 });
  await rollUp(ctx);
});
const browser = useBrowser();
let page: Page;

beforeAll(async () => {
  page = await browser.open();
  await page.goto(`${app.origin}/masuk?lanjut=/staf`);
  await page.fill('form[action$="?/staff"] [name=username]', 'ratna');
  await page.fill('form[action$="?/staff"] [name=password]', GOOD_PASSWORD);
  await page.click('form[action$="?/staff"] button');
  await page.waitForURL(/\/staf$/);
});

/** What a head of a library asks, the links that one follows from the first page of staff, and what is read there. */
const QUESTIONS: readonly (readonly [question: string, clicks: readonly string[], answer: RegExp])[] = [
  [
    'How many people came, and is that more than last year?',
    ['Laporan', 'Kepala'],
    /Kunjungan\s+60\s+naik 50% dari tahun lalu/,
  ],
  ['What is lent, of which class?', ['Laporan', 'Kepala'], /Peminjaman menurut Kelas DDC/],
  ['Which titles are lent most?', ['Laporan', 'Koleksi'], /Paling banyak dipinjam\s+Beternak Koi/],
  ['Do we reach what we promised?', ['Laporan', 'Kepala'], /dari 50\s+120%, tercapai/],
  [
    'Which kelurahan lends least for those who live there?',
    ['Laporan', 'Kota'],
    /Perpustakaan Bendo\s+1\s+\S.*\s+2\.000 \(2025\)\s+0,5\s+lebih sedikit/,
  ],
  ['When do people come?', ['Laporan'], /Paling banyak Selasa pukul 10: 60 orang/],
  ['How much is overdue?', ['Laporan', 'terlambat'], /Terlambat/],
  ['What do people look for that we do not have?', ['Laporan', 'Koleksi'], /Dicari tetapi tidak ada/],
  ['How far are IKM, IPLM and SNP?', ['Laporan', 'Kota'], /Indeks dan standar 2026[\s\S]*IPLM/],
  ['How did money come in?', ['Laporan', 'Semua laporan', 'Pembayaran · Cara bayar'], /Belum ada data/],
];

test.for(QUESTIONS)('%s', async ([, clicks, answer]) => {
  expect(clicks.length).toBeLessThanOrEqual(3);
  await page.goto(`${app.origin}/staf`);
  for (const [nth, name] of clicks.entries()) {
    // first the rail, then what stands on the page
    const within = nth === 0 ? page.locator('body') : page.locator('main');
    const link = within
      .getByRole('link', { name, exact: true })
      .or(within.getByRole('link', { name: new RegExp(`^${name}\\b`) }))
      .first();
    const href = (await link.getAttribute('href')) ?? '';
    await link.click();
    await page.waitForURL((url) => url.pathname === href);
  }
  expect(await page.innerText('main')).toMatch(answer);
});

test('each dashboard can be read on a phone, in the dark, by all', { timeout: 90_000 }, async () => {
  const phone = await browser.open({
    ...{ colorScheme: 'dark', viewport: { width: 390, height: 800 } },
    storageState: await page.context().storageState(),
  });
  for (const name of ['kepala', 'koleksi', 'kegiatan', 'kota', 'target']) {
    await phone.goto(`${app.origin}/staf/laporan/${name}`);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
    await expectAccessible(phone);
  }
});

test('a target is set and taken back without a script; a number that is none comes back with what was typed', async () => {
  const plain = await browser.open({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  await plain.goto(`${app.origin}/staf/laporan/target`);
  await plain.selectOption('[name=kind]', { label: 'Peminjaman' });
  await plain.fill('[name=goal]', '0');
  await plain.locator('form[action^="?/set"]').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await plain.click('button:has-text("Simpan target")');
  expect(await plain.inputValue('[name=goal]')).toBe('0');
  await plain.fill('[name=goal]', '40');
  await plain.click('button:has-text("Simpan target")');
  const loans = plain.locator('.target-l > li:has-text("Peminjaman")');
  expect(await loans.innerText()).toMatch(/11\s+dari 40/);
  await loans.locator('summary').click();
  await loans.locator('button:has-text("Hapus target ini")').click();
  expect(await plain.locator('.target-l > li:has-text("Peminjaman")').count()).toBe(0);
});
