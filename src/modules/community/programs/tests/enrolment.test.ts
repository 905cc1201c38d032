import { beforeAll, expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import {
  acceptOffer,
  addSessions,
  attendanceShares,
  cancelEnrolment,
  changeProgram,
  changeState,
  decideEnrolment,
  enrol,
  enrolInSeries,
  enrolmentsOf,
  getProgram,
  ownEnrolments,
  participantOf,
  viewTicket,
  walkIn,
  type EnrolmentInput,
} from '#modules/community/programs';
import { expireOffers, remindParticipants } from '#modules/community/programs/testing';
import { makeAttendance, makeParticipant, makeProgram } from '#modules/community/programs/testing';
import type { Ctx } from '#platform/context';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { programLinkRetention, programsPersonalData } from '../personal-data.ts';

const t = useTestDb();
let libraryId = 0;
const members: Ctx[] = [];
const member = (nth: number): Ctx => {
  const found = members[nth - 1];
  if (!found) throw new Error('no such member');
  return found;
};
const idOf = (ctx: Ctx): number => (ctx.actor.kind === 'member' ? ctx.actor.id : 0);
const anonymous = (): Ctx => t.ctx({ kind: 'anonymous' });
const system = (): Ctx => t.ctx({ kind: 'system', name: 'uji' });
const at = (time: string, day = '2026-11-26'): Date => new Date(`${day}T${time}:00+07:00`);
const guest = async (programId: number, name: string, more: Partial<EnrolmentInput> = {}) =>
  enrol(anonymous(), { programId, name, contact: `${name.toLowerCase().replace(/ /g, '')}@example.org`, ...more });
const statusOf = async (ticket: string) => (await viewTicket(t.ctx(), ticket)).enrolment;

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  for (let nth = 1; nth <= 5; nth += 1) {
    const number = `A${nth}`;
    await makeMember(t.ctx(), { number, fullName: `Pembaca ${nth}`, homeLibrary: 'KOTA' });
    const { id } = await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow();
    members.push(t.ctx({ kind: 'member', id, number, name: `Pembaca ${nth}`, sessionId: nth }));
  }
});

test('two hundred people race for thirty seats, then twenty seats come free: never more than thirty, and the queue keeps its order', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { capacity: 30 } });
  const made = await Promise.all(
    Array.from({ length: 200 }, async (_, i) =>
      enrol(anonymous(), { programId: id, name: `Orang ${i}`, contact: `o${i}@example.org` }),
    ),
  );
  const confirmed = made.filter((one) => one.status === 'confirmed');
  const waiting = made.filter((one) => one.status === 'waitlisted');
  expect([confirmed.length, waiting.length]).toEqual([30, 170]);
  const queue = waiting.toSorted((a, b) => (a.queueNo ?? 0) - (b.queueNo ?? 0));
  expect(queue.map((one) => one.queueNo)).toEqual(Array.from({ length: 170 }, (_, i) => i + 1));
  const held = async () => {
    const { confirmedCount, offeredCount } = await getProgram(t.ctx(), id);
    return confirmedCount + offeredCount;
  };
  expect(await held()).toBe(30);
  // twenty leave at once, while a hundred others try to slip in
  const [, late] = await Promise.all([
    Promise.all(confirmed.slice(0, 20).map(async ({ ticket }) => cancelEnrolment(anonymous(), { ticket }))),
    Promise.all(Array.from({ length: 100 }, async (_, i) => guest(id, `Terlambat ${i}`))),
  ]);
  expect(late.every((one) => one.status === 'waitlisted')).toBe(true);
  expect(await held()).toBe(30);
  const offered = (await enrolmentsOf(t.ctx(), id, ['offered'])).map((one) => one.id).toSorted((a, b) => a - b);
  const first20 = queue.slice(0, 20);
  expect(offered).toEqual(first20.map((one) => one.id).toSorted((a, b) => a - b));
  // all of them take it, each twice at the same moment: one of the two does
  const taken = await Promise.all(
    first20.flatMap(({ ticket }) => [1, 2].map(async () => outcome(acceptOffer(anonymous(), { ticket })))),
  );
  expect(taken.filter((one) => one === 'done')).toHaveLength(20);
  expect(taken.filter((one) => one === 'programs.offer_over')).toHaveLength(20);
  expect(await getProgram(t.ctx(), id)).toMatchObject({ confirmedCount: 30, offeredCount: 0, waitlistedCount: 250 });
  const next = queue[20];
  expect(next && (await statusOf(next.ticket)).position).toBe(1);
}, 120_000);

test('an offer that nobody takes goes to the next; who waits sees the place in the queue', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { capacity: 1, offerHours: 2 } });
  const [seat, second, third] = [await guest(id, 'Satu'), await guest(id, 'Dua'), await guest(id, 'Tiga')];
  expect([second.position, third.position]).toEqual([1, 2]);
  t.clock.set('2026-11-25T10:00:00+07:00');
  await cancelEnrolment(anonymous(), { ticket: seat.ticket });
  expect(await statusOf(second.ticket)).toMatchObject({ status: 'offered', offerEndsAt: at('12:00', '2026-11-25') });
  expect((await guest(id, 'Empat')).status).toBe('waitlisted');
  t.clock.set('2026-11-25T11:59:59+07:00');
  expect(await expireOffers(system())).toBe(0);
  t.clock.set('2026-11-25T12:00:00+07:00');
  await expect(acceptOffer(anonymous(), { ticket: second.ticket })).rejects.toMatchObject({
    code: 'programs.offer_over',
  });
  expect(await expireOffers(system())).toBe(1);
  expect((await statusOf(second.ticket)).status).toBe('expired');
  await acceptOffer(anonymous(), { ticket: third.ticket });
  expect((await statusOf(third.ticket)).status).toBe('confirmed');
  t.clock.set(TEST_NOW);
});

test('a group at the head of the queue is not overtaken by one who would fit', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { capacity: 4 } });
  const pair = await guest(id, 'Pasangan', { people: 2 });
  await guest(id, 'Berdua', { people: 2 });
  const group = await guest(id, 'Rombongan', { people: 3, institution: 'SMPN 3' });
  const single = await guest(id, 'Sendiri');
  await cancelEnrolment(anonymous(), { ticket: pair.ticket });
  expect([(await statusOf(group.ticket)).status, (await statusOf(single.ticket)).status]).toEqual([
    'waitlisted',
    'waitlisted',
  ]);
  await expect(guest(id, 'Bus', { people: 5 })).rejects.toMatchObject({ code: 'programs.too_many_people' });
  const program = await getProgram(t.ctx(), id);
  await changeProgram(t.ctx(), id, { ...program, capacity: 6 });
  expect([(await statusOf(group.ticket)).status, (await statusOf(single.ticket)).status]).toEqual([
    'offered',
    'offered',
  ]);
});

test('members enrol once, by their session; others cannot act for them; staff enrols by number', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const own = await enrol(member(1), { programId: id });
  expect(own).toMatchObject({ status: 'confirmed', name: 'Pembaca 1', libraryId });
  await expect(enrol(member(1), { programId: id })).rejects.toMatchObject({ code: 'programs.already_enrolled' });
  await expect(enrol(member(1), { programId: id, memberNumber: 'A2' })).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
  await expect(enrol(anonymous(), { programId: id, memberNumber: 'A2' })).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
  await expect(enrol(t.ctx(), { programId: id, memberNumber: 'A99' })).rejects.toMatchObject({
    code: 'programs.unknown_member',
  });
  expect((await enrol(t.ctx(), { programId: id, memberNumber: 'A2' })).name).toBe('Pembaca 2');
  expect(await participantOf(member(1), id)).toEqual({
    enrolmentId: own.id,
    name: 'Pembaca 1',
    libraryId,
    memberId: idOf(member(1)),
  });
  expect(await participantOf(anonymous(), id, own.ticket)).toMatchObject({ enrolmentId: own.id });
  expect(await participantOf(anonymous(), id)).toBeNull();
  expect(await participantOf(member(3), id)).toBeNull();
  await expect(cancelEnrolment(member(2), { id: own.id })).rejects.toMatchObject({
    code: 'programs.enrolment_not_found',
  });
  await cancelEnrolment(member(1), { id: own.id });
  await expect(cancelEnrolment(member(1), { id: own.id })).rejects.toMatchObject({ code: 'programs.enrolment_over' });
  expect((await enrol(member(1), { programId: id })).status).toBe('confirmed');
});

test('guests leave a way to reach them; for a child without a card somebody consents', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const ask = async (more: Partial<EnrolmentInput>) => enrol(anonymous(), { programId: id, name: 'Bima', ...more });
  await expect(ask({})).rejects.toMatchObject({ fields: { contact: 'required' } });
  await expect(ask({ contact: '12' })).rejects.toMatchObject({ fields: { contact: 'contact' } });
  await expect(ask({ contact: '0812-3456-7890', forChild: true })).rejects.toMatchObject({
    fields: { guardianName: 'required', guardianConsent: 'required' },
  });
  const child = await ask({
    contact: '0812-3456-7890',
    forChild: true,
    guardianName: 'Ibu Bima',
    guardianConsent: true,
  });
  expect(child).toMatchObject({ contact: '+6281234567890', guardianName: 'Ibu Bima', status: 'confirmed' });
  const twice = ask({ contact: '+6281234567890' });
  await expect(twice).rejects.toMatchObject({ code: 'programs.already_enrolled' });
  const byMember = await enrol(member(3), { programId: id, forChild: true, name: 'Anak Tiga', guardianConsent: true });
  expect(byMember).toMatchObject({ memberId: null, placedByMemberId: idOf(member(3)), guardianName: 'Pembaca 3' });
  expect((await ownEnrolments(member(3))).map((one) => one.name)).toContain('Anak Tiga');
  await expect(enrol(member(3), { programId: id, childNumber: 'A4' })).rejects.toMatchObject({
    code: 'programs.not_own_child',
  });
});

test('where approval is needed staff says yes or no; a quota holds for each institution', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, {
    program: { needsApproval: true, institutionQuota: 2, capacity: 1 },
  });
  const first = await guest(id, 'Ani', { institution: 'SMPN 3' });
  expect(first.status).toBe('requested');
  const second = await guest(id, 'Budi', { institution: 'smpn 3' });
  await expect(guest(id, 'Cici', { institution: 'SMPN 3' })).rejects.toMatchObject({ code: 'programs.quota_reached' });
  const other = await guest(id, 'Dedi', { institution: 'SDN 1' });
  await expect(decideEnrolment(member(1), first.id, true)).rejects.toMatchObject({
    code: 'programs.enrolment_not_found',
  });
  await decideEnrolment(t.ctx(), second.id, true);
  await decideEnrolment(t.ctx(), other.id, true);
  await decideEnrolment(t.ctx(), first.id, false);
  const states = await Promise.all([first, second, other].map(async ({ ticket }) => (await statusOf(ticket)).status));
  expect(states).toEqual(['declined', 'confirmed', 'waitlisted']);
  await expect(decideEnrolment(t.ctx(), first.id, true)).rejects.toMatchObject({ code: 'programs.enrolment_over' });
});

test('the form asks what is needed, and a question only where its condition holds', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, {
    program: {
      form: [
        { id: 'makan', label: 'Makan siang?', kind: 'yes_no', required: true },
        { id: 'alergi', label: 'Alergi', kind: 'text', required: true, when: { id: 'makan', equals: 'yes' } },
      ],
    },
  });
  await expect(guest(id, 'Eko')).rejects.toMatchObject({ fields: { 'answers.makan': 'required' } });
  await expect(guest(id, 'Eko', { answers: { makan: 'yes' } })).rejects.toMatchObject({
    fields: { 'answers.alergi': 'required' },
  });
  const made = await guest(id, 'Eko', { answers: { makan: 'no', alergi: 'udang' } });
  expect(made.answers).toEqual({ makan: 'no' });
});

test('once it is closed nobody gives a seat back, though sessions were to come: who came stays who came', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const { ticket } = await guest(id, 'Hana');
  await changeState(t.ctx(), id, 'running');
  await changeState(t.ctx(), id, 'closed');
  await expect(cancelEnrolment(anonymous(), { ticket })).rejects.toMatchObject({ code: 'programs.enrolment_over' });
  expect((await statusOf(ticket)).status).toBe('confirmed');
});

test('a whole series is enrolled in at once, where it is open and not yet done', async () => {
  const [first, second] = [
    await makeProgram(t.ctx(), libraryId, { program: { series: 'Kelas TIK' } }),
    await makeProgram(t.ctx(), libraryId, { program: { series: 'Kelas TIK' } }),
  ];
  await enrol(member(4), { programId: second.id });
  const made = await enrolInSeries(member(4), { programId: first.id });
  expect(made.map((one) => one.programId)).toEqual([first.id]);
  const all = await enrolInSeries(member(5), { programId: first.id });
  expect(all.map((one) => one.programId)).toEqual([first.id, second.id]);
  await expect(enrolInSeries(member(5), { programId: first.id })).rejects.toMatchObject({
    code: 'programs.already_enrolled',
  });
});

test('one reminder the day before, to members by their channels and to guests by e-mail', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  await makeParticipant(t.ctx(), id, { memberNumber: 'A5' });
  await guest(id, 'Fajar');
  const reminded = async () => {
    const notices = await t.db
      .selectFrom('notification')
      .select('key')
      .where('topic', '=', 'program_reminder')
      .execute();
    const mails = await t.db.selectFrom('guestMessage').select('key').where('topic', '=', 'program_reminder').execute();
    return [notices.length, mails.length];
  };
  const before = await reminded();
  await remindParticipants(system());
  const after = await reminded();
  expect(after.map((count, i) => count > (before[i] ?? 0))).toEqual([true, true]);
  await remindParticipants(system());
  expect(await reminded()).toEqual(after);
  // the second session of the same day is no other day
  await addSessions(t.ctx(), id, { title: 'Sore', format: 'talk', startsAt: at('13:00'), endsAt: at('15:00') });
  t.clock.set('2026-11-26T08:30:00+07:00');
  await t.db.deleteFrom('notification').execute();
  await remindParticipants(system());
  const keys = await t.db.selectFrom('guestMessage').select('key').where('topic', '=', 'program_reminder').execute();
  expect(keys.filter(({ key }) => key.includes('2026-11-26T06:00'))).toEqual([]);
  t.clock.set(TEST_NOW);
});

test('shares of attendance go by lesson hours', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId, {
    sessions: [3, 1].map((jp, i) => ({
      title: `Sesi ${i}`,
      format: 'lecture' as const,
      startsAt: at('08:00', `2026-11-2${6 + i}`),
      endsAt: at('11:00', `2026-11-2${6 + i}`),
      jp,
    })),
  });
  const [all, half, none] = [
    await makeParticipant(t.ctx(), id),
    await makeParticipant(t.ctx(), id),
    await makeParticipant(t.ctx(), id),
  ];
  for (const sessionId of sessionIds) await makeAttendance(t.ctx(), sessionId, all.id);
  await makeAttendance(t.ctx(), sessionIds[0] ?? 0, half.id);
  expect(await attendanceShares(t.ctx(), id)).toEqual(
    new Map([
      [all.id, 1],
      [half.id, 0.75],
      [none.id, 0],
    ]),
  );
  await expect(attendanceShares(member(1), id)).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test('with a person the seat goes to the queue and no name stays; after its days it goes anyway', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { capacity: 1 } });
  await enrol(member(5), { programId: id });
  const next = await guest(id, 'Gita');
  expect(await programsPersonalData.exportOf(t.db, idOf(member(5)))).toContainEqual(
    expect.objectContaining({ participant: 'Pembaca 5', status: 'confirmed' }),
  );
  await t.db.transaction().execute(async (trx) => programsPersonalData.erase(trx, t.ctx(), idOf(member(5))));
  expect(await programsPersonalData.exportOf(t.db, idOf(member(5)))).toEqual([]);
  expect((await statusOf(next.ticket)).status).toBe('offered');
  const later = at('12:00', '2026-11-28');
  expect((await programLinkRetention.due(t.ctx(), later)).count).toBeGreaterThan(0);
  expect((await programLinkRetention.clear(t.ctx(), later, t.storage)).gone).toBeGreaterThan(0);
  expect((await programLinkRetention.clear(t.ctx(), later, t.storage)).gone).toBe(0);
});

test('a quota counts the institution that is meant, however it was written', async () => {
  await makeLibrary(t.ctx(), 'KTG', 'Perpustakaan Kelurahan Karangtengah');
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { institutionQuota: 2 } });
  await guest(id, 'Ani', { institution: 'Perpus Kel. Karangtengah' });
  await guest(id, 'Budi', { institution: 'karangtengah' });
  const third = guest(id, 'Cici', { institution: 'Perpustakaan Karangtengah' });
  await expect(third).rejects.toMatchObject({ code: 'programs.quota_reached' });
  // chosen from the list it is the same, whatever stands beside it
  const chosen = await t.db.selectFrom('library').select('id').where('code', '=', 'KTG').executeTakeFirstOrThrow();
  const fourth = guest(id, 'Dedi', { institution: 'Kelompok ibu-ibu', libraryId: chosen.id });
  await expect(fourth).rejects.toMatchObject({ code: 'programs.quota_reached' });
  await expect(guest(id, 'Eni', { institution: 'Perpus Kel.' })).rejects.toMatchObject({
    fields: { institution: 'too_general' },
  });
  expect((await guest(id, 'Fajar', { institution: 'SMPN 3' })).status).toBe('confirmed');
});

test('in a programme for children every guest has a guardian, by whomever they are written down', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId, { program: { audience: 'children' } });
  const refused = { fields: { guardianName: 'required', guardianConsent: 'required' } };
  await expect(guest(id, 'Bima')).rejects.toMatchObject(refused);
  await expect(enrol(t.ctx(), { programId: id, name: 'Bima' })).rejects.toMatchObject(refused);
  t.clock.set(at('08:00').toISOString());
  await expect(walkIn(t.ctx(), sessionIds[0] ?? 0, { name: 'Bima' })).rejects.toMatchObject(refused);
  t.clock.set(TEST_NOW);
  const by = { guardianName: 'Ibu Bima', guardianConsent: true };
  expect(await guest(id, 'Bima', by)).toMatchObject({
    guardianName: 'Ibu Bima',
    guardianConsentAt: new Date(TEST_NOW),
  });
  // a teenager is let in at the desk; who enrols alone is asked
  const teens = await makeProgram(t.ctx(), libraryId, { program: { audience: 'teens' } });
  await expect(guest(teens.id, 'Rian')).rejects.toMatchObject(refused);
  expect(await enrol(t.ctx(), { programId: teens.id, name: 'Rian' })).toMatchObject({ status: 'confirmed' });
});
