import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdWaiting } from '#modules/lending/circulation/notices';
import { createLibrary } from '#modules/ground/libraries';
import { createMember, resetPin } from '#modules/people/members';
import { notify } from '#modules/people/notifications';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { makeBrowser, sendJson, startCarrier } from '../support/carriers.ts';
import { startMailServer } from '../support/mail-server.ts';
import { useApp } from '../support/start-app.ts';

let mail: Awaited<ReturnType<typeof startMailServer>>;
/** Telegram's Bot API, as far as we use it. */
let bot: Awaited<ReturnType<typeof startCarrier>>;
let updates: unknown[] = [];
beforeAll(async () => {
  mail = await startMailServer();
  bot = await startCarrier(({ path }, response) => {
    const asked = path.endsWith('/getUpdates');
    const message = { message_id: 1, date: 1, chat: { id: 555, type: 'private' } };
    sendJson(response, 200, { ok: true, result: asked ? updates : message });
  });
});
afterAll(async () => Promise.all([mail.stop(), bot.stop()]));

const app = useApp(
  async (t) => {
    const ctx = systemCtx(t.db, t.clock, 'uji');
    await createLibrary(ctx, { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
    const person = { number: 'A1', category: 'umum', email: 'dimas@contoh.id', phone: '0812 3456 7890' };
    await createMember(ctx, { ...person, fullName: 'Dimas Aji Pratama', homeLibrary: 'KOTA' });
    const other = { number: 'B2', category: 'umum', phone: '0813 9999 0000' };
    await createMember(ctx, { ...other, fullName: 'Sunardi', homeLibrary: 'KOTA' });
  },
  () => ({ SMTP_URL: mail.url, OUTGOING_HOSTS: '127.0.0.1' }),
);
const browser = useBrowser();

async function asMember(page: Page): Promise<void> {
  const { pin } = await resetPin(app.ctx(), 'A1');
  await page.goto(`${app.origin}/masuk?lanjut=/akun/pemberitahuan`);
  await page.fill('[name=number]', 'A1');
  await page.fill('[name=pin]', pin);
  await page.click('form[action$="?/member"] button');
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
  const browserKeys = makeBrowser();
  // the push service of the browser's maker is outside; the rest, worker and form, is real
  await page.addInitScript(`PushManager.prototype.getSubscription = async () => null;
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => ({ toJSON: () => ({
      endpoint: 'https://fcm.googleapis.com/fcm/send/' + applicationServerKey.slice(0, 8),
      keys: { p256dh: '${browserKeys.p256dh}', auth: '${browserKeys.auth}' } }) });`);
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
  const member = await app.db
    .selectFrom('member')
    .select(['id', 'homeLibraryId'])
    .where('number', '=', 'A1')
    .executeTakeFirstOrThrow();
  await app.db.updateTable('member').set({ locale: 'en' }).where('id', '=', member.id).execute();
  await app.db.transaction().execute(async (trx) =>
    notify(trx, app.ctx(), holdWaiting, {
      memberId: member.id,
      libraryId: member.homeLibraryId,
      params: { title: 'Laskar Pelangi', place: 'Perpustakaan Kota', until: null },
      key: 'uji:1',
    }),
  );
  await app.askFor('notifications.send', { atOnce: true });
  const letter = await mail.received(({ to }) => to.includes('dimas@contoh.id'));
  expect(letter.text).toContain('Laskar Pelangi');
  const link = /List-Unsubscribe: <([^>]+)>/.exec(letter.raw.replace(/\r\n[ \t]+/g, ' '))?.[1] ?? '';
  const address = app.origin + new URL(link).pathname;

  const page = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await page.goto(address);
  expect(new URL(page.url()).pathname).toBe('/en/berhenti');
  expect(await page.textContent('main')).toContain('News by E-mail from the library will stop');
  await page.click('main form button');
  expect(await page.textContent('main')).toContain('News by E-mail has stopped');

  const own = await browser.open();
  await asMember(own);
  for (const group of ['loans', 'holds', 'membership']) expect(await own.isChecked(box(`${group}:email`))).toBe(false);
  expect(await own.isChecked(box('loans:whatsapp'))).toBe(true);
  await own.goto(address);
  await expectAccessible(own);
  expect((await own.goto(`${app.origin}/berhenti?t=1.email.palsu`))?.status()).toBe(404);
  expect(await own.textContent('main')).toContain('Tautan ini tidak berlaku');
});

async function asStaff(next: string, javaScriptEnabled = false): Promise<Page> {
  const page = await browser.open({ javaScriptEnabled });
  await signInAsStaff(page, app.origin, { next: `/staf/pemberitahuan${next}` });
  return page;
}

test('a channel is set up, tried and switched on; its secret is never shown again; a member links it', async () => {
  const page = await asStaff('/jalur');
  const main = async () => page.textContent('main');
  expect(await main()).toContain(`Server surat: ${new URL(mail.url).host}`);
  await page.fill('#email-to', 'kepala@contoh.id');
  await page.click('#email form[action="?/try"] button');
  expect(await page.textContent('#email')).toContain('Uji coba terkirim');
  expect((await mail.received(({ to }) => to.includes('kepala@contoh.id'))).text).toContain('Pesan ini uji coba');

  await page.fill('#telegram-to', 'A1');
  await page.click('#telegram form[action="?/try"] button');
  expect(await page.textContent('#telegram')).toContain('Jalur ini belum lengkap');
  await page.check('#telegram [name=enabled]');
  await page.fill('#telegram-botUsername', '@perpus_bot');
  await page.fill('#telegram-apiRoot', bot.url);
  await page.fill('#telegram-botToken', '7:rahasia');
  await page.click('#telegram form[action="?/save"] button');
  expect(await page.textContent('#telegram')).toContain('Jalur terbuka');
  expect(await page.content()).not.toContain('7:rahasia');
  expect(await page.textContent('#telegram-botToken-hint')).toContain('Tersimpan');

  const member = await browser.open({ javaScriptEnabled: false });
  await asMember(member);
  await member.click('form[action="?/telegram"] button');
  const link = new URL((await member.getAttribute('#telegram a, section:has(#telegram) a', 'href')) ?? '');
  expect(link.origin + link.pathname).toBe('https://t.me/perpus_bot');
  updates = [
    {
      update_id: 1,
      message: {
        message_id: 1,
        date: 1,
        chat: { id: 555, type: 'private' },
        text: `/start ${link.searchParams.get('start') ?? ''}`,
      },
    },
  ];
  await app.askFor('notifications.telegram');
  await expect.poll(() => bot.heard.some(({ path }) => path.endsWith('/sendMessage')), { timeout: 20_000 }).toBe(true);
  await member.goto(`${app.origin}/akun/pemberitahuan`);
  expect(await member.textContent('main')).toContain('Satu obrolan Telegram menerima kabar Anda');

  await page.fill('#telegram-to', 'A1');
  await page.click('#telegram form[action="?/try"] button');
  expect(await page.textContent('#telegram')).toContain('Uji coba terkirim');
  await member.click('form[action="?/unlinkTelegram"] button');
  expect(await member.textContent('main')).toContain('Telegram dilepas');
});

test('a text is written with its preview beside it, refused where a placeholder is unknown, and reset', async () => {
  const page = await asStaff('/teks?jalur=email&bahasa=id', true);
  await page.click('table a:has-text("Hari kembali")');
  await page.waitForSelector('#body');
  // a preview follows what is typed once the script of the page is there
  await page.waitForLoadState('networkidle');
  expect(await page.textContent('aside .pesan')).toContain('Hari ini waktunya kembali:\n- Laskar Pelangi');
  await page.fill('#body', 'Buku rindu raknya:\n- {judul}');
  await page.waitForSelector('aside .pesan:has-text("Buku rindu raknya: - Laskar Pelangi")');
  expect(await page.textContent('aside .pesan')).toContain('Halo Dimas Aji Pratama');
  await page.fill('#body', '- {judull}');
  await page.waitForSelector('aside .note:has-text("{judull}")');
  await expectAccessible(page);
  await page.click('form[action^="?/save"] button:not([formaction])');
  await page.waitForSelector('#body-error');
  await page.waitForLoadState('networkidle');
  expect(await page.inputValue('#body')).toBe('- {judull}');
  await page.fill('#body', 'Buku rindu raknya:\n- {judul}');
  await page.click('form[action^="?/save"] button:not([formaction])');
  await page.waitForURL('**/pemberitahuan/teks?**');
  expect(await page.textContent('tr:has-text("Hari kembali")')).toContain('Teks sendiri');
  await expectAccessible(page);

  const plain = await asStaff('/teks/due?jalur=email&bahasa=id');
  await plain.fill('#subject', 'Waktunya pulang: {jumlah}');
  await plain.click('button[formaction^="?/preview"]');
  expect(await plain.textContent('aside')).toContain('Waktunya pulang: 1');
  expect(await plain.inputValue('#subject')).toBe('Waktunya pulang: {jumlah}');
  await plain.click('summary:has-text("Kembali ke teks bawaan")');
  await plain.click('form[action^="?/reset"] button');
  expect(await plain.textContent('tr:has-text("Hari kembali")')).toContain('Teks bawaan');
});

test('a library reminds its pupils three days before, keeps quiet at its own hours, and says so', async () => {
  const page = await asStaff('/jadwal');
  await page.selectOption('#perpustakaan', 'KOTA');
  await page.selectOption('#kategori', 'pelajar');
  await page.click('form[role=search] button');
  expect(await page.textContent('tr:has-text("Sebelum waktunya")')).toContain('berlaku: 1 hari sebelumnya');
  await page.selectOption('#mode_before_due', 'on');
  await page.fill('#days_before_due', '3');
  await page.selectOption('#mode_overdue_3', 'off');
  await page.click('form[action^="?/schedule"] button');
  expect(await page.textContent('tr:has-text("Sebelum waktunya")')).toContain('berlaku: 3 hari sebelumnya');
  expect(await page.textContent('tr:has-text("pengingat 3")')).toContain('berlaku: tidak dikirim');
  expect(await page.textContent('aside')).toContain('Perpustakaan Kota, Pelajar');

  await page.goto(`${app.origin}/staf/pemberitahuan/jadwal?perpustakaan=KOTA`);
  expect(await page.textContent('tr:has-text("Sebelum waktunya")')).toContain('berlaku: 1 hari sebelumnya');
  await page.fill('#from', '21:30');
  await page.uncheck('[name=follow]');
  await page.click('form[action^="?/quiet"] button');
  expect(await page.inputValue('#from')).toBe('21:30');
  expect(await page.isChecked('[name=follow]')).toBe(false);
  const member = await browser.open();
  await asMember(member);
  expect(await member.textContent('main')).toContain('Antara 21.30 dan 07.00 kami diam');
});

test('what goes by the staff phone is opened in WhatsApp, marked as sent, and stands in the list of deliveries', async () => {
  const ctx = app.ctx();
  const tell = async (key: string, title: string) =>
    app.db.transaction().execute(async (trx) => {
      const { id } = await trx.selectFrom('member').select('id').where('number', '=', 'B2').executeTakeFirstOrThrow();
      const library = await trx.selectFrom('library').select('id').executeTakeFirstOrThrow();
      const params = { title, place: 'Perpustakaan Kota', until: null };
      await notify(trx, ctx, holdWaiting, { memberId: id, libraryId: library.id, params, key });
    });
  await tell('uji:b2:1', 'Bumi Manusia');
  await app.askFor('notifications.send', { atOnce: true });
  const pending = async () => {
    const rows = await app.db.selectFrom('delivery').select('id').where('channel', '=', 'phone').execute();
    return rows.length;
  };
  await expect.poll(pending, { timeout: 20_000 }).toBe(1);
  await tell('uji:b2:2', 'Gadis Kretek');
  await app.askFor('notifications.send', { atOnce: true });
  await expect.poll(pending, { timeout: 20_000 }).toBe(2);

  const page = await asStaff('/ponsel');
  const href = new URL((await page.getAttribute('li:has-text("Bumi Manusia") a.btn', 'href')) ?? '');
  expect(href.origin + href.pathname).toBe('https://wa.me/6281399990000');
  expect(href.searchParams.get('text')).toContain('Bumi Manusia di Perpustakaan Kota');
  await expectAccessible(await asStaff('/ponsel', true));
  await page.click('li:has-text("Bumi Manusia") button[value=sent]');
  expect(await page.textContent('main')).toContain('Dicatat: sudah dikirim dari ponsel');
  expect(await page.locator('li.surat').count()).toBe(1);
  await page.click('li:has-text("Gadis Kretek") summary');
  await page.fill('li:has-text("Gadis Kretek") [name=reason]', 'Sudah ditelepon');
  await page.click('li:has-text("Gadis Kretek") details button');
  expect(await page.textContent('main')).toContain('Tidak ada yang perlu dikirim');

  await page.goto(`${app.origin}/staf/pemberitahuan?jalur=phone&anggota=B2`);
  expect(await page.textContent('tr:has-text("Tidak dikirim")')).toContain('Sudah ditelepon');
  expect(await page.textContent('tr:has-text("Terkirim")')).toContain('Dikirim dari ponsel petugas');
  await page.selectOption('#keadaan', 'failed');
  await page.click('form[role=search] button');
  expect(await page.textContent('main')).toContain('Tidak ada kiriman yang cocok');
});

test('a delivery that failed is sent again, one that nobody knows of is settled, each by a person', async () => {
  await app.db
    .updateTable('delivery')
    .set({ state: 'failed', outcome: 'gave_up', outcomeDetail: '421 too busy' })
    .where('channel', '=', 'email')
    .execute();
  const page = await asStaff('?keadaan=failed');
  expect(await page.textContent('main')).toContain('421 too busy');
  await expectAccessible(await asStaff('?keadaan=failed', true));
  const before = mail.mails.length;
  await app.db.updateTable('noticePreference').set({ wanted: true }).where('channel', '=', 'email').execute();
  await page.click('button[value=retry]');
  expect(page.url()).toContain('keadaan=failed');
  expect(await page.textContent('main')).toContain('Kiriman dicoba lagi');
  await app.askFor('notifications.send');
  await expect.poll(() => mail.mails.length, { timeout: 20_000 }).toBe(before + 1);

  const lost = { state: 'unknown', outcome: 'interrupted', finishedAt: app.clock.now() } as const;
  await app.db.updateTable('delivery').set(lost).where('channel', '=', 'email').execute();
  await page.goto(`${app.origin}/staf/pemberitahuan`);
  expect(await page.textContent('tr:has-text("Tidak pasti")')).toContain('mungkin sudah sampai');
  await page.click('button[value=arrived]');
  expect(await page.textContent('main')).toContain('Dicatat: sudah sampai');
});

for (const [width, colorScheme] of [
  [390, 'light'],
  [1280, 'dark'],
] as const) {
  test(`every page of notices is accessible at ${width} pixels, ${colorScheme}`, async () => {
    const page = await browser.open({ viewport: { width, height: 844 }, colorScheme });
    await signInAsStaff(page, app.origin, { next: '/staf/pemberitahuan' });
    for (const part of ['', '/ponsel', '/teks', '/teks/overdue_1', '/jadwal?perpustakaan=KOTA', '/jalur']) {
      await page.goto(`${app.origin}/staf/pemberitahuan${part}`);
      await expectAccessible(page);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), part).toBe(true);
    }
    const own = await browser.open({ viewport: { width, height: 844 }, colorScheme });
    await asMember(own);
    await expectAccessible(own);
    const styles = await own.evaluate(
      `[...document.querySelectorAll('style')].map((style) => style.textContent).join('').length`,
    );
    expect(styles).toBeGreaterThan(3000);
    expect(styles).toBeLessThanOrEqual(12_000);
  });
}
