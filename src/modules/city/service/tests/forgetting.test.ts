import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { answerTicket, followTicket, mergeTickets, noteOnTicket, viewTicket } from '../index.ts';
import { servicePersonalData } from '../personal-data.ts';
import { findByNumber, sendOne } from '../testing.ts';

const t = useTestDb();
const needs = { secrets: testSecrets, storage: t.storage };
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
let desk: Ctx;

beforeAll(async () => {
  const { id } = await aLibrary(t.ctx());
  const account = await makeAccount(t, { username: 'dewi', fullName: 'Dewi' });
  desk = t.ctx({ id: account.id, name: 'Dewi', grants: [{ libraryId: id, permissions: ['*'] }] });
});
async function sent(ctx: Ctx, more: Parameters<typeof sendOne>[2]) {
  return findByNumber(t.ctx(), (await sendOne(ctx, needs, more)).number);
}

/** Tables in which a word stands, of all that there are. */
async function tablesWith(word: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select c.relname as name from pg_class c
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`.execute(t.db);
  const found: string[] = [];
  for (const { name } of rows) {
    const hits = await sql`select from ${sql.table(name)} r where r::text ilike ${`%${word}%`} limit 1`.execute(t.db);
    if (hits.rows.length > 0) found.push(name);
  }
  return found;
}

test('who is erased stands in no ticket, nor in one that theirs was answered with, nor in what waits to be told, nor in the trace of it', async () => {
  const member = await aMember(t.ctx(), {
    fullName: 'Xaverius Zulfikar',
    email: 'xaverius@example.org',
    phone: '0812-3456-7891',
  });
  const own = t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  const theirs = await sent(own, { contactKind: 'account', text: 'Saya Xaverius Zulfikar: rak pesanan kosong.' });
  // before they joined they wrote from the same address, and from their telephone
  const phone = await sent(guest(), { contactKind: 'whatsapp', contact: '+62 812-3456-7891', text: 'Ada Kamus Jawa?' });
  const before = await sent(guest(), {
    ...{
      contactKind: 'email',
      contact: 'Xaverius@Example.org',
      contactName: 'Xaverius',
      text: 'Apakah hari Minggu buka?',
    },
  });
  const stranger = await sent(guest(), {
    ...{
      contactKind: 'email',
      contact: 'lain@example.org',
      contactName: 'Orang Lain',
      text: 'Rak pesanan kosong juga.',
    },
  });
  const main = await viewTicket(desk, stranger);
  await mergeTickets(desk, stranger, (await viewTicket(desk, theirs)).number);
  await noteOnTicket(desk, stranger, {
    text: 'Xaverius Zulfikar sudah ditelepon di (0812) 3456 7891; Orang Lain di 0342-801234567.',
  });
  const { version } = await viewTicket(desk, stranger);
  await answerTicket(desk, stranger, { text: 'Sudah ada di rak.', outcome: 'waiting_patron', version });
  const linked = async () =>
    (
      await t.db
        .selectFrom('auditEvent')
        .select('id')
        .where('subjectId', '=', member.id)
        .where('entity', '=', 'ticket')
        .execute()
    ).length;
  expect(await linked()).toBeGreaterThan(0);
  await eraseByNumber(t.ctx(), [servicePersonalData], member.number);
  expect(await linked()).toBe(0);
  const where = await tablesWith('xaverius');
  for (const table of ['ticket', 'ticket_message', 'guest_message', 'notification', 'ticket_event'])
    expect(where).not.toContain(table);
  // the matter stays, and whoever else wrote is told as before
  expect(await viewTicket(desk, phone)).toMatchObject({ contact: '', senderName: '', title: 'Ada Kamus Jawa?' });
  expect((await viewTicket(desk, before)).title).toBe('Apakah hari Minggu buka?');
  const kept = await viewTicket(desk, stranger);
  expect(kept).toMatchObject({ number: main.number, senderName: 'Orang Lain' });
  expect(kept.messages.map(({ text }) => text)).toContain('… sudah ditelepon di (…; Orang Lain di 0342-801234567.');
  expect(await tablesWith('lain@example.org')).toEqual(['guest_message', 'ticket']);
});

test('a child is erased: what a parent wrote from the address that both have stays the parent’s', async () => {
  const parent = await aMember(t.ctx(), {
    fullName: 'Ibu Kembar',
    email: 'kembar@example.org',
    phone: '0813-1111-2222',
  });
  const child = await aMember(t.ctx(), {
    fullName: 'Anak Kembar',
    email: 'kembar@example.org',
    phone: '+62 813 1111 2222',
  });
  const wrote = await sent(guest(), { contactKind: 'email', contact: 'kembar@example.org', text: 'Kapan dongeng?' });
  const called = await sent(guest(), {
    contactKind: 'whatsapp',
    contact: '081311112222',
    text: 'Kapan mendongeng lagi?',
  });
  await eraseByNumber(t.ctx(), [servicePersonalData], child.number);
  expect((await viewTicket(desk, wrote)).contact).toBe('kembar@example.org');
  expect((await viewTicket(desk, called)).contact).toBe('+6281311112222');
  await eraseByNumber(t.ctx(), [servicePersonalData], parent.number);
  expect((await viewTicket(desk, wrote)).contact).toBe('');
  expect((await viewTicket(desk, called)).contact).toBe('');
});

test('whoever began a ticket is erased: others who are answered with it keep what they wrote, and how the library is reached', async () => {
  const member = await aMember(t.ctx(), { fullName: 'Yohana Kristanti', phone: '081299998888' });
  const own = t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  const main = await sent(own, { contactKind: 'account', text: 'Yohana Kristanti bertanya: kapan mobil keliling?' });
  const other = { contactKind: 'email' as const, contact: 'tetangga@example.org', contactName: 'Tetangga' };
  const child = await sendOne(guest(), needs, { ...other, text: 'Bersama Yohana Kristanti, 0342-5556667778.' });
  await mergeTickets(desk, main, child.number);
  const { version } = await viewTicket(desk, main);
  const answer = 'Bu Yohana, hubungi 0342-801234 atau mobil@example.org; nomor Ibu +62 812-9999-8888.';
  await answerTicket(desk, main, { text: answer, outcome: 'resolved', version });
  await eraseByNumber(t.ctx(), [servicePersonalData], member.number);
  const { messages } = await followTicket(guest(), { code: child.code, ip: '198.51.100.3' });
  // both are of one instant of the test's clock
  expect(messages.map(({ text }) => text).toSorted()).toEqual([
    'Bersama …, 0342-5556667778.',
    'Bu …, hubungi 0342-801234 atau mobil@example.org; nomor Ibu ….',
  ]);
});
