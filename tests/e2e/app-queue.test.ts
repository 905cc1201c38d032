import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { checkOut, placeHold } from '#modules/lending/circulation';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { expectAccessible, untilKept, usePhone } from '../support/browser.ts';
import { lossyNetwork } from '../support/lossy-network.ts';
import { useApp } from '../support/start-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const SARI = '20261100001';
const BUDI = '20261100002';
const pins: Record<string, string> = {};
const bibs: Record<string, number> = {};

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  for (const [fullName, number] of [
    ['Sari Wulandari', SARI],
    ['Budi Santoso', BUDI],
  ] as const) {
    await makeMember(ctx, { fullName, number, homeLibrary: 'KOTA', category: 'umum' });
    ({ pin: pins[number] = '' } = await resetPin(ctx, number));
  }
  for (const title of ['Laskar Pelangi', 'Bumi Manusia', 'Gadis Kretek', 'Cantik Itu Luka', 'Pulang']) {
    const bibId = await makeBib(ctx, { title });
    await makeItem(ctx, { bibId, libraryId, barcodes: [`B-${title.replaceAll(' ', '')}`] });
    bibs[title] = bibId;
  }
  const lend = async (memberNumber: string, itemBarcode: string) =>
    checkOut({ ...ctx, libraryId }, { memberNumber, itemBarcode });
  await lend(SARI, 'B-BumiManusia');
  await lend(SARI, 'B-CantikItuLuka');
  await lend(BUDI, 'B-GadisKretek');
  await lend(BUDI, 'B-LaskarPelangi');
  await lend(BUDI, 'B-Pulang');
});
const phone = usePhone();
/** What waits is sent soon, not at once. */
const SOON = { timeout: 15_000 };

/** A phone on which Sari has signed in and opened a title; her own pages are kept. */
async function sarisPhone(title: string, origin = app.origin): Promise<Page> {
  const page = await phone.open();
  await page.goto(origin);
  await untilKept(page);
  await page.goto(`${origin}/masuk?lanjut=/akun`);
  await page.fill('[name=number]', SARI);
  await page.fill('[name=pin]', pins[SARI] ?? '');
  await page.click('form[action$="?/member"] button');
  await page.waitForURL('**/akun');
  await page.goto(`${origin}/katalog/${bibs[title]}`);
  const there = `caches.match('/katalog/${bibs[title]}/pesan').then((found) => caches.match('/akun/kartu').then((card) => !!found && !!card))`;
  await expect.poll(async () => page.evaluate(there), SOON).toBe(true);
  return page;
}
const renewalsOf = async (title: string): Promise<number> => {
  const rows = await app.db
    .selectFrom('loanRenewal')
    .innerJoin('loan', 'loan.id', 'loanRenewal.loanId')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .select('loanRenewal.id')
    .where('item.bibId', '=', bibs[title] ?? 0)
    .execute();
  return rows.length;
};
const holdsOf = async (title: string): Promise<number> =>
  (
    await app.db
      .selectFrom('hold')
      .select('id')
      .where('bibId', '=', bibs[title] ?? 0)
      .execute()
  ).length;

test('a renewal and a hold made without a network wait, are sent once when it is back, and the page says what became of them', async () => {
  const page = await sarisPhone('Gadis Kretek');
  await page.context().setOffline(true);
  await page.goto(`${app.origin}/akun`);
  await page.click('li:has-text("Bumi Manusia") button:has-text("Perpanjang")');
  await page.waitForURL('**/antrean');
  expect(await page.textContent('#antrean')).toMatch(/Perpanjang Bumi Manusia.*Menunggu jaringan sejak/s);
  await page.goto(`${app.origin}/katalog/${bibs['Gadis Kretek']}/pesan`);
  await page.click('main form button');
  await page.waitForURL('**/antrean');
  expect(await page.locator('#antrean li').count()).toBe(2);
  await expectAccessible(page);
  expect(await renewalsOf('Bumi Manusia')).toBe(0);

  await page.context().setOffline(false);
  await expect.poll(async () => page.textContent('#antrean'), SOON).toMatch(/Gadis Kretek dipesan. Anda nomor 1/);
  expect(await page.textContent('#antrean')).toContain('Bumi Manusia diperpanjang sampai');
  expect(await renewalsOf('Bumi Manusia')).toBe(1);
  expect(await holdsOf('Gadis Kretek')).toBe(1);

  await page.goto(`${app.origin}/akun`);
  await page.goto(`${app.origin}/antrean`);
  expect(await renewalsOf('Bumi Manusia')).toBe(1);
  expect(await holdsOf('Gadis Kretek')).toBe(1);
});

test('when the answer was lost on the way, the act is sent again and the library does it once', async () => {
  const heard: string[] = [];
  const network = await lossyNetwork(app.origin, (method, path) => {
    if (method !== 'POST' || !/renew|kirim/.test(path)) return false;
    heard.push(path);
    // every answer to the form, and the first one to what was sent later
    return path === '/akun?/renew' || heard.filter((one) => one === path).length === 1;
  });
  const page = await sarisPhone('Laskar Pelangi', network.origin);
  await page.goto(`${network.origin}/akun`);
  await page.click('li:has-text("Cantik Itu Luka") button:has-text("Perpanjang")');
  await page.waitForURL('**/antrean');
  const reopened = async (): Promise<string | null> => {
    await page.goto(`${network.origin}/akun/kartu`);
    await page.goto(`${network.origin}/antrean`);
    return page.textContent('#antrean');
  };
  await expect.poll(reopened, SOON).toContain('Cantik Itu Luka diperpanjang sampai');
  expect(heard).toEqual(expect.arrayContaining(['/akun?/renew', '/akun/kirim']));
  expect(heard.length).toBeGreaterThan(2);
  expect(await renewalsOf('Cantik Itu Luka')).toBe(1);
  network.close();
});

test('a refusal comes with its sentence, on the next page that is opened', async () => {
  const page = await sarisPhone('Laskar Pelangi');
  await page.context().setOffline(true);
  await page.goto(`${app.origin}/katalog/${bibs['Laskar Pelangi']}/pesan`);
  await page.click('main form button');
  await page.waitForURL('**/antrean');
  await page.goto(`${app.origin}/akun/kartu`);
  const { id: pickupLibraryId } = await app.db.selectFrom('library').select('id').executeTakeFirstOrThrow();
  await placeHold(app.ctx(), { memberNumber: SARI, bibId: bibs['Laskar Pelangi'] ?? 0, pickupLibraryId });
  await page.context().setOffline(false);
  await page.waitForSelector('.note.bad');
  expect(await page.textContent('.note.bad')).toMatch(/Laskar Pelangi/);
  expect(await holdsOf('Laskar Pelangi')).toBe(1);
});

test('signing out takes along what waits: it is not sent in the name of somebody else', async () => {
  const page = await sarisPhone('Pulang');
  await page.context().setOffline(true);
  await page.goto(`${app.origin}/katalog/${bibs['Pulang']}/pesan`);
  await page.click('main form button');
  await page.waitForURL('**/antrean');
  await page.context().clearCookies();
  await page.context().setOffline(false);
  await page.goto(`${app.origin}/masuk?lanjut=/akun`);
  await page.fill('[name=number]', BUDI);
  await page.fill('[name=pin]', pins[BUDI] ?? '');
  await page.click('form[action$="?/member"] button');
  await page.waitForURL('**/akun');
  await page.goto(`${app.origin}/antrean`);
  expect(await page.textContent('#antrean')).toContain('Tidak ada yang menunggu');
  expect(await holdsOf('Pulang')).toBe(0);
});
