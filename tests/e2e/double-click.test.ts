import { expect, test } from 'vitest';
import { signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp();
const browser = useBrowser();
const made = async (): Promise<number> =>
  (await app.db.selectFrom('auditEvent').select('id').where('action', '=', 'authority.created').execute()).length;

test.each([
  ['with scripts', true],
  ['without scripts', false],
])('whoever clicks twice makes one heading and comes to it: %s', async (_, javaScriptEnabled) => {
  const before = await made();
  const page = await browser.open({ javaScriptEnabled });
  await signInAsStaff(page, app.origin);
  for (const heading of [`Klik ${String(javaScriptEnabled)}`, `Klik lagi ${String(javaScriptEnabled)}`]) {
    await page.goto(`${app.origin}/staf/tajuk/baru`, { waitUntil: 'networkidle' });
    const key = await page.inputValue('main form [name=_kunci]');
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    await page.fill('[name=heading]', heading);
    await page.dblclick('main form button:not(.quiet)');
    // the second click calls off the first one's way to the new page, which is no failure: what counts is where it ends
    await expect.poll(() => page.url()).toMatch(/\/staf\/tajuk\/\d+$/);
    await page.waitForLoadState();
    expect(await page.inputValue('[name=heading]')).toBe(heading);
  }
  expect((await made()) - before).toBe(2);
});
