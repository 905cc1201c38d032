import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { recordCharge } from '#modules/lending/charges';
import { checkOut } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { scripted, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let labelled = 0;
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const account = await makeAccount(t, { username: 'kepala', homeLibraryId: kota.id });
  for (const role of ['head', 'cataloguer'] as const) {
    await grantRole(ctx, { accountId: account.id, role, libraryId: null });
  }
  for (const number of ['A1', 'A2', 'A3', 'A4', 'A5']) {
    await makeMember(ctx, { number, fullName: `Nanda ${number}`, homeLibrary: 'KOTA' });
  }
  for (const n of [1, 2, 3, 4, 5, 6, 7]) {
    await makeCopy(ctx, { barcode: `B-${n}`, title: `Judul ke-${n}`, libraryId: kota.id });
  }
  await makeCopy(ctx, { barcode: 'W-1', title: 'Laut Bercerita', libraryId: kota.id });
  const lent = [
    ['A4', 'B-3'],
    ['A4', 'B-4'],
    ['A5', 'B-5'],
    ['A5', 'W-1'],
    ['A3', 'B-6'],
  ] as const;
  for (const [memberNumber, itemBarcode] of lent) {
    await checkOut(ctx, { memberNumber, itemBarcode, libraryId: kota.id });
  }
  await recordCharge(ctx, 'A1', { kind: 'damage', amount: 20_000, note: 'Judul ke-7' });
  labelled = await makeBib(ctx, { title: 'Bumi Manusia', author: 'Toer, Pramoedya Ananta', ddc: '899.221' });
  await makeItem(ctx, { bibId: labelled, libraryId: kota.id, barcodes: ['L-1'] });
});
const browser = useBrowser();

/** The table of docs/steps.md: job → [pages, fields, presses]. */
const promised = new Map(
  [
    ...readFileSync(resolve(import.meta.dirname, '../../docs/steps.md'), 'utf8').matchAll(
      /^\|\s*([^|]+?)\s*\|\s*`([^`]+)`\s*\|\s*(\d+)\s*\|\s*(\d+)\s*\|\s*(\d+)\s*\|$/gm,
    ),
  ].map(([, job = '', at = '', ...counts]) => [job, { at, counts: counts.map(Number) }] as const),
);

/** Somebody at work, whose steps are counted. */
class Counted {
  readonly page: Page;
  private readonly addresses: string[] = [];
  private fields = 0;
  private presses = 0;

  constructor(page: Page) {
    this.page = page;
    page.on('framenavigated', (frame) => {
      // the page after a form is sent is the same page where its address is the same
      const { pathname, search } = new URL(frame.url());
      const address = pathname + search.replace(/[?&]\/\w+/, '').replace(/sejak=\d+/, '');
      if (frame === page.mainFrame() && this.addresses.at(-1) !== address) this.addresses.push(address);
    });
  }
  async scan(code: string): Promise<void> {
    this.fields++;
    await this.page.keyboard.type(code);
    await this.page.keyboard.press('Enter');
  }
  async type(text: string): Promise<void> {
    this.fields++;
    await this.page.keyboard.type(text);
  }
  async fill(selector: string, text: string): Promise<void> {
    this.fields++;
    await this.page.fill(selector, text);
  }
  async choose(selector: string, value: string): Promise<void> {
    this.fields++;
    await this.page.selectOption(selector, value);
  }
  async press(key: string): Promise<void> {
    this.presses++;
    await this.page.keyboard.press(key);
  }
  async click(selector: string): Promise<void> {
    this.presses++;
    await this.page.click(selector);
  }
  async sees(selector: string): Promise<void> {
    await this.page.waitForSelector(selector);
  }
  counts(): number[] {
    return [this.addresses.length, this.fields, this.presses];
  }
}

/** Its page is left open until the browser ends: one that shows a PDF does not always answer when it is asked to close. */
async function job(name: string, work: (me: Counted) => Promise<void>): Promise<void> {
  const promise = promised.get(name);
  if (!promise) throw new Error(`docs/steps.md has no line for ${name}`);
  const page = await browser.open();
  const { token } = await signedIn(app, 'kepala');
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  const me = new Counted(page);
  await page.goto(app.origin + promise.at.replace('/katalog/1/', `/katalog/${labelled}/`), {
    waitUntil: 'networkidle',
  });
  if (promise.at.startsWith('/staf')) await scripted(page);
  await work(me);
  expect(me.counts(), `${name}: pages, fields, presses`).toEqual(promise.counts);
}

test('lend two', async () =>
  job('lend two', async (me) => {
    await me.scan('A1');
    await me.sees('h2:has-text("Nanda A1")');
    await me.scan('B-1');
    await me.sees('.answer:has-text("Judul ke-1")');
    await me.scan('B-2');
    await me.sees('.answer:has-text("Judul ke-2")');
  }));

test('return three', async () =>
  job('return three', async (me) => {
    await me.press('F3');
    for (const n of [3, 4, 5]) {
      await me.scan(`B-${n}`);
      await me.sees(`.answer:has-text("Judul ke-${n}")`);
    }
  }));

test('renew all', async () =>
  job('renew all', async (me) => {
    await me.scan('A3');
    await me.sees('h2:has-text("Nanda A3")');
    await me.click('form[action^="?/renewAll"] button');
    await me.sees('.answer:has-text("diperpanjang")');
  }));

test('new member', async () =>
  job('new member', async (me) => {
    await me.fill('#fullName', 'Sri Wahyuni');
    await me.fill('#birthDate', '1990-05-01');
    await me.choose('#sex', 'P');
    await me.click('.save button');
    await me.page.waitForURL(/\/staf\/anggota\/\d+$/);
  }));

test('book and copy', async () => {
  await job('book and copy', async (me) => {
    await me.scan('9786028519939');
    await me.sees('[name="f.title.0.value"]');
    await me.fill('[name="f.title.0.value"]', 'Sang Pemimpi');
    await me.fill('[name="f.author.0.name"]', 'Hirata, Andrea');
    await me.page.focus('#baru-barcode');
    await me.scan('S-1');
    await me.sees('.answer:has-text("Tersimpan: S-1")');
  });
  // it can be lent: nothing is left to do
  await app.db
    .selectFrom('item')
    .select('id')
    .where('barcode', '=', 'S-1')
    .where('status', '=', 'available')
    .executeTakeFirstOrThrow();
});

test('take a fine', async () =>
  job('take a fine', async (me) => {
    await me.press('F6');
    await me.press('Enter');
    await me.page.waitForURL(/\/staf\/kas\/kuitansi\/\d+$/);
  }));

test('reserve at the desk', async () =>
  job('reserve at the desk', async (me) => {
    await me.scan('A2');
    await me.sees('h2:has-text("Nanda A2")');
    await me.press('Alt+p');
    await me.type('laut ber');
    await me.sees('#pesankan-saran [role=option]');
    await me.press('ArrowDown');
    await me.press('Enter');
    await me.sees('.answer:has-text("Dipesan, giliran ke-1")');
  }));

test('print a label', async () =>
  job('print a label', async (me) => {
    await me.click('a[href*="/staf/cetak?"]');
    await me.sees('#codes');
    await me.click('main form button:has-text("Siapkan")');
    await me.sees('a[href$="/pdf"]');
    await me.click('a[href$="/pdf"]');
    await me.page.waitForURL(/\/pdf$/, { waitUntil: 'commit' });
  }));

test('the table promises each job once', () => {
  expect([...promised.keys()]).toHaveLength(8);
});
