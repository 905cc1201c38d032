import { beforeAll, expect, test } from 'vitest';
import { addSessions, changeSession, changeState, createProgram, listSessions } from '#modules/community/programs';
import { addSpace, getSpace, updateSpace } from '#modules/ground/libraries';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { aLibrary } from '#modules/people/members/testing';
import { cancelReservation, changeSeat, createSeat, reserveSeat, seatDay } from '#modules/premises/seats';
import { AppError } from '#platform/errors';
import { localMinute } from '#shared/dates';
import { classHouse } from '../../../../../tests/support/class-house.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { cancelMeeting, moveMeeting, planMeetings, viewPlan } from '../index.ts';

const t = useTestDb();
const { teacher, aClass } = classHouse(t);
/** The day after the test's Wednesday. */
const DAY = '2026-11-26';
const at = (time: string, day = DAY): Date => new Date(`${day}T${time}:00+07:00`);
let school = 0;
let library = { id: 0, timeZone: '' };
let room = 0;
let made = 0;
let mega: Awaited<ReturnType<typeof teacher>>;

beforeAll(async () => {
  school = (await aLibrary(t.ctx())).id;
  library = await makeLibrary(t.ctx(), 'PUSAT', 'Perpustakaan Pusat');
  room = (await addSpace(t.ctx(), library.id, { kind: 'ruang', code: 'DISK', name: 'Ruang Diskusi' })).id;
  await makeMember(t.ctx(), { number: 'R1', fullName: 'Rahma', homeLibrary: 'PUSAT' });
  mega = await teacher(school);
});

/** A class meets in the room of the library. @param from minutes from midnight */
async function meets(from: number, to: number, day = DAY, spaceId = room): Promise<{ id: number; meetingId: number }> {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  const { ids } = await planMeetings(mega.ctx(), id, { day, from, to, libraryId: library.id, spaceId });
  return { id, meetingId: ids[0] ?? 0 };
}
const session = (from: string, to: string, day = DAY, called = ' ruang diskusi ') => ({
  ...{ title: 'Bincang', format: 'talk' as const, room: called },
  ...{ startsAt: at(from, day), endsAt: at(to, day) },
});
/** A programme that is published, with such a session. */
async function program(one: ReturnType<typeof session>): Promise<number> {
  made += 1;
  const id = await createProgram(t.ctx(), library.id, { kind: 'talk', title: `Bincang ${made}` });
  await addSessions(t.ctx(), id, one);
  await changeState(t.ctx(), id, 'published');
  return id;
}
const seat = async (): Promise<number> =>
  createSeat(t.ctx(), library.id, {
    ...{ kind: 'room', name: 'Ruang diskusi', capacity: 8, slotMinutes: 60, maxSlotsPerDay: 8 },
    ...{ needsApproval: false, noShowMinutes: 20 },
  });
const codeOf = (reason: unknown): string => (reason instanceof AppError ? reason.code : '');
let seatId = 0;
const reserve = async (time: string, day = DAY) => {
  if (seatId === 0) seatId = await seat();
  return reserveSeat(t.ctx(), { seatId, memberNumber: 'R1', startsAt: at(time, day), slots: 1 });
};

test('a class does not meet where a programme has a session, nor the other way round; drafts hold nothing', async () => {
  const id = await createProgram(t.ctx(), library.id, { kind: 'talk', title: 'Masih draf' });
  const [draftSession = 0] = await addSessions(t.ctx(), id, session('08:00', '10:00'));
  const { id: classId, meetingId } = await meets(540, 600);
  expect(await code(changeState(t.ctx(), id, 'published'))).toBe('programs.room_taken');
  // in another room there is no quarrel, and from then on it is the session that holds that one
  await changeSession(t.ctx(), draftSession, session('08:00', '10:00', DAY, 'Aula'));
  await changeState(t.ctx(), id, 'published');
  expect(await code(changeSession(t.ctx(), draftSession, session('08:00', '10:00')))).toBe('programs.room_taken');
  await changeSession(t.ctx(), draftSession, session('10:00', '11:00'));
  const [own] = (await viewPlan(mega.ctx(), classId)).meetings;
  const move = { day: DAY, from: 610, to: 650, libraryId: library.id, spaceId: room, version: own?.version ?? 0 };
  expect(await code(moveMeeting(mega.ctx(), meetingId, move))).toBe('classes.room_taken');
  // back to back is no clash, and what does not take place holds nothing
  await moveMeeting(mega.ctx(), meetingId, { ...move, from: 660, to: 700 });
  await changeState(t.ctx(), id, 'cancelled', 'Narasumber sakit');
  await meets(610, 650);
  expect(await listSessions(t.ctx(), id)).toHaveLength(1);
});

test('a room that somebody reserved is not taken by a class, and readers see that a class has it', async () => {
  const day = '2026-11-27';
  const { id } = await reserve('09:00', day);
  expect(await code(meets(560, 620, day))).toBe('classes.room_taken');
  expect(await code(program(session('09:30', '10:30', day)))).toBe('programs.room_taken');
  await meets(660, 720, day);
  expect(await code(reserve('11:00', day))).toBe('seats.taken');
  const slots = await seatDay(t.ctx({ kind: 'anonymous' }), seatId, day);
  const stateAt = (minute: number) =>
    slots.find(({ startsAt }) => localMinute(startsAt, library.timeZone) === minute)?.state;
  expect([stateAt(540), stateAt(600), stateAt(660)]).toEqual(['taken', 'free', 'taken']);
  await cancelReservation(t.ctx(), id);
  await meets(560, 620, day);
});

test('of a class, a programme and a reader who want one room at the same moment one has it', async () => {
  const day = '2026-11-30';
  const { id: classId } = await aClass(mega, { libraryId: school, pupils: 0 });
  if (seatId === 0) seatId = await seat();
  const wanted = { day, from: 600, to: 660, libraryId: library.id, spaceId: room };
  const all = await Promise.allSettled([
    planMeetings(mega.ctx(), classId, wanted),
    program(session('10:00', '11:00', day)),
    reserve('10:00', day),
  ]);
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [codeOf(one.reason)] : []));
  expect(refused).toHaveLength(2);
  for (const one of refused) expect(['classes.room_taken', 'programs.room_taken', 'seats.taken']).toContain(one);
});

test('whoever comes second waits while the first still writes, and is refused when that stands', async () => {
  const day = '2026-12-01';
  const { id: classId } = await aClass(mega, { libraryId: school, pupils: 0 });
  const first = Promise.withResolvers<undefined>();
  const held = Promise.withResolvers<undefined>();
  const id = await createProgram(t.ctx(), library.id, { kind: 'talk', title: 'Yang pertama' });
  await changeState(t.ctx(), id, 'review');
  const writes = t.db.transaction().execute(async (trx) => {
    await trx.updateTable('program').set({ state: 'published' }).where('id', '=', id).execute();
    const { room: called, title, format, startsAt, endsAt } = session('10:00', '11:00', day);
    await trx
      .insertInto('programSession')
      .values({ programId: id, room: called, title, format, startsAt, endsAt })
      .execute();
    held.resolve(undefined);
    await first.promise;
  });
  await held.promise;
  const second = code(
    planMeetings(mega.ctx(), classId, { day, from: 600, to: 660, libraryId: library.id, spaceId: room }),
  );
  first.resolve(undefined);
  await writes;
  expect(await second).toBe('classes.room_taken');
  expect((await viewPlan(mega.ctx(), classId)).meetings).toEqual([]);
});

test('what a library calls off is free for a programme', async () => {
  const day = '2026-12-02';
  const { meetingId } = await meets(600, 660, day);
  expect(await code(program(session('10:00', '11:00', day)))).toBe('programs.room_taken');
  await cancelMeeting(t.ctx(), meetingId, { reason: 'Ruang diperbaiki', version: 0 });
  await program(session('10:00', '11:00', day));
});

const rename = async (spaceId: number, name: string): Promise<unknown> =>
  updateSpace(t.ctx(), spaceId, (await getSpace(t.ctx(), spaceId)).version, { name });

test('a room that is made or named afterwards is held by the sessions that named it already', async () => {
  const day = '2026-12-03';
  await program(session('10:00', '11:00', day, 'Balai Baca'));
  const { id } = await addSpace(t.ctx(), library.id, { kind: 'ruang', code: 'BACA', name: 'Balai baca' });
  expect(await code(meets(600, 660, day, id))).toBe('classes.room_taken');
  await meets(660, 720, day, id);
  const other = await addSpace(t.ctx(), library.id, { kind: 'ruang', code: 'LAIN', name: 'Gudang' });
  await program(session('10:00', '11:00', day, 'Balai Tamu'));
  await meets(610, 620, day, other.id);
  // a class meets there at the same hour already: the name goes through, and people sort it out
  await rename(other.id, 'Balai Tamu');
  await program(session('13:00', '14:00', day, 'Balai Tamu'));
  expect(await code(meets(780, 840, day, other.id))).toBe('classes.room_taken');
});

test('a session keeps its room when that is renamed, also when only its title is written anew', async () => {
  const day = '2026-12-04';
  const { id } = await addSpace(t.ctx(), library.id, { kind: 'ruang', code: 'LAMA', name: 'Aula Lama' });
  const programId = await program(session('10:00', '11:00', day, 'Aula Lama'));
  const [one] = await listSessions(t.ctx(), programId);
  await rename(id, 'Aula Baru');
  await changeSession(t.ctx(), one?.id ?? 0, { ...session('10:00', '11:00', day, 'Aula Lama'), title: 'Bincang sore' });
  expect(await code(meets(600, 660, day, id))).toBe('classes.room_taken');
  // at another hour its words are read anew, and there is no such room
  await changeSession(t.ctx(), one?.id ?? 0, session('14:00', '15:00', day, 'Aula Lama'));
  await meets(600, 660, day, id);
});

test('a reserved place that gets the name of a room holds it, and so does one whose room gets its name', async () => {
  const day = '2026-12-07';
  const { id: spaceId } = await addSpace(t.ctx(), library.id, { kind: 'ruang', code: 'KACA', name: 'Ruang Kaca' });
  const place = {
    ...{ kind: 'room' as const, name: 'Bilik', capacity: 4, slotMinutes: 60, maxSlotsPerDay: 8 },
    ...{ needsApproval: false, noShowMinutes: 20 },
  };
  const bilik = await createSeat(t.ctx(), library.id, place);
  await reserveSeat(t.ctx(), { seatId: bilik, memberNumber: 'R1', startsAt: at('09:00', day), slots: 1 });
  await changeSeat(t.ctx(), bilik, { ...place, name: 'Ruang kaca' });
  expect(await code(meets(540, 600, day, spaceId))).toBe('classes.room_taken');
  const sudut = await createSeat(t.ctx(), library.id, { ...place, name: 'Sudut Tenang' });
  await reserveSeat(t.ctx(), { seatId: sudut, memberNumber: 'R1', startsAt: at('11:00', day), slots: 1 });
  const other = await addSpace(t.ctx(), library.id, { kind: 'ruang', code: 'SUDUT', name: 'Sudut' });
  await rename(other.id, 'Sudut tenang');
  expect(await code(meets(660, 720, day, other.id))).toBe('classes.room_taken');
});
