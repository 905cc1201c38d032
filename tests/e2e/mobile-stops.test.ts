import { expect, test } from 'vitest';
import { receiveItem, sendBox } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { addMobileStop, createLibrary } from '#modules/ground/libraries';
import { resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let puskel = 0;
let kota = 0;
let pin = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  puskel = (await createLibrary(ctx, { code: 'PUSKEL', name: 'Perpustakaan Keliling', type: 'keliling' })).id;
  kota = (await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota')).id;
  await makeCopy(ctx, { title: 'Bumi Manusia', barcode: 'B-1', libraryId: kota });
  await makeMember(ctx, { fullName: 'Dimas Aji', number: 'A1', homeLibrary: 'KOTA' });
  await makeMember(ctx, { fullName: 'Sri Rahayu', number: 'A2', homeLibrary: 'KOTA' });
  pin = (await resetPin(ctx, 'A1')).pin;
});
const browser = useBrowser();

test('without JavaScript a stop goes on the route, everybody reads when it comes, and one visit is called off', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/perpustakaan/PUSKEL' });
  await page.click('main a:has-text("Rute keliling")');
  await page.fill('#place', 'Balai Kelurahan Gedog');
  await page.fill('#firstOn', '2026-11-27');
  await page.click('form[action="?/add"] button');
  expect(await page.textContent('main')).toContain('setiap Jumat');
  const route = page.url();

  const visitor = await browser.open({ javaScriptEnabled: false });
  const publicPage = `${app.origin}/perpustakaan/puskel`;
  await visitor.goto(publicPage);
  expect(await visitor.textContent('#rute, section:has(#rute)')).toContain('09.00–11.00 · Balai Kelurahan Gedog');

  await page.click('summary:has-text("Tiadakan") >> nth=0');
  await page.fill('form[action="?/skip"] [name=reason] >> nth=0', 'Servis kendaraan');
  await page.click('form[action="?/skip"] button >> nth=0');
  expect(await page.textContent('main')).toContain('Tidak datang: Servis kendaraan');
  await visitor.goto(publicPage);
  expect(await visitor.textContent('main')).toContain('Tidak datang: Servis kendaraan');
  await page.click('button:has-text("Jadi datang")');
  expect(await page.textContent('main')).not.toContain('Servis kendaraan');

  const seen = await browser.open();
  await signInAsStaff(seen, app.origin, { next: new URL(route).pathname });
  await expectAccessible(seen);
  await seen.goto(publicPage);
  await expectAccessible(seen);
});

test('without JavaScript a reader asks for a book at a stop, the desk for another; shelf, slip and account say when it comes', async () => {
  await addMobileStop(systemCtx(app.db, app.clock, 'uji'), puskel, {
    place: 'Lapangan Turi',
    firstOn: '2026-12-02',
    everyWeeks: 2,
    opensMinute: 480,
    closesMinute: 600,
  });
  const { bibId } = await app.db
    .selectFrom('item')
    .select('bibId')
    .where('barcode', '=', 'B-1')
    .executeTakeFirstOrThrow();
  const stop = 'Perpustakaan Keliling: Lapangan Turi, datang Rabu, 2 Desember 08.00–10.00';

  const reader = await browser.open({ javaScriptEnabled: false });
  await reader.goto(`${app.origin}/masuk?lanjut=${encodeURIComponent(`/katalog/${bibId}/pesan`)}`);
  await reader.fill('[name=number]', 'A1');
  await reader.fill('[name=pin]', pin);
  await reader.click('form[action$="?/member"] button');
  await reader.selectOption('#pickup', { label: stop });
  await reader.click('main form button');
  await reader.waitForURL('**/akun');
  expect(await reader.textContent('main')).toContain('Lapangan Turi, datang Rabu, 2 Desember');

  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: `/staf/pesanan/antrean/${bibId}` });
  await page.fill('#member', 'A2');
  await page.selectOption('#pickup', { label: stop });
  await page.click('form[action="?/place"] button');
  expect(await page.textContent('table')).toContain('Perpustakaan Keliling, Lapangan Turi, datang Rabu, 2 Desember');

  const desk = (libraryId: number) => ({ ...app.ctx({ id: 1 }), libraryId });
  await receiveItem(desk(kota), { itemBarcode: 'B-1' });
  await sendBox(desk(kota), { fromLibraryId: kota, toLibraryId: puskel, ids: null, box: null });
  await receiveItem(desk(puskel), { itemBarcode: 'B-1' });
  await page.context().addCookies([{ name: 'lumbung_meja', value: String(puskel), url: app.origin }]);
  await page.goto(`${app.origin}/staf/pesanan`);
  expect(await page.textContent('section:has(#rt)')).toContain('Lapangan Turi, datang Rabu, 2 Desember');
  await page.click('section:has(#rt) a.btn');
  expect(await page.textContent('.slip')).toContain('Ambil di Lapangan Turi, datang Rabu, 2 Desember');
});
