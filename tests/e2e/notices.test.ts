import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLibrary } from '#modules/libraries';
import { createMember, resetPin } from '#modules/members';
import { notify } from '#modules/notifications';
import { systemCtx } from '#platform/context';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { startMailServer } from '../support/mail-server.ts';
import { useApp } from '../support/start-app.ts';

let mail: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  mail = await startMailServer();
});
afterAll(() => mail.stop());

const app = useApp(
  async (t) => {
    const ctx = systemCtx(t.db, t.clock, 'uji');
    await createLibrary(ctx, { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
    const person = { number: 'A1', category: 'umum', email: 'dimas@contoh.id', phone: '0812 3456 7890' };
    await createMember(ctx, { ...person, fullName: 'Dimas Aji Pratama', homeLibrary: 'KOTA' });
  },
  () => ({ SMTP_URL: mail.url }),
);
const browser = useBrowser();

async function asMember(page: Page): Promise<void> {
  const { pin } = await resetPin(app.ctx(), 'A1');
  await page.goto(`${app.origin}/masuk?lanjut=/akun/pemberitahuan`);
  await page.fill('[name=number]', 'A1');
  await page.fill('[name=pin]', pin);
  await page.click('form[action$="?/anggota"] button');
  await page.waitForURL('**/akun/pemberitahuan');
}
const box = (value: string): string => `[name=want][value="${value}"]`;

test('a member chooses, without JavaScript, what to hear and by which way', async () => {
  const page = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await asMember(page);
  const words = (await page.textContent('main')) ?? '';
  expect(words).toContain('Antara 20.00 dan 07.00 kami diam');
  expect(words).toContain('dimas@contoh.id');
  expect(words).toContain('Dikirim petugas dari ponsel perpustakaan');
  expect(words).toContain('Berita hanya dikirim kepada yang mengizinkannya');
  expect(await page.isChecked(box('loans:email'))).toBe(true);
  expect(await page.isChecked(box('loans:whatsapp'))).toBe(false);
  expect(await page.locator(box('loans:telegram')).count()).toBe(0);
  await page.uncheck(box('receipts:email'));
  await page.check(box('loans:whatsapp'));
  await page.click('form[action="?/save"] button');
  expect(await page.textContent('main')).toContain('Pilihan kabar tersimpan');
  expect(await page.isChecked(box('receipts:email'))).toBe(false);
  expect(await page.isChecked(box('loans:whatsapp'))).toBe(true);
  expect(await page.isChecked(box('holds:email'))).toBe(true);
});

test('a browser is linked for push messages and let go again', async () => {
  const page = await browser.open({ viewport: { width: 390, height: 844 } });
  await page.context().grantPermissions(['notifications'], { origin: app.origin });
  // the push service of the browser's maker is outside; the rest, worker and form, is real
  await page.addInitScript(`PushManager.prototype.getSubscription = async () => null;
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => ({ toJSON: () => ({
      endpoint: 'https://fcm.googleapis.com/fcm/send/' + applicationServerKey.slice(0, 8),
      keys: { p256dh: 'BPk', auth: 'x' } }) });`);
  await asMember(page);
  expect(await page.isVisible('[data-tanpa]')).toBe(false);
  await expectAccessible(page);
  await page.click('form[action="?/addDevice"] button');
  await page.waitForSelector('text=Peramban ini sekarang menerima kabar');
  expect(await page.textContent('main')).toMatch(/Chrome, Linux sejak 25 November 2026/);
  await expectAccessible(page);
  await page.click('form[action="?/removeDevice"] button');
  await page.waitForSelector('text=Belum ada peramban yang menerima kabar');
});

test('the link in a mail stops mails, in the language of the mail and without signing in', async () => {
  const member = await app.db.selectFrom('member').select(['id', 'homeLibraryId']).executeTakeFirstOrThrow();
  await app.db.updateTable('member').set({ locale: 'en' }).where('id', '=', member.id).execute();
  await app.db.transaction().execute((trx) =>
    notify(trx, app.ctx(), {
      memberId: member.id,
      libraryId: member.homeLibraryId,
      topic: 'hold_waiting',
      params: { title: 'Laskar Pelangi', place: 'Perpustakaan Kota', until: null },
      key: 'uji:1',
    }),
  );
  await app.askFor('notifications.send', { atOnce: true });
  const letter = await mail.received(({ to }) => to.includes('dimas@contoh.id'));
  expect(letter.text).toContain('Laskar Pelangi');
  const link = /List-Unsubscribe: <([^>]+)>/.exec(letter.raw.replace(/\r\n[ \t]+/g, ' '))?.[1] ?? '';
  const { pathname, search } = new URL(link);
  expect(pathname).toBe('/en/berhenti');

  const page = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await page.goto(app.origin + pathname + search);
  expect(await page.textContent('main')).toContain('News by E-mail from the library will stop');
  await page.click('main form button');
  expect(await page.textContent('main')).toContain('News by E-mail has stopped');

  const own = await browser.open();
  await asMember(own);
  for (const group of ['loans', 'holds', 'membership']) expect(await own.isChecked(box(`${group}:email`))).toBe(false);
  expect(await own.isChecked(box('loans:whatsapp'))).toBe(true);
  await own.goto(app.origin + pathname + search);
  await expectAccessible(own);
  expect((await own.goto(`${app.origin}/berhenti?t=1.email.palsu`))?.status()).toBe(404);
  expect(await own.textContent('main')).toContain('Tautan ini tidak berlaku');
});

test('no page of notices carries more than 12 kB of styles', async () => {
  const page = await browser.open();
  await asMember(page);
  const styles = await page.evaluate(
    `[...document.querySelectorAll('style')].map((style) => style.textContent).join('')`,
  );
  expect(String(styles).length).toBeGreaterThan(3000);
  expect(String(styles).length).toBeLessThanOrEqual(12_000);
});
