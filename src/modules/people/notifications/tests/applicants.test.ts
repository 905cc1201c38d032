import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  approveRegistration,
  confirmCode,
  createMember,
  decideApplicantMessage,
  getRegistration,
  listApplicantMessages,
  listConsents,
  listRegistrations,
  rejectRegistration,
  saveApplicant,
  saveApplicantGuardian,
  sendCode,
  submitRegistration,
  viewRegistration,
} from '#modules/people/members';
import { pageApplicantMessages, type RegistrationPersonInput } from '#modules/people/members/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { createMailer } from '#platform/sending/mail';
import { idleJobs as jobs } from '../../../../../tests/support/bare-services.ts';
import { sendJson, startCarrier } from '../../../../../tests/support/carriers.ts';
import { startMailServer } from '../../../../../tests/support/mail-server.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { sendToApplicants } from '../guests/send-to-applicants.ts';
import { noticeNeeds, setUpChannel, testSecrets as secrets } from '../testing.ts';

const t = useTestDb();
let smtp: Awaited<ReturnType<typeof startMailServer>>;
let carrier: Awaited<ReturnType<typeof startCarrier>>;
let reply: { status: number; body: unknown };
let visitor: Ctx;
let address = 0;

beforeAll(async () => {
  smtp = await startMailServer();
  carrier = await startCarrier((_heard, response) => sendJson(response, reply.status, reply.body));
  await aLibrary(t.ctx(), 'KOTA');
  visitor = t.ctx({ kind: 'anonymous' });
});
afterAll(async () => {
  await carrier.stop();
  await smtp.stop();
});
afterEach(async () => {
  t.clock.set(TEST_NOW);
  carrier.heard.length = 0;
  smtp.mails.length = 0;
  await t.db.deleteFrom('applicantMessage').execute();
  await t.db.updateTable('noticeChannel').set({ enabled: false }).where('channel', '=', 'whatsapp').execute();
});

const mailer = () => createMailer(smtp.url, 'perpus@example.org');
const services = () => ({ secrets, jobs, mailer: mailer() });
const deliver = async (url: string | null = smtp.url, db = t.db) =>
  sendToApplicants({
    db,
    clock: t.clock,
    secrets,
    ...noticeNeeds,
    mailer: createMailer(url, 'perpus@example.org'),
  });
const messages = async () => t.db.selectFrom('applicantMessage').selectAll().orderBy('id').execute();
const connectWhatsapp = async () => {
  reply = { status: 200, body: { messages: [{ id: 'wamid.1' }] } };
  await setUpChannel(t.db, 'whatsapp', {
    config: { baseUrl: `${carrier.url}/v23.0`, phoneNumberId: '1065', templateName: '' },
    secrets: { token: 'EAAG-rahasia' },
  });
};
const heardText = (): string => carrier.heard.at(-1)?.body.toString() ?? '';
const codeIn = (text: string): string => /\b\d{6}\b/.exec(text)?.[0] ?? '';

const ADULT = { fullName: 'Sari Utami', birthDate: '1990-01-01', category: 'umum' };
/** Registers somebody, who wants the code by `way`. */
async function register(person: Partial<RegistrationPersonInput>, way: 'email' | 'phone' | 'none' = 'phone') {
  address += 1;
  const ip = `192.0.2.${address}`;
  const { token } = await saveApplicant(visitor, secrets, { token: null, person: { ...ADULT, ...person }, ip });
  const sent = { token, purposes: [], agreed: true, proof: '', ip, way };
  const { number } = await submitRegistration(visitor, services(), sent);
  return { token, number, ip };
}

test('by telephone: the code comes by WhatsApp, only its hash is kept, and the librarian sees a confirmed form', async () => {
  await connectWhatsapp();
  const { token, number } = await register({ phone: '0812-3456-7890' });
  expect(await viewRegistration(visitor, token)).toMatchObject({ codeWay: 'phone', codePhone: '+6281234567890' });
  await deliver();
  expect(JSON.parse(heardText())).toMatchObject({ to: '6281234567890', type: 'text' });
  const code = codeIn(heardText());
  expect(code).not.toBe('');
  // nothing in the database says the code or the number any more
  expect(await messages()).toMatchObject([{ state: 'sent', sealed: null, keyId: null, outcome: 'accepted' }]);
  const row = await t.db.selectFrom('registration').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toContain(code);

  expect((await listRegistrations(t.ctx())).data.map((one) => one.number)).not.toContain(number);
  await confirmCode(visitor, secrets, token, code);
  expect((await listRegistrations(t.ctx())).data).toMatchObject([
    { number, confirmed: true, phoneConfirmed: true, emailConfirmed: false },
  ]);
  await deliver();
  expect(carrier.heard).toHaveLength(1);
});

test('a child: the code goes to the guardian’s telephone, and the consent says so', async () => {
  await connectWhatsapp();
  const person = { ...ADULT, fullName: 'Bima', birthDate: '2017-03-14', category: 'anak', phone: '0811-1111-1111' };
  const { token } = await saveApplicant(visitor, secrets, { token: null, person, ip: null });
  await saveApplicantGuardian(visitor, token, { guardianName: 'Dewi', guardianPhone: '0813 9999 0000', email: '' });
  const sent = { token, purposes: [], agreed: true, proof: '', ip: null, way: 'phone' as const };
  const { number } = await submitRegistration(visitor, services(), sent);
  await deliver();
  expect(JSON.parse(heardText())).toMatchObject({ to: '6281399990000' });
  await confirmCode(visitor, secrets, token, codeIn(heardText()));
  const made = await approveRegistration(t.ctx(), secrets, number);
  const { events } = await listConsents(t.ctx(), made.number);
  expect(events).toMatchObject([{ purpose: 'membership', channel: 'phone', givenBy: 'guardian' }]);
});

test('without WhatsApp the code waits for the library’s telephone and goes from there once it was sent', async () => {
  const { token, number } = await register({ phone: '081234567891' });
  await deliver();
  const [waiting] = await listApplicantMessages(t.ctx(), secrets);
  expect(waiting).toMatchObject({ registrationNumber: number, kind: 'code', phone: '+6281234567891' });
  const elsewhere = await aLibrary(t.ctx(), 'LAIN');
  const stranger = t.ctx({ grants: [{ libraryId: elsewhere.id, permissions: ['notices.*'] }] });
  expect(await listApplicantMessages(stranger, secrets)).toEqual([]);
  await expect(decideApplicantMessage(stranger, waiting?.id ?? 0, 'sent')).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
  await decideApplicantMessage(t.ctx(), waiting?.id ?? 0, 'sent');
  expect(await messages()).toMatchObject([{ state: 'sent', outcome: 'by_hand', sealed: null }]);
  await expect(decideApplicantMessage(t.ctx(), waiting?.id ?? 0, 'drop')).rejects.toMatchObject({
    code: 'members.message_gone',
  });
  // the library opens tomorrow: the code still holds in the morning, but not for ever
  t.clock.set('2026-11-26T09:59:00+07:00');
  await confirmCode(visitor, secrets, token, codeIn(waiting?.text ?? ''));
  expect(await getRegistration(t.ctx(), secrets, number)).toMatchObject({ phoneConfirmed: true });
});

test('a telephone that WhatsApp does not reach is left to a librarian; a busy server is asked again', async () => {
  await connectWhatsapp();
  reply = { status: 400, body: { error: { code: 131047, message: 'Re-engagement message' } } };
  await register({ phone: '081234567892' });
  await deliver();
  expect(await listApplicantMessages(t.ctx(), secrets)).toMatchObject([{ phone: '+6281234567892' }]);
  await t.db.deleteFrom('applicantMessage').execute();

  reply = { status: 429, body: { error: { code: 130429, message: 'Rate limit hit' } } };
  await register({ phone: '081234567893' });
  await deliver();
  expect(await messages()).toMatchObject([{ state: 'pending', channel: 'whatsapp', outcome: 'busy', attempts: 1 }]);
  reply = { status: 200, body: { messages: [{ id: 'wamid.2' }] } };
  t.clock.set('2026-11-25T10:02:00+07:00');
  await deliver();
  expect(await messages()).toMatchObject([{ state: 'sent', attempts: 2, sealed: null }]);
});

test('what waits for the library’s telephone is read page by page, the oldest first', async () => {
  const numbers = [];
  for (const phone of ['081234567895', '081234567896', '081234567897'])
    numbers.push((await register({ phone })).number);
  await deliver();
  const read: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await pageApplicantMessages(t.ctx(), secrets, { cursor, limit: 2 });
    read.push(...page.data.map(({ registrationNumber }) => registrationNumber));
    cursor = page.next;
  }
  expect(read).toEqual(numbers);
});

test('five wrong codes end it, a new code ends the older, and after a day it is over', async () => {
  const { token, ip } = await register({ phone: '081234567894' });
  await deliver();
  const first = codeIn((await listApplicantMessages(t.ctx(), secrets))[0]?.text ?? '');
  const wrong = first === '123456' ? '654321' : '123456';
  for (let i = 0; i < 5; i += 1) {
    await expect(confirmCode(visitor, secrets, token, wrong)).rejects.toMatchObject({ code: 'members.code_wrong' });
  }
  await expect(confirmCode(visitor, secrets, token, first)).rejects.toMatchObject({ code: 'members.code_over' });
  await sendCode(visitor, services(), { token, way: 'phone', ip });
  await deliver();
  const waiting = await listApplicantMessages(t.ctx(), secrets);
  expect(waiting).toHaveLength(1);
  t.clock.set('2026-11-26T10:01:00+07:00');
  await expect(confirmCode(visitor, secrets, token, codeIn(waiting[0]?.text ?? ''))).rejects.toMatchObject({
    code: 'members.code_over',
  });
  // nobody is asked to send what holds no more
  expect(await listApplicantMessages(t.ctx(), secrets)).toEqual([]);
  await deliver();
  expect((await messages()).map((one) => one.sealed)).toEqual([null, null]);
});

test('one number gets few codes, from whichever forms; a member’s number is answered like any other', async () => {
  await createMember(t.ctx(), { fullName: 'Budi', category: 'umum', birthDate: '1980-01-01', phone: '081277770000' });
  for (const phone of ['081277770000', '081277779999']) {
    for (let i = 0; i < 5; i += 1) {
      expect(await viewRegistration(visitor, (await register({ phone })).token)).toMatchObject({ codeWay: 'phone' });
    }
    // another way of writing the same number is the same number
    await expect(register({ phone: `+62 ${phone.slice(1)}` })).rejects.toMatchObject({
      code: 'platform.too_many_requests',
    });
  }
});

test('one address asks for few codes, whatever the numbers', async () => {
  for (let i = 0; i < 10; i += 1) {
    const { token } = await register({ phone: `08125555000${i}` }, 'none');
    await sendCode(visitor, services(), { token, way: 'phone', ip: '198.51.100.7' });
  }
  const { token } = await register({ phone: '081255550010' }, 'none');
  await expect(sendCode(visitor, services(), { token, way: 'phone', ip: '198.51.100.7' })).rejects.toMatchObject({
    code: 'platform.too_many_requests',
  });
});

test('who gave no number that can exist is offered no code by telephone', async () => {
  const { token } = await register({ phone: '00000000' }, 'none');
  expect(await viewRegistration(visitor, token)).toMatchObject({ ways: [], codePhone: null });
  await expect(sendCode(visitor, services(), { token, way: 'phone', ip: null })).rejects.toMatchObject({
    fields: { way: 'code_way' },
  });
});

test('turned down: the reason comes by mail, although the form is empty, and then the address is gone too', async () => {
  const { number } = await register({ email: 'sari@contoh.id', phone: '081234567895' }, 'none');
  expect(await rejectRegistration(t.ctx(), services(), number, { reason: 'Sudah punya kartu A00012.' })).toEqual({
    told: 'email',
  });
  const stored = JSON.stringify(await messages());
  expect(stored).not.toContain('sari@');
  await deliver();
  expect(smtp.mails).toMatchObject([{ to: ['sari@contoh.id'], subject: 'Pendaftaran Anda di Lumbung' }]);
  expect(smtp.mails[0]?.text).toContain(`Pendaftaran ${number}`);
  expect(smtp.mails[0]?.text).toContain('Sudah punya kartu A00012.');
  expect(await messages()).toMatchObject([{ kind: 'rejected', state: 'sent', sealed: null, keyId: null }]);
  await deliver();
  expect(smtp.mails).toHaveLength(1);
});

test('turned down while the mail server is away: it is tried again, and given up after a week', async () => {
  const { number } = await register({ email: 'sari@contoh.id' }, 'none');
  await rejectRegistration(t.ctx(), services(), number, { reason: 'Belum lengkap.' });
  await deliver('smtp://127.0.0.1:1');
  expect(await messages()).toMatchObject([{ state: 'pending', outcome: 'not_reached', attempts: 1 }]);
  t.clock.set('2026-11-25T10:02:00+07:00');
  await deliver();
  expect(smtp.mails).toHaveLength(1);

  const second = await register({ email: 'lain@contoh.id' }, 'none');
  await rejectRegistration(t.ctx(), services(), second.number, { reason: 'Belum lengkap.' });
  t.clock.set('2026-12-02T10:03:00+07:00');
  await deliver();
  expect(smtp.mails).toHaveLength(1);
  expect((await messages()).at(-1)).toMatchObject({ state: 'cancelled', sealed: null });
});

test('turned down by telephone: who confirmed by telephone, or gave nothing else, is told there', async () => {
  const { number } = await register({ phone: '081234567896' }, 'none');
  expect(await rejectRegistration(t.ctx(), services(), number, { reason: 'Datang dahulu.' })).toEqual({
    told: 'phone',
  });
  await deliver();
  expect(await listApplicantMessages(t.ctx(), secrets)).toMatchObject([
    { kind: 'rejected', phone: '+6281234567896', text: expect.stringContaining('Datang dahulu.') as string },
  ]);
  const nobody = await register({}, 'none');
  expect(await rejectRegistration(t.ctx(), services(), nobody.number, { reason: 'Tanpa alamat.' })).toEqual({
    told: null,
  });
});

test('what is decided and what is told belong together: no decision, no message', async () => {
  const { number } = await register({ email: 'sari@contoh.id' }, 'none');
  const broken = { ...services(), jobs: { ...jobs, enqueue: async () => Promise.reject(new Error('no queue')) } };
  await expect(rejectRegistration(t.ctx(), broken, number, { reason: 'Tidak.' })).rejects.toThrow('no queue');
  expect(await messages()).toEqual([]);
  expect(await getRegistration(t.ctx(), secrets, number)).toMatchObject({ status: 'submitted' });
});

test('a database that was away for a moment loses no code: it goes out when it is back', async () => {
  await connectWhatsapp();
  await register({ phone: '0812-3456-7899' });
  const away = new Proxy(t.db, {
    get(db, name) {
      if (name === 'selectFrom')
        return () => {
          throw new Error('the database is away');
        };
      const value: unknown = Reflect.get(db, name, db);
      return typeof value === 'function' ? (value.bind(db) as unknown) : value;
    },
  });
  expect(await deliver(smtp.url, away)).toBe(1);
  expect(await messages()).toMatchObject([{ state: 'pending', channel: 'whatsapp', outcome: 'not_reached' }]);
  t.clock.set('2026-11-25T10:02:00+07:00');
  expect(await deliver()).toBe(1);
  expect(await messages()).toMatchObject([{ state: 'sent' }]);
});

test('a process that died with a message in its hands: it is not sent twice, and keeps no address', async () => {
  const { number } = await register({ email: 'sari@contoh.id' }, 'none');
  await rejectRegistration(t.ctx(), services(), number, { reason: 'Tidak.' });
  await t.db.updateTable('applicantMessage').set({ state: 'sending', claimedAt: t.clock.now() }).execute();
  t.clock.set('2026-11-25T10:11:00+07:00');
  await deliver();
  expect(smtp.mails).toEqual([]);
  expect(await messages()).toMatchObject([{ state: 'unknown', outcome: 'interrupted', sealed: null }]);
});
