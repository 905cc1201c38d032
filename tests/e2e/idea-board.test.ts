import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { makeGuest, makeWorkshop } from '#modules/community/ideas/testing';
import { resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let pin = '';
let ticket = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const library = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const { programId } = await makeWorkshop(t.db, { libraryId: library.id });
  await makeMember(ctx, { fullName: 'Sulastri', number: 'A1', homeLibrary: 'KOTA' });
  pin = (await resetPin(ctx, 'A1')).pin;
  const { id: memberId } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
  const row = { programId, memberId, libraryId: library.id, ticket: 'TIKETSULASTRI1', status: 'confirmed' };
  await t.db
    .insertInto('programEnrolment')
    .values({ ...row, placedAt: new Date() })
    .execute();
  ({ ticket } = await makeGuest(t.db, { programId, name: 'Arif Setiawan', libraryId: library.id }));
});
const browser = useBrowser();
const phone = { viewport: { width: 390, height: 844 } };

async function joinAsGuest(page: Page, code: string): Promise<void> {
  await page.goto(`${app.origin}/papan-ide`);
  await page.fill('[name=ticket]', ticket);
  await page.click('button:has-text("Pakai kode ini")');
  await page.fill('[name=kode]', code.toLowerCase());
  await page.click('button:has-text("Buka papan")');
  await page.waitForURL('**/papan-ide/*');
}
const phaseTo = async (staff: Page, name: string): Promise<void> => {
  await staff.click(`[name=phase]:has-text("${name}")`);
  await staff.locator(`[name=phase][aria-pressed=true]:has-text("${name}")`).waitFor();
};

test(
  'a workshop on its board: written in silence, shared, grouped and voted for, live on phones and the screen, also on a phone without JavaScript',
  { timeout: 120_000 },
  async () => {
    const staff = await browser.open();
    await signInAsStaff(staff, app.origin, { next: '/staf/papan-ide' });
    await staff.waitForLoadState('networkidle');
    await staff.click('summary:has-text("Buat papan")');
    await staff.fill('[name=question]', 'Bagaimana membuat orang mau mampir?');
    await staff.click('form button:has-text("Buat papan")');
    await staff.waitForURL(/\/staf\/papan-ide\/\d+$/);
    await staff.waitForLoadState('load');
    const code = (await staff.locator('b.mono').first().textContent()) ?? '';
    const path = new URL(staff.url()).pathname.replace('/staf', '');
    await expectAccessible(staff);
    await staff.fill('[name=minutes]', '5');
    await phaseTo(staff, 'Tulis sendiri');

    const screen = await browser.open();
    await screen.goto(`${app.origin}${path}/layar`);
    // a phone with JavaScript, of a member
    const sulastri = await browser.open(phone);
    await sulastri.goto(`${app.origin}/masuk?lanjut=${encodeURIComponent(path)}`);
    await sulastri.fill('[name=number]', 'A1');
    await sulastri.fill('[name=pin]', pin);
    await sulastri.click('form[action$="?/member"] button');
    await sulastri.waitForURL(`**${path}`);
    // a phone without, of a guest with a ticket
    const arif = await browser.open({ ...phone, javaScriptEnabled: false });
    await joinAsGuest(arif, code);
    await arif.fill('[name=text]', 'Buka malam setiap Rabu');
    await arif.click('button:has-text("Tempel di papan")');
    expect(await arif.textContent('.cols')).toContain('Buka malam setiap Rabu');

    await sulastri.fill('[name=text]', 'Rak pinjam di warung kopi');
    await sulastri.click('button:has-text("Tempel di papan")');
    await sulastri.locator('.idea:has-text("Rak pinjam")').waitFor();
    // in silence nobody sees the idea of somebody else
    expect(await sulastri.textContent('main')).not.toContain('Buka malam');
    await expect.poll(async () => screen.textContent('main')).toContain('2 ide');
    expect(await screen.textContent('main')).not.toContain('Rak pinjam');
    await expectAccessible(sulastri);

    await phaseTo(staff, 'Bagikan');
    await sulastri.locator('.idea:has-text("Buka malam")').waitFor();
    await screen.locator('.idea:has-text("Rak pinjam")').waitFor();
    // the room sees where an idea comes from; names are for those who take part
    expect(await screen.textContent('.cols')).not.toContain('Sulastri');
    expect(await sulastri.textContent('.cols')).toContain('Arif Setiawan');

    await staff.fill('[name=notes]', 'Pojok anak\nKursi lebih nyaman');
    await staff.click('button:has-text("Tempel semua")');
    await sulastri.locator('.idea:has-text("Pojok anak")').waitFor();
    await staff.locator('.ide-staf:has-text("Pojok anak") input[type=checkbox]').check();
    await staff.locator('.ide-staf:has-text("Kursi lebih nyaman") input[type=checkbox]').check();
    await staff.fill('#theme', 'Nyaman');
    await staff.click('button:has-text("Masukkan ke kelompok")');
    await sulastri.locator('h2:has-text("Nyaman")').waitFor();

    await phaseTo(staff, 'Pilih');
    // by keyboard alone
    const heart = sulastri.locator('.idea:has-text("Buka malam") .vote');
    await heart.focus();
    await sulastri.keyboard.press('Enter');
    await sulastri.locator('.idea:has-text("Buka malam") .vote[aria-pressed=true]').waitFor();
    await screen.locator('.idea:has-text("Buka malam"):has-text("1 suara")').waitFor();
    await arif.reload();
    await arif.click('.idea:has-text("Buka malam") .vote');
    expect(await arif.textContent('main')).toContain('1 dari 3');
    await screen.locator('.idea:has-text("Buka malam"):has-text("2 suara")').waitFor();
    for (const page of [sulastri, screen, staff]) await expectAccessible(page);
  },
);
