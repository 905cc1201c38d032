import { expect, test } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp();
const browser = useBrowser();

test('a page that does not exist answers 404 in words', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  const response = await page.goto(`${app.origin}/tidak-ada-halaman-ini`);
  expect(response?.status()).toBe(404);
  expect(await page.textContent('body')).toContain('tidak ada');
});
