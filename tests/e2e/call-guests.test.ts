import { expect, test } from 'vitest';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { deliverToGuests } from '#modules/people/notifications/testing';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let programId = 0;
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const ratna = await makeAccount(t, { username: 'ratna', homeLibraryId: kota.id });
  await grantRole(ctx, { accountId: ratna.id, role: 'programmes', libraryId: null });
  programId = (await makeProgram(ctx, kota.id, { program: { title: 'Bincang Buku' } })).id;
  await makeParticipant(ctx, programId, { name: 'Bu Sri', contact: '081234567890' });
  await deliverToGuests(t, 'smtp://127.0.0.1:1');
});
const browser = useBrowser();

test('a guest with only a telephone number is on the list of the programme until somebody told them', async () => {
  const page = await browser.open({ viewport: { width: 390, height: 844 } });
  const { token } = await signedIn(app, 'ratna');
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  await page.goto(`${app.origin}/staf/kegiatan/${programId}/peserta`, { waitUntil: 'networkidle' });
  const list = page.getByRole('region', { name: /Perlu dikabari petugas/ });
  await list.getByRole('heading', { name: /Bu Sri/ }).waitFor();
  expect(await list.getByRole('link', { name: '+6281234567890' }).getAttribute('href')).toBe('tel:+6281234567890');
  const href = await list.getByRole('link', { name: /WhatsApp/ }).getAttribute('href');
  expect(new URL(href ?? '').searchParams.get('text')).toContain('Kursi Anda sudah pasti.');
  await expectAccessible(page);
  await list.getByRole('button', { name: /Sudah dikabari/ }).click();
  await page.getByText('Tercatat: sudah dikabari.').waitFor();
  expect(await list.count()).toBe(0);
});
