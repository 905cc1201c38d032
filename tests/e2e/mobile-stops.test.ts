import { expect, test } from 'vitest';
import { createLibrary } from '#modules/libraries';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  await createLibrary(ctx, { code: 'PUSKEL', name: 'Perpustakaan Keliling', type: 'keliling' });
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
