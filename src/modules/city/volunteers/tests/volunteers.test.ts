import { expect, test } from 'vitest';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { loadVolunteers } from '../../../../../db/demo/load-volunteers.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addShift,
  addTask,
  answerOffer,
  cancelShift,
  correctHours,
  endTask,
  getShift,
  getTask,
  getVolunteer,
  giveBack,
  leave,
  listVolunteers,
  noteCheck,
  noteGuardian,
  offerHelp,
  publicShifts,
  scanVolunteer,
  takePlace,
  viewOwnPage,
  type OwnKey,
  type TaskInput,
} from '../index.ts';
import type { OfferInput } from '../schema.ts';
import { volunteerOfferRetention, volunteersPersonalData } from '../personal-data.ts';
import { closeForgottenHours, remindVolunteers } from '../testing.ts';

const t = useTestDb();
const HOUR = 3_600_000;
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const staff = (): Ctx => t.ctx({ grants: [{ libraryId: null, permissions: ['volunteers.manage'] }] });
const ahead = (hours: number): Date => new Date(t.ctx().clock.now().getTime() + hours * HOUR);
const later = (hours: number): void => t.clock.set(ahead(hours).toISOString());
const keyOf = (ticket: string): OwnKey => ({ ticket, ip: '192.0.2.9' });
let made = 0;

async function offered(input: Partial<OfferInput> = {}): Promise<string> {
  made += 1;
  const { id: libraryId } = await aLibrary(t.ctx());
  const { ticket } = await offerHelp(guest(), {
    ...{
      name: `Relawan ${made}`,
      contact: `relawan${made}@example.org`,
      birthYear: 1990,
      skills: ['shelving'],
      ownWords: '',
    },
    ...{ days: [6], libraryId, conduct: true, ip: '192.0.2.9', ...input },
  });
  return ticket;
}
const idOf = async (ticket: string): Promise<number> => (await viewOwnPage(guest(), keyOf(ticket))).volunteer.id;
const versionOf = async (id: number): Promise<number> => (await getVolunteer(staff(), id)).version;

async function accepted(input: Partial<OfferInput> = {}): Promise<{ ticket: string; id: number; key: OwnKey }> {
  const ticket = await offered(input);
  const id = await idOf(ticket);
  await answerOffer(staff(), id, { accept: true, words: 'Selamat datang.', version: await versionOf(id) });
  return { ticket, id, key: keyOf(ticket) };
}
async function aShift(places: number, task: Partial<TaskInput> = {}, hours = 48): Promise<number> {
  const { id: libraryId } = await aLibrary(t.ctx());
  const taskId = await addTask(staff(), libraryId, {
    ...{ title: 'Merapikan rak', skills: ['shelving'], needs: [], withChildren: false, ...task },
  });
  return addShift(staff(), taskId, { startsAt: ahead(hours), endsAt: ahead(hours + 3), places });
}
const told = async (volunteerId: number): Promise<string[]> => {
  const rows = await t.db
    .selectFrom('guestMessage')
    .select('params')
    .where((eb) =>
      eb.or([eb('about', '=', `volunteer:${volunteerId}`), eb('about', 'like', `volunteer-shift:${volunteerId}:%`)]),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ params }) => JSON.stringify(params));
};

test('whoever offers is answered with words, once, and told', async () => {
  const ticket = await offered();
  const id = await idOf(ticket);
  expect((await listVolunteers(staff(), { state: 'offered' }, { limit: 50 })).data.map((one) => one.id)).toContain(id);
  expect(await code(answerOffer(staff(), id, { accept: true, words: ' ', version: 0 }))).toBe('platform.invalid_input');
  await answerOffer(staff(), id, { accept: false, words: 'Bulan ini penuh.', version: 0 });
  expect((await viewOwnPage(guest(), keyOf(ticket))).volunteer).toMatchObject({
    state: 'declined',
    answer: 'Bulan ini penuh.',
  });
  expect(await code(answerOffer(staff(), id, { accept: true, words: 'Ya', version: 1 }))).toBe(
    'volunteers.state_forbids',
  );
  expect((await told(id)).join()).toContain('declined');
});

test('nobody below 13, nobody without a name, nobody without the conduct', async () => {
  expect(await code(offered({ birthYear: ahead(0).getFullYear() - 13 }))).toBe('platform.invalid_input');
  expect(await code(offered({ name: '' }))).toBe('platform.invalid_input');
  expect(await code(offered({ contact: 'bukan alamat' }))).toBe('platform.invalid_input');
  expect(await code(offered({ conduct: false }))).toBe('platform.invalid_input');
  expect(await code(offered({ ownWords: 'a'.repeat(200_000) }))).toBe('platform.invalid_input');
  expect(await code(offered({ name: 'a\0b' }))).toBe('platform.invalid_input');
});

test('a task is taken only when its checks are noted, and with a guardian below 18', async () => {
  const shift = await aShift(2, { withChildren: true, needs: ['reference'] });
  const { id, key } = await accepted({ birthYear: ahead(0).getFullYear() - 16 });
  expect(await code(takePlace(guest(), key, shift))).toBe('volunteers.checks_missing');
  for (const kind of ['reference', 'training'] as const) {
    await noteCheck(staff(), id, { kind, untilOn: null, version: await versionOf(id) });
  }
  expect(await code(takePlace(guest(), key, shift))).toBe('volunteers.checks_missing');
  expect((await viewOwnPage(guest(), key)).open).toEqual([]);
  await noteGuardian(staff(), id, {
    name: 'Ibu Sari',
    relation: 'ibu',
    on: '2020-01-02',
    version: await versionOf(id),
  });
  expect((await viewOwnPage(guest(), key)).open).toHaveLength(1);
  expect(await takePlace(guest(), key, shift)).toBe('confirmed');
  const { shift: seen } = await getShift(staff(), shift);
  expect((await getTask(staff(), seen.task.id)).fit.map((one) => one.id)).toEqual([id]);
});

test('fifty race for three places: never more, the others wait in order, and the first of them comes up', async () => {
  const shift = await aShift(3);
  const all = [];
  for (let i = 0; i < 50; i += 1) all.push(await accepted());
  const got = await Promise.all(all.map(async ({ key }) => takePlace(guest(), key, shift)));
  expect(got.filter((one) => one === 'confirmed')).toHaveLength(3);
  const before = (await getShift(staff(), shift)).places;
  expect(before.map(({ status }) => status)).toEqual([
    ...Array<string>(3).fill('confirmed'),
    ...Array<string>(47).fill('waiting'),
  ]);
  const byId = new Map(all.map((one) => [one.id, one]));
  const leaving = before.slice(0, 2).map(({ volunteerId }) => byId.get(volunteerId)?.key ?? 'account');
  await Promise.all(leaving.map(async (key) => giveBack(guest(), key, shift)));
  const after = await getShift(staff(), shift);
  expect(after.shift.taken).toBe(3);
  expect(after.places.filter(({ status }) => status === 'confirmed').map(({ volunteerId }) => volunteerId)).toEqual(
    before.slice(2, 5).map(({ volunteerId }) => volunteerId),
  );
  expect((await told(before[3]?.volunteerId ?? 0)).join()).toContain('moved_up');
});

test('the same one twice at once has one place, and nobody is in two shifts at a time', async () => {
  const shift = await aShift(5);
  const { key } = await accepted();
  const got = await Promise.allSettled([takePlace(guest(), key, shift), takePlace(guest(), key, shift)]);
  expect(got.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await code(takePlace(guest(), key, await aShift(5)))).toBe('volunteers.already_placed');
});

test('a shift that is called off tells who came and who waited; an ended task calls its shifts off', async () => {
  const shift = await aShift(1);
  const [one, other] = [await accepted(), await accepted()];
  await takePlace(guest(), one.key, shift);
  expect(await takePlace(guest(), other.key, shift)).toBe('waiting');
  await cancelShift(staff(), shift, 'Hujan');
  for (const { id } of [one, other]) expect((await told(id)).join()).toContain('Hujan');
  expect(await code(cancelShift(staff(), shift, ''))).toBe('volunteers.shift_closed');
  const second = await aShift(1);
  const { task } = (await getShift(staff(), second)).shift;
  await endTask(staff(), task.id, task.version);
  expect((await publicShifts(guest())).map(({ id }) => id)).not.toContain(second);
  expect(await code(takePlace(guest(), one.key, second))).toBe('volunteers.shift_closed');
});

test('hours are counted from coming to leaving; who forgot to leave is gone at the end, marked, and can be corrected', async () => {
  const shift = await aShift(2, {}, 24);
  const [one, other] = [await accepted(), await accepted()];
  for (const { key } of [one, other]) await takePlace(guest(), key, shift);
  const { id: libraryId } = await aLibrary(t.ctx());
  const scan = async (ticket: string) => scanVolunteer(staff(), { libraryId, code: ticket });
  expect(await code(scan(one.ticket))).toBe('volunteers.nothing_now');
  expect(await remindVolunteers(t.ctx())).toBeGreaterThan(0);
  await remindVolunteers(t.ctx());
  expect((await told(one.id)).filter((text) => text.includes('reminder'))).toHaveLength(1);
  later(24);
  expect((await scan(`https://perpustakaan.example/relawan/saya/${one.ticket}`)).what).toBe('came');
  expect((await scan(one.ticket.toLowerCase())).what).toBe('again');
  expect((await scan(other.ticket)).what).toBe('came');
  expect(await code(giveBack(guest(), one.key, shift))).toBe('volunteers.shift_closed');
  later(2);
  expect((await scan(one.ticket)).what).toBe('left');
  expect((await scan(one.ticket)).what).toBe('again');
  later(1);
  expect(await code(scan(one.ticket))).toBe('volunteers.nothing_now');
  later(3);
  expect(await closeForgottenHours(t.ctx())).toBe(1);
  expect((await viewOwnPage(guest(), one.key)).months[0]?.minutes).toBe(120);
  const place = (await getShift(staff(), shift)).places.find(({ volunteerId }) => volunteerId === other.id);
  expect(place).toMatchObject({ leftByRule: true });
  const cameAt = ahead(-6);
  await correctHours(staff(), place?.id ?? 0, { cameAt, leftAt: ahead(-5) });
  expect((await viewOwnPage(guest(), other.key)).months[0]?.minutes).toBe(60);
  expect(await code(correctHours(staff(), place?.id ?? 0, { cameAt, leftAt: ahead(1) }))).toBe(
    'platform.invalid_input',
  );
});

test('whoever leaves is forgotten: their place goes on, their code opens nothing, their hours stay without a name', async () => {
  const past = await aShift(1, {}, 1);
  const next = await aShift(1, {}, 72);
  const [one, other] = [await accepted(), await accepted()];
  await takePlace(guest(), one.key, past);
  await takePlace(guest(), one.key, next);
  await takePlace(guest(), other.key, next);
  later(2);
  const { id: libraryId } = await aLibrary(t.ctx());
  await scanVolunteer(staff(), { libraryId, code: one.ticket });
  later(1);
  await scanVolunteer(staff(), { libraryId, code: one.ticket });
  await leave(guest(), one.key);
  expect(await code(viewOwnPage(guest(), one.key))).toBe('volunteers.not_found');
  expect(await getVolunteer(staff(), one.id)).toMatchObject({
    ...{ state: 'left', name: '', contact: '', birthYear: null, checks: [] },
    months: [expect.objectContaining({ minutes: 60 })],
  });
  expect((await getShift(staff(), next)).places).toMatchObject([{ volunteerId: other.id, status: 'confirmed' }]);
});

test('a member offers by the card, once; an erasure forgets them here as well', async () => {
  const member = await aMember(t.ctx(), { birthDate: '1988-02-03' });
  const own: Ctx = t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  const offer = {
    birthYear: 1988,
    skills: [],
    days: [1],
    libraryId: member.homeLibraryId,
    conduct: true,
    ip: '192.0.2.9',
  };
  const twice = await Promise.allSettled([1, 2].map(async () => offerHelp(own, { ...offer, name: '', contact: '' })));
  expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const { volunteer } = await viewOwnPage(own, 'account');
  expect(volunteer.name).toBe(member.fullName);
  expect(JSON.stringify(await volunteersPersonalData.exportOf(t.db, member.id))).toContain('offered');
  await eraseByNumber(t.ctx(), [volunteersPersonalData], member.number);
  expect(await getVolunteer(staff(), volunteer.id)).toMatchObject({ memberId: null, name: '', state: 'left' });
});

test('offers that nobody took go after their days', async () => {
  const { id } = await accepted();
  const waiting = await idOf(await offered());
  await volunteerOfferRetention.clear(t.ctx(), ahead(1), t.storage);
  expect((await getVolunteer(staff(), id)).name).not.toBe('');
  expect(await getVolunteer(staff(), waiting)).toMatchObject({ name: '', contact: '' });
});

test('who looks after volunteers of one library sees and touches those of no other', async () => {
  const other = await aLibrary(t.ctx(), 'TURI');
  const there: Ctx = t.ctx({ grants: [{ libraryId: other.id, permissions: ['volunteers.manage'] }] });
  const { id } = await accepted();
  const shift = await aShift(1);
  const { task } = (await getShift(staff(), shift)).shift;
  const version = await versionOf(id);
  for (const work of [
    async () => getVolunteer(there, id),
    async () => noteCheck(there, id, { kind: 'adult', untilOn: null, version }),
    async () => getTask(there, task.id),
    async () => endTask(there, task.id, task.version),
    async () => cancelShift(there, shift, ''),
    async () => addShift(there, task.id, { startsAt: ahead(5), endsAt: ahead(6), places: 1 }),
    async () => getShift(there, shift),
  ]) {
    expect(await code(work())).toBe('platform.forbidden');
  }
  expect(await code(getVolunteer(guest(), id))).toBe('platform.sign_in_needed');
  expect((await listVolunteers(there, { state: 'active' }, { limit: 50 })).data).toEqual([]);
});

test('the sample city has a month of shifts, an offer that waits and a minor with consent', async () => {
  const { id: libraryId } = await aLibrary(t.ctx(), 'CONTOH');
  await t.db.transaction().execute(async (trx) => loadVolunteers(trx, t.ctx(), libraryId));
  const of = async (state: 'active' | 'offered') =>
    (await listVolunteers(staff(), { state, libraryId }, { limit: 50 })).data;
  expect(await of('active')).toHaveLength(11);
  expect(await of('offered')).toHaveLength(1);
  expect((await of('active')).filter(({ guardianConsentOn }) => guardianConsentOn !== null)).toHaveLength(1);
  const there = (await publicShifts(guest())).filter(({ task }) => task.library.id === libraryId);
  expect(there.length).toBeGreaterThan(5);
  expect(there.every(({ taken, places }) => taken <= places)).toBe(true);
  const [busy] = (await of('active')).filter(({ name }) => name === 'Sulastri');
  expect((await getVolunteer(staff(), busy?.id ?? 0)).months[0]?.minutes).toBeGreaterThan(0);
});
