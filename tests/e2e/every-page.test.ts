import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { accessibilityFindings, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(undefined, undefined, { demo: true });
const browser = useBrowser();

const sample = <T extends z.ZodType>(file: string, shape: T): z.output<T> =>
  shape.parse(JSON.parse(readFileSync(new URL(`../../db/demo/${file}`, import.meta.url), 'utf8')));
const { password } = sample('staff.json', z.object({ password: z.string() }));
const { pin } = sample('members.json', z.object({ pin: z.string() }));

/** The kind of page that an address leads to: which record or person it is does not matter. */
const kindOf = (path: string): string =>
  path
    .split('/')
    .map((part) => (/[\dA-Z]/.test(part) ? '*' : part))
    .join('/');

/** Addresses of our own pages that a page leads to, files and the way out left aside. */
async function linksOn(page: Page, house: string): Promise<string[]> {
  const hrefs = await page
    .locator('a[href]:not([download])')
    .evaluateAll((links) => links.map((a) => String(Reflect.get(a, 'href'))));
  return hrefs
    .filter((href) => href.startsWith(`${app.origin}${house}`))
    .map((href) => new URL(href).pathname)
    .filter(
      (path) => !/\.[a-z]+$|\/(pdf|tabel|unduh|foto|label|tanda-terima)(\/|$)|\/anggota\/[^/]+\/data$/.test(path),
    );
}

/** What is wrong with a page, on a phone at night and on a desk by day. */
async function look(page: Page, path: string): Promise<string[]> {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  const answer = await page.goto(app.origin + path);
  const found: string[] = [];
  if (answer?.status() !== 200) found.push(`answers ${answer?.status()}`);
  if (!/\S.* · /.test(await page.title())) found.push(`has the title “${await page.title()}”`);
  if ((await page.locator('h1').count()) !== 1) found.push('has not exactly one heading');
  const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
  if (width > 390) found.push(`is ${width} pixels wide on a phone`);
  found.push(...(await accessibilityFindings(page)));
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  found.push(...(await accessibilityFindings(page)));
  return found.map((finding) => `${path} ${finding}`);
}

/** Walks through a house by its own links and looks at one page of each kind. */
async function walk(page: Page, house: string): Promise<{ seen: string[]; found: string[] }> {
  const seen = new Set<string>();
  const found: string[] = [];
  const ahead = [house];
  for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
    if (seen.has(kindOf(path))) continue;
    seen.add(kindOf(path));
    found.push(...(await look(page, path)));
    ahead.push(...(await linksOn(page, house)));
  }
  return { seen: [...seen], found };
}

test(
  'every room of the staff has a title and one heading, fits a phone and is accessible',
  { timeout: 300_000 },
  async () => {
    const page = await browser.open({ reducedMotion: 'reduce' });
    await signInAsStaff(page, app.origin, { password });
    const { seen, found } = await walk(page, '/staf');
    expect(found).toEqual([]);
    expect(seen).toEqual(
      expect.arrayContaining([
        '/staf/sirkulasi',
        '/staf/kunjungan/pintu',
        '/staf/anggota/*',
        '/staf/katalog/*/marc',
        '/staf/aturan',
      ]),
    );
  },
);

test(
  'every page of a member has a title and one heading, fits a phone and is accessible',
  { timeout: 120_000 },
  async () => {
    const page = await browser.open({ reducedMotion: 'reduce' });
    await page.goto(`${app.origin}/masuk?lanjut=/akun`);
    await page.fill('[name=number]', 'A00001');
    await page.fill('[name=pin]', pin);
    await page.click('form[action$="?/anggota"] button');
    await page.waitForURL(`${app.origin}/akun`);
    const { seen, found } = await walk(page, '/akun');
    expect(found).toEqual([]);
    expect(seen).toEqual(expect.arrayContaining(['/akun', '/akun/pin', '/akun/data']));
  },
);

test('from anywhere the stroke leads to a box that finds pages, people and titles, and opens what is scanned', async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { password, next: '/staf/jejak' });
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('/');
  await page.keyboard.type('aisyah');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Pergi ke “aisyah”' }).waitFor();
  await page.getByRole('link', { name: 'Aisyah Putri Ramadhani' }).click();
  await page.waitForURL(`${app.origin}/staf/anggota/A00001`);
  await page.goto(`${app.origin}/staf/pergi?q=bumi+manusia`);
  expect(await page.getByRole('link', { name: 'Bumi Manusia' }).first().getAttribute('href')).toMatch(
    /^\/staf\/katalog\/\d+$/,
  );
  await page.goto(`${app.origin}/staf/pergi?q=terlambat`);
  expect(await page.locator('main').getByRole('link', { name: 'Terlambat' }).getAttribute('href')).toBe(
    '/staf/terlambat',
  );
  await page.goto(`${app.origin}/staf/pergi?q=A00002`);
  expect(page.url()).toBe(`${app.origin}/staf/anggota/A00002`);
  const searches = await app.db.selectFrom('searchZeroResult').selectAll().execute();
  expect(searches).toEqual([]);
});
