import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { checkOut } from '#modules/lending/circulation';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { resetPin } from '#modules/people/members';
import { createList } from '#modules/lending/reading';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, untilKept, usePhone } from '../support/browser.ts';
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
    ({ pin: pins[number] } = await resetPin(ctx, number));
  }
  for (const title of ['Laskar Pelangi', 'Bumi Manusia']) {
    const bibId = await makeBib(ctx, { title });
    await makeItem(ctx, { bibId, libraryId, barcodes: [`B-${title.replace(' ', '')}`] });
    bibs[title] = bibId;
  }
  await checkOut({ ...ctx, libraryId }, { memberNumber: SARI, itemBarcode: 'B-BumiManusia' });
});
const phone = usePhone();
/** What the worker does beside the page is done soon, not at once. */
const SOON = { timeout: 15_000 };

async function signIn(page: Page, number: string): Promise<void> {
  await page.goto(`${app.origin}/masuk?lanjut=/akun`);
  await page.fill('[name=number]', number);
  await page.fill('[name=pin]', pins[number] ?? '');
  await page.click('form[action$="?/member"] button');
  await page.waitForURL('**/akun');
}

/** Addresses of what the phone keeps, whosesoever it is. */
const kept = async (page: Page): Promise<string[]> =>
  z.array(z.string()).parse(
    await page.evaluate(`(async () => {
      const found = [];
      for (const name of (await caches.keys()).filter((name) => !name.includes('rangka') && !name.includes('berkas')))
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
      return found;
    })()`),
  );

test('the site can be installed: its manifest and worker satisfy the browser, in both languages', async () => {
  const page = await phone.open();
  await page.goto(app.origin);
  await untilKept(page);
  await page.goto(app.origin);
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
  const { data, errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const shape = z.object({
    id: z.literal('/'),
    name: z.string().min(1),
    icons: z.array(z.object({ src: z.string(), sizes: z.string(), purpose: z.string() })),
    shortcuts: z.array(z.object({ url: z.string() })),
    screenshots: z.array(z.object({ src: z.string(), sizes: z.string() })),
  });
  const manifest = shape.parse(JSON.parse(data ?? ''));
  expect(manifest.icons.map(({ purpose }) => purpose)).toContain('maskable');
  for (const { src, sizes } of [...manifest.icons, ...manifest.screenshots]) {
    const picture = Buffer.from(await (await fetch(app.origin + src)).arrayBuffer());
    expect(`${picture.readUInt32BE(16)}x${picture.readUInt32BE(20)}`, src).toBe(sizes);
  }
  for (const { url } of manifest.shortcuts) expect((await fetch(app.origin + url)).status, url).toBe(200);
  const english = await (await fetch(`${app.origin}/en/manifest.webmanifest`)).text();
  expect(shape.parse(JSON.parse(english)).shortcuts[0]?.url).toMatch(/^\/en\//);
  expect(english).toContain('My card');
});

test('without a network a member still shows the card, reads the loans and the lists, and what was opened before', async () => {
  const page = await phone.open();
  await page.goto(app.origin);
  await untilKept(page);
  await page.goto(`${app.origin}/katalog/${bibs['Laskar Pelangi']}`);
  const list = await memberList('Dibaca bulan ini');
  await signIn(page, SARI);
  await expect.poll(async () => kept(page), SOON).toContain(`/akun/daftar/${list}`);

  await page.context().setOffline(true);
  await page.goto(`${app.origin}/akun/kartu`);
  expect(await page.textContent('.note')).toContain('Luring. Halaman ini disimpan');
  const picture = page.locator('.terang img');
  expect(await page.evaluate(`document.querySelector('.terang img').naturalWidth > 0`)).toBe(true);
  expect((await picture.boundingBox())?.width).toBeGreaterThan(280);
  await expectAccessible(page);
  await page.goto(`${app.origin}/akun`);
  expect(await page.textContent('.loans')).toMatch(/Bumi Manusia.*Kembali/s);
  await page.goto(`${app.origin}/akun/daftar/${list}`);
  expect(await page.textContent('h1')).toBe('Dibaca bulan ini');
  await page.goto(`${app.origin}/katalog/${bibs['Laskar Pelangi']}`);
  expect(await page.textContent('h1')).toBe('Laskar Pelangi');

  await page.goto(`${app.origin}/katalog/${bibs['Bumi Manusia']}`);
  expect(await page.textContent('h1')).toBe('Sedang luring');
  expect(await page.locator('#simpanan a').allTextContents()).toEqual(
    expect.arrayContaining(['Kartu saya', 'Laskar Pelangi']),
  );
  await expectAccessible(page);
  await page.goto(`${app.origin}/en/katalog`);
  expect(await page.textContent('h1')).toBe('You are offline');
});

test('the app starts without a network from the home screen', async () => {
  const page = await phone.open();
  await page.goto(app.origin);
  await untilKept(page);
  await page.goto(app.origin);
  await expect.poll(async () => kept(page), SOON).toContain('/');
  await page.context().setOffline(true);
  await page.goto(app.origin);
  expect(await page.textContent('.note')).toContain('Luring');
  expect(await page.locator('[name=q]').count()).toBeGreaterThan(0);
});

test('signing out, another member or the staff leave nothing of a member on the phone', async () => {
  const page = await phone.open();
  await page.goto(app.origin);
  await untilKept(page);
  await signIn(page, SARI);
  await expect.poll(async () => kept(page), SOON).toContain('/akun/kartu');
  await page.goto(`${app.origin}/keluar`);
  await page.click('main form button');
  await page.waitForURL(`${app.origin}/`);
  expect((await kept(page)).filter((path) => path.startsWith('/akun'))).toEqual([]);

  await signIn(page, SARI);
  await expect.poll(async () => kept(page), SOON).toContain('/akun/kartu');
  await page.context().clearCookies();
  await signIn(page, BUDI);
  await expect.poll(async () => kept(page), SOON).toContain('/akun/daftar');
  await page.context().setOffline(true);
  await page.goto(`${app.origin}/akun/kartu`);
  expect(await page.textContent('main')).toContain('Budi Santoso');
  expect(await page.content()).not.toContain('Sari');

  await page.context().setOffline(false);
  await page.context().clearCookies();
  await signInAsStaff(page, app.origin);
  await page.goto(`${app.origin}/staf/sirkulasi`);
  await page.goto(`${app.origin}/katalog`);
  await expect.poll(async () => kept(page), SOON).not.toContain('/akun/kartu');
  expect((await kept(page)).filter((path) => path.startsWith('/staf'))).toEqual([]);
  await page.context().setOffline(true);
  await page.goto(`${app.origin}/staf/sirkulasi`);
  expect(await page.textContent('h1')).toBe('Sedang luring');
});

test('signing out without a network: nothing of the member is left at once, and the library hears of it first when it is back', async () => {
  const page = await phone.open();
  await page.goto(app.origin);
  await untilKept(page);
  await signIn(page, SARI);
  await expect.poll(async () => kept(page), SOON).toContain('/akun/kartu');
  const sessions = async () =>
    (await app.db.selectFrom('session').select('id').where('revokedAt', 'is', null).execute()).length;
  const before = await sessions();
  await page.context().setOffline(true);
  await page.goto(`${app.origin}/keluar`);
  expect(await page.textContent('.note')).toContain('dihapus sekarang juga');
  await expectAccessible(page);
  await page.click('main form button');
  await expect.poll(async () => page.textContent('.note')).toContain('sudah dihapus');
  expect((await kept(page)).filter((path) => path.startsWith('/akun'))).toEqual([]);
  await page.goto(`${app.origin}/akun/kartu`);
  expect(await page.content()).not.toContain('Sari');

  await page.context().setOffline(false);
  await page.goto(`${app.origin}/akun`);
  await page.waitForURL('**/masuk?**');
  expect(await sessions()).toBe(before - 1);
  // whoever signs in next stays signed in
  await signIn(page, BUDI);
  await page.goto(`${app.origin}/akun/kartu`);
  expect(await page.textContent('main')).toContain('Budi Santoso');
});

test('a form that cannot be sent says so in place of an error of the browser', async () => {
  const page = await phone.open();
  await page.goto(app.origin);
  await untilKept(page);
  await page.goto(`${app.origin}/masuk`);
  await page.context().setOffline(true);
  await page.fill('[name=number]', SARI);
  await page.fill('[name=pin]', '000000');
  await page.click('form[action$="?/member"] button');
  expect(await page.textContent('.note')).toContain('Isian tadi belum terkirim');
});

test('the phone keeps at most forty pages that it has seen', async () => {
  const page = await phone.open();
  await page.goto(app.origin);
  await untilKept(page);
  await page.goto(app.origin);
  for (let n = 0; n < 45; n += 1) await page.goto(`${app.origin}/katalog?q=kata${n}`);
  await expect.poll(async () => (await kept(page)).length, SOON).toBe(40);
  await page.context().setOffline(true);
  await page.goto(`${app.origin}/katalog?q=kata44`);
  expect(await page.textContent('.note')).toContain('Luring');
});

for (const path of ['/', '/katalog?q=bumi', '/pindai', '/akun', '/akun/kartu']) {
  test(`nothing moves on ${path} while it loads`, async () => {
    const page = await phone.open();
    if (path.startsWith('/akun')) await signIn(page, SARI);
    await page.goto(app.origin + path, { waitUntil: 'networkidle' });
    // by the definition of the measure a shift by a new size of the window does not count: a phone under load gets its size late
    const shifts = z.array(z.object({ value: z.number(), moved: z.array(z.string()) })).parse(
      await page.evaluate(`new Promise((done) => {
        const found = [];
        const nameOf = ({ node }) => node instanceof Element ? node.outerHTML.slice(0, 120) : String(node?.textContent).slice(0, 120);
        new PerformanceObserver((list) => {
          for (const { value, hadRecentInput, sources } of list.getEntries())
            if (!hadRecentInput) found.push({ value, moved: sources.map(nameOf) });
        }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => done(found)));
      })`),
    );
    const sum = shifts.reduce((all, { value }) => all + value, 0);
    expect(sum, JSON.stringify(shifts)).toBeLessThan(0.01);
  });
}

test('scripts of a first visit, the worker and what it fetches stay within their budget', async () => {
  const page = await phone.open();
  await page.goto(app.origin, { waitUntil: 'networkidle' });
  const scripts = await page
    .locator('script[src]')
    .evaluateAll((all) => all.map((one) => String(Reflect.get(one, 'src'))));
  let bytes = 0;
  for (const url of [...scripts, '/service-worker.js', '/luring', '/en/luring', '/manifest.webmanifest', '/']) {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setBypassServiceWorker', { bypass: true });
    const size = new Promise<number>((done) =>
      session.on('Network.loadingFinished', (event) => done(event.encodedDataLength)),
    );
    await page.evaluate(`fetch(${JSON.stringify(url)}, { cache: 'reload' }).then((answer) => answer.text())`);
    bytes += await size;
    await session.detach();
  }
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(60_000);
});

async function memberList(title: string): Promise<number> {
  const { id } = await app.db.selectFrom('member').select(['id']).where('number', '=', SARI).executeTakeFirstOrThrow();
  const ctx = {
    ...app.ctx(),
    actor: { kind: 'member', id, number: SARI, name: 'Sari Wulandari', sessionId: 0 },
  } as const;
  return createList(ctx, { title });
}
