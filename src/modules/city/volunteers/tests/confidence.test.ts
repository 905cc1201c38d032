import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { getPartner, mergePartners } from '#modules/city/partners';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { loadVolunteers } from '../../../../../db/demo/load-volunteers.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addShift,
  addTask,
  answerOffer,
  correctHours,
  getShift,
  getVolunteer,
  giveOutPlace,
  hoursOfPartner,
  inviteVolunteer,
  leave,
  listIncidents,
  listOpenIncidents,
  listPaperWishes,
  listVolunteers,
  matchShift,
  noteCheck,
  noteIncident,
  offerHelp,
  removeVolunteer,
  settleIncident,
  takeBackCheck,
  takePlace,
  tiePartner,
  viewOwnPage,
  type OwnKey,
  type TaskInput,
} from '../index.ts';
import { volunteerIncidentRetention, volunteersPersonalData } from '../personal-data.ts';
import type { OfferInput } from '../schema.ts';

const t = useTestDb();
const HOUR = 3_600_000;
const IP = '192.0.2.9';
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const staff = (): Ctx =>
  t.ctx({ grants: [{ libraryId: null, permissions: ['volunteers.manage', 'partners.manage'] }] });
const ahead = (hours: number): Date => new Date(t.ctx().clock.now().getTime() + hours * HOUR);
const later = (hours: number): void => t.clock.set(ahead(hours).toISOString());
const today = (): string => ahead(0).toISOString().slice(0, 10);
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
let made = 0;

interface One {
  id: number;
  key: OwnKey;
}
async function someone(input: Partial<OfferInput> = {}): Promise<One> {
  made += 1;
  const { id: libraryId } = await aLibrary(t.ctx());
  const { ticket } = await offerHelp(guest(), {
    ...{ name: `Kawan ${made}`, contact: `kawan${made}@example.org`, birthYear: 1990, skills: [], ownWords: '' },
    ...{ days: EVERY_DAY, libraryId, conduct: true, ip: IP, ...input },
  });
  const key = { ticket, ip: IP };
  const { volunteer } = await viewOwnPage(guest(), key);
  await answerOffer(staff(), volunteer.id, { accept: true, words: 'Ya', version: volunteer.version });
  return { id: volunteer.id, key };
}
async function aShift(places = 1, task: Partial<TaskInput> = {}, hours = 48): Promise<number> {
  const { id: libraryId } = await aLibrary(t.ctx());
  const taskId = await addTask(staff(), libraryId, {
    ...{ title: 'Mendongeng', skills: [], needs: [], withChildren: false, ...task },
  });
  return addShift(staff(), taskId, { startsAt: ahead(hours), endsAt: ahead(hours + 3), places });
}
const told = async (volunteerId: number): Promise<string> => {
  const { rows } = await sql<{ params: unknown }>`select params from guest_message
    where about = ${`volunteer:${volunteerId}`} or about like ${`volunteer-shift:${volunteerId}:%`}`.execute(t.db);
  return JSON.stringify(rows);
};
const versionOf = async (id: number): Promise<number> => (await getVolunteer(staff(), id)).version;
const checked = async (id: number, kind: 'training' | 'reference'): Promise<number> => {
  await noteCheck(staff(), id, { kind, untilOn: null, version: await versionOf(id) });
  return (await getVolunteer(staff(), id)).checks[0]?.id ?? 0;
};
const idsIn = async (shiftId: number): Promise<number[]> =>
  (await matchShift(staff(), shiftId)).matches.map(({ id }) => id);

test('while an incident is open there is no work with children; settled, there is again', async () => {
  const [children, rows] = [await aShift(1, { withChildren: true }), await aShift(1, {}, 96)];
  const one = await someone();
  await checked(one.id, 'training');
  await takePlace(guest(), one.key, children);
  await takePlace(guest(), one.key, rows);
  const incident = { kind: 'incident' as const, onDay: today(), text: 'Ditinggal berdua di ruang dongeng.' };
  const id = await noteIncident(staff(), one.id, incident);
  expect((await getShift(staff(), children)).places).toEqual([]);
  expect((await getShift(staff(), rows)).places).toHaveLength(1);
  expect(await code(takePlace(guest(), one.key, children))).toBe('volunteers.checks_missing');
  expect(await idsIn(children)).not.toContain(one.id);
  expect(await told(one.id)).not.toContain('dongeng.');
  expect((await listOpenIncidents(staff())).map(({ volunteerId }) => volunteerId)).toContain(one.id);
  expect(await code(settleIncident(staff(), id, { outcome: '' }))).toBe('platform.invalid_input');
  await settleIncident(staff(), id, { outcome: 'Dibicarakan, pelatihan diulang.' });
  expect(await code(settleIncident(staff(), id, { outcome: 'Lagi' }))).toBe('volunteers.incident_settled');
  expect(await takePlace(guest(), one.key, children)).toBe('confirmed');
  const traces = await sql<{ all: string }>`select coalesce(json_agg(a)::text, '') as all from audit_event a`.execute(
    t.db,
  );
  expect(traces.rows[0]?.all).not.toContain('ruang dongeng');
});

test('notes in confidence are read at the library of the volunteer alone, and refuse what is no note', async () => {
  const one = await someone();
  const praise = await noteIncident(staff(), one.id, { kind: 'praise', onDay: today(), text: 'Sabar sekali.' });
  expect(await code(settleIncident(staff(), praise, { outcome: 'Baik' }))).toBe('volunteers.incident_settled');
  const other = await aLibrary(t.ctx(), 'TURI');
  const there: Ctx = t.ctx({ grants: [{ libraryId: other.id, permissions: ['volunteers.manage'] }] });
  const partners: Ctx = t.ctx({ grants: [{ libraryId: null, permissions: ['partners.manage'] }] });
  const shift = await aShift();
  const version = await versionOf(one.id);
  for (const who of [there, partners]) {
    for (const work of [
      async () => listIncidents(who, one.id),
      async () => noteIncident(who, one.id, { kind: 'praise', onDay: today(), text: 'x' }),
      async () => settleIncident(who, praise, { outcome: 'x' }),
      async () => matchShift(who, shift),
      async () => inviteVolunteer(who, shift, one.id),
      async () => giveOutPlace(who, shift, one.id),
      async () => takeBackCheck(who, one.id, { checkId: 1, reason: 'x', version }),
      async () => tiePartner(who, one.id, { partnerId: null, version }),
    ]) {
      expect(await code(work())).toBe('platform.forbidden');
    }
  }
  expect(await listOpenIncidents(there)).toEqual([]);
  for (const input of [
    { text: '' },
    { text: 'a\0b' },
    { text: 'a'.repeat(200_000) },
    { onDay: '9999-12-31' },
    { onDay: ahead(48).toISOString().slice(0, 10) },
  ]) {
    const note = { kind: 'incident' as const, onDay: today(), text: 'Ada', ...input };
    expect(await code(noteIncident(staff(), one.id, note))).toBe('platform.invalid_input');
  }
});

test('nobody leaves, is removed or erased from under an open incident; then all notes go with the name', async () => {
  const member = await aMember(t.ctx(), { birthDate: '1988-02-03' });
  const own: Ctx = t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  const { id: libraryId } = await aLibrary(t.ctx());
  await offerHelp(own, {
    ...{
      name: '',
      contact: '',
      birthYear: 1988,
      skills: [],
      ownWords: '',
      days: [1],
      libraryId,
      conduct: true,
      ip: IP,
    },
  });
  const { volunteer } = await viewOwnPage(own, 'account');
  await answerOffer(staff(), volunteer.id, { accept: true, words: 'Ya', version: volunteer.version });
  const id = await noteIncident(staff(), volunteer.id, { kind: 'incident', onDay: today(), text: 'Rahasia besar' });
  expect(await code(leave(own, 'account'))).toBe('volunteers.being_settled');
  const version = await versionOf(volunteer.id);
  expect(await code(removeVolunteer(staff(), volunteer.id, version))).toBe('volunteers.being_settled');
  expect(await volunteersPersonalData.hindrances(t.db, member.id)).toEqual(['volunteer_incident_open']);
  const known = JSON.stringify(await volunteersPersonalData.exportOf(t.db, member.id));
  expect(known).toContain('incident');
  expect(known).not.toContain('Rahasia besar');
  await settleIncident(staff(), id, { outcome: 'Selesai' });
  expect(await volunteersPersonalData.hindrances(t.db, member.id)).toEqual([]);
  await leave(own, 'account');
  expect((await listIncidents(staff(), volunteer.id)).incidents).toEqual([]);
});

test('settled notes and praise go after their days, what is open stays', async () => {
  const one = await someone();
  const note = async (kind: 'incident' | 'praise') =>
    noteIncident(staff(), one.id, { kind, onDay: today(), text: kind });
  const settled = await note('incident');
  const open = await note('incident');
  await note('praise');
  await settleIncident(staff(), settled, { outcome: 'Beres' });
  later(24 * 40);
  const before = ahead(-24 * 10);
  const due = await volunteerIncidentRetention.due(t.ctx(), before);
  expect(due.count).toBeGreaterThanOrEqual(2);
  expect((await volunteerIncidentRetention.clear(t.ctx(), before, t.storage)).gone).toBe(due.count);
  expect((await listIncidents(staff(), one.id)).incidents.map(({ id }) => id)).toEqual([open]);
});

test('volunteers of a partner follow when it is merged, and their hours stay with it when they leave', async () => {
  const [keep, drop] = [
    await aPartner(t, { name: 'Komunitas Baca' }),
    await aPartner(t, { name: 'Komunitas Membaca' }),
  ];
  const person = await aPartner(t, { name: 'Pak Darmo', kind: 'person' });
  const [one, alone] = [await someone({ groupWords: 'Komunitas Membaca' }), await someone()];
  expect((await getVolunteer(staff(), one.id)).groupWords).toBe('Komunitas Membaca');
  await tiePartner(staff(), one.id, { partnerId: drop, version: await versionOf(one.id) });
  await tiePartner(staff(), alone.id, { partnerId: person, version: await versionOf(alone.id) });
  const shift = await aShift(2, {}, 1);
  for (const { key } of [one, alone]) await takePlace(guest(), key, shift);
  later(5);
  for (const place of (await getShift(staff(), shift)).places)
    await correctHours(staff(), place.id, { cameAt: ahead(-3), leftAt: ahead(-1) });
  await mergePartners(keeper(t), {
    ...{ keepId: keep, dropId: drop, take: [] },
    keepVersion: (await getPartner(keeper(t), keep)).version,
    dropVersion: (await getPartner(keeper(t), drop)).version,
  });
  expect((await getVolunteer(staff(), one.id)).partner).toEqual({ id: keep, name: 'Komunitas Baca' });
  const year = { from: `${today().slice(0, 4)}-01-01`, until: `${today().slice(0, 4)}-12-31` };
  expect(await hoursOfPartner(staff(), keep, year)).toEqual({ active: 1, people: 1, minutes: 120 });
  expect(await code(tiePartner(staff(), one.id, { partnerId: drop, version: await versionOf(one.id) }))).toBe(
    'partners.merged',
  );
  for (const { key } of [one, alone]) await leave(guest(), key);
  expect(await hoursOfPartner(staff(), keep, year)).toEqual({ active: 0, people: 1, minutes: 120 });
  // a person may be the volunteer: nothing leads there
  expect((await getVolunteer(staff(), alone.id)).partner).toBeNull();
  const volunteersAlone: Ctx = t.ctx({ grants: [{ libraryId: null, permissions: ['volunteers.manage'] }] });
  const third = await someone();
  const version = await versionOf(third.id);
  expect(await code(tiePartner(volunteersAlone, third.id, { partnerId: keep, version }))).toBe('platform.forbidden');
  expect(await code(hoursOfPartner(volunteersAlone, keep, year))).toBe('platform.forbidden');
});

test('tying to a partner while it is merged leads to the one that stays, or is refused', async () => {
  const [keep, drop] = [await aPartner(t, { name: 'Satu' }), await aPartner(t, { name: 'Dua' })];
  const one = await someone();
  const version = await versionOf(one.id);
  const merging = mergePartners(keeper(t), {
    ...{ keepId: keep, dropId: drop, take: [] },
    keepVersion: (await getPartner(keeper(t), keep)).version,
    dropVersion: (await getPartner(keeper(t), drop)).version,
  });
  const [, tied] = await Promise.allSettled([merging, tiePartner(staff(), one.id, { partnerId: drop, version })]);
  const { partner } = await getVolunteer(staff(), one.id);
  expect(partner?.id ?? null).toBe(tied.status === 'fulfilled' ? keep : null);
});

test('the sample city has certificates, one that is asked for, an open incident, invitations and volunteers of partners', async () => {
  await aPartner(t, { name: 'Forum TBM Blitar Raya' });
  const { id: libraryId } = await aLibrary(t.ctx(), 'CONTOH');
  await t.db.transaction().execute(async (trx) => loadVolunteers(trx, t.ctx(), libraryId));
  const { data } = await listVolunteers(staff(), { state: 'active', libraryId }, { limit: 50 });
  expect(data.filter(({ isPaused }) => isPaused)).toHaveLength(1);
  expect(data.filter(({ partner }) => partner !== null)).toHaveLength(1);
  expect((await listPaperWishes(staff())).filter(({ library }) => library === data[0]?.library.name)).toHaveLength(1);
  const ids = data.map(({ id }) => id);
  const papers = await t.db.selectFrom('volunteerCertificate').selectAll().where('volunteerId', 'in', ids).execute();
  expect(papers).toHaveLength(2);
  const invited = await t.db.selectFrom('volunteerInvitation').selectAll().where('volunteerId', 'in', ids).execute();
  expect(invited.map(({ state }) => state).toSorted()).toEqual(['declined', 'open']);
});
