import { beforeAll, expect, test } from 'vitest';
import { makeBib } from '#modules/collection/catalog/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import type { Page } from 'playwright-core';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { rowsNaming } from '../support/rows-naming.ts';
import { useApp } from '../support/start-app.ts';

let pin = '';
let qanitasPin = '';
let bibId = 0;
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  for (const username of ['dewi', 'arif']) {
    const account = await makeAccount(t, { username, homeLibraryId: kota.id });
    await grantRole(ctx, { accountId: account.id, role: 'circulation', libraryId: null });
  }
  await makeMember(ctx, { number: '3572001', fullName: 'Ratih Wulandari', homeLibrary: 'KOTA' });
  ({ pin } = await resetPin(ctx, '3572001'));
  bibId = await makeBib(ctx, { title: 'Bumi Manusia' });
  await makeMember(ctx, { number: '3572002', fullName: 'Qanita Rahmayanti', homeLibrary: 'KOTA' });
  ({ pin: qanitasPin } = await resetPin(ctx, '3572002'));
});
const browser = useBrowser();
let phone: Page;
const PHONE = { viewport: { width: 390, height: 844 } };
const COMPLAINT = 'Saya sudah mengembalikan buku di mobil keliling, tapi di akun masih tertulis dipinjam';
const flash = async (page: Page): Promise<string> => (await page.textContent('.flash')) ?? '';

async function staff(username: string): Promise<Page> {
  const page = await browser.open();
  const { token } = await signedIn(app, username);
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  return page;
}

beforeAll(async () => {
  phone = await browser.open(PHONE);
});

test('a complaint on a phone is answered, what changed is told to its sender and published, and the sender judges it', async () => {
  await phone.goto(`${app.origin}/masuk?lanjut=/bantuan?jenis=complaint`);
  await phone.fill('[name=number]', '3572001');
  await phone.fill('[name=pin]', pin);
  await phone.click('form[action$="?/member"] button');
  await phone.waitForURL(/\/bantuan\?/);
  await expectAccessible(phone);
  expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(390);
  expect(await phone.isChecked('[name=kind][value=complaint]')).toBe(true);
  await phone.fill('[name=text]', COMPLAINT);
  await phone.click('form button:has-text("Kirim")');
  await phone.waitForURL(`${app.origin}/bantuan/ikuti`);
  expect(await flash(phone)).toMatch(/Masukan K-\d{4}-\d+ kami terima/);
  await expectAccessible(phone);

  const desk = await staff('dewi');
  await desk.goto(`${app.origin}/staf/layanan/pengaduan`, { waitUntil: 'networkidle' });
  await expectAccessible(desk);
  await desk.click('a:has-text("Saya sudah mengembalikan buku")');
  await desk.waitForURL(/\/staf\/layanan\/\d+$/);
  await desk.waitForLoadState('networkidle');
  await expectAccessible(desk);
  await desk.fill('#jawaban [name=text]', 'Maaf membuat Anda menunggu. Bukunya sudah kami temukan.');
  await desk.fill('#jawaban [name=changeText]', 'Alat di mobil kini dicek baterainya setiap pagi.');
  await desk.check('#jawaban [name=changePublic]');
  await desk.click('#jawaban button[value=resolved]');
  await desk.waitForSelector('.flash');

  // told where members are told everything, with the way to the answer
  await phone.goto(`${app.origin}/bantuan/ikuti`);
  await phone.click('a:has-text("Saya sudah mengembalikan buku")');
  await phone.waitForURL(/nomor=K-/);
  expect(await phone.textContent('.kami')).toContain('Bukunya sudah kami temukan.');
  expect(await phone.textContent('main')).toContain('Alat di mobil kini dicek baterainya setiap pagi.');
  const told = await app.db.selectFrom('notification').selectAll().where('topic', '=', 'ticket').execute();
  expect(JSON.stringify(told)).toContain('Bukunya sudah kami temukan.');
  await phone.click('label:has-text("Ya, dan cepat")');
  await phone.click('button:has-text("Kirim penilaian")');
  await phone.waitForSelector('.flash');
  expect(await flash(phone)).toContain('Terima kasih atas penilaian Anda');

  const stranger = await browser.open(PHONE);
  await stranger.goto(`${app.origin}/bantuan/yang-berubah`);
  expect(await stranger.textContent('main')).toContain('Alat di mobil kini dicek baterainya setiap pagi.');
  expect(await stranger.textContent('main')).not.toContain('Ratih');
  await expectAccessible(stranger);

  // weeks later more has changed: it is told again, and the matter stays solved
  await desk.reload({ waitUntil: 'networkidle' });
  await desk.click('summary:has-text("Ada yang berubah karena ini")');
  await desk.fill('form[action$="?/change"] [name=changeText]', 'Mobil keliling kini membawa dua alat.');
  await desk.click('button:has-text("Sampaikan perubahan")');
  await desk.waitForSelector('.flash:has-text("Perubahan disampaikan")');
  await phone.reload();
  expect(await phone.textContent('main')).toContain('Mobil keliling kini membawa dua alat.');

  // words that nobody has to read are folded away, and the matter is as it was
  await desk.click('summary:has-text("Kata-kata kasar?")');
  await desk.fill('form[action$="?/rough"] [name=title]', 'Pengembalian di mobil belum tercatat');
  await desk.click('button:has-text("Lipat kata-katanya")');
  await desk.waitForSelector('.flash:has-text("dilipat")');
  expect(await desk.textContent('h1')).toContain('Pengembalian di mobil belum tercatat');
  expect(await desk.locator('.obrol :text("Kata-kata kasar, dilipat oleh petugas")').count()).toBe(1);
  await expectAccessible(desk);
}, 120_000);

test('a complaint without a name, without scripts, is followed by its code alone, which stands in no address', async () => {
  const first = await browser.open({ ...PHONE, javaScriptEnabled: false });
  await first.goto(`${app.origin}/bantuan`);
  await first.check('[name=kind][value=complaint]');
  await first.fill('[name=text]', 'Pintu kamar mandi lantai dua rusak.');
  await first.check('[name=contactKind][value=none]');
  await first.click('form button:has-text("Kirim")');
  await first.waitForURL(`${app.origin}/bantuan/ikuti`);
  const code = ((await first.textContent('.no-k')) ?? '').trim();
  expect(code).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);
  await first.click('button:has-text("Tutup di perangkat ini")');
  await first.waitForSelector('[name=code]');
  expect(await first.locator('.no-k').count()).toBe(0);

  const other = await browser.open({ ...PHONE, javaScriptEnabled: false });
  await other.goto(`${app.origin}/bantuan/ikuti`);
  await other.fill('[name=code]', code.replace(/^./, code.startsWith('2') ? '3' : '2'));
  await other.click('button:has-text("Buka")');
  expect(await other.textContent('main')).toContain('Masukan itu tidak ditemukan');
  await other.fill('[name=code]', code.toLowerCase().replaceAll('-', ' '));
  await other.click('button:has-text("Buka")');
  await other.waitForURL(`${app.origin}/bantuan/ikuti`);
  expect(await other.textContent('main')).toContain('Pintu kamar mandi lantai dua rusak.');
  // nobody is known by it, and no log of the server has the code
  const [ticket] = await app.db.selectFrom('ticket').selectAll().orderBy('id', 'desc').limit(1).execute();
  expect(ticket).toMatchObject({ contactKind: 'none', memberId: null, contact: '', contactName: '' });
  expect(app.output()).not.toContain(code);
}, 60_000);

test('of a member who is signed in and complains without a name no row says who it was, and no line of the server what was said', async () => {
  const page = await browser.open(PHONE);
  await page.goto(`${app.origin}/masuk?lanjut=/bantuan?jenis=complaint`);
  await page.fill('[name=number]', '3572002');
  await page.fill('[name=pin]', qanitasPin);
  await page.click('form[action$="?/member"] button');
  await page.waitForURL(/\/bantuan\?/);
  // it is offered to them to be answered by their account
  expect(await page.isChecked('[name=contactKind][value=account]')).toBe(true);
  const named = ['qanita', 'rahmayanti', '3572002'];
  const before = await rowsNaming(app.db, named);
  expect(before).toContain('member 1');
  await page.fill('[name=text]', 'Petugas loket menyuruh kami pergi.');
  await page.check('[name=contactKind][value=none]');
  // a name that stands there already is not kept either
  await page.fill('[name=contactName]', 'Qanita Rahmayanti');
  await page.click('form button:has-text("Kirim")');
  await page.waitForURL(`${app.origin}/bantuan/ikuti`);
  const code = ((await page.textContent('.no-k')) ?? '').trim();
  expect(code).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);
  expect(await rowsNaming(app.db, ['menyuruh kami pergi'])).toEqual(
    expect.arrayContaining(['ticket 1', 'ticket_message 1']),
  );
  expect(await rowsNaming(app.db, named)).toEqual(before);
  const ticket = await app.db
    .selectFrom('ticket')
    .selectAll()
    .where('title', 'like', 'Petugas loket menyuruh%')
    .executeTakeFirstOrThrow();
  expect(ticket).toMatchObject({ contactKind: 'none', memberId: null, contact: '', contactName: '', via: 'site' });
  const trace = await app.db
    .selectFrom('auditEvent')
    .select(['actorKind', 'actorId'])
    .where('entity', '=', 'ticket')
    .where('entityId', '=', String(ticket.id))
    .execute();
  expect(trace).toEqual([{ actorKind: 'anonymous', actorId: null }]);
  const printed = app.output().toLowerCase();
  for (const word of [...named, 'menyuruh kami pergi', code.toLowerCase()]) expect(printed).not.toContain(word);
  // nor is it among what they sent
  expect(await page.textContent('main')).toContain(ticket.number);
  await page.click('button:has-text("Tutup di perangkat ini")');
  await page.waitForSelector('[name=code]');
  await page.goto(`${app.origin}/bantuan/ikuti`);
  expect(await page.textContent('main')).not.toContain(ticket.number);
}, 60_000);

test('answers that exist stand beside what is typed, and two who answer at once lose nothing', async () => {
  const reader = await browser.open(PHONE);
  await reader.goto(`${app.origin}/bantuan`);
  await reader.fill('[name=text]', 'Jam berapa perpustakaan buka hari Sabtu?');
  await reader.waitForSelector('.mungkin:not([hidden]) a');
  expect(await reader.textContent('.mungkin')).toContain('Jam buka Perpustakaan Kota');
  await reader.click('form button:has-text("Kirim")');
  await reader.waitForURL(`${app.origin}/bantuan/ikuti`);

  const [dewi, arif] = [await staff('dewi'), await staff('arif')];
  for (const page of [dewi, arif]) {
    await page.goto(`${app.origin}/staf/layanan`, { waitUntil: 'networkidle' });
    await page.click('a:has-text("Jam berapa perpustakaan buka")');
    await page.waitForURL(/\/staf\/layanan\/\d+$/);
    await page.waitForLoadState('networkidle');
  }
  // before one of them sends they see each other
  await arif.waitForSelector('[role=status] :text("juga sedang membuka ini")');
  const said = dewi.waitForResponse(/hadir\?menulis=1$/);
  await dewi.fill('#jawaban [name=text]', 'Sabtu buka 08.00 sampai 16.00.');
  expect((await said).status()).toBe(200);
  await arif.reload({ waitUntil: 'networkidle' });
  expect(await arif.textContent('main [role=status]')).toContain('sedang menulis jawaban');
  await dewi.click('#jawaban button[value=waiting_patron]');
  await dewi.waitForSelector('.flash');
  await arif.fill('#jawaban [name=text]', 'Sabtu buka pukul delapan.');
  await arif.click('#jawaban button[value=waiting_patron]');
  await arif.waitForSelector('.note.bad');
  expect(await arif.inputValue('#jawaban [name=text]')).toBe('Sabtu buka pukul delapan.');
  expect(await arif.textContent('main')).toContain('Sabtu buka 08.00 sampai 16.00.');
}, 90_000);

test('at the desk it is written down what somebody says about a book, in the language in which they are answered', async () => {
  const desk = await staff('dewi');
  const page = `${app.origin}/staf/layanan/catat?tentang=bib-${bibId}`;
  await desk.goto(page, { waitUntil: 'networkidle' });
  await expectAccessible(desk);
  expect(await desk.textContent('main form')).toContain('Tentang Bumi Manusia');
  // the language of who writes it down stands there first
  expect(await desk.inputValue('[name=language]')).toBe('id');
  await desk.fill('[name=text]', 'Is there an English translation?');
  await desk.selectOption('[name=libraryId]', { label: 'Perpustakaan Kota' });
  await desk.selectOption('[name=contactKind]', 'email');
  await desk.selectOption('[name=language]', { label: 'Inggris' });
  // refused without the address, and nothing that was chosen is lost
  await desk.click('main form button:has-text("Catat")');
  await desk.waitForSelector('.note.bad');
  expect(await desk.inputValue('[name=language]')).toBe('en');
  expect(await desk.textContent('main form')).toContain('Tentang Bumi Manusia');
  await desk.fill('[name=contact]', 'jane@example.org');
  await desk.click('main form button:has-text("Catat")');
  await desk.waitForSelector('.kode-besar');
  const ticket = await app.db
    .selectFrom('ticket')
    .selectAll()
    .where('contact', '=', 'jane@example.org')
    .executeTakeFirstOrThrow();
  expect(ticket).toMatchObject({
    ...{ via: 'desk', language: 'en', aboutKind: 'bib', aboutRef: String(bibId), aboutLabel: 'Bumi Manusia' },
  });
  await desk.goto(page, { waitUntil: 'networkidle' });
  await desk.click('a:has-text("Bukan tentang ini")');
  await desk.waitForURL(/\/staf\/layanan\/catat$/);
  expect(await desk.locator('[name=aboutKind]').count()).toBe(0);
}, 60_000);
