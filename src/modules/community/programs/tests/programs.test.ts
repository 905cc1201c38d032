import { beforeAll, expect, test } from 'vitest';
import { makeBib } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { getMember } from '#modules/people/members';
import {
  addReading,
  addSessions,
  addSpeaker,
  changeProgram,
  changeSession,
  noteSpeakerAnswer,
  changeState,
  cloneProgram,
  comingByLibrary,
  createProgram,
  getProgram,
  getSession,
  listManaged,
  listPrograms,
  listReadings,
  listSessions,
  listSpeakers,
  nextPrograms,
  ownEnrolments,
  previewSessions,
  removeSession,
} from '#modules/community/programs';
import { advanceByClock } from '#modules/community/programs/testing';
import { promiseMeasures } from '../promise-measures.ts';
import { makeAttendance, makeParticipant, makeProgram } from '#modules/community/programs/testing';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let libraryId = 0;
const anonymous = (): Ctx => t.ctx({ kind: 'anonymous' });
const at = (time: string, day = '2026-11-26'): Date => new Date(`${day}T${time}:00+07:00`);

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  await makeMember(t.ctx(), { number: 'A1', fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
});

test('a draft is seen by who may manage it; published, by everybody; only with a session', async () => {
  const id = await createProgram(t.ctx(), libraryId, { kind: 'talk', title: 'Bincang Buku' });
  await expect(getProgram(anonymous(), id)).rejects.toMatchObject({ code: 'programs.not_found' });
  await expect(changeState(t.ctx(), id, 'published')).rejects.toMatchObject({ code: 'programs.no_sessions' });
  await addSessions(t.ctx(), id, { title: 'Bincang', format: 'talk', startsAt: at('09:00'), endsAt: at('11:00') });
  await changeState(t.ctx(), id, 'review');
  await changeState(t.ctx(), id, 'published');
  const program = await getProgram(anonymous(), 'bincang-buku');
  expect(program).toMatchObject({ id, state: 'published', sessionCount: 1, confirmedCount: 0, startsAt: at('09:00') });
  expect((await listPrograms(t.ctx())).data.map((one) => one.id)).toContain(id);
  await expect(changeState(t.ctx(), id, 'draft')).rejects.toMatchObject({ code: 'programs.wrong_step' });
});

test('two programmes of one title have addresses of their own', async () => {
  const first = await createProgram(t.ctx(), libraryId, { kind: 'club', title: 'Klub Baca' });
  const second = await createProgram(t.ctx(), libraryId, { kind: 'club', title: 'Klub Baca' });
  expect((await getProgram(t.ctx(), first)).slug).toBe('klub-baca');
  expect((await getProgram(t.ctx(), second)).slug).toBe('klub-baca-2');
});

test('staff of another library may not touch it; nor may a member', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const elsewhere = t.ctx({ grants: [{ libraryId: libraryId + 1, permissions: ['programs.manage'] }] });
  await expect(changeState(elsewhere, id, 'cancelled', 'x')).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(createProgram(elsewhere, libraryId, { kind: 'talk', title: 'X' })).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
  expect((await listManaged(elsewhere)).data).toEqual([]);
  await expect(listManaged(anonymous())).rejects.toMatchObject({ code: 'platform.sign_in_needed' });
});

test('a session every week is one session on each of its days, at the same time of the clock', async () => {
  const id = await createProgram(t.ctx(), libraryId, { kind: 'club', title: 'Mendongeng Sabtu' });
  const session = {
    title: 'Dongeng',
    format: 'lesson' as const,
    startsAt: at('09:00', '2026-11-28'),
    endsAt: at('10:30', '2026-11-28'),
  };
  const ids = await addSessions(t.ctx(), id, session, { every: 'week', interval: 1, until: '2026-12-19' });
  expect(ids).toHaveLength(4);
  const sessions = await listSessions(t.ctx(), id);
  expect(sessions.map((one) => one.startsAt)).toEqual(
    ['2026-11-28', '2026-12-05', '2026-12-12', '2026-12-19'].map((day) => at('09:00', day)),
  );
  expect(sessions[3]?.endsAt).toEqual(at('10:30', '2026-12-19'));
  const forever = { every: 'week' as const, interval: 1, until: '2036-01-01' };
  await expect(addSessions(t.ctx(), id, session, forever)).rejects.toMatchObject({
    code: 'programs.too_many_sessions',
  });
});

test('a session that somebody was at stays; one that moves is a new revision for calendars', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId);
  const [first = 0, second = 0] = sessionIds;
  const participant = await makeParticipant(t.ctx(), id);
  await makeAttendance(t.ctx(), first, participant.id);
  await expect(removeSession(t.ctx(), first)).rejects.toMatchObject({ code: 'programs.has_attendance' });
  await changeSession(t.ctx(), second, {
    title: 'Pindah',
    format: 'discussion',
    startsAt: at('13:00', '2026-11-27'),
    endsAt: at('15:00', '2026-11-27'),
  });
  expect(await getSession(anonymous(), second)).toMatchObject({ revision: 1, title: 'Pindah', program: { id } });
  await expect(
    changeSession(t.ctx(), second, { title: 'X', format: 'talk', startsAt: at('13:00'), endsAt: at('12:00') }),
  ).rejects.toMatchObject({ fields: { endsAt: 'ends_before_start' } });
  await removeSession(t.ctx(), second);
  await expect(getSession(t.ctx(), second)).rejects.toMatchObject({ code: 'programs.session_not_found' });
});

test('what was announced keeps a session, else it would never begin and never end', async () => {
  const { sessionIds } = await makeProgram(t.ctx(), libraryId);
  const [first = 0, second = 0] = sessionIds;
  await removeSession(t.ctx(), first);
  await expect(removeSession(t.ctx(), second)).rejects.toMatchObject({ code: 'programs.last_session' });
  expect(await getSession(t.ctx(), second)).toMatchObject({ id: second });
});

test('a copy is a draft with the speakers and sessions, moved; the next edition counts on; a template is no programme', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, {
    program: { title: 'Workshop Inovasi', series: 'Workshop Inovasi', edition: 1, capacity: 40 },
  });
  const speaker = await addSpeaker(t.ctx(), id, { name: 'Laksmi', title: 'Dosen' });
  await expect(addSpeaker(t.ctx(), id, { name: 'Laksmi' })).rejects.toMatchObject({ code: 'programs.speaker_taken' });
  await addSessions(t.ctx(), id, {
    title: 'Ceramah',
    format: 'lecture',
    startsAt: at('13:00', '2026-11-27'),
    endsAt: at('15:00', '2026-11-27'),
    speakerIds: [speaker],
  });
  const bibId = await makeBib(t.ctx(), { title: 'Membaca Kota' });
  const [first] = await listSessions(t.ctx(), id);
  await addReading(t.ctx(), id, { bibId, note: 'Bab 2' });
  await addReading(t.ctx(), id, { bibId, sessionId: first?.id ?? 0 });
  const next = await cloneProgram(t.ctx(), id, { moveDays: 364, nextEdition: true });
  expect(await getProgram(t.ctx(), next)).toMatchObject({
    state: 'draft',
    edition: 2,
    slug: 'workshop-inovasi-2',
    capacity: 40,
    clonedFromId: id,
    startsAt: at('08:00', '2027-11-25'),
  });
  const talk = (await listSessions(t.ctx(), next)).find((one) => one.title === 'Ceramah');
  expect(talk?.speakers).toMatchObject([{ name: 'Laksmi', title: 'Dosen' }]);
  expect((await listSpeakers(t.ctx(), next))[0]?.id).not.toBe(speaker);
  const [begins] = await listSessions(t.ctx(), next);
  expect(await listReadings(t.ctx(), next)).toMatchObject([
    { bibId, sessionId: null, note: 'Bab 2' },
    { bibId, sessionId: begins?.id },
  ]);
  const template = await cloneProgram(t.ctx(), id, { asTemplate: true });
  await expect(changeState(t.ctx(), template, 'published')).rejects.toMatchObject({ code: 'programs.is_template' });
  expect((await listManaged(t.ctx(), { templates: true })).data.map((one) => one.id)).toEqual([template]);
});

test('who comes and who speaks is told of another place, and calendars take it over; nobody is told of a draft', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { title: 'Klub Baca', kind: 'club' } });
  const { ticket } = await makeParticipant(t.ctx(), id, { contact: 'eko@example.org' });
  const speaker = { name: 'Laksmi', email: 'laksmi@example.org' };
  await noteSpeakerAnswer(t.ctx(), await addSpeaker(t.ctx(), id, speaker), 'accepted');
  await t.db.deleteFrom('guestMessage').execute();
  await changeProgram(t.ctx(), id, { title: 'Klub Baca', kind: 'club', place: 'Balai Kelurahan' });
  const messages = await t.db.selectFrom('guestMessage').select(['topic', 'path', 'params']).orderBy('id').execute();
  expect(messages).toMatchObject([
    { topic: 'program', path: `/kegiatan/tiket/${ticket}`, params: { news: 'changed', place: 'Balai Kelurahan' } },
    { topic: 'speaker_news', params: { news: 'changed' } },
  ]);
  expect((await listSessions(t.ctx(), id)).map((one) => one.revision)).toEqual([1, 1]);
  await changeProgram(t.ctx(), id, { title: 'Klub Baca', kind: 'club', place: 'Balai Kelurahan', summary: 'Baru' });
  expect(await t.db.selectFrom('guestMessage').select('id').execute()).toHaveLength(2);
});

test('it runs from its first session to the end of its last, by the clock', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const system = t.ctx({ kind: 'system', name: 'uji' });
  const state = async () => (await getProgram(t.ctx(), id)).state;
  t.clock.set(at('08:00').toISOString());
  await advanceByClock(system);
  expect(await state()).toBe('running');
  t.clock.set(at('10:59', '2026-11-27').toISOString());
  await advanceByClock(system);
  expect(await state()).toBe('running');
  t.clock.set(at('11:00', '2026-11-27').toISOString());
  await advanceByClock(system);
  expect(await state()).toBe('closed');
  expect(await advanceByClock(system)).toBe(0);
  await changeState(t.ctx(), id, 'archived');
  await expect(changeState(t.ctx(), id, 'cancelled', 'x')).rejects.toMatchObject({ code: 'programs.wrong_step' });
  t.clock.set(TEST_NOW);
});

test('calling off needs a reason, which stands on the page and is told to who comes', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  await makeParticipant(t.ctx(), id, { memberNumber: 'A1' });
  await makeParticipant(t.ctx(), id, { name: 'Tamu', contact: 'tamu@example.org' });
  await expect(changeState(t.ctx(), id, 'cancelled', ' ')).rejects.toMatchObject({ code: 'programs.reason_needed' });
  await changeState(t.ctx(), id, 'cancelled', 'Narasumber sakit');
  expect(await getProgram(anonymous(), id)).toMatchObject({ state: 'cancelled', cancelReason: 'Narasumber sakit' });
  const told = await t.db.selectFrom('notification').select('params').where('topic', '=', 'program').execute();
  expect(told.map((one) => one.params)).toContainEqual(
    expect.objectContaining({ news: 'program_cancelled', reason: 'Narasumber sakit' }),
  );
  const guests = await t.db.selectFrom('guestMessage').select('email').where('state', '=', 'pending').execute();
  expect(guests).toContainEqual({ email: 'tamu@example.org' });
});

test('lists go on where they ended, next first; filters by audience also show what is for everybody', async () => {
  for (const [title, audience] of [
    ['Anak 1', 'children'],
    ['Guru 1', 'teachers'],
    ['Semua 1', 'all'],
  ] as const) {
    await makeProgram(t.ctx(), libraryId, { program: { title, audience, theme: 'uji-daftar' } });
  }
  const titles = async (audience?: string) =>
    (await listPrograms(t.ctx(), { theme: 'uji-daftar', audience })).data.map((one) => one.title);
  expect(await titles()).toEqual(['Anak 1', 'Guru 1', 'Semua 1']);
  expect(await titles('children')).toEqual(['Anak 1', 'Semua 1']);
  const of = async (...libraryIds: number[]) =>
    (await listPrograms(t.ctx(), { theme: 'uji-daftar', libraryIds, limit: 1 })).data.length;
  expect([await of(libraryId), await of(libraryId + 1000), await of()]).toEqual([1, 0, 0]);
  const first = await listPrograms(t.ctx(), { theme: 'uji-daftar', limit: 2 });
  const second = await listPrograms(t.ctx(), { theme: 'uji-daftar', limit: 2, cursor: first.next ?? '' });
  expect([first.data.length, second.data.map((one) => one.title), second.next]).toEqual([2, ['Semua 1'], null]);
  const [one] = first.data;
  if (!one) throw new Error('no programme');
  await changeProgram(t.ctx(), one.id, { ...one, title: 'Anak sekali' });
  expect((await getProgram(t.ctx(), one.id)).slug).toBe(one.slug);
});

test('the map says for each library how much is coming and when next, for those whom it is for', async () => {
  const turi = (await makeLibrary(t.ctx(), 'TURI', 'Perpustakaan Turi')).id;
  const kept = { audience: 'children' as const, theme: 'Dongeng' };
  const session = (day: string) => ({
    title: 'Dongeng',
    format: 'lesson' as const,
    startsAt: at('09:00', day),
    endsAt: at('10:00', day),
  });
  await makeProgram(t.ctx(), turi, { program: kept, sessions: [session('2026-12-05'), session('2026-12-12')] });
  const { id } = await makeProgram(t.ctx(), turi, { program: kept, sessions: [session('2026-11-28')] });
  await makeProgram(t.ctx(), turi, { program: { audience: 'adults' }, sessions: [session('2026-11-27')] });
  await createProgram(t.ctx(), turi, { kind: 'talk', title: 'Draf' });
  const turiOf = async (filter?: Parameters<typeof comingByLibrary>[1]) =>
    (await comingByLibrary(t.ctx({ kind: 'anonymous' }), filter)).find((one) => one.libraryId === turi);
  expect(await turiOf()).toMatchObject({ count: 3, nextAt: at('09:00', '2026-11-27') });
  expect(await turiOf({ audience: 'children' })).toMatchObject({ count: 2, nextAt: at('09:00', '2026-11-28') });
  await changeState(t.ctx(), id, 'cancelled', 'Pendongeng sakit');
  expect(await turiOf(kept)).toMatchObject({ count: 1, nextAt: at('09:00', '2026-12-05') });
  expect(await turiOf({ theme: 'Batik' })).toBeUndefined();
});

test('a series that runs stands among what comes by its next session, on the home page and in the account', async () => {
  const session = (day: string) => ({
    title: `Sesi ${day}`,
    format: 'lesson' as const,
    startsAt: at('09:00', `2026-${day}`),
    endsAt: at('11:00', `2026-${day}`),
  });
  const t0 = t.clock.now();
  const series = await makeProgram(t.ctx(), libraryId, {
    program: { title: 'Kelas mingguan' },
    sessions: [session('11-26'), session('12-03')],
  });
  const later = await makeProgram(t.ctx(), libraryId, { program: { title: 'Nanti' }, sessions: [session('12-05')] });
  await makeMember(t.ctx(), { number: 'SERI-1', fullName: 'Seri', homeLibrary: 'KOTA' });
  for (const id of [later.id, series.id]) await makeParticipant(t.ctx(), id, { memberNumber: 'SERI-1' });
  t.clock.set(at('10:00', '2026-11-27').toISOString());
  await advanceByClock(t.ctx({ kind: 'system', name: 'uji' }));
  expect(await getProgram(t.ctx(), series.id)).toMatchObject({ state: 'running' });
  const mine = (await nextPrograms(t.ctx(), 50)).filter(({ program }) => [series.id, later.id].includes(program.id));
  expect(mine.map(({ program, startsAt }) => [program.title, startsAt])).toEqual([
    ['Kelas mingguan', at('09:00', '2026-12-03')],
    ['Nanti', at('09:00', '2026-12-05')],
  ]);
  const { id } = await getMember(t.ctx(), 'SERI-1');
  const own = await ownEnrolments(t.ctx({ kind: 'member', id, number: 'SERI-1', name: 'Seri', sessionId: 1 }));
  expect(own.map(({ title, nextAt }) => [title, nextAt])).toEqual([
    ['Kelas mingguan', at('09:00', '2026-12-03')],
    ['Nanti', at('09:00', '2026-12-05')],
  ]);
  t.clock.set(t0.toISOString());
});

test('the dates that a recurrence would make are shown without being made, to whoever may make them', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const session = {
    title: 'Klub',
    format: 'lesson' as const,
    startsAt: new Date('2026-12-26T09:00:00+07:00'),
    endsAt: new Date('2026-12-26T10:00:00+07:00'),
  };
  const rule = { every: 'month', on: 'last_weekday', until: '2027-02-28' } as const;
  const days = await previewSessions(t.ctx(), id, session, rule);
  expect(days.map(({ startsAt }) => startsAt.toISOString().slice(0, 10))).toEqual([
    '2026-12-26',
    '2027-01-30',
    '2027-02-27',
  ]);
  expect(await listSessions(t.ctx(), id)).toHaveLength(2);
  await expect(previewSessions(t.ctx({ kind: 'anonymous' }), id, session, rule)).rejects.toMatchObject({ status: 401 });
  expect(await addSessions(t.ctx(), id, session, rule)).toHaveLength(3);
});

test('a recurrence that ends before it begins, or goes on beyond the last day there is, is refused and makes nothing', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const before = (await listSessions(t.ctx(), id)).length;
  const about = { title: 'Klub', format: 'lesson' as const };
  const session = { ...about, startsAt: at('09:00', '2026-12-05'), endsAt: at('11:00', '2026-12-05') };
  const leap = { ...about, startsAt: at('09:00', '2044-02-29'), endsAt: at('11:00', '2044-02-29') };
  const rules = [
    { every: 'week' as const, until: '2026-12-04' },
    { every: 'month' as const, on: 'last_day' as const, until: '2026-12-30' },
    // the fifth Monday of a February comes again every 28 years
    { every: 'month' as const, interval: 12, count: 12 },
  ];
  for (const [nth, rule] of rules.entries()) {
    for (const work of [addSessions, previewSessions]) {
      const { code, fields } = await refusal(work(t.ctx(), id, nth < 2 ? session : leap, rule));
      expect([code, fields]).toEqual([
        'platform.invalid_input',
        { [nth < 2 ? 'until' : 'count']: nth < 2 ? 'ends_before_start' : 'day_out_of_reach' },
      ]);
    }
  }
  // what cannot be read is said at its field
  for (const [field, typed] of Object.entries({ until: ['2027-02-31', '9999-12-31'], count: ['x', '121', '0'] })) {
    for (const value of typed) {
      const rule = { every: 'month' as const, [field]: value };
      expect(Object.keys((await refusal(previewSessions(t.ctx(), id, session, rule))).fields)).toEqual([field]);
    }
  }
  const none = refusal(previewSessions(t.ctx(), id, session, { every: 'week' }));
  expect((await none).fields).toEqual({ until: 'required' });
  expect(await listSessions(t.ctx(), id)).toHaveLength(before);
});

test('a session counts as held unless its programme was cancelled before anybody came', async () => {
  const day = (n: number): Date => at('08:00', `2027-05-0${n}`);
  const sessions = [1, 2].map((n) => ({
    ...{ title: `Sesi ${n}`, format: 'lecture' as const, jp: 1 },
    ...{ startsAt: day(n), endsAt: at('10:00', `2027-05-0${n}`) },
  }));
  await makeProgram(t.ctx(), libraryId, { sessions });
  const cancelled = await makeProgram(t.ctx(), libraryId, { sessions });
  const { id } = await makeParticipant(t.ctx(), cancelled.id);
  await makeAttendance(t.ctx(), cancelled.sessionIds[0] ?? 0, id);
  await changeState(t.ctx(), cancelled.id, 'cancelled', 'Banjir');
  const measure = promiseMeasures.find(({ key }) => key === 'sessions_held');
  const span = {
    ...{ from: '2027-05-01', to: '2027-05-31', zone: 'Asia/Jakarta', now: at('08:00', '2027-06-01') },
    ...{ after: at('00:00', '2027-05-01'), before: at('00:00', '2027-06-01') },
  };
  expect(await measure?.count(t.db, span, 0)).toEqual({ n: 4, kept: 3 });
});
