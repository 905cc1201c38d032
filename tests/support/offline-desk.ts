import type { Page } from 'playwright-core';
import { signInAsStaff } from './browser.ts';

/** What opens the data of a device of these tests. */
export const PASSPHRASE = 'sawah padi menguning';

/** Makes the browser a device of the desk, by keyboard alone. */
export async function enrolDesk(page: Page, origin: string, name: string): Promise<void> {
  await signInAsStaff(page, origin, { next: '/staf/perangkat/baru' });
  await page.waitForLoadState('networkidle');
  // by keyboard alone, field after field
  await page.focus('#name');
  await page.keyboard.type(name);
  // past whose cards it carries and how old its data may be
  for (const steps of [3, 1]) {
    for (let i = 0; i < steps; i++) await page.keyboard.press('Tab');
    await page.keyboard.type(PASSPHRASE);
  }
  await page.keyboard.press('Enter');
  await page.waitForSelector(`.answer:has-text("${name} terdaftar")`, { timeout: 20_000 });
}

/** Opens the desk without a network by a passphrase, ready for the first scan. */
export async function openOffline(page: Page, origin: string, passphrase = PASSPHRASE): Promise<void> {
  await page.goto(`${origin}/staf/sirkulasi`);
  await page.waitForURL(`${origin}/meja-luring?*`);
  await page.waitForSelector('#passphrase:focus');
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#kode:focus');
}

/** Types as a scanner does, and waits for the answer. */
export async function scan(page: Page, code: string, title: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`.answer:has-text("${title}")`);
}

/** Waits until the desk says that so many acts wait to be sent. */
export const waits = async (page: Page, count: number): Promise<unknown> =>
  page.waitForSelector(`.note:has-text("${count} catatan menunggu dikirim")`);
