import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
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
  programId = (await makeProgram(ctx, kota.id, { program: { title: 'Lokakarya Koi' } })).id;
  await makeMember(ctx, { number: 'A1', fullName: 'Joko Susilo', homeLibrary: 'KOTA' });
  await makeParticipant(ctx, programId, { memberNumber: 'A1' });
});
const browser = useBrowser();

const photo = async (background: string, width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();

test.each([
  [
    'on a phone at night, without a script',
    { javaScriptEnabled: false, viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  ],
  ['on a desk by day', { javaScriptEnabled: true, viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
] as const)(
  'photos of an activity are added, put in order and taken away %s',
  async (_, options) => {
    const page = await browser.open({ ...options, viewport: { ...options.viewport } });
    const { token } = await signedIn(app, 'ratna');
    await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
    await page.goto(`${app.origin}/staf/kegiatan/${programId}/dokumen`);
    await page.click('a:has-text("Foto kegiatan")');
    await page.getByText('Belum atau tidak setuju difoto:').waitFor();
    await page.getByText('Joko Susilo').waitFor();

    const add = async (caption: string, file: { name: string; mimeType: string; buffer: Buffer }, agreed = true) => {
      await page.setInputFiles('[name=photo]', file);
      await page.fill('form[action="?/add"] [name=caption]', caption);
      await page.getByLabel(/Semua yang wajahnya dikenali setuju/).setChecked(agreed);
      await page.click('button:has-text("Tambahkan foto")');
    };
    const jpeg = (buffer: Buffer) => ({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer });
    // a text that is called a photo is refused where it stands, and its words are not lost
    await add('Rapat', jpeg(Buffer.from('Ini catatan rapat.')));
    await page.locator('[name=photo][aria-invalid=true]').waitFor();
    expect(await page.inputValue('form[action="?/add"] [name=caption]')).toBe('Rapat');
    await add('Peserta berlatih', jpeg(await photo('#7a4', 1600, 900)));
    await page.getByText('Foto ditambahkan.').waitFor();
    await add('Foto bersama', jpeg(await photo('#47a', 900, 1600)));
    await page.getByText('Foto bersama').first().waitFor();
    const captions = async () => page.locator('ol.foto > li > p:first-of-type').allInnerTexts();
    expect(await captions()).toEqual(['Peserta berlatih', 'Foto bersama']);
    expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(
      options.viewport.width,
    );
    if (options.javaScriptEnabled) {
      await expectAccessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await expectAccessible(page);
      await page.setViewportSize({ ...options.viewport });
    }
    await page.getByRole('button', { name: /^Naikkan\s*: Foto bersama/ }).click();
    await page.getByText('Urutan foto disimpan.').waitFor();
    expect(await captions()).toEqual(['Foto bersama', 'Peserta berlatih']);
    const picture = await page.request.get(
      `${app.origin}${(await page.locator('ol.foto img').first().getAttribute('src')) ?? ''}`,
    );
    expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/jpeg']);
    for (const left of [1, 0]) {
      await page.locator('ol.foto > li').first().getByText('Hapus', { exact: true }).click();
      await page.locator('ol.foto > li').first().getByRole('button', { name: 'Hapus foto ini' }).click();
      await page.getByText('Foto dihapus.').waitFor();
      expect(await page.locator('ol.foto > li').count()).toBe(left);
    }
  },
  90_000,
);
