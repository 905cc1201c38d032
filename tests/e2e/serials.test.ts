import { expect, test } from 'vitest';
import { createBib, formToMarc, newRecord } from '#modules/collection/catalog';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const ratna = await makeAccount(t, { username: 'ratna', homeLibraryId: kota.id });
  await grantRole(ctx, { accountId: ratna.id, role: 'cataloguer', libraryId: null });
  const empty = newRecord('terbitan_berkala', '2026-11-25');
  await createBib(ctx, { marc: formToMarc(empty, 'terbitan_berkala', { title: [{ value: 'Horison' }] }) });
});
const browser = useBrowser();

test('a magazine is subscribed to, its issues are received and bound, and readers see what is here', async () => {
  const page = await browser.open();
  const { token } = await signedIn(app, 'ratna');
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(`${app.origin}/staf/berkala/baru`, { waitUntil: 'networkidle' });
  await expectAccessible(page);
  for (const [name, value] of [
    ['startsOn', '2026-09-01'],
    ['endsOn', '2027-08-31'],
    ['firstVolume', '60'],
    ['firstNumber', '9'],
    ['numbersPerVolume', '12'],
    ['supplier', 'Agen Koran Makmur'],
  ] as const) {
    await page.fill(`[name=${name}]`, value);
  }
  await page.check('[name=makesCopies]');
  await page.click('button:has-text("Catat langganan")');
  await page.waitForURL(/\/staf\/berkala\/\d+$/);
  const here = page.url();
  for (const issue of ['Th. 60 No. 9', 'Th. 60 No. 10']) {
    await page.goto(here, { waitUntil: 'networkidle' });
    await page.click(`tr:has(th:text-is("${issue}")) button:has-text("Terima")`);
    await page.getByText('Terbitan diterima.').waitFor();
  }
  await page.goto(here, { waitUntil: 'networkidle' });
  await expectAccessible(page);
  for (const box of await page.locator('input[name=bind]').all()) await box.check();
  await page.click('button:has-text("Jilid yang dipilih")');
  await page.getByText(/Jilid dibuat:/).waitFor();
  await page.click('a:has-text("Lihat di katalog")');
  await page.waitForURL(/\/katalog\/\d+$/);
  expect(await page.textContent('section[aria-labelledby=terbitan]')).toContain(
    'Perpustakaan Kota: 2 terbitan, terakhir Th. 60 No. 10 (1 Oktober 2026)',
  );
}, 60_000);
