import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { closeRound, openRound, planRound } from '#modules/city/satisfaction';
import { makeLibrary, makeLoan } from '#modules/lending/circulation/testing';
import { giveConsent } from '#modules/people/members';
import { aMember, eraseByNumber } from '#modules/people/members/testing';
import { testSecrets } from '#modules/people/notifications/testing';
import { makeAttendance, makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { createMailer } from '#platform/sending/mail';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { personalData } from '../personal-data.ts';
import { satisfactionInvitation } from '../notices.ts';
import { forgetInvitations, inviteUsers } from '../testing.ts';

const t = useTestDb();
const needs = { secrets: testSecrets, mailer: createMailer('smtp://127.0.0.1:1', 'perpus@example.org') };
let kota = 0;

beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});
beforeEach(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  for (const table of [
    'satisfactionPlace',
    'satisfactionRound',
    'satisfactionInvitation',
    'notification',
    'visit',
  ] as const)
    await t.db.deleteFrom(table).execute();
  // what others borrowed was long ago
  await t.db
    .updateTable('loan')
    .set({ loanedAt: new Date('2026-01-05T03:00:00Z') })
    .execute();
});

async function open(service: 'loans' | 'all' | 'reading_room', to = '2027-03-31'): Promise<number> {
  const id = await planRound(t.ctx(), {
    ...{ libraryId: kota, service, name: `Putaran ${service}`, from: '2026-11-01', to, invites: true },
  });
  await openRound(t.ctx(), id);
  return id;
}
async function reader({ news = true }: { news?: boolean } = {}) {
  const member = await aMember(t.ctx(), { email: 'pembaca@example.org' });
  if (news) await giveConsent(t.ctx(), member.number, { purpose: 'news', channel: 'desk' });
  await makeLoan(t.ctx(), { memberNumber: member.number, libraryId: kota });
  return member;
}
const told = async () =>
  t.db
    .selectFrom('notification')
    .select(['memberId', 'about', 'params'])
    .where('topic', '=', 'satisfaction')
    .orderBy('memberId')
    .execute();

test('who borrowed is asked some hours later, and only who said yes to news', async () => {
  await open('loans');
  const asked = await reader();
  await reader({ news: false });
  expect(await inviteUsers(t.ctx(), needs)).toBe(0);
  t.clock.set('2026-11-25T13:00:00+07:00');
  expect(await inviteUsers(t.ctx(), needs)).toBe(1);
  expect((await told()).map(({ memberId }) => memberId)).toEqual([asked.id]);
  t.clock.set('2026-11-25T14:00:00+07:00');
  expect(await inviteUsers(t.ctx(), needs)).toBe(0);
});

test('nobody is asked twice in a quarter over all rounds, also when two clocks work at once', async () => {
  await open('loans');
  await open('all');
  await reader();
  await reader();
  t.clock.set('2026-11-25T13:00:00+07:00');
  const asked = await Promise.all([inviteUsers(t.ctx(), needs), inviteUsers(t.ctx(), needs)]);
  expect(asked[0] + asked[1]).toBe(2);
  expect(await told()).toHaveLength(2);
});

test('in the next quarter the same person may be asked again, and who was asked before is forgotten', async () => {
  await open('loans');
  const member = await reader();
  t.clock.set('2026-11-25T13:00:00+07:00');
  expect(await inviteUsers(t.ctx(), needs)).toBe(1);
  t.clock.set('2027-01-05T10:00:00+07:00');
  await makeLoan(t.ctx(), { memberNumber: member.number, libraryId: kota });
  t.clock.set('2027-01-05T13:00:00+07:00');
  expect(await inviteUsers(t.ctx(), needs)).toBe(1);
  await forgetInvitations(t.ctx());
  expect(await t.db.selectFrom('satisfactionInvitation').selectAll().execute()).toEqual([
    { memberId: member.id, quarter: '2027-1' },
  ]);
});

test('in a round of all services the message says what its reader used last: a loan, a visit, a programme', async () => {
  await open('all');
  const borrowed = await reader();
  const visited = await reader();
  const attended = await reader();
  t.clock.set('2026-11-25T10:05:00+07:00');
  await sql`insert into visit (library_id, at, counted_until, kind, member_id, via, age_group)
    values (${kota}, ${t.clock.now()}, ${t.clock.now()}::timestamptz + interval '1 hour', 'member', ${visited.id}, 'door', 'dewasa')`.execute(
    t.db,
  );
  const { id: programId, sessionIds } = await makeProgram(t.ctx(), kota);
  const { id: enrolmentId } = await makeParticipant(t.ctx(), programId, { memberNumber: attended.number });
  await makeAttendance(t.ctx(), sessionIds[0] ?? 0, enrolmentId);
  t.clock.set('2026-11-25T13:00:00+07:00');
  expect(await inviteUsers(t.ctx(), needs)).toBe(3);
  const place = { timeZone: 'Asia/Jakarta', language: 'id', publicUrl: 'https://perpus.example.org' } as const;
  const said = (await told()).map(({ memberId, params }) => [
    memberId,
    satisfactionInvitation.describe(params, place)[0]?.pemakaian,
  ]);
  expect(said).toEqual([
    [borrowed.id, 'Anda meminjam di Perpustakaan Kota'],
    [visited.id, 'Anda berkunjung ke Perpustakaan Kota'],
    [attended.id, 'Anda ikut kegiatan di Perpustakaan Kota'],
  ]);
  // what an earlier release kept names the service of the round
  const kept = { service: 'all', library: 'Perpustakaan Kota', path: '/isi/contoh23' };
  expect(satisfactionInvitation.describe(kept, place)[0]?.pemakaian).toBe('Anda memakai layanan Perpustakaan Kota');
});

test('six hundred who said no to news do not stand before one who said yes', async () => {
  await open('reading_room');
  const silent = await aMember(t.ctx());
  // as many people as one look does not reach over, all with smaller numbers than the one who is to be asked
  await sql`insert into member overriding system value
    select (jsonb_populate_record(m, jsonb_build_object('id', nextval(pg_get_serial_sequence('member', 'id')), 'number', 'DIAM-' || n))).*
    from member m, generate_series(1, 600) n where m.id = ${silent.id}`.execute(t.db);
  const willing = await aMember(t.ctx(), { email: 'mau@example.org' });
  await giveConsent(t.ctx(), willing.number, { purpose: 'news', channel: 'desk' });
  await sql`insert into visit (library_id, at, counted_until, kind, member_id, via, age_group)
    select ${kota}, ${t.clock.now()}, ${t.clock.now()}::timestamptz + interval '1 hour', 'member', id, 'door', 'dewasa' from member`.execute(
    t.db,
  );
  t.clock.set('2026-11-25T13:00:00+07:00');
  expect(await inviteUsers(t.ctx(), needs)).toBeGreaterThan(0);
  expect((await told()).map(({ memberId }) => memberId)).toContain(willing.id);
});

test('nobody is asked at night, nor for a round that has closed', async () => {
  const id = await open('loans');
  await reader();
  t.clock.set('2026-11-26T03:00:00+07:00');
  expect(await inviteUsers(t.ctx(), needs)).toBe(0);
  await closeRound(t.ctx(), id);
  t.clock.set('2026-11-26T09:00:00+07:00');
  expect(await inviteUsers(t.ctx(), needs)).toBe(0);
});

test('who is erased is no longer known to have been asked; before, their own file says so', async () => {
  await open('loans');
  const member = await reader();
  t.clock.set('2026-11-25T13:00:00+07:00');
  await inviteUsers(t.ctx(), needs);
  const [source] = personalData;
  expect(await source?.exportOf(t.db, member.id)).toEqual([{ quarter: '2026-4' }]);
  await t.db.updateTable('loan').set({ status: 'returned', returnedAt: t.clock.now() }).execute();
  await eraseByNumber(t.ctx(), personalData, member.number);
  expect(await t.db.selectFrom('satisfactionInvitation').selectAll().execute()).toEqual([]);
});
