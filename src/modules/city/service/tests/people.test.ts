import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Member } from '#modules/people/members/client';
import type { Ctx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { BESIDE_PAGES, broughtPdf, bytesOfPdf } from '../../../../../tests/support/brought-pdf.ts';
import { rowsNaming } from '../../../../../tests/support/rows-naming.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  answerTicket,
  followTicket,
  listOwnTickets,
  openOwnFile,
  rateTicket,
  reopenByPerson,
  sendTicket,
  ticketForm,
  viewTicket,
  writeAgain,
} from '../index.ts';
import { findByNumber, sendOne } from '../testing.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const as = (member: Member): Ctx =>
  t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
const needs = { secrets: testSecrets, storage: t.storage };
const ip = '198.51.100.1';
let libraryId = 0;
let desk: Ctx;

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  const { id } = await makeAccount(t, { username: 'dewi', fullName: 'Petugas Uji' });
  desk = t.ctx({ id, grants: [{ libraryId, permissions: ['enquiries.answer', 'complaints.answer'] }] });
});

const solve = async (number: string, outcome: 'resolved' | 'waiting_patron' = 'resolved', changeText = '') => {
  const id = await findByNumber(desk, number);
  const { version } = await viewTicket(desk, id);
  await answerTicket(desk, id, { text: 'Buka sampai pukul 15.00.', outcome, version, changeText });
};

describe('without a name', () => {
  test('somebody complains, comes back by the code alone, reads the answer and says whether it helped', async () => {
    const sent = await sendOne(guest(), needs, { kind: 'complaint', text: 'Pintu kamar mandi lantai 2 rusak.' });
    expect(sent.number).toMatch(/^K-2026-\d{5}$/);
    expect(sent.code).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);
    await solve(sent.number, 'resolved', 'Engselnya kini dari besi.');
    // as it is copied from paper: in small letters, without the lines
    const typed = sent.code.toLowerCase().replaceAll('-', ' ');
    const followed = await followTicket(guest(), { code: typed, ip });
    expect(followed).toMatchObject({
      ...{ state: 'resolved', title: 'Pintu kamar mandi lantai 2 rusak', changeText: 'Engselnya kini dari besi.' },
      messages: [{ byPerson: true }, { byPerson: false, text: 'Buka sampai pukul 15.00.', staffName: 'Petugas Uji' }],
      ...{ mayRate: true, mayWrite: false, mayReopen: true },
    });
    await rateTicket(guest(), { code: sent.code, ip, rating: 'yes_fast', words: 'Terima kasih' });
    expect(await code(rateTicket(guest(), { code: sent.code, ip, rating: 'no' }))).toBe('service.already_rated');
    await reopenByPerson(guest(), needs, { code: sent.code, ip, text: 'Rusak lagi.' });
    expect(await followTicket(guest(), { code: sent.code, ip })).toMatchObject({ state: 'open', rating: null });
  });

  test('nothing anywhere leads back to them, also when they are signed in', async () => {
    const member = await aMember(t.ctx(), { fullName: 'Qanita Rahmayanti' });
    const before = await rowsOf(member);
    const sent = await sendOne(as(member), needs, {
      ...{ text: 'Petugas menyuruh kami pergi.', contact: 'q@example.org', contactName: 'Qanita', via: 'account' },
    });
    await writeAgain(as(member), needs, { code: sent.code, ip, text: 'Kejadiannya Sabtu.' });
    await solve(sent.number);
    await rateTicket(as(member), { code: sent.code, ip, rating: 'no' });
    expect(await rowsOf(member)).toEqual(before);
    expect(await listOwnTickets(as(member))).toEqual([]);
    expect(await code(followTicket(as(member), { number: sent.number }))).toBe('service.ticket_not_found');
    const told = await t.db.selectFrom('guestMessage').select('id').where('about', 'like', 'ticket:%').execute();
    expect(told).toEqual([]);
  });

  test('the database itself refuses a nameless ticket that names somebody', async () => {
    const { number } = await sendOne(guest(), needs);
    const member = await aMember(t.ctx());
    for (const set of [sql`member_id = ${member.id}`, sql`contact = 'a@b.id'`, sql`contact_name = 'Sari'`]) {
      await expect(sql`update ticket set ${set} where number = ${number}`.execute(t.db)).rejects.toThrow('check');
    }
  });

  test('a picture comes without where and by what it was taken; a photo in a PDF could say it, so that is not taken', async () => {
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
      .withExif({ IFD0: { Make: 'Kamera Qanita', Artist: 'Qanita' }, IFD3: { GPSLatitude: '8/1 5/1 0/1' } })
      .jpeg()
      .toBuffer();
    const files = [new Blob([Uint8Array.from(bytes)])];
    const sent = await sendOne(guest(), needs, { files });
    const { messages } = await followTicket(guest(), { code: sent.code, ip });
    const fileId = messages[0]?.files[0]?.id ?? 0;
    const { stream, mediaType } = await openOwnFile(guest(), needs, { code: sent.code, ip, fileId });
    expect(mediaType).toBe('image/webp');
    const kept = Buffer.concat(await stream.toArray());
    expect(kept.includes('Qanita')).toBe(false);
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
    const pdf = [new Blob([await broughtPdf('Lampu jalan mati')])];
    const refused = await refusal(sendOne(guest(), needs, { files: pdf }));
    expect(refused.fields).toEqual({ files: 'service_pdf_names_maker' });
    // with a contact it is taken, and read by nobody else
    const named = await sendOne(guest(), needs, { files: pdf, contactKind: 'email', contact: 'q@example.org' });
    const own = await followTicket(guest(), { code: named.code, ip });
    const other = { code: sent.code, ip, fileId: own.messages[0]?.files[0]?.id ?? 0 };
    const ownFile = await openOwnFile(guest(), needs, { code: named.code, ip, fileId: other.fileId });
    const redrawn = bytesOfPdf(Buffer.concat(await ownFile.stream.toArray()));
    for (const word of BESIDE_PAGES) expect(redrawn).not.toContain(word);
    expect(await code(openOwnFile(guest(), needs, other))).toBe('service.file_not_found');
    // what cannot be cleaned is refused, and leaves no ticket
    const broken = [new Blob(['%PDF-1.7\n1 0 obj<</Author(Qanita)>>endobj\n%%EOF'])];
    const withBroken = { files: broken, contactKind: 'email' as const, contact: 'rusak@example.org' };
    expect((await refusal(sendOne(guest(), needs, withBroken))).fields).toEqual({ files: 'service_pdf_unreadable' });
    expect(await t.db.selectFrom('ticket').select('id').where('contact', '=', 'rusak@example.org').execute()).toEqual(
      [],
    );
    for (const wrong of ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'MZ', '<html>']) {
      expect(await code(sendOne(guest(), needs, { files: [new Blob([wrong])] }))).toBe('platform.not_acceptable_file');
    }
    expect(await code(sendOne(guest(), needs, { files: Array.from({ length: 4 }, () => new Blob(['x'])) }))).toBe(
      'platform.invalid_input',
    );
  });
});

/** What stands anywhere of a member: rows with their words, and acts of theirs. */
async function rowsOf(member: Member): Promise<string[]> {
  const own = await sql<{ n: number }>`select count(*)::integer as n from audit_event
    where actor_kind = 'member' and actor_id = ${member.id}`.execute(t.db);
  return [...(await rowsNaming(t.db, ['qanita', 'q@example', member.number])), `acts ${own.rows[0]?.n}`];
}

describe('sending', () => {
  test('a form sent twice, also at once, is one ticket with one code', async () => {
    const { token } = await ticketForm(guest(), testSecrets);
    const given = { token, contactKind: 'email' as const, contact: 'dua@example.org' };
    const all = await Promise.all([sendOne(guest(), needs, given), sendOne(guest(), needs, given)]);
    expect(new Set(all.map(({ code: one }) => one)).size).toBe(1);
    expect(new Set(all.map(({ number }) => number)).size).toBe(1);
    const rows = await t.db.selectFrom('ticket').select('id').where('contact', '=', 'dua@example.org').execute();
    expect(rows).toHaveLength(1);
    const told = await t.db.selectFrom('guestMessage').select('id').where('email', '=', 'dua@example.org').execute();
    expect(told).toHaveLength(1);
  });

  test('the code is kept nowhere, and a wrong one says no more than none', async () => {
    const sent = await sendOne(guest(), needs, { contactKind: 'email', contact: 'kode@example.org' });
    const plain = sent.code.replaceAll('-', '');
    const { rows } = await sql<{ name: string }>`select c.relname as name from pg_class c
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`.execute(t.db);
    for (const { name } of rows) {
      const hits =
        await sql`select from ${sql.table(name)} r where replace(r::text, '-', '') like ${`%${plain}%`}`.execute(t.db);
      expect(hits.rows, name).toEqual([]);
    }
    const wrong = [`${plain.slice(0, -1)}${plain.endsWith('0') ? '1' : '0'}`, '', 'x'.repeat(200_000), '\0', '\uD800'];
    for (const one of wrong)
      expect(await code(followTicket(guest(), { code: one, ip }))).toBe('service.ticket_not_found');
    expect(await code(followTicket(guest(), { code: sent.number, ip }))).toBe('service.ticket_not_found');
  });

  test('who tries codes is soon refused; a right one is let in, whoever else tries from the same address', async () => {
    const robot = '203.0.113.9';
    const sent = await sendOne(guest(), needs);
    const wrong = async (nth: number) => code(followTicket(guest(), { code: `${nth}`.padStart(20, '0'), ip: robot }));
    for (let nth = 0; nth < 200; nth += 1) await wrong(nth);
    expect(await wrong(200)).toBe('platform.too_many_requests');
    expect((await followTicket(guest(), { code: sent.code, ip: robot })).number).toBe(sent.number);
  });

  test('the form sent again with other words adds them to the ticket, and loses nothing', async () => {
    const { token } = await ticketForm(guest(), testSecrets);
    const first = await sendOne(guest(), needs, { token, text: 'AC mati.' });
    const again = await sendOne(guest(), needs, { token, text: 'AC mati, di lantai dua.' });
    expect(again).toEqual(first);
    await sendOne(guest(), needs, { token, text: 'AC mati, di lantai dua.' });
    const { messages } = await followTicket(guest(), { code: first.code, ip });
    expect(messages.map(({ text }) => text)).toEqual(['AC mati.', 'AC mati, di lantai dua.']);
    const pdf = [new Blob([await broughtPdf('Lampiran')])];
    const named = { token: (await ticketForm(guest(), testSecrets)).token, contactKind: 'email' as const };
    const mail = await sendOne(guest(), needs, { ...named, contact: 'benar@example.org' });
    await sendOne(guest(), needs, { ...named, contact: 'benar@example.org', files: pdf });
    await sendOne(guest(), needs, { ...named, contact: 'benar@example.org', files: pdf });
    const seen = await followTicket(guest(), { code: mail.code, ip });
    expect(seen.messages.flatMap(({ files }) => files)).toHaveLength(1);
    // what is of another kind or from another address is no second sending
    for (const other of [
      { kind: 'complaint' as const },
      { contact: 'salah@example.org' },
      { contactKind: 'none' as const },
    ])
      expect(await code(sendOne(guest(), needs, { ...named, contact: 'benar@example.org', ...other }))).toBe(
        'service.form_used',
      );
  });

  test('from one address without the riddle not more than thirty an hour, to one contact not more than six', async () => {
    const robot = { ip: '203.0.113.10' };
    for (let nth = 0; nth < 30; nth += 1) await sendOne(guest(), needs, robot);
    expect(await code(sendOne(guest(), needs, robot))).toBe('platform.too_many_requests');
    const victim = { contactKind: 'email' as const, contact: 'Korban@example.org' };
    for (let nth = 0; nth < 6; nth += 1) await sendOne(guest(), needs, victim);
    expect(await code(sendOne(guest(), needs, { ...victim, contact: 'korban@example.org' }))).toBe(
      'platform.too_many_requests',
    );
  });

  test('what nobody would type is refused at its field, and nothing is kept of it', async () => {
    const before = await t.db.selectFrom('ticket').select('id').execute();
    const wrong: [object, string][] = [
      [{ text: '' }, 'text'],
      [{ text: 'a'.repeat(200_000) }, 'text'],
      [{ text: 'a\0b' }, 'text'],
      [{ text: '\uD800' }, 'text'],
      [{ contactKind: 'email', contact: 'bukan surel' }, 'contact'],
      [{ contactKind: 'email' }, 'contact'],
      [{ contactKind: 'whatsapp', contact: '12' }, 'contact'],
      [{ contactKind: 'account' }, 'contactKind'],
      [{ about: { kind: 'bib', ref: '999999999' } }, 'about'],
      [{ about: { kind: 'page', ref: 'https://jahat.example' } }, 'about.ref'],
      [{ about: { kind: 'page', ref: '//jahat.example' } }, 'about.ref'],
      [{ about: { kind: 'loan', ref: '1' } }, 'about'],
      [{ token: 'pendek' }, 'token'],
    ];
    for (const [given, field] of wrong) {
      const { fields } = await refusal(sendOne(guest(), needs, given));
      expect(Object.keys(fields), field).toEqual([field]);
    }
    expect(await code(sendOne(guest(), needs, { libraryId: 999_999 }))).toBe('libraries.not_found');
    expect(await t.db.selectFrom('ticket').select('id').execute()).toEqual(before);
  });

  test('without a place the main library answers; with one that one does', async () => {
    const other = await aLibrary(t.ctx(), 'GEDOG');
    const sent = await sendOne(guest(), needs);
    const there = await sendOne(guest(), needs, {
      libraryId: other.id,
      about: { kind: 'library', ref: `${other.id}` },
    });
    expect((await followTicket(guest(), { code: sent.code, ip })).library.id).toBe(libraryId);
    expect(await followTicket(guest(), { code: there.code, ip })).toMatchObject({
      library: { id: other.id },
      about: { kind: 'library', label: other.name },
    });
  });
});

describe('with an account or an address', () => {
  test('a member finds what they sent in their account, and nobody else does', async () => {
    const member = await aMember(t.ctx(), { fullName: 'Ratih Wulandari' });
    const stranger = await aMember(t.ctx());
    const sent = await sendOne(as(member), needs, { contactKind: 'account', via: 'account' });
    expect(await listOwnTickets(as(member))).toMatchObject([{ number: sent.number, state: 'new', waitsForMe: false }]);
    expect(await listOwnTickets(as(stranger))).toEqual([]);
    expect(await code(followTicket(as(stranger), { number: sent.number }))).toBe('service.ticket_not_found');
    expect(await code(followTicket(guest(), { number: sent.number }))).toBe('service.ticket_not_found');
    await solve(sent.number, 'waiting_patron');
    expect(await listOwnTickets(as(member))).toMatchObject([{ state: 'waiting_patron', waitsForMe: true }]);
    await writeAgain(as(member), needs, { number: sent.number, text: 'Yang di lantai dua.' });
    expect(await followTicket(as(member), { number: sent.number })).toMatchObject({ state: 'open' });
    const told = t.db.selectFrom('notification').select(['topic', 'params']).where('memberId', '=', member.id);
    expect(await told.orderBy('id').execute()).toMatchObject([
      { topic: 'ticket', params: { news: 'received' } },
      { topic: 'ticket', params: { news: 'waiting', answer: 'Buka sampai pukul 15.00.' } },
    ]);
  });

  test('who left an e-mail address or a WhatsApp number is told there, in the language they wrote in', async () => {
    const english = { ...guest(), locale: 'en' as const };
    const mail = await sendOne(english, needs, {
      contactKind: 'email',
      contact: 'jane@example.org',
      contactName: 'Jane',
    });
    await sendOne(guest(), needs, { contactKind: 'whatsapp', contact: '0812-3456-7890' });
    await solve(mail.number);
    const told = await t.db
      .selectFrom('guestMessage')
      .select(['email', 'phone', 'language', 'name', 'params', 'path', 'state'])
      .where((eb) => eb.or([eb('email', '=', 'jane@example.org'), eb('phone', '=', '+6281234567890')]))
      .orderBy('id')
      .execute();
    // the first word to Jane had not gone out when the answer came
    expect(told).toMatchObject([
      { phone: '+6281234567890', language: 'id', params: { news: 'received' }, path: '/bantuan/ikuti' },
      { email: 'jane@example.org', language: 'en', name: 'Jane', params: { news: 'resolved' } },
    ]);
  });

  test('the first word to an address that anybody may have typed says nothing that was typed', async () => {
    const text = 'Beli obat murah di jahat.example';
    const { number } = await sendOne(guest(), needs, {
      ...{ contactKind: 'email', contact: 'korban2@example.org', contactName: 'Klik jahat.example', text },
    });
    const told = await t.db.selectFrom('guestMessage').selectAll().where('email', '=', 'korban2@example.org').execute();
    expect(told).toMatchObject([{ params: { number, news: 'received' } }]);
    expect(JSON.stringify(told)).not.toContain('jahat');
  });

  test('a member writes about a loan of their own, not about that of another', async () => {
    const member = await aMember(t.ctx());
    const about = { kind: 'loan' as const, ref: '424242' };
    const { fields } = await refusal(sendOne(as(member), needs, { contactKind: 'account', about }));
    expect(fields).toEqual({ about: 'unknown' });
  });

  test('a form of one person is not carried out by another token than its own', async () => {
    const { token } = await ticketForm(guest(), testSecrets);
    const sent = await sendTicket(guest(), needs, {
      ...{ token, proof: 'bukan jawaban', ip, kind: 'praise', text: 'Petugasnya sabar.', contactKind: 'none' },
    });
    expect(await followTicket(guest(), { code: sent.code, ip })).toMatchObject({ kind: 'praise', state: 'new' });
    expect(await code(writeAgain(guest(), needs, { code: sent.code, ip, text: ' ' }))).toBe('platform.invalid_input');
    expect(await code(rateTicket(guest(), { code: sent.code, ip, rating: 'yes' }))).toBe('service.ticket_not_ended');
    expect(await code(reopenByPerson(guest(), needs, { code: sent.code, ip, text: 'x' }))).toBe(
      'service.ticket_not_ended',
    );
  });
});
