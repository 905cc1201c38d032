import { beforeAll, expect, test } from 'vitest';
import { addClosedDay, addSpace, getLibrary, replaceOpeningHours } from '#modules/ground/libraries';
import { aLibrary } from '#modules/people/members/testing';
import { classHouse } from '../../../../../tests/support/class-house.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addTeacher,
  cancelMeeting,
  endClass,
  listHostedMeetings,
  markAttendance,
  meetingLibrarians,
  moveMeeting,
  planMeetings,
  takeOutPupil,
  viewClass,
  viewPlan,
} from '../index.ts';

const t = useTestDb();
const { teacher, aClass, memberOf } = classHouse(t);
let school = 0;
let library = 0;
let room = 0;
let mega: Awaited<ReturnType<typeof teacher>>;
let arif: Awaited<ReturnType<typeof teacher>>;
let librarian: Awaited<ReturnType<typeof teacher>>;
/** A Tuesday long before the clock of the tests has passed it. */
let day = '';
const WEEK = 7;

/** The first Tuesday, so many weeks after today. */
function tuesday(weeks: number): string {
  const at = new Date(t.clock.now().getTime() + weeks * WEEK * 86_400_000);
  at.setUTCDate(at.getUTCDate() + ((2 - at.getUTCDay() + WEEK) % WEEK));
  return at.toISOString().slice(0, 10);
}
const at = (over: object = {}) => ({ day, from: 480, to: 570, ...over });
const inLibrary = (over: object = {}) => at({ libraryId: library, spaceId: room, ...over });

beforeAll(async () => {
  school = (await aLibrary(t.ctx())).id;
  library = (await aLibrary(t.ctx(), 'PUSAT')).id;
  room = (await addSpace(t.ctx(), library, { kind: 'ruang', code: 'BACA', name: 'Ruang baca anak' })).id;
  mega = await teacher(school);
  arif = await teacher(school, 'Arif Setiawan');
  librarian = await teacher(library, 'Dyah Puspita');
  day = tuesday(2);
});

test('a term is planned at once, and a day on which the library is closed is passed over', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  await addClosedDay(t.ctx(), {
    ...{ libraryId: library, type: 'penutupan', reason: 'Libur', dateFrom: tuesday(4), dateTo: tuesday(4) },
  });
  const planned = await planMeetings(mega.ctx(), id, inLibrary({ from: 600, to: 660, times: 4 }));
  expect(planned.passed).toEqual([tuesday(4)]);
  expect(planned.ids).toHaveLength(4);
  const { meetings } = await viewPlan(mega.ctx(), id);
  expect(meetings.map(({ room: where }) => where)).toEqual(Array.from({ length: 4 }, () => 'Ruang baca anak'));
  const [first] = meetings;
  const move = { ...inLibrary({ from: 600, to: 660, day: tuesday(4) }), version: first?.version ?? 0 };
  await expect(moveMeeting(mega.ctx(), first?.id ?? 0, move)).rejects.toMatchObject({ fields: { day: 'closed_day' } });
  await expect(planMeetings(mega.ctx(), id, inLibrary({ day: tuesday(4) }))).rejects.toMatchObject({
    fields: { day: 'closed_day' },
  });
  // nor on a weekday on which it never opens
  const { version } = await getLibrary(t.ctx(), library);
  await replaceOpeningHours(t.ctx(), library, version, [{ weekday: 2, opensMinute: 480, closesMinute: 960 }]);
  const wednesday = new Date(`${day}T12:00:00Z`);
  wednesday.setUTCDate(wednesday.getUTCDate() + 1);
  expect(await code(planMeetings(mega.ctx(), id, inLibrary({ day: wednesday.toISOString().slice(0, 10) })))).toBe(
    'platform.invalid_input',
  );
  expect(await code(planMeetings(mega.ctx(), id, at({ from: 570, to: 480 })))).toBe('platform.invalid_input');
});

test('of two who want one room at one time one has it, also when both ask at once', async () => {
  const one = await aClass(mega, { libraryId: school, pupils: 0 });
  const two = await aClass(arif, { libraryId: school, pupils: 0 });
  const both = await Promise.allSettled([
    planMeetings(mega.ctx(), one.id, inLibrary()),
    planMeetings(arif.ctx(), two.id, inLibrary({ from: 540, to: 600 })),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const lost = both.find(({ status }) => status === 'rejected');
  expect(lost).toMatchObject({ reason: { code: 'classes.room_taken', fields: { spaceId: 'taken' } } });
  // a term of which one day is taken is not planned at all
  const loser = both[0].status === 'rejected' ? { by: mega, id: one.id } : { by: arif, id: two.id };
  expect(await code(planMeetings(loser.by.ctx(), loser.id, inLibrary({ times: 3 })))).toBe('classes.room_taken');
  expect((await viewPlan(loser.by.ctx(), loser.id)).meetings).toEqual([]);
  // what is called off holds nothing
  const winner = both[0].status === 'fulfilled' ? { by: mega, id: one.id } : { by: arif, id: two.id };
  const [held] = (await viewPlan(winner.by.ctx(), winner.id)).meetings;
  await cancelMeeting(winner.by.ctx(), held?.id ?? 0, { reason: 'Ada lomba', version: held?.version ?? 0 });
  expect((await planMeetings(loser.by.ctx(), loser.id, inLibrary())).ids).toHaveLength(1);
  expect(
    await code(cancelMeeting(winner.by.ctx(), held?.id ?? 0, { reason: 'Lagi', version: (held?.version ?? 0) + 1 })),
  ).toBe('classes.meeting_cancelled');
});

test('a librarian is not in two places, and only somebody who teaches at the library is asked', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  const asked = { librarianId: librarian.id, libraryId: library, day: tuesday(6) };
  await planMeetings(mega.ctx(), id, at(asked));
  const other = await aClass(arif, { libraryId: school, pupils: 0 });
  expect(await code(planMeetings(arif.ctx(), other.id, at({ ...asked, from: 500, to: 520 })))).toBe(
    'classes.librarian_taken',
  );
  expect((await planMeetings(arif.ctx(), other.id, at({ ...asked, from: 570, to: 600 }))).ids).toHaveLength(1);
  await expect(
    planMeetings(arif.ctx(), other.id, at({ ...asked, from: 700, to: 760, librarianId: arif.id })),
  ).rejects.toMatchObject({ fields: { librarianId: 'unknown' } });
  await expect(planMeetings(arif.ctx(), other.id, at({ spaceId: room }))).rejects.toMatchObject({
    fields: { spaceId: 'unknown' },
  });
  // who works there sees who comes, and no pupil
  const hosted = await listHostedMeetings(librarian.ctx());
  expect(hosted.filter(({ librarian: who }) => who === 'Dyah Puspita')).toHaveLength(2);
  expect(await listHostedMeetings(mega.ctx())).toEqual([]);
});

test('a library calls off a meeting that it holds, with its reason, and no other library does', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  const { ids } = await planMeetings(mega.ctx(), id, at({ libraryId: library, day: tuesday(8), times: 2 }));
  const [one, two] = ids;
  const answersAt = (libraryId: number) =>
    t.ctx({ name: 'Kepala layanan', grants: [{ libraryId, permissions: ['courses.manage'] }] });
  const call = async (ctx: ReturnType<typeof answersAt>, meeting: number | undefined, version = 0) =>
    code(cancelMeeting(ctx, meeting ?? 0, { reason: 'Atap bocor', version }));
  expect(await call(answersAt(school), one)).toBe('platform.forbidden');
  expect(await call(librarian.ctx(), one)).toBe('platform.forbidden');
  expect(await call(answersAt(library), one, 3)).toBe('platform.version_conflict');
  await cancelMeeting(answersAt(library), one ?? 0, { reason: 'Atap bocor', version: 0 });
  expect((await viewPlan(mega.ctx(), id)).meetings.map(({ cancelReason }) => cancelReason)).toEqual(['Atap bocor', '']);
  // held at the school, it is the teachers' alone
  await moveMeeting(mega.ctx(), two ?? 0, { ...at({ day: tuesday(9) }), version: 0 });
  expect(await call(answersAt(library), two, 1)).toBe('platform.forbidden');
});

test('a mistyped year moves no meeting, and of a plan that the open weeks do not hold nothing is planned', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  const { ids } = await planMeetings(mega.ctx(), id, at());
  await expect(
    moveMeeting(mega.ctx(), ids[0] ?? 0, { ...at({ day: '2062-12-15' }), version: 0 }),
  ).rejects.toMatchObject({ fields: { day: 'day_out_of_reach' } });
  await expect(planMeetings(mega.ctx(), id, at({ from: 700, to: 760, times: 61 }))).rejects.toMatchObject({
    fields: { times: 'too_much' },
  });
  expect((await viewPlan(mega.ctx(), id)).meetings).toHaveLength(1);
});

test('of the teachers of other schools nobody is asked to receive a class', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  const other = await aLibrary(t.ctx(), 'SMPLAIN');
  await t.db.updateTable('library').set({ type: 'sekolah' }).where('id', '=', other.id).execute();
  await teacher(other.id, 'Guru Lain');
  const names = (await meetingLibrarians(mega.ctx(), id)).map(({ name }) => name);
  expect(names).toContain('Mega Puspita');
  expect(names).toContain('Dyah Puspita');
  expect(names).not.toContain('Guru Lain');
  // nor is their room taken, by whoever knows its number
  const there = inLibrary({ libraryId: other.id, spaceId: null });
  expect(await code(planMeetings(mega.ctx(), id, there))).toBe('platform.invalid_input');
});

test('another class’s teacher neither sees nor changes a plan', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 1 });
  const { ids } = await planMeetings(mega.ctx(), id, at());
  const meeting = ids[0] ?? 0;
  const refused = [
    async () => viewPlan(arif.ctx(), id),
    async () => planMeetings(arif.ctx(), id, at()),
    async () => moveMeeting(arif.ctx(), meeting, { ...at(), version: 0 }),
    async () => cancelMeeting(arif.ctx(), meeting, { reason: 'Tidak jadi', version: 0 }),
    async () => markAttendance(arif.ctx(), meeting, { states: [], version: 0 }),
  ];
  for (const act of refused) expect(await code(act())).toBe('classes.not_yours');
  await addTeacher(mega.ctx(), id, { accountId: arif.id });
  expect((await viewPlan(arif.ctx(), id)).meetings).toHaveLength(1);
});

test('who came is noted from the day on until the class ends; whoever is taken out goes with it', async () => {
  const { id, pins } = await aClass(mega, { libraryId: school, pupils: 3 });
  const today = t.clock.now().toISOString().slice(0, 10);
  const { ids } = await planMeetings(mega.ctx(), id, at({ day: today }));
  const later = await planMeetings(mega.ctx(), id, at());
  const [one, two, three] = pins.map((pin) => pin.id);
  const meeting = ids[0] ?? 0;
  const states = [
    { pupilId: one ?? 0, state: 'present' as const },
    { pupilId: two ?? 0, state: 'sick' as const },
    { pupilId: three ?? 0, state: 'absent' as const },
  ];
  expect(await code(markAttendance(mega.ctx(), later.ids[0] ?? 0, { states, version: 0 }))).toBe(
    'classes.not_today_yet',
  );
  await markAttendance(mega.ctx(), meeting, { states, version: 0 });
  await markAttendance(mega.ctx(), meeting, {
    states: [{ pupilId: three ?? 0, state: 'excused' }],
    version: 1,
  });
  // the other teacher still has the empty list before them: nothing of what was noted goes
  const empty = pins.map((pin) => ({ pupilId: pin.id, state: null }));
  expect(await code(markAttendance(mega.ctx(), meeting, { states: empty, version: 0 }))).toBe(
    'platform.version_conflict',
  );
  expect(await code(cancelMeeting(mega.ctx(), meeting, { reason: 'Salah tanggal', version: 2 }))).toBe(
    'classes.meeting_begun',
  );
  // nor is a meeting to which somebody came moved to a day that has not come
  expect(await code(moveMeeting(mega.ctx(), meeting, { ...at(), version: 2 }))).toBe('classes.not_today_yet');
  await moveMeeting(mega.ctx(), meeting, { ...at({ day: today, from: 500 }), version: 2 });
  const seen = await viewPlan(mega.ctx(), id);
  expect(seen.meetings[0]?.states).toEqual({ present: 1, excused: 1, sick: 1, absent: 0 });
  expect(seen.pupils.map(({ states: so }) => so.present)).toEqual([1, 0, 0]);
  const gone = memberOf(await viewClass(mega.ctx(), id), two ?? 0);
  await takeOutPupil(mega.ctx(), two ?? 0, gone?.version ?? 0);
  expect((await viewPlan(mega.ctx(), id)).meetings[0]?.states.sick).toBe(0);
  expect(await code(markAttendance(mega.ctx(), meeting, { states, version: 3 }))).toBe('classes.pupil_unknown');
  const trace = await t.db
    .selectFrom('auditEvent')
    .selectAll()
    .where('action', '=', 'learning_class.attendance_noted')
    .execute();
  expect(JSON.stringify(trace)).not.toContain('Murid Nomor');
  // when the class ends, what is still to come is called off and nothing changes any more
  await endClass(mega.ctx(), id, (await viewClass(mega.ctx(), id)).version);
  const ended = await viewPlan(mega.ctx(), id);
  expect(ended.meetings.map(({ cancelledAt }) => cancelledAt !== null)).toEqual([false, true]);
  expect(await code(markAttendance(mega.ctx(), meeting, { states: [], version: 3 }))).toBe('classes.ended');
});
