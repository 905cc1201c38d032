import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { answerTicket, mergeTickets, noteOnTicket, viewTicket } from '../index.ts';
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
  const member = await aMember(t.ctx(), { fullName: 'Xaverius Zulfikar', email: 'xaverius@example.org' });
  const own = t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  const theirs = await sent(own, { contactKind: 'account', text: 'Saya Xaverius Zulfikar: rak pesanan kosong.' });
  // before they joined they wrote from the same address
  const before = await sent(guest(), {
    ...{
      contactKind: 'email',
      contact: 'xaverius@example.org',
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
  await noteOnTicket(desk, stranger, { text: 'Xaverius Zulfikar sudah ditelepon.' });
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
  expect((await viewTicket(desk, before)).title).toBe('Apakah hari Minggu buka?');
  expect(await viewTicket(desk, stranger)).toMatchObject({ number: main.number, senderName: 'Orang Lain' });
  expect(await tablesWith('lain@example.org')).toEqual(['guest_message', 'ticket']);
});
