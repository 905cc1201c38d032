import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, GOOD_PASSWORD } from '#modules/ground/identity/testing';
import { placeHold } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { makeProgram } from '#modules/community/programs/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  for (const [username, role] of [
    ['wahyu', 'circulation'],
    ['endah', 'cataloguer'],
    ['dewi', 'programmes'],
    ['hendro', 'read_only'],
  ] as const) {
    const account = await makeAccount(t, { username, homeLibraryId: kota.id });
    await grantRole(ctx, { accountId: account.id, role, libraryId: null });
  }
  await makeMember(ctx, { fullName: 'Sari Dewi', number: '3572001', homeLibrary: 'KOTA' });
  await makeCopy(ctx, { title: 'Gadis Kretek', barcode: 'B-1', libraryId: kota.id });
  const { bibId } = await t.db.selectFrom('item').select('bibId').executeTakeFirstOrThrow();
  await placeHold(ctx, { memberNumber: '3572001', bibId, pickupLibraryId: kota.id });
  await makeProgram(ctx, kota.id, {
    program: { title: 'Dongeng Sore' },
    sessions: [
      {
        ...{ title: 'Dongeng Sore', format: 'talk', room: 'Ruang anak' },
        ...{ startsAt: new Date('2026-11-25T08:30:00Z'), endsAt: new Date('2026-11-25T09:30:00Z') },
      },
    ],
  });
});
const browser = useBrowser();
const pages = new Map<string, Page>();

/** The first page as this person sees it, without a script. */
async function firstPage(username: string): Promise<Page> {
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${app.origin}/masuk?lanjut=/staf`);
  await page.fill('form[action$="?/staff"] [name=username]', username);
  await page.fill('form[action$="?/staff"] [name=password]', GOOD_PASSWORD);
  await page.click('form[action$="?/staff"] button');
  await page.waitForSelector('.rail');
  return page;
}
const pageOf = (username: string): Page => {
  const page = pages.get(username);
  if (!page) throw new Error(`nobody signed in as ${username}`);
  return page;
};
const lines = async (page: Page): Promise<string[]> => page.locator('section:has(#perlu) .kerja .st').allInnerTexts();

beforeAll(async () => {
  for (const name of ['wahyu', 'endah', 'dewi', 'hendro', 'admin']) pages.set(name, await firstPage(name));
}, 120_000);

test('who serves at the desk reads what waits there, and is one press away from it', async () => {
  const page = pageOf('wahyu');
  expect(await page.textContent('h1')).toMatch(/^Selamat (pagi|siang|sore|malam), /);
  expect(await lines(page)).toEqual(['1 pesanan menunggu diambil dari rak']);
  expect(await page.locator('#kegiatan-hari-ini').count()).toBe(0);
  // too few days are on record
  expect(await page.textContent('section:has(#angka)')).toContain('Belum cukup hari Rabu');
  await page.click('text=Mulai ambil');
  expect(new URL(page.url()).pathname).toBe('/staf/pesanan');
});

test('who holds programmes reads what is on today, and opens its door', async () => {
  const page = pageOf('dewi');
  expect(await lines(page)).toEqual([]);
  // who may read members may not lengthen their membership
  expect(await page.innerText('.tindak')).toContain('Buat kegiatan');
  expect(await page.innerText('.tindak')).not.toContain('Perpanjang kartu');
  const today = page.locator('section:has(#kegiatan-hari-ini)');
  expect(await today.innerText()).toContain('15.30');
  expect(await today.innerText()).toContain('Ruang anak');
  await today.getByText('Daftar hadir').click();
  expect(new URL(page.url()).pathname).toMatch(/^\/staf\/kegiatan\/\d+\/sesi\/\d+\/hadir$/);
});

test('nobody is told of work that is not theirs: a cataloguer of none at the desk, who only looks of none at all', async () => {
  expect(await lines(pageOf('endah'))).toEqual([]);
  expect(await pageOf('endah').textContent('main')).toContain('Dicari tetapi tidak ada');
  const looks = pageOf('hendro');
  expect(await lines(looks)).toEqual([]);
  expect(await looks.textContent('main')).toContain('Akun Anda hanya untuk melihat');
  expect(await looks.locator('.tindak').count()).toBe(0);
});

test('what stood on the first page as figures is found under Laporan, by who may read reports', async () => {
  const page = pageOf('hendro');
  await page.goto(`${app.origin}/staf/laporan`);
  const main = await page.innerText('main');
  for (const said of ['dipinjam hari ini', 'kembali', 'diperpanjang', 'terlambat', 'Dicari tetapi tidak ada']) {
    expect(main).toContain(said);
  }
  const wahyu = await pageOf('wahyu').goto(`${app.origin}/staf/laporan`);
  expect(wahyu?.status()).toBe(403);
});

test('a new network is led: holidays at once and back, a step put off, the guide hidden and shown', async () => {
  const page = pageOf('admin');
  expect(await page.textContent('section:has(#awal)')).toContain('dari 9 selesai');
  await page.click('section:has(#awal) a');
  expect(new URL(page.url()).pathname).toBe('/staf/mulai');
  await page.click('button:has-text("Isi sekaligus"):has-text("2027")');
  expect(await page.textContent('main')).toContain('8 hari libur diisi.');
  await page.click('button:has-text("Ambil kembali"):has-text("2027")');
  expect(await page.textContent('main')).toContain('8 hari libur diambil kembali.');
  const step = page.locator('li', { hasText: 'Pindahkan data lama' });
  await step.getByText('Nanti saja').click();
  expect(await step.innerText()).toContain('nanti');
  await step.getByText('Kerjakan').click();
  expect(await step.innerText()).not.toContain('Kerjakan');
  await page.click('text=Tutup panduan ini');
  await page.goto(`${app.origin}/staf`);
  expect(await page.locator('#awal').count()).toBe(0);
  await page.goto(`${app.origin}/staf/mulai`);
  await page.click('text=Tampilkan lagi');
  await page.goto(`${app.origin}/staf`);
  expect(await page.locator('#awal').count()).toBe(1);
  expect((await pageOf('wahyu').goto(`${app.origin}/staf/mulai`))?.status()).toBe(403);
});

test('what is past its time is marked in the rail in words and by a triangle, and its page lists it', async () => {
  const kota = await app.db.selectFrom('library').select('id').executeTakeFirstOrThrow();
  const { id: memberId } = await app.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
  const page = pageOf('wahyu');
  await page.goto(`${app.origin}/staf`);
  expect(await page.locator('.rail .jatuh').count()).toBe(0);
  const seat = {
    kind: 'room',
    name: 'Ruang rapat',
    capacity: 8,
    slotMinutes: 60,
    maxSlotsPerDay: 2,
    noShowMinutes: 15,
  };
  const { id: seatId } = await app.db
    .insertInto('seat')
    .values({ ...seat, libraryId: kota.id, needsApproval: true })
    .returning('id')
    .executeTakeFirstOrThrow();
  const asked = {
    seatId,
    slots: 1,
    people: 4,
    status: 'asked',
    placedAt: new Date('2026-11-20T03:00:00Z'),
    placedBy: 'Sari',
  };
  const [startsAt, endsAt] = [new Date('2026-12-02T03:00:00Z'), new Date('2026-12-02T04:00:00Z')];
  await app.db
    .insertInto('seatReservation')
    .values({ ...asked, memberId, startsAt, endsAt })
    .execute();
  await app.db.insertInto('cashDay').values({ libraryId: kota.id, day: '2026-11-23' }).execute();
  await app.db
    .insertInto('chargeLine')
    .values({
      ...{ memberId, libraryId: kota.id, kind: 'payment', amount: -1000, method: 'cash', cashDay: '2026-11-23' },
      ...{ at: new Date('2026-11-23T03:00:00Z'), byName: 'Bagus', receiptNumber: 'KW-1' },
    })
    .execute();
  await page.goto(`${app.origin}/staf`);
  expect(await page.locator('.rail .jatuh').count()).toBe(1);
  const desk = page.locator('.rail nav a', { hasText: 'Meja' });
  expect(await desk.innerText()).toContain('ada yang lewat batas atau jatuh tempo hari ini');
  await page.goto(`${app.origin}/staf/ruang`);
  expect(await page.innerText('section:has(#diminta)')).toContain('Rabu, 2 Desember 2026');
  await page.click('section:has(#diminta) button:has-text("Setujui")');
  expect(await page.locator('#diminta').count()).toBe(0);
  await page.goto(`${app.origin}/staf/kas`);
  await page.click('nav:has(#belum-ditutup) a');
  expect(await page.textContent('h1')).toContain('Senin, 23 November 2026');
});

test('who reads the trace is told what changed in the rules, is led to exactly that, and says that it was read', async () => {
  const page = pageOf('admin');
  await page.goto(`${app.origin}/staf`);
  const changed = page.locator('section:has(#berubah)');
  expect(await changed.innerText()).toContain('Sebulan terakhir.');
  const line = changed.locator('li', { hasText: 'Setelan' });
  const count = Number((await line.locator('.num').innerText()).trim());
  expect(count).toBeGreaterThan(0);
  await line.locator('a').click();
  expect(await page.locator('main tr[id^=jejak]').count()).toBe(count);
  await page.goto(`${app.origin}/staf`);
  await page.click('text=Sudah saya baca');
  expect(await page.textContent('main')).toContain('Dicatat.');
  expect(await page.locator('#berubah').count()).toBe(0);
  await pageOf('wahyu').goto(`${app.origin}/staf`);
  expect(await pageOf('wahyu').locator('#berubah').count()).toBe(0);
});

test('the first page, its dashboard and the first steps can be used by everybody, wide and narrow, light and dark', async () => {
  const page = await browser.open();
  await page.goto(`${app.origin}/masuk?lanjut=/staf`);
  await page.fill('form[action$="?/staff"] [name=username]', 'admin');
  await page.fill('form[action$="?/staff"] [name=password]', GOOD_PASSWORD);
  await page.click('form[action$="?/staff"] button');
  await page.waitForSelector('.rail');
  for (const path of ['/staf', '/staf/laporan', '/staf/mulai']) {
    await page.goto(app.origin + path);
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 390, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const path of ['/staf', '/staf/laporan', '/staf/mulai']) {
    await page.goto(app.origin + path);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
}, 120_000);
