import { createRequire } from 'node:module';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { z } from 'zod';
import { GOOD_PASSWORD } from '#modules/ground/identity/testing';

type LaunchOptions = NonNullable<Parameters<typeof chromium.launchPersistentContext>[1]>;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** The script has taken a page of staff over: a key or a scan before it goes to the page as the server made it. */
export async function scripted(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.locator('#svelte-announcer').waitFor({ state: 'attached' });
}

/** One Chromium for the test file; `open` gives a page of its own (its own cookies) that fails on script errors. */
export function useBrowser(): { open(options?: BrowserContextOptions): Promise<Page> } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    async open(options = {}) {
      if (!browser) throw new Error('the browser is not started yet');
      const context = await browser.newContext({ locale: 'id-ID', viewport: { width: 1280, height: 900 }, ...options });
      return watched(await context.newPage());
    },
  };
}

function watched(page: Page): Page {
  fillSurely(page);
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => {
    throw new Error(`script error on ${page.url()}: ${error.message}`);
  });
  return page;
}

/**
 * Phones: each `open` is a browser with a profile of its own (not a private window), in which the site can be installed and its
 * worker keeps pages.
 * @param flags further switches of the browser, e.g. a camera's picture
 */
export function usePhone(): {
  open(options?: BrowserContextOptions, flags?: readonly string[]): Promise<Page>;
  /** The power goes: every process of the browser is killed, and it is started again on the same profile. */
  pullPlug(page: Page): Promise<Page>;
  /** Everything that the browser has written to its disk so far, as bytes. */
  diskOf(page: Page): Buffer;
} {
  const phones: { context: BrowserContext; folder: string; options: LaunchOptions }[] = [];
  const phoneOf = (page: Page) => {
    const phone = phones.find(({ context }) => context === page.context());
    if (!phone) throw new Error('this page is of no phone');
    return phone;
  };
  afterAll(async () => {
    for (const { context, folder } of phones) {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return {
    async open(options = {}, flags = []) {
      const folder = mkdtempSync(join(tmpdir(), 'lumbung-phone-'));
      const launch: LaunchOptions = {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: [...FLAGS, ...flags],
        locale: 'id-ID',
        viewport: { width: 390, height: 844 },
        ...options,
      };
      const context = await chromium.launchPersistentContext(folder, launch);
      phones.push({ context, folder, options: launch });
      return watched(context.pages()[0] ?? (await context.newPage()));
    },
    async pullPlug(page) {
      const phone = phoneOf(page);
      const closed = new Promise<void>((done) => phone.context.once('close', () => done()));
      for (const pid of processesWith(phone.folder)) process.kill(pid, 'SIGKILL');
      await closed;
      rmSync(join(phone.folder, 'SingletonLock'), { force: true });
      phone.context = await chromium.launchPersistentContext(phone.folder, phone.options);
      return watched(phone.context.pages()[0] ?? (await phone.context.newPage()));
    },
    diskOf(page) {
      const { folder } = phoneOf(page);
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      return Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
    },
  };
}

/** The browser's processes: whatever was started with this profile. */
function processesWith(folder: string): number[] {
  const commandOf = (pid: string): string => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      // it has ended meanwhile
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && commandOf(name).includes(`--user-data-dir=${folder}`))
    .map(Number);
}

/** Waits until the worker of the site answers for this page. */
export async function untilKept(page: Page): Promise<void> {
  await page.evaluate(
    `navigator.serviceWorker.controller ?? new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done)).then(() => null)`,
  );
}

/**
 * While the script of a page takes over, it rewrites the fields' defaults, and the selection is lost for which `fill` would have put
 * its text: the text then stands behind the old one. Nobody types that fast; a test does, so it looks and fills again.
 */
function fillSurely(page: Page): void {
  const frame = page.mainFrame();
  const fill = frame.fill.bind(frame);
  frame.fill = async (selector, value, options) => {
    await fill(selector, value, options);
    if ((await frame.inputValue(selector, options)) !== value) await fill(selector, value, options);
  };
}

/** Signs in at the staff door of the server and waits for the page wanted. */
export async function signInAsStaff(
  page: Page,
  origin: string,
  options: { username?: string; password?: string; next?: string } = {},
): Promise<void> {
  const { username = 'admin', password = GOOD_PASSWORD, next = '/staf' } = options;
  await page.goto(`${origin}/masuk?lanjut=${encodeURIComponent(next)}`);
  await page.fill('[name=username]', username);
  await page.fill('[name=password]', password);
  await page.click('form[action$="?/staff"] button');
  await page.waitForURL((url) => url.pathname + url.search === next);
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const axeResult = z.array(
  z.object({
    id: z.string(),
    help: z.string(),
    nodes: z.array(z.object({ target: z.array(z.unknown()), html: z.string() })),
  }),
);

/** What depends on how wide a page is and by which light it is seen. What things are called, and in which order they come, does not. */
const OF_LOOKS = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block'];

/**
 * What axe finds (WCAG 2.2 A/AA and best practice) on the page as it stands.
 * @param of `looks`: the page was looked at whole before, at another width or by another light
 */
export async function accessibilityFindings(page: Page, of: 'all' | 'looks' = 'all'): Promise<string[]> {
  // at the end of the page a sticky bar stands in its own place and covers no field by half
  await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)');
  // and one that stays at the top would cover by half whatever stands there by chance: it is looked at in its own place too
  await page.evaluate(
    `for (const one of document.querySelectorAll('.rail, .ruang')) {
      if (getComputedStyle(one).position === 'sticky' && one.getBoundingClientRect().height < innerHeight / 2) one.style.position = 'static';
    }`,
  );
  // colours on their way from one to the other are those of neither
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished))',
  );
  // half a megabyte of script: once for each page that is open
  if ((await page.evaluate('typeof window.axe')) === 'undefined') await page.evaluate(axeSource);
  const runOnly = of === 'looks' ? OF_LOOKS : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const violations = axeResult.parse(
    await page.evaluate(
      `axe.run(document, ${JSON.stringify({ runOnly, resultTypes: ['violations'] })}).then((found) => found.violations)`,
    ),
  );
  return violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html.slice(0, 160)).join('\n  ')}`);
}

/** Asserts that axe finds nothing on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await accessibilityFindings(page), `axe on ${page.url()}`).toEqual([]);
}

/** Strikes the key that leads to "Pergi ke…" until the box has the focus: before its script has come a page does not listen. */
export async function strokeToGo(page: Page): Promise<void> {
  const struck = async (): Promise<unknown> => {
    await page.keyboard.press('/');
    return page.evaluate('document.activeElement?.id');
  };
  await expect.poll(struck, { timeout: 20_000 }).toBe('pergi');
}
