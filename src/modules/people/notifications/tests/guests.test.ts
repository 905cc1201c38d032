import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { questionnaireOpen } from '#modules/community/questionnaires/notices';
import { programReminder } from '#modules/community/programs/notices';
import { makeLibrary } from '#modules/lending/circulation/testing';
import {
  guestCalls,
  noteGuestCall,
  tellGuest,
  withdrawGuestMessages,
  type NoticeKind,
} from '#modules/people/notifications';
import { type GuestNotice } from '#modules/people/notifications/testing';
import { createMailer } from '#platform/sending/mail';
import { sendJson, startCarrier } from '../../../../../tests/support/carriers.ts';
import { startMailServer } from '../../../../../tests/support/mail-server.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { tidyNotices } from '../jobs.ts';
import { sendToGuests } from '../guests/send-to-guests.ts';
import { noticeNeeds, setUpChannel, testSecrets as secrets } from '../testing.ts';

const t = useTestDb();
let smtp: Awaited<ReturnType<typeof startMailServer>>;
let carrier: Awaited<ReturnType<typeof startCarrier>>;
let reply: { status: number; body: unknown };
let libraryId = 0;

beforeAll(async () => {
  smtp = await startMailServer();
  carrier = await startCarrier((_heard, response) => sendJson(response, reply.status, reply.body));
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});
afterAll(async () => {
  await carrier.stop();
  await smtp.stop();
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  smtp.mails.length = 0;
  carrier.heard.length = 0;
  await t.db.updateTable('noticeChannel').set({ enabled: false }).where('channel', '=', 'whatsapp').execute();
  await t.db.deleteFrom('guestMessage').execute();
});

type Told = Partial<Omit<GuestNotice<unknown>, 'params'>>;
const tellOf = async <Given>(kind: NoticeKind<Given>, params: NoInfer<Given>, more: Told = {}) =>
  t.db.transaction().execute(async (trx) =>
    tellGuest(trx, t.ctx(), kind, {
      params,
      libraryId,
      key: 'uji:1',
      about: 'uji',
      to: 'tamu@example.org',
      name: 'Tamu',
      language: 'id',
      path: '/kegiatan/tiket/ABC234',
      expiresAt: null,
      ...more,
    }),
  );
const tell = async (more: Told = {}) =>
  tellOf(programReminder, { title: 'Bincang Buku', place: 'Lobi', startsAt: '2026-11-26T01:00:00Z' }, more);
const deliver = async (url: string | null = smtp.url) =>
  sendToGuests({
    db: t.db,
    clock: t.clock,
    mailer: createMailer(url, 'perpus@example.org'),
    ...noticeNeeds,
    secrets,
  });
const rows = async () =>
  t.db.selectFrom('guestMessage').select(['state', 'email', 'phone', 'name', 'params', 'path', 'outcome']).execute();
const gone = { email: null, phone: null, name: null, params: null, path: null };

test('a guest is told by e-mail with the link of their own page, once; then address and words are gone', async () => {
  expect(await tell()).toBe(true);
  expect(await tell()).toBe(false);
  expect(await deliver()).toBe(1);
  const [mail] = smtp.mails;
  expect(mail?.to).toEqual(['tamu@example.org']);
  expect(mail?.subject).toBe('Segera: Bincang Buku');
  expect(mail?.text).toContain('Kamis, 26 November 2026, 08.00 WIB');
  expect(mail?.text).toContain('https://perpus.example.org/kegiatan/tiket/ABC234');
  expect(await rows()).toEqual([{ state: 'sent', outcome: 'accepted', ...gone }]);
  expect(await deliver()).toBe(0);
});

test('an address of which no name is known is written to without a greeting', async () => {
  await tell({ name: '' });
  await deliver();
  expect(smtp.mails[0]?.text).toMatch(/^\w/);
});

test('what is open for a guest is listed with the address of each form, in one e-mail', async () => {
  const forms = [
    { title: 'Evaluasi penyelenggaraan', path: '/isi/abcd2345?tiket=ABC234', until: '2026-11-29T16:59:59Z' },
    { title: 'Tes awal', path: '/isi/efgh2345?tiket=ABC234', until: null },
  ];
  await tellOf(questionnaireOpen, { program: 'Bincang Buku', news: 'open', forms });
  await deliver();
  expect(smtp.mails[0]?.subject).toBe('Kuesioner untuk Anda: Bincang Buku');
  const text = smtp.mails[0]?.text.replace(/=\r?\n/g, '');
  expect(text).toContain('sampai Minggu, 29 November 2026. https://perpus.example.org/isi/abcd2345?tiket=ABC234');
  expect(text).toContain('Tes awal (Bincang Buku). Sudah dibuka untuk Anda. https://perpus.example.org/isi/efgh2345');
});

test('one message that cannot be written keeps no other, and is tried again', async () => {
  await tell({ key: 'uji:rusak', to: 'rusak@example.org' });
  await tell({ key: 'uji:utuh' });
  await t.db.updateTable('guestMessage').set({ params: '{"x":1}' }).where('key', '=', 'uji:rusak').execute();
  expect(await deliver()).toBe(2);
  expect(smtp.mails.map(({ to }) => to)).toEqual([['tamu@example.org']]);
  const spoilt = t.db.selectFrom('guestMessage').select(['state', 'outcome']).where('key', '=', 'uji:rusak');
  expect(await spoilt.execute()).toEqual([{ state: 'pending', outcome: 'not_reached' }]);
});

test('that a guest was told is known for a year, and then no more', async () => {
  await tell();
  await deliver();
  await tell({ key: 'uji:kini', expiresAt: new Date('2028-01-01T00:00:00Z') });
  t.clock.set('2027-11-24T10:00:00+07:00');
  await tidyNotices(t);
  expect(await rows()).toHaveLength(2);
  t.clock.set('2027-11-26T10:00:00+07:00');
  await tidyNotices(t);
  expect(await rows()).toMatchObject([{ state: 'pending' }]);
});

test('what a guest was not told before it was taken back may be told again; what they were told, or what came too late, not', async () => {
  const takeBack = async () => t.db.transaction().execute(async (trx) => withdrawGuestMessages(trx, t.ctx(), 'uji'));
  await tell();
  await takeBack();
  expect(await tell()).toBe(true);
  expect(await deliver()).toBe(1);
  await takeBack();
  expect(await tell()).toBe(false);
  await tell({ key: 'uji:2', expiresAt: new Date('2026-11-25T10:05:00+07:00') });
  t.clock.set('2026-11-25T10:05:00+07:00');
  await deliver();
  expect(await tell({ key: 'uji:2' })).toBe(false);
  expect(smtp.mails).toHaveLength(1);
});

test('in English where the guest enrolled in English', async () => {
  await tell({ language: 'en' });
  await deliver();
  expect(smtp.mails[0]?.text).toContain('https://perpus.example.org/en/kegiatan/tiket/ABC234');
  expect(smtp.mails[0]?.subject).toBe('Soon: Bincang Buku');
});

test('what is no longer true is not sent: taken back, or too late', async () => {
  await tell();
  await t.db.transaction().execute(async (trx) => withdrawGuestMessages(trx, t.ctx(), 'uji'));
  await tell({ key: 'uji:2', expiresAt: new Date('2026-11-25T10:05:00+07:00') });
  t.clock.set('2026-11-25T10:05:00+07:00');
  expect(await deliver()).toBe(0);
  expect(await rows()).toEqual(
    Array.from({ length: 2 }, () => ({ state: 'cancelled', outcome: 'nothing_left', ...gone })),
  );
  expect(smtp.mails).toEqual([]);
});

test('a mail server that is away is tried again later', async () => {
  await tell();
  expect(await deliver('smtp://127.0.0.1:1')).toBe(1);
  expect((await rows())[0]).toMatchObject({ state: 'pending', email: 'tamu@example.org', outcome: 'not_reached' });
  expect(await deliver()).toBe(0);
  t.clock.set('2026-11-25T10:01:01+07:00');
  expect(await deliver()).toBe(1);
  expect((await rows())[0]).toMatchObject({ state: 'sent' });
});

test('without a mail server the message waits for a person, with an e-mail ready to be sent; once there is one it goes by itself', async () => {
  await tell();
  await tell({ key: 'uji:2', to: 'tamu+satu@example.org' });
  expect(await deliver(null)).toBe(0);
  const [call, other] = await calls();
  expect(call).toMatchObject({ name: 'Tamu', email: 'tamu@example.org', phone: null, outcome: null });
  expect(other?.href.startsWith('mailto:tamu%2Bsatu@example.org?subject=Segera%3A%20Bincang%20Buku&body=Tamu')).toBe(
    true,
  );
  expect(call?.text).toContain('https://perpus.example.org/kegiatan/tiket/ABC234');
  expect(await told(call?.id ?? 0)).toBe('uji');
  expect(await deliver()).toBe(1);
  expect(smtp.mails.map(({ to }) => to)).toEqual([['tamu+satu@example.org']]);
  expect(await calls()).toEqual([]);
});

test('e-mail that is switched off is no channel for guests either', async () => {
  await t.db.updateTable('noticeChannel').set({ enabled: false }).where('channel', '=', 'email').execute();
  await tell();
  expect(await deliver()).toBe(0);
  expect(await calls()).toMatchObject([{ email: 'tamu@example.org' }]);
  await t.db.updateTable('noticeChannel').set({ enabled: true }).where('channel', '=', 'email').execute();
});

test('an address that the mail server refuses, and one to which a process died, wait for a person', async () => {
  smtp.refuse('tamu@example.org');
  await tell();
  await tell({ key: 'uji:2', to: 'lain@example.org' });
  await t.db
    .updateTable('guestMessage')
    .set({ state: 'sending', claimedAt: new Date(TEST_NOW) })
    .where('key', '=', 'uji:2')
    .execute();
  t.clock.set('2026-11-25T10:20:00+07:00');
  await deliver();
  expect((await calls()).map(({ email, outcome }) => [email, outcome])).toEqual([
    ['tamu@example.org', 'refused'],
    ['lain@example.org', 'interrupted'],
  ]);
  // neither goes out a second time by itself
  expect(await deliver()).toBe(0);
});

const PHONE = '+6281234567890';
const ACCEPTED = { status: 200, body: { messages: [{ id: 'wamid.1' }] } };
const connectWhatsapp = async (): Promise<void> => {
  reply = ACCEPTED;
  return setUpChannel(t.db, 'whatsapp', {
    config: { baseUrl: `${carrier.url}/v23.0`, phoneNumberId: '1065', templateName: '' },
    secrets: { token: 'EAAG-rahasia' },
  });
};
const calls = async () => guestCalls(t.ctx(), noticeNeeds, ['uji']);
const told = async (id: number, abouts = ['uji']) =>
  t.db.transaction().execute(async (trx) => noteGuestCall(trx, t.ctx(), id, abouts));

test('with a telephone number a guest is told by WhatsApp where it is connected; then the number is gone', async () => {
  await connectWhatsapp();
  await tell({ to: PHONE });
  expect(await deliver(null)).toBe(1);
  const heard: unknown = JSON.parse(carrier.heard[0]?.body.toString() ?? '');
  expect(heard).toMatchObject({ to: '6281234567890', type: 'text' });
  expect(carrier.heard[0]?.body.toString()).toContain('https://perpus.example.org/kegiatan/tiket/ABC234');
  expect(await rows()).toEqual([{ state: 'sent', outcome: 'accepted', ...gone }]);
  expect(await calls()).toEqual([]);
});

test('without WhatsApp the message waits for a person, with the text ready; whoever told it marks it, once', async () => {
  await tell({ to: PHONE });
  expect(await deliver()).toBe(0);
  const [call] = await calls();
  expect(call).toMatchObject({ name: 'Tamu', phone: PHONE, outcome: null, about: 'uji' });
  expect(call?.text).toContain('Bincang Buku');
  expect(call?.href.startsWith('https://wa.me/6281234567890?text=Tamu')).toBe(true);
  // somebody who runs another thing cannot end it
  expect(await told(call?.id ?? 0, ['lain'])).toBeUndefined();
  const both = await Promise.all([told(call?.id ?? 0), told(call?.id ?? 0)]);
  expect(both.filter((about) => about === 'uji')).toHaveLength(1);
  expect(await rows()).toEqual([{ state: 'sent', outcome: 'by_hand', ...gone }]);
  expect(await calls()).toEqual([]);
});

test('one that cannot be written (of a release before) keeps nobody else from being called', async () => {
  await tell({ to: PHONE, key: 'uji:lama' });
  await tell({ to: PHONE, key: 'uji:baru' });
  await deliver();
  await t.db.updateTable('guestMessage').set({ params: '{"x":1}' }).where('key', '=', 'uji:lama').execute();
  expect(await calls()).toMatchObject([{ about: 'uji', phone: PHONE }]);
});

test('what WhatsApp refuses, or may not have got, waits for a person too; what is tried again does not yet', async () => {
  await connectWhatsapp();
  await tell({ to: PHONE });
  reply = { status: 400, body: { error: { code: 131047, message: 'window' } } };
  await deliver();
  expect(await calls()).toMatchObject([{ outcome: 'window_closed' }]);
  await tell({ to: PHONE, key: 'uji:2' });
  reply = { status: 502, body: {} };
  await deliver();
  expect((await calls()).map(({ outcome }) => outcome)).toEqual(['window_closed', 'no_answer']);
  await tell({ to: PHONE, key: 'uji:3' });
  reply = { status: 429, body: {} };
  await deliver();
  expect(await calls()).toHaveLength(2);
  reply = ACCEPTED;
  t.clock.set('2026-11-25T10:30:00+07:00');
  expect(await deliver()).toBe(1);
  expect((await rows()).map(({ state }) => state).toSorted()).toEqual(['phone', 'phone', 'sent']);
});

test('a process that died with a message leaves it to a person; what is no longer true leaves the list', async () => {
  await tell({ to: PHONE, expiresAt: new Date('2026-11-25T12:00:00+07:00') });
  await t.db
    .updateTable('guestMessage')
    .set({ state: 'sending', claimedAt: new Date(TEST_NOW) })
    .execute();
  t.clock.set('2026-11-25T10:20:00+07:00');
  await deliver();
  expect(await calls()).toMatchObject([{ outcome: 'interrupted' }]);
  await tell({ to: PHONE, key: 'uji:2' });
  await deliver();
  t.clock.set('2026-11-25T12:00:00+07:00');
  expect(await calls()).toHaveLength(1);
  await t.db.transaction().execute(async (trx) => withdrawGuestMessages(trx, t.ctx(), 'uji'));
  await deliver();
  expect(await rows()).toEqual(
    Array.from({ length: 2 }, () => ({ state: 'cancelled', outcome: 'nothing_left', ...gone })),
  );
});
