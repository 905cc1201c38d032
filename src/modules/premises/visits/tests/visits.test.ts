import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import type { Library } from '#modules/ground/libraries';
import { reportCardLost } from '#modules/people/members';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Actor } from '#platform/context';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { makeSecrets } from '#platform/rights/secrets';
import {
  addGuestDetails,
  doorCode,
  libraryOfDoor,
  recordCardVisit,
  recordGroupVisit,
  recordGuestVisit,
  recordOwnVisit,
  renewDoorCode,
  saveVisitRule,
} from '../index.ts';
import { recordGateCount } from '../testing.ts';
import { visitLinkRetention } from '../retention.ts';
import { visitsPersonalData } from '../personal-data.ts';

const t = useTestDb();
const refused = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
/** Real connections, one for each door. */
let many: Db;
let kota: Library;
let school: Library;
const secrets = makeSecrets('k1', new Map([['k1', Buffer.alloc(32, 7)]]));
beforeAll(async () => {
  kota = await aLibrary(t.ctx());
  school = await aLibrary(t.ctx(), 'SMPN1');
  many = openDb(poolConfig(t.address, 20)).db;
});
afterAll(async () => many.destroy());
beforeEach(() => t.clock.set(TEST_NOW));

const rows = async () => t.db.selectFrom('visit').selectAll().orderBy('id').execute();
const visitsOf = async (memberId: number): Promise<number> =>
  (await rows()).filter((visit) => visit.memberId === memberId).length;
const later = (minutes: number): void => t.clock.set(new Date(Date.parse(TEST_NOW) + minutes * 60_000).toISOString());
const scan = async (card: string, more: { nonce?: string; at?: Date } = {}) =>
  recordCardVisit(t.ctx(), { libraryId: kota.id, card, ...more });
const asMember = (member: { id: number; number: string }): Actor => ({
  kind: 'member',
  id: member.id,
  number: member.number,
  name: 'Anggota',
  sessionId: 1,
});

describe('a card at the door', () => {
  test('is greeted by one name and counted with what figures are cut by, as it is that day', async () => {
    const member = await aMember(t.ctx(), {
      fullName: 'Dimas Aji Nugroho',
      birthDate: '2010-05-02',
      sex: 'L',
      category: 'pelajar',
      kelurahan: 'Gedog',
      kecamatan: 'Sananwetan',
      guardianName: 'Ibu Aji',
      guardianConsent: true,
    });
    const visit = await scan(member.number);
    expect(visit).toMatchObject({ outcome: 'recorded', nickname: 'Dimas', people: 1 });
    expect((await rows()).find(({ id }) => id === visit.id)).toMatchObject({
      kind: 'member',
      memberId: member.id,
      ageGroup: 'remaja',
      sex: 'L',
      occupation: 'pelajar',
      memberCategory: 'pelajar',
      kelurahan: 'Gedog',
      kecamatan: 'Sananwetan',
    });
    const trace = await t.db
      .selectFrom('auditEvent')
      .selectAll()
      .where('entity', '=', 'visit')
      .where('entityId', '=', String(visit.id))
      .execute();
    expect(trace.map(({ action }) => action)).toEqual(['visit.recorded']);
    // the trace is kept longer than the link: it says how many, not who
    expect(JSON.stringify(trace)).not.toContain(member.number);
    expect(JSON.stringify(trace)).not.toContain('Dimas');
  });

  test('scanned at twenty doors at the same moment, it counts once', async () => {
    const { id, number } = await aMember(t.ctx());
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async () =>
        recordCardVisit({ ...t.ctx(), db: many }, { libraryId: kota.id, card: number }).then(({ outcome }) => outcome),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'repeated')).toHaveLength(19);
    expect(await visitsOf(id)).toBe(1);
  });

  test('counts once within the hour, again after it, and for itself at another library', async () => {
    const { id, number } = await aMember(t.ctx());
    later(0);
    await scan(number);
    later(59);
    expect((await scan(number)).outcome).toBe('repeated');
    expect((await recordCardVisit(t.ctx(), { libraryId: school.id, card: number })).outcome).toBe('recorded');
    later(60);
    expect((await scan(number)).outcome).toBe('recorded');
    expect(await visitsOf(id)).toBe(3);
  });

  test('what a device sends twice, or late, is counted once and at its own time', async () => {
    const { id, number } = await aMember(t.ctx());
    const at = new Date('2026-11-24T09:00:00+07:00');
    expect((await scan(number, { nonce: 'tablet-1-kartu', at })).outcome).toBe('recorded');
    later(300);
    expect((await scan(number, { nonce: 'tablet-1-kartu' })).outcome).toBe('repeated');
    expect(await visitsOf(id)).toBe(1);
    expect(await refused(scan(number, { at: new Date('2026-11-27T09:00:00+07:00') }))).toBe('platform.invalid_input');
    expect(await refused(scan(number, { at: new Date('2026-11-01T09:00:00+07:00') }))).toBe('platform.invalid_input');
  });

  test('a lost card, a card of nobody and, at a school, the pupil of another school open no greeting', async () => {
    const { number } = await aMember(t.ctx());
    await reportCardLost(t.ctx(), number);
    expect(await refused(scan(number))).toBe('visits.unknown_card');
    expect(await refused(scan('X-404'))).toBe('visits.unknown_card');
    const other = await aMember(t.ctx());
    const grants = [{ libraryId: school.id, permissions: ['visits.record'], ownMembersOnly: true }];
    const atSchool = async (card: string) => recordCardVisit(t.ctx({ grants }), { libraryId: school.id, card });
    expect(await refused(atSchool(other.number))).toBe('visits.unknown_card');
    const pupil = await aMember(t.ctx(), { homeLibrary: 'SMPN1' });
    expect((await atSchool(pupil.number)).outcome).toBe('recorded');
    expect(await refused(recordCardVisit(t.ctx({ grants }), { libraryId: kota.id, card: pupil.number }))).toBe(
      'platform.forbidden',
    );
  });

  test('where leaving is recorded the next scan of the day is the leaving, and the next day it is a visit again', async () => {
    const library = await aLibrary(t.ctx(), 'KEL-PULANG');
    await saveVisitRule(t.ctx(), library.id, { repeatMinutes: 5, recordsLeaving: true });
    const { number } = await aMember(t.ctx());
    const door = async () => (await recordCardVisit(t.ctx(), { libraryId: library.id, card: number })).outcome;
    expect(await door()).toBe('recorded');
    later(4);
    expect(await door()).toBe('repeated');
    later(90);
    expect(await door()).toBe('left');
    later(93);
    expect(await door()).toBe('repeated');
    later(24 * 60);
    expect(await door()).toBe('recorded');
    const [first, second] = (await rows()).filter((visit) => visit.libraryId === library.id);
    expect(first?.leftAt?.toISOString()).toBe('2026-11-25T04:30:00.000Z');
    expect(second?.leftAt).toBeNull();
  });
});

describe('scans that a device without a network sends later', () => {
  const on = (time: string): Date => new Date(`2026-11-24T${time}:00+07:00`);
  const at = async (library: Library, card: string, time: string, nonce?: string) =>
    recordCardVisit({ ...t.ctx(), db: many }, { libraryId: library.id, card, at: on(time), nonce });
  const timesOf = async (library: Library): Promise<string[]> => {
    const visits = await t.db
      .selectFrom('visit')
      .selectAll()
      .where('libraryId', '=', library.id)
      .orderBy('at')
      .execute();
    const time = (instant: Date | null): string =>
      instant?.toLocaleTimeString('en-GB', { timeZone: 'Asia/Jakarta', timeStyle: 'short' }) ?? '…';
    return visits.map((visit) => `${time(visit.at)}–${time(visit.leftAt)}`);
  };
  const leavingLibrary = async (code: string): Promise<Library> => {
    const library = await aLibrary(t.ctx(), code);
    await saveVisitRule(t.ctx(), library.id, { repeatMinutes: 30, recordsLeaving: true });
    return library;
  };

  test('a leaving that comes late does not make one visit of two', async () => {
    const library = await leavingLibrary('KEL-TELAT');
    const { number } = await aMember(t.ctx(), { kelurahan: 'Turi' });
    const first = await at(library, number, '09:00');
    await at(library, number, '13:00');
    const last = await at(library, number, '15:00');
    expect(await timesOf(library)).toEqual(['09:00–13:00', '15:00–…']);
    expect(await at(library, number, '10:00')).toMatchObject({ outcome: 'left', id: first.id });
    expect(await timesOf(library)).toEqual(['09:00–10:00', '13:00–15:00']);
    const ids = (await rows()).filter((visit) => visit.libraryId === library.id).map(({ id }) => id);
    expect(ids).toEqual([first.id, last.id]);
    // what is sent twice is known by its instant
    for (const again of ['10:00', '13:00', '15:00']) {
      expect((await at(library, number, again)).outcome).toBe('repeated');
    }
    expect(await timesOf(library)).toEqual(['09:00–10:00', '13:00–15:00']);
    const { action, before, after } = await t.db
      .selectFrom('auditEvent')
      .selectAll()
      .where('entityId', '=', String(last.id))
      .where('entity', '=', 'visit')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect({ action, before, after }).toEqual({
      action: 'visit.paired',
      before: { at: on('15:00').toISOString(), leftAt: null },
      after: { at: on('13:00').toISOString(), leftAt: on('15:00').toISOString() },
    });
  });

  test('an arrival that comes last of all is the arrival; the visit that it makes more says whose it is', async () => {
    const library = await leavingLibrary('KEL-AKHIR');
    const { id, number } = await aMember(t.ctx(), { kelurahan: 'Turi' });
    await at(library, number, '10:00', 'tablet-pulang');
    await at(library, number, '15:00', 'tablet-sore');
    expect((await at(library, number, '08:00', 'tablet-pagi')).outcome).toBe('recorded');
    expect(await timesOf(library)).toEqual(['08:00–10:00', '15:00–…']);
    expect((await rows()).filter((visit) => visit.libraryId === library.id)).toMatchObject([
      { memberId: id, kelurahan: 'Turi' },
      { memberId: id, kelurahan: 'Turi' },
    ]);
  });

  test('sent at once by several devices, they are paired all the same; guests and groups stay as they are', async () => {
    const library = await leavingLibrary('KEL-SERENTAK');
    const { number } = await aMember(t.ctx());
    await recordGuestVisit(t.ctx(), { libraryId: library.id });
    await recordGroupVisit(t.ctx(), { libraryId: library.id, girls: 3 });
    const times = ['11:00', '08:00', '09:00', '15:00', '13:00', '12:00', '08:10'];
    await Promise.all(times.map(async (time) => at(library, number, time)));
    const byCard = (await timesOf(library)).slice(0, 3);
    expect(byCard).toEqual(['08:00–09:00', '11:00–12:00', '13:00–15:00']);
    expect(await timesOf(library)).toHaveLength(5);
  });

  test('scans that came too soon are kept as long as the link to the member is', async () => {
    const library = await leavingLibrary('KEL-SINGKAT');
    const { id, number } = await aMember(t.ctx());
    await at(library, number, '09:00');
    expect((await at(library, number, '09:10')).outcome).toBe('repeated');
    await at(library, number, '08:35');
    expect(await timesOf(library)).toEqual(['08:35–09:10']);
    const kept = async () => (await rows()).filter((visit) => visit.libraryId === library.id);
    expect((await kept()).map(({ repeatedAt }) => repeatedAt)).toEqual([[on('09:00')]]);
    await t.db.transaction().execute(async (trx) => visitsPersonalData.erase(trx, t.ctx(), id));
    expect((await kept()).map(({ repeatedAt }) => repeatedAt)).toEqual([[]]);
  });
});

describe('guests and groups', () => {
  test('a double tap with one nonce counts once, also from two connections', async () => {
    const tap = { libraryId: kota.id, ageGroup: 'dewasa', nonce: 'ketuk-dua-kali' } as const;
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map(async () => recordGuestVisit({ ...t.ctx(), db: many }, tap).then(({ outcome }) => outcome)),
    );
    expect(outcomes.toSorted()).toEqual(['recorded', 'repeated', 'repeated', 'repeated']);
  });

  test('a guest may say more for ten minutes', async () => {
    const nonce = 'tamu-lengkap';
    const { id } = await recordGuestVisit(t.ctx(), { libraryId: kota.id, ageGroup: 'lansia', nonce });
    await addGuestDetails(t.ctx(), { nonce, sex: 'P', purpose: 'membaca', name: ' Bu Sri ' });
    expect((await rows()).find((visit) => visit.id === id)).toMatchObject({
      ageGroup: 'lansia',
      sex: 'P',
      purpose: 'membaca',
      guestName: 'Bu Sri',
    });
    later(11);
    expect(await refused(addGuestDetails(t.ctx(), { nonce, sex: 'L' }))).toBe('visits.too_late');
    expect(await refused(addGuestDetails(t.ctx(), { nonce: 'tidak-pernah-ada' }))).toBe('visits.not_found');
  });

  test('a group counts by heads, and comes after those before it', async () => {
    const { today: before } = await recordGuestVisit(t.ctx(), { libraryId: kota.id });
    const group = await recordGroupVisit(t.ctx(), {
      libraryId: kota.id,
      origin: 'SDN Gedog 1',
      girls: 17,
      boys: 14,
      companions: 3,
      wheelchairs: 1,
    });
    expect(group).toMatchObject({ outcome: 'recorded', people: 34, today: before + 34, nickname: null });
    expect(await refused(recordGroupVisit(t.ctx(), { libraryId: kota.id, wheelchairs: 1 }))).toBe(
      'platform.invalid_input',
    );
    expect(await refused(recordGroupVisit(t.ctx(), { libraryId: kota.id, men: 2, wheelchairs: 3 }))).toBe(
      'platform.invalid_input',
    );
  });
});

describe('by phone', () => {
  test('the code on the door counts whoever is signed in, once, and leaves no name in the trace', async () => {
    const member = await aMember(t.ctx(), { fullName: 'Hj. Siti Rahayu' });
    const code = await doorCode(t.ctx(), secrets, kota.id);
    const me = t.ctx(asMember(member));
    expect(await recordOwnVisit(me, secrets, code)).toMatchObject({ outcome: 'recorded', nickname: 'Siti' });
    expect(await recordOwnVisit(me, secrets, code)).toMatchObject({ outcome: 'repeated' });
    const trace = await t.db.selectFrom('auditEvent').selectAll().where('action', '=', 'visit.recorded').execute();
    expect(trace.some(({ actorId, actorKind }) => actorKind === 'member' || actorId === member.id)).toBe(false);
    expect(await refused(recordOwnVisit(t.ctx({ kind: 'anonymous' }), secrets, code))).toBe('platform.sign_in_needed');
  });

  test('a code that was changed, made up or made new leads nowhere', async () => {
    const code = await doorCode(t.ctx(), secrets, school.id);
    expect((await libraryOfDoor(t.ctx(), secrets, code)).id).toBe(school.id);
    for (const wrong of [code.replace('SMPN1', 'KOTA'), `${code}x`, 'KOTA', 'KOTA.', '']) {
      expect(await refused(libraryOfDoor(t.ctx(), secrets, wrong)), wrong).toBe('visits.unknown_door');
    }
    await renewDoorCode(t.ctx(), school.id);
    expect(await refused(libraryOfDoor(t.ctx(), secrets, code))).toBe('visits.unknown_door');
    const fresh = await doorCode(t.ctx(), secrets, school.id);
    expect((await libraryOfDoor(t.ctx(), secrets, fresh)).id).toBe(school.id);
  });
});

describe('what is kept', () => {
  test('after the time of keeping nobody is named, and what figures are cut by stays; a second run finds nothing', async () => {
    const member = await aMember(t.ctx(), { sex: 'P', kelurahan: 'Turi' });
    const visit = await scan(member.number);
    const guest = await recordGuestVisit(t.ctx(), { libraryId: kota.id, name: 'Pak Joko', ageGroup: 'dewasa' });
    const before = new Date(Date.parse(TEST_NOW) + 60_000);
    expect((await visitLinkRetention.due(t.ctx(), new Date(TEST_NOW))).count).toBe(
      (await rows()).filter(({ at, memberId, guestName }) => at < new Date(TEST_NOW) && (memberId ?? guestName)).length,
    );
    const storage = t.storage;
    expect((await visitLinkRetention.clear(t.ctx(), before, storage)).gone).toBeGreaterThanOrEqual(2);
    const kept = await rows();
    expect(kept.find(({ id }) => id === visit.id)).toMatchObject({ memberId: null, sex: 'P', kelurahan: 'Turi' });
    expect(kept.find(({ id }) => id === guest.id)).toMatchObject({ guestName: null, ageGroup: 'dewasa' });
    expect(await visitLinkRetention.clear(t.ctx(), before, storage)).toEqual({ gone: 0, waiting: 0 });
  });

  test('a member reads the own visits, and takes the link along when erased', async () => {
    const member = await aMember(t.ctx());
    await scan(member.number);
    expect(await visitsPersonalData.exportOf(t.db, member.id)).toMatchObject([{ library: kota.name, leftAt: null }]);
    await t.db.transaction().execute(async (trx) => visitsPersonalData.erase(trx, t.ctx(), member.id));
    expect(await visitsPersonalData.exportOf(t.db, member.id)).toEqual([]);
  });
});

test('a gate that speaks twice of one instant counts once; other figures for it are refused', async () => {
  const reading = { libraryId: kota.id, gate: 'Pintu utara', countedAt: new Date(TEST_NOW), in: 12, out: 9 };
  const said = await Promise.all([1, 2, 3].map(async () => recordGateCount({ ...t.ctx(), db: many }, reading)));
  expect(said.filter(Boolean)).toHaveLength(1);
  expect(await refused(recordGateCount(t.ctx(), { ...reading, in: 13 }))).toBe('visits.gate_differs');
  expect(await recordGateCount(t.ctx(), { ...reading, gate: 'Pintu selatan' })).toBe(true);
});
