import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { accessibilityFindings, scripted, signInAsStaff, strokeToGo, useBrowser } from '../support/browser.ts';
import { thumbFindings } from '../support/one-thumb.ts';
import { useApp } from '../support/start-app.ts';
import { kindOf, walkHouse } from '../support/walk-house.ts';

const app = useApp(undefined, undefined, { demo: true });
const browser = useBrowser();

const sample = <T extends z.ZodType>(file: string, shape: T): z.output<T> =>
  shape.parse(JSON.parse(readFileSync(new URL(`../../db/demo/${file}`, import.meta.url), 'utf8')));
const { password } = sample('staff.json', z.object({ password: z.string() }));
const { pin } = sample('members.json', z.object({ pin: z.string() }));

/**
 * What is wrong with a page, on a phone at night and on a desk by day.
 * @param whole on the desk too what its things are called is looked at: the frame of a house is another there, and the same on all its pages
 */
async function look(page: Page, path: string, thumb: boolean, whole: boolean): Promise<string[]> {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  // some set a paper before they show it, on a machine that does other work besides
  const answer = await page.goto(app.origin + path, { timeout: 30_000 });
  const found: string[] = [];
  if (answer?.status() !== 200) found.push(`answers ${answer?.status()}`);
  // the first page is called as the network
  if (path !== '/' && !/\S.* · /.test(await page.title())) found.push(`has the title “${await page.title()}”`);
  if ((await page.locator('h1').count()) !== 1) found.push('has not exactly one heading');
  const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
  if (width > 390) found.push(`is ${width} pixels wide on a phone`);
  found.push(...(await accessibilityFindings(page)));
  // readers stand in a bus: what is theirs is used by one thumb
  if (thumb) found.push(...(await thumbFindings(page)));
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  found.push(...(await accessibilityFindings(page, whole ? 'all' : 'looks')));
  return found.map((finding) => `${path} ${finding}`);
}

const walked = new Map<string, Promise<string[]>>();
/** The same, walked once for all parts. */
async function pagesOf(page: Page, house: string): Promise<string[]> {
  const get = async (path: string) => (await page.request.get(app.origin + path)).text();
  const paths = walked.get(house) ?? walkHouse(get, app.origin, house);
  walked.set(house, paths);
  return paths;
}

/** A house, who walks through it, in how many parts it is looked at, whether readers use it on a phone, and what must have been among it. */
const houses = [
  {
    words: 'room of the staff',
    house: '/staf',
    parts: 16,
    thumb: false,
    enter: async (page: Page) => signInAsStaff(page, app.origin, { password }),
    among: ['/staf/sirkulasi', '/staf/kunjungan/pintu', '/staf/anggota/*', '/staf/katalog/*/marc', '/staf/aturan'],
  },
  {
    words: 'page of a member',
    house: '/akun',
    parts: 4,
    thumb: true,
    enter: async (page: Page): Promise<void> => {
      await page.goto(`${app.origin}/masuk?lanjut=/akun`);
      await page.fill('[name=number]', 'A00001');
      await page.fill('[name=pin]', pin);
      await page.click('form[action$="?/member"] button');
      await page.waitForURL(`${app.origin}/akun`);
    },
    among: ['/akun', '/akun/pin', '/akun/data'],
  },
  {
    words: 'page for everybody',
    house: '/',
    parts: 8,
    thumb: true,
    enter: async (): Promise<void> => Promise.resolve(),
    among: ['/', '/katalog', '/katalog/*', '/perpustakaan/*', '/kegiatan/*', '/daftar-bacaan/*', '/daftar'],
  },
];

describe.for(houses)('every $words', ({ house, parts, thumb, enter, among }) => {
  let session: BrowserContextOptions['storageState'];
  /** A page of its own, with one session for all parts. */
  const visitor = async (): Promise<Page> => {
    const page = await browser.open({ reducedMotion: 'reduce', ...(session && { storageState: session }) });
    if (session) return page;
    await enter(page);
    session = await page.context().storageState();
    return page;
  };
  test('is reached by links', { timeout: 120_000 }, async () => {
    const paths = await pagesOf(await visitor(), house);
    expect(paths.map(kindOf)).toEqual(expect.arrayContaining(among));
  });
  // each part is a few pages: it ends well inside its time on a slow and busy machine
  test.for(Array.from({ length: parts }, (_, part) => part))(
    'has a title and one heading, fits a phone and is accessible (part %i)',
    { timeout: 120_000 },
    async (part) => {
      const page = await visitor();
      const paths = await pagesOf(page, house);
      const found: string[] = [];
      for (const path of paths.filter((_, index) => index % parts === part))
        found.push(...(await look(page, path, thumb, path === house)));
      expect(found).toEqual([]);
    },
  );
});

test('from anywhere the stroke leads to a box that finds pages, people and titles, and opens what is scanned', async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { password });
  // opened anew: whoever comes by a link has the focus put back when the page is drawn, maybe after the stroke
  await page.goto(`${app.origin}/staf/jejak`);
  await scripted(page);
  await strokeToGo(page);
  await page.keyboard.type('aisyah');
  // what is offered comes while somebody types, and takes nothing of it
  await page.locator('#pergi-saran [role=option]', { hasText: 'Aisyah' }).first().waitFor();
  expect(await page.inputValue('#pergi')).toBe('aisyah');
  await page.keyboard.press('Enter');
  // said so that a failure tells where the browser stood
  const standing = async (): Promise<string> => `${page.url()}: ${await page.locator('h1').innerText()}`;
  const found = `${app.origin}/staf/pergi?q=aisyah: Pergi ke “aisyah”`;
  await expect.poll(standing, { timeout: 20_000 }).toBe(found);
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
