import { solveChallenge } from 'altcha-lib/v1';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Ctx } from '#platform/context';
import type { Mail, Mailer } from '#platform/sending/mail';
import { idleJobs as jobs, testSecrets as secrets } from '../../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  approveRegistration,
  confirmCode,
  createMember,
  getMember,
  getRegistration,
  listConsents,
  listFamily,
  listRegistrations,
  registrationChallenge,
  rejectRegistration,
  saveApplicant,
  saveApplicantGuardian,
  sendCode,
  signInMember,
  submitRegistration,
  viewRegistration,
  createCategory,
} from '../index.ts';
import { isSolved, makeChallenge } from '#platform/requests/proof-of-work';
import { aLibrary } from '../testing.ts';

const t = useTestDb();
const sent: Mail[] = [];
const mailer: Mailer = {
  available: true,
  async send(mail) {
    sent.push(mail);
    return Promise.resolve({ messageId: 'uji', response: '250' });
  },
};
let visitor: Ctx;
let address = 0;
let ip = '';

beforeAll(async () => {
  await aLibrary(t.ctx());
  visitor = t.ctx({ kind: 'anonymous' });
});
beforeEach(() => {
  address += 1;
  ip = `192.0.2.${address}`;
});

const CHILD = {
  fullName: 'Aisyah Rahma Dewi',
  birthDate: '2017-03-14',
  sex: 'P' as const,
  category: 'anak',
  kelurahan: 'Gedog',
  institution: 'SDN Gedog 1',
  className: '4',
  nik: '3572035403170003',
};
const ADULT = { fullName: 'Sari', birthDate: '1990-01-01', category: 'umum', email: 'sari@contoh.id' };
const GUARDIAN = { guardianName: 'Dewi Lestari', guardianRelation: 'Ibu', email: 'dewi@contoh.id' };

async function solved(token: string): Promise<string> {
  const challenge = await registrationChallenge(visitor, secrets, token);
  if (!challenge) throw new Error('no riddle');
  const { challenge: hash, salt, algorithm, maxnumber, signature } = challenge;
  const solution = await solveChallenge(hash, salt, algorithm, maxnumber).promise;
  return Buffer.from(
    JSON.stringify({ algorithm, challenge: hash, salt, signature, number: solution?.number }),
  ).toString('base64');
}
const begin = async (person: Parameters<typeof saveApplicant>[2]['person'], token: string | null = null) =>
  saveApplicant(visitor, secrets, { token, person, ip });
const send = async (token: string, options: Partial<Parameters<typeof submitRegistration>[2]> = {}) =>
  submitRegistration(
    visitor,
    { secrets, mailer, jobs },
    { token, purposes: [], agreed: true, proof: '', ip, ...options },
  );
const again = async (token: string, way: 'email' | 'phone' = 'email') =>
  sendCode(visitor, { secrets, mailer, jobs }, { token, way, ip });
const codeOf = (to: string): string => /\d{6}/.exec(sent.findLast((mail) => mail.to === to)?.text ?? '')?.[0] ?? '';

test('a mother registers her child: code by e-mail, the desk accepts, the consents are in the ledger, the card signs in', async () => {
  const { token } = await begin(CHILD);
  expect(await viewRegistration(visitor, token)).toMatchObject({
    status: 'draft',
    needsGuardian: true,
    nikLast4: '0003',
    person: { fullName: 'Aisyah Rahma Dewi', kelurahan: 'Gedog' },
  });
  await expect(send(token)).rejects.toMatchObject({ fields: { guardianName: 'guardian_needed' } });
  await saveApplicantGuardian(visitor, token, GUARDIAN);
  const { number } = await send(token, { purposes: ['reminders', 'reading_history'] });
  // without the script and before the code: only whoever names the number is found
  expect((await listRegistrations(t.ctx())).data).toEqual([]);
  expect((await listRegistrations(t.ctx(), { all: true })).data).toMatchObject([{ number, confirmed: false }]);

  const code = codeOf('dewi@contoh.id');
  await expect(confirmCode(visitor, secrets, token, code === '000000' ? '111111' : '000000')).rejects.toMatchObject({
    code: 'members.code_wrong',
  });
  await confirmCode(visitor, secrets, token, ` ${code.slice(0, 3)} ${code.slice(3)}`);
  expect((await listRegistrations(t.ctx())).data).toMatchObject([{ number, emailConfirmed: true }]);
  expect(await getRegistration(t.ctx(), secrets, number)).toMatchObject({
    needsGuardian: true,
    nikMismatch: [],
    duplicates: [],
    purposes: ['membership', 'reminders', 'reading_history'],
  });

  const made = await approveRegistration(t.ctx(), secrets, number);
  expect(await getMember(t.ctx(), made.number)).toMatchObject({
    fullName: 'Aisyah Rahma Dewi',
    guardianName: 'Dewi Lestari',
    guardianConsent: 'given',
    email: 'dewi@contoh.id',
    nikLast4: '0003',
  });
  const { events } = await listConsents(t.ctx(), made.number);
  expect(events.map((event) => [event.purpose, event.givenBy, event.guardianName, event.channel])).toEqual([
    ['reading_history', 'guardian', 'Dewi Lestari', 'email'],
    ['reminders', 'guardian', 'Dewi Lestari', 'email'],
    ['membership', 'guardian', 'Dewi Lestari', 'email'],
  ]);
  const signedIn = await signInMember(visitor, { number: made.number, secret: made.pin, ip, userAgent: null });
  expect(signedIn.memberId).toBeGreaterThan(0);

  // the form is emptied and cannot be decided twice
  const row = await t.db.selectFrom('registration').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ status: 'approved', person: null, nikSealed: null, nikLast4: null, codeHash: null });
  await expect(approveRegistration(t.ctx(), secrets, number)).rejects.toMatchObject({
    code: 'members.registration_decided',
  });
  expect(await viewRegistration(visitor, token)).toMatchObject({ status: 'approved', person: null });
});

test('without e-mail the guardian stands before the librarian', async () => {
  const { token } = await begin({ ...CHILD, fullName: 'Bima', nik: '3572031403170004' });
  await saveApplicantGuardian(visitor, token, { ...GUARDIAN, email: '' });
  const { number } = await send(token, { proof: await solved(token) });
  expect((await listRegistrations(t.ctx())).data).toMatchObject([{ number, confirmed: true, emailConfirmed: false }]);
  await expect(approveRegistration(t.ctx(), secrets, number)).rejects.toMatchObject({
    code: 'members.guardian_not_confirmed',
  });
  const mother = await createMember(t.ctx(), { fullName: 'Dewi Lestari', category: 'umum', birthDate: '1988-01-01' });
  const decision = { guardianPresent: true, guardianNumber: 'TIDAK-ADA' };
  await expect(approveRegistration(t.ctx(), secrets, number, decision)).rejects.toMatchObject({
    fields: { guardianNumber: 'family_unknown' },
  });
  // the guardian is a member too: the child's loans are looked after from that account
  const made = await approveRegistration(t.ctx(), secrets, number, { ...decision, guardianNumber: mother.number });
  expect((await listFamily(t.ctx(), mother.number)).children).toMatchObject([{ number: made.number, relation: 'Ibu' }]);
  expect((await listConsents(t.ctx(), made.number)).events).toMatchObject([{ purpose: 'membership', channel: 'desk' }]);
});

test('a form that was sent at 17 is approved on the eighteenth birthday, without what was the guardian’s to say', async () => {
  const born = { fullName: 'Laras Ayu', birthDate: '2008-11-26', category: 'pelajar' };
  const { token } = await begin(born);
  await saveApplicantGuardian(visitor, token, GUARDIAN);
  const { number } = await send(token, { purposes: ['reminders'] });
  const mother = await createMember(t.ctx(), { fullName: 'Ibu Laras', category: 'umum', birthDate: '1980-01-01' });
  try {
    t.clock.set('2026-11-26T10:00:00+07:00');
    const made = await approveRegistration(t.ctx(), secrets, number, { guardianNumber: mother.number });
    expect((await listConsents(t.ctx(), made.number)).events).toMatchObject([
      { purpose: 'reminders', givenBy: 'member' },
    ]);
    expect((await listFamily(t.ctx(), mother.number)).children).toEqual([]);
  } finally {
    t.clock.set('2026-11-25T10:00:00+07:00');
  }
});

test('a stranger is not told who is a member; the librarian is', async () => {
  const siti = { fullName: 'Siti Aminah', category: 'umum', birthDate: '1990-03-14' };
  const known = await createMember(t.ctx(), { ...siti, nik: '3572035403900003' }, secrets);
  const { token } = await begin({ ...ADULT, fullName: 'Orang Lain', nik: '3572035403900003' });
  const byNik = await send(token);
  expect((await getRegistration(t.ctx(), secrets, byNik.number)).duplicates).toEqual([
    { number: known.number, name: 'Siti Aminah', byNik: true },
  ]);
  await expect(approveRegistration(t.ctx(), secrets, byNik.number)).rejects.toMatchObject({
    code: 'members.nik_taken',
  });

  const second = await begin({ ...ADULT, ...siti, fullName: 'Hj. Siti Aminah' });
  const byName = await send(second.token);
  expect((await getRegistration(t.ctx(), secrets, byName.number)).duplicates).toMatchObject([{ byNik: false }]);
  await expect(approveRegistration(t.ctx(), secrets, byName.number)).rejects.toMatchObject({
    code: 'members.maybe_duplicate',
  });
  await approveRegistration(t.ctx(), secrets, byName.number, { allowDuplicate: true });
});

test('what was turned down says why and keeps nothing of the form', async () => {
  const { token } = await begin(ADULT);
  const { number } = await send(token);
  await rejectRegistration(t.ctx(), { secrets, mailer, jobs }, number, { reason: 'Sudah punya kartu.' });
  expect(await viewRegistration(visitor, token)).toMatchObject({
    status: 'rejected',
    reason: 'Sudah punya kartu.',
    person: null,
  });
});

test('five wrong codes end a code; a new one is sent, but not without end', async () => {
  const { token } = await begin({ ...ADULT, email: 'lima@contoh.id' });
  await send(token);
  const right = codeOf('lima@contoh.id');
  const wrong = right === '123456' ? '654321' : '123456';
  for (let i = 0; i < 5; i += 1) {
    await expect(confirmCode(visitor, secrets, token, wrong)).rejects.toMatchObject({ code: 'members.code_wrong' });
  }
  await expect(confirmCode(visitor, secrets, token, right)).rejects.toMatchObject({ code: 'members.code_over' });
  for (let i = 0; i < 3; i += 1) await again(token);
  await expect(again(token)).rejects.toMatchObject({
    code: 'platform.too_many_requests',
  });
  await confirmCode(visitor, secrets, token, codeOf('lima@contoh.id'));
});

test('a code holds for half an hour, a form that was begun for a day and a half', async () => {
  const begun = t.clock.now();
  const { token } = await begin({ ...ADULT, email: 'waktu@contoh.id' });
  const draft = await begin({ ...ADULT, fullName: 'Besok' });
  await send(token);
  t.clock.set('2026-11-25T10:31:00+07:00');
  await expect(confirmCode(visitor, secrets, token, codeOf('waktu@contoh.id'))).rejects.toMatchObject({
    code: 'members.code_over',
  });
  t.clock.set('2026-11-26T23:00:00+07:00');
  expect(await viewRegistration(visitor, draft.token)).toBeNull();
  expect(await viewRegistration(visitor, token)).toMatchObject({ status: 'submitted' });
  t.clock.set(begun.toISOString());
});

test('a riddle counts for its own form, in time, and only when it was solved', async () => {
  const { token } = await begin(ADULT);
  const other = await begin({ ...ADULT, fullName: 'Lain' });
  const proof = await solved(token);
  const form = (await viewRegistration(visitor, token))?.number ?? '';
  const otherForm = (await viewRegistration(visitor, other.token))?.number ?? '';
  expect(await isSolved(visitor, secrets, form, proof)).toBe(true);
  expect(await isSolved(visitor, secrets, otherForm, proof)).toBe(false);
  const late: Pick<Ctx, 'clock'> = { clock: { now: () => new Date('2026-11-25T04:01:00Z') } };
  expect(await isSolved(late, secrets, form, proof)).toBe(false);
  const { algorithm, challenge, salt, signature } = await makeChallenge(visitor, secrets, form);
  const guessed = Buffer.from(JSON.stringify({ algorithm, challenge, salt, signature, number: 0 })).toString('base64');
  expect(await isSolved(visitor, secrets, form, guessed)).toBe(false);
  for (const junk of ['', 'bukan', Buffer.from('null').toString('base64')]) {
    expect(await isSolved(visitor, secrets, form, junk)).toBe(false);
  }
});

test('forms without proof from one address are slowed down', async () => {
  for (let i = 0; i < 5; i += 1) await send((await begin({ ...ADULT, email: '' })).token);
  await expect(send((await begin({ ...ADULT, email: '' })).token)).rejects.toMatchObject({
    code: 'platform.too_many_requests',
  });
});

test('what cannot be is said at its field; going back changes the same form', async () => {
  await expect(begin({ ...ADULT, birthDate: '2030-01-01' })).rejects.toMatchObject({
    fields: { birthDate: 'date_in_future' },
  });
  await expect(begin({ ...ADULT, category: 'anak' })).rejects.toMatchObject({ fields: { category: 'category_age' } });
  await expect(begin({ ...ADULT, nik: '12' })).rejects.toMatchObject({ fields: { nik: 'nik_format' } });
  const { token } = await begin(ADULT);
  const again = await begin({ ...ADULT, fullName: 'Sari Dewi' }, token);
  expect(again.token).toBe(token);
  expect((await viewRegistration(visitor, token))?.person?.fullName).toBe('Sari Dewi');
  await expect(send(token, { agreed: false })).rejects.toMatchObject({ fields: { agreed: 'must_agree' } });
});

test('a librarian of a school sees and decides on the applicants of that school only', async () => {
  const school = await aLibrary(t.ctx(), 'SDN-GEDOG');
  const { token } = await begin({ ...ADULT, homeLibrary: school.code, email: 'guru@contoh.id' });
  const { number } = await send(token, { proof: await solved(token) });
  const elsewhere = await aLibrary(t.ctx(), 'SDN-LAIN');
  const staff = (libraryId: number): Ctx => t.ctx({ grants: [{ libraryId, permissions: ['members.*'] }] });
  expect((await listRegistrations(staff(school.id))).data.map((one) => one.number)).toEqual([number]);
  expect((await listRegistrations(staff(elsewhere.id))).data).toEqual([]);
  await expect(approveRegistration(staff(elsewhere.id), secrets, number)).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
});

test('a child is registered in the category of its age, whatever was chosen; who is grown up chooses again', async () => {
  for (const [birthDate, category] of [
    ['2018-03-14', 'anak'],
    ['2011-03-14', 'pelajar'],
  ] as const) {
    const { token } = await begin({ ...ADULT, birthDate, category: category === 'anak' ? 'umum' : 'anak' });
    expect((await viewRegistration(visitor, token))?.person?.category).toBe(category);
  }
  const { token } = await begin({ ...ADULT, birthDate: '2018-03-14', category: 'pelajar' });
  expect((await viewRegistration(visitor, token))?.person?.category).toBe('pelajar');
  await expect(begin({ ...ADULT, birthDate: '2000-03-14', category: 'anak' })).rejects.toMatchObject({
    fields: { category: 'category_age' },
  });
});

test('a category that a network added for people of any age is given to no child that did not choose it', async () => {
  await createCategory(t.ctx(), { code: 'difabel', nameId: 'Difabel', nameEn: 'Disabled' });
  const born = { birthDate: '2018-03-14' };
  const { token } = await begin({ ...ADULT, ...born, category: 'umum' });
  expect((await viewRegistration(visitor, token))?.person?.category).toBe('anak');
  const { token: chosen } = await begin({ ...ADULT, ...born, category: 'difabel' });
  expect((await viewRegistration(visitor, chosen))?.person?.category).toBe('difabel');
});
