import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  approveRegistration,
  makeRequest,
  refuseRequest,
  resetPin,
  saveApplicant,
  setOwnPassword,
  submitRegistration,
} from '#modules/people/members';
import { liftSuspension, suspendMember } from '#modules/people/members/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { systemCtx } from '#platform/context';
import { createMailer } from '#platform/sending/mail';
import { idleJobs } from '../../../../../tests/support/bare-services.ts';
import { startMailServer } from '../../../../../tests/support/mail-server.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { remindMemberships } from '../texts/remind-memberships.ts';
import { tellDecisions } from '../guests/tell-decisions.ts';
import { deliverAll, testSecrets } from '../testing.ts';

const t = useTestDb();
let server: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  server = await startMailServer();
  await aLibrary(t.ctx());
});
afterAll(async () => server.stop());
beforeEach(() => {
  t.clock.set(TEST_NOW);
  server.mails.length = 0;
});
const tell = async () => tellDecisions(systemCtx(t.db, t.clock, 'notifications.send'));

test('registration decided: who became a member reads the number of the card, once', async () => {
  const visitor = t.ctx({ kind: 'anonymous' });
  const person = { fullName: 'Sari', birthDate: '1990-01-01', category: 'umum', email: 'sari@contoh.id' };
  const { token } = await saveApplicant(visitor, testSecrets, { token: null, person, ip: null });
  const services = { secrets: testSecrets, mailer: createMailer(null, 'x@example.org'), jobs: idleJobs };
  const sent = { token, purposes: [], agreed: true, proof: '', ip: null };
  const { number } = await submitRegistration(visitor, services, sent);
  const card = await approveRegistration(t.ctx(), testSecrets, number);
  expect(await tell()).toBe(1);
  expect(await tell()).toBe(0);
  await deliverAll(t, server.url);
  expect(server.mails).toMatchObject([{ to: ['sari@contoh.id'], subject: 'Selamat datang di Perpustakaan KOTA' }]);
  expect(server.mails[0]?.text).toContain(`nomor ${card.number}`);
  expect(server.mails[0]?.text).not.toContain(card.pin);
});

test('subject request answered: the member reads what was asked and what came of it', async () => {
  const member = await aMember(t.ctx(), { email: 'dimas@contoh.id' });
  const { id } = await makeRequest(t.ctx(), member.number, { kind: 'correct', details: 'Nama saya Dimas.' });
  expect(await tell()).toBe(0);
  await refuseRequest(t.ctx(), id, { outcome: 'Nama di KTP berbeda.' });
  expect(await tell()).toBe(1);
  await deliverAll(t, server.url);
  expect(server.mails).toMatchObject([
    { to: ['dimas@contoh.id'], subject: 'Permintaan tentang data Anda sudah dijawab' },
  ]);
  expect(server.mails[0]?.text).toContain('Membetulkan data: tidak dapat dipenuhi. Nama di KTP berbeda.');
});

test('suspension: the member reads until when; one that was lifted at once is not spoken of', async () => {
  const member = await aMember(t.ctx(), { email: 'ratna@contoh.id' });
  const other = await aMember(t.ctx(), { email: 'budi@contoh.id' });
  await suspendMember(t.ctx(), member.number, { reason: 'Laskar Pelangi', untilDate: '2026-11-30' });
  const { id } = await suspendMember(t.ctx(), other.number, { reason: 'Keliru', untilDate: '2026-11-30' });
  await liftSuspension(t.ctx(), other.number, id);
  expect(await tell()).toBe(1);
  await deliverAll(t, server.url);
  expect(server.mails).toMatchObject([
    { to: ['ratna@contoh.id'], subject: 'Peminjaman dijeda sampai Senin, 30 November 2026' },
  ]);
});

test('membership expiring: two weeks before, by mail', async () => {
  await aMember(t.ctx(), { email: 'wati@contoh.id', expiresOn: '2026-12-09' });
  await remindMemberships(systemCtx(t.db, t.clock, 'notifications.memberships'));
  await deliverAll(t, server.url);
  expect(server.mails).toMatchObject([
    { to: ['wati@contoh.id'], subject: 'Kartu anggota berlaku sampai 9 Desember 2026' },
  ]);
});

test('a new PIN from the desk took the password away: the member is told, once for each time', async () => {
  const member = await aMember(t.ctx(), { email: 'ayu@contoh.id' });
  const { pin } = await resetPin(t.ctx(), member.number);
  expect(await tell()).toBe(0);
  const setPassword = async (current: string) =>
    setOwnPassword(
      t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 0 }),
      { current, next: 'kucing hujan meja biru' },
    );
  await setPassword(pin);
  const fresh = await resetPin(t.ctx(), member.number);
  expect(await tell()).toBe(1);
  expect(await tell()).toBe(0);
  await deliverAll(t, server.url);
  expect(server.mails).toMatchObject([{ to: ['ayu@contoh.id'], subject: 'PIN baru dari petugas' }]);
  expect(server.mails[0]?.text).toContain('Kata sandi akun Anda dihapus');
  expect(server.mails[0]?.text).not.toContain(fresh.pin);
  t.clock.set('2026-11-25T11:00:00+07:00');
  await setPassword(fresh.pin);
  await resetPin(t.ctx(), member.number);
  expect(await tell()).toBe(1);
});
