import { beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { makePlan } from '#modules/community/ideas';
import { changeState, sessionCode } from '#modules/community/programs';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { aWorkshop } from '#modules/community/questionnaires/testing';
import { testSecrets } from './support/bare-services.ts';
import { callerOf } from './support/api-caller.ts';
import { tokenOfRole } from './support/role-token.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
let libraryId = 0;
let programmes = '';
let desk = '';
/** In the first session. */
const THURSDAY = '2026-11-26T02:00:00.000Z';
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  await makeMember(t.ctx(), { number: 'A1', fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
  programmes = await tokenOfRole(t, 'programmes', libraryId);
  desk = await tokenOfRole(t, 'circulation', libraryId);
});
beforeEach(() => t.clock.set('2026-11-25T02:00:00.000Z'));
const came = z.array(z.object({ name: z.string(), cameAt: z.string().nullable() }));
const agenda = z.looseObject({
  lines: z.array(z.looseObject({ id: z.number(), title: z.string(), reason: z.looseObject({ kind: z.string() }) })),
});
const listed = z.looseObject({ data: z.array(z.looseObject({ id: z.number() })), next: z.null() });

test('who did not enrol is let in where a seat is free, a list is entered, and a mistake is taken back', async () => {
  const made = await makeProgram(t.ctx(), libraryId, { program: { capacity: 3 } });
  const [sessionId = 0] = made.sessionIds;
  const seat = await makeParticipant(t.ctx(), made.id, { name: 'Ratna' });
  t.clock.set(THURSDAY);
  const walkIn = async (payload: object, token = programmes) =>
    call('POST', '/attendance/walk-ins', { payload: { sessionId, ...payload } }, token);
  expect(await walkIn({ memberNumber: 'A1' })).toMatchObject({
    status: 201,
    body: { name: 'Siti Aminah', again: false },
  });
  expect((await walkIn({ memberNumber: 'A1' })).body).toMatchObject({ code: 'programs.already_enrolled' });
  expect((await walkIn({ name: 'Tamu', contact: 'tamu@contoh.id' }, desk)).status).toBe(403);
  expect((await walkIn({ name: 'Tamu', contact: 'tamu@contoh.id', library: 'kota' })).status).toBe(201);
  expect((await walkIn({ name: 'Terlambat', contact: 'lambat@contoh.id' })).body).toMatchObject({
    code: 'programs.full',
  });
  expect(await walkIn({ name: 'Jauh', contact: 'jauh@contoh.id', library: 'TIADA' })).toMatchObject({
    status: 404,
    body: { code: 'libraries.not_found', fields: { library: expect.any(String) as unknown } },
  });

  const list = { sessionId, enrolmentIds: [seat.id], way: 'list' };
  expect((await call('POST', '/attendance/lists', { payload: list }, desk)).status).toBe(403);
  expect((await call('POST', '/attendance/lists', { payload: list }, programmes)).body).toEqual({
    count: 1,
    seatless: [],
  });
  const rows = async () =>
    came
      .parse(z.object({ data: z.unknown() }).parse((await call('GET', `/attendance?sessionId=${sessionId}`)).body).data)
      .flatMap(({ name, cameAt }) => (cameAt === null ? [] : [name]))
      .toSorted();
  expect(await rows()).toEqual(['Ratna', 'Siti Aminah', 'Tamu']);
  const back = `/program-sessions/${sessionId}/attendance/${seat.id}`;
  expect((await call('DELETE', back, {}, desk)).status).toBe(403);
  expect((await call('DELETE', back, {}, programmes)).status).toBe(204);
  expect((await call('DELETE', back, {}, programmes)).body).toMatchObject({ code: 'programs.not_participant' });
  expect(await rows()).toEqual(['Siti Aminah', 'Tamu']);
});

test('a participant lets themselves in by the code of the room and their ticket', async () => {
  const made = await makeProgram(t.ctx(), libraryId);
  const [sessionId = 0] = made.sessionIds;
  const { ticket } = await makeParticipant(t.ctx(), made.id, { name: 'Ratna' });
  t.clock.set(THURSDAY);
  const { code } = await sessionCode(t.ctx(), testSecrets, sessionId);
  const come = async (payload: object) => call('POST', '/attendance/record-own', { payload }, '');
  expect(await come({ sessionId, code })).toMatchObject({ status: 401 });
  expect(await come({ sessionId, code, ticket })).toMatchObject({ status: 200, body: { name: 'Ratna', again: false } });
});

test('a child without a card is let in at the door with its guardian’s consent alone', async () => {
  const made = await makeProgram(t.ctx(), libraryId);
  t.clock.set(THURSDAY);
  const child = { sessionId: made.sessionIds[0], name: 'Bima Kecil', forChild: true, guardianName: 'Siti Aminah' };
  const walkIn = async (payload: object) => call('POST', '/attendance/walk-ins', { payload }, programmes);
  const refused = await walkIn(child);
  expect([refused.status, refused.body]).toMatchObject([422, { code: 'platform.invalid_input' }]);
  expect((await walkIn({ ...child, guardianConsent: true, contact: '081234567890' })).status).toBe(201);
});

test('a whole series is enrolled in at once, by a guest too, and a second time adds nothing', async () => {
  const series = 'Klub Baca';
  const first = await makeProgram(t.ctx(), libraryId, { program: { series, edition: 1 } });
  const second = await makeProgram(t.ctx(), libraryId, { program: { series, edition: 2 } });
  const enrol = async (payload: object, token?: string) => call('POST', '/enrolments/series', { payload }, token);
  const made = await enrol({ programId: first.id, memberNumber: 'A1' }, programmes);
  expect(made.status).toBe(201);
  expect(listed.parse(made.body).data).toMatchObject([
    { programId: first.id, status: 'confirmed', memberNumber: 'A1' },
    { programId: second.id, status: 'confirmed', memberNumber: 'A1' },
  ]);
  const again = await enrol({ programId: first.id, memberNumber: 'A1' }, programmes);
  expect(again.body).toMatchObject({ code: 'programs.already_enrolled' });
  const guest = await enrol({ programId: first.id, name: 'Tamu', contact: 'tamu@contoh.id' }, '');
  expect([guest.status, listed.parse(guest.body).data.length]).toEqual([201, 2]);
  expect((await enrol({ programId: first.id, memberNumber: 'A1' }, '')).status).toBeGreaterThanOrEqual(400);
  expect((await enrol({ programId: first.id, nama: 'Tamu' }, '')).status).toBe(422);
});

test('speakers are added, written anew, noted and taken out by whoever runs the programme', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const speaker = { name: 'Dr. Laksmi', title: 'Universitas Airlangga', email: 'laksmi@contoh.id' };
  const added = await call('POST', `/programs/${id}/speakers`, { payload: speaker }, programmes);
  expect(added.status).toBe(201);
  expect((await call('POST', `/programs/${id}/speakers`, { payload: speaker }, programmes)).body).toMatchObject({
    code: 'programs.speaker_taken',
  });
  const path = `/program-speakers/${added.id}`;
  expect((await call('PUT', path, { payload: { ...speaker, role: 'moderator' } }, programmes)).status).toBe(204);
  expect((await call('POST', `${path}/send-invitation`, { payload: { sentCount: 0 } }, programmes)).body).toEqual({
    sent: true,
  });
  expect((await call('POST', `${path}/send-invitation`, { payload: { sentCount: 0 } }, programmes)).body).toEqual({
    sent: false,
  });
  expect((await call('POST', `${path}/record-answer`, { payload: { said: 'accepted' } }, programmes)).status).toBe(204);
  const list = await call('GET', `/programs/${id}/speakers`, {}, programmes);
  expect(list.body).toMatchObject({
    data: [{ ...speaker, role: 'moderator', sentCount: 1, answer: 'accepted' }],
    next: null,
  });
  expect(JSON.stringify(list.body)).not.toContain('token');
  for (const [method, to] of [
    ['GET', `/programs/${id}/speakers`],
    ['DELETE', path],
  ] as const)
    expect((await call(method, to, {}, desk)).status).toBe(403);
  expect((await call('PUT', path, { payload: speaker }, desk)).status).toBe(403);
  expect((await call('DELETE', path, {}, programmes)).status).toBe(204);
  expect((await call('GET', `/programs/${id}/speakers`)).body).toEqual({ data: [], next: null });
});

test('a programme is copied, and its certificates’ rule set, by whoever runs it', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { series: 'Kelas', edition: 1 } });
  const clone = { payload: { moveDays: 7, nextEdition: true } };
  expect((await call('POST', `/programs/${id}/clone`, clone, desk)).status).toBe(403);
  const copy = await call('POST', `/programs/${id}/clone`, clone, programmes);
  expect((await call('GET', `/programs/${copy.id}`)).body).toMatchObject({
    edition: 2,
    state: 'draft',
    sessionCount: 2,
  });
  const rule = { minAttendance: 75, needsTests: false, needsPlan: true, signatories: [] };
  const path = `/programs/${id}/certificate-rule`;
  expect((await call('PUT', path, { payload: rule }, programmes)).body).toEqual(rule);
  expect((await call('PUT', path, { payload: rule }, desk)).status).toBe(403);
  expect((await call('GET', path, {}, desk)).status).toBe(403);
  expect((await call('PUT', path, { payload: { ...rule, minAttendance: 101 } })).status).toBe(422);
});

test('the agenda of the next edition is drafted from plans, worked on line by line, and made into a programme once', async () => {
  t.clock.set('2026-11-25T03:00:00.000Z');
  const workshop = await aWorkshop(t, 6);
  const { programId } = workshop;
  const path = `/programs/${programId}/next-edition`;
  expect((await call('GET', path)).body).toMatchObject({ code: 'next_editions.not_found' });
  expect((await call('PUT', path)).body).toMatchObject({ code: 'next_editions.too_early' });
  for (const { ctx } of workshop.participants) await makePlan(ctx, programId, { activity: 'Entri 20 judul' }, {});
  for (const state of ['running', 'closed'] as const) await changeState(t.ctx(), programId, state);
  expect((await call('PUT', path, {}, desk)).status).toBe(403);
  const drafted = agenda.parse((await call('PUT', path)).body);
  expect(drafted.lines.map(({ reason }) => reason.kind)).toEqual(['review', 'plan']);
  const own = { title: 'Membaca nyaring', format: 'simulation', jp: 2 };
  const payload = { ...own, note: 'Diminta peserta' };
  expect((await call('POST', `${path}/lines`, { payload }, desk)).status).toBe(403);
  const added = agenda.parse((await call('POST', `${path}/lines`, { payload })).body).lines.at(-1);
  expect(added).toMatchObject({ ...own, reason: { kind: 'hand', note: 'Diminta peserta' } });
  const line = `${path}/lines/${added?.id ?? 0}`;
  const titles = async () => agenda.parse((await call('GET', path)).body).lines.map(({ title }) => title);
  expect((await call('PUT', line, { payload: { ...own, title: 'Nyaring dan pelan' } })).status).toBe(200);
  expect((await call('POST', `${line}/move`, { payload: { way: 'up' } })).status).toBe(200);
  expect((await titles())[1]).toBe('Nyaring dan pelan');
  expect((await call('DELETE', `${path}/lines/${drafted.lines[0]?.id ?? 0}`)).status).toBe(204);
  expect(await titles()).toHaveLength(2);
  const make = { payload: { startsOn: '2027-02-01' } };
  expect((await call('POST', `${path}/adopt`, make, desk)).status).toBe(403);
  const made = await call('POST', `${path}/adopt`, make);
  expect([made.status, (await call('GET', `/programs/${made.id}`)).body]).toMatchObject([
    201,
    { state: 'draft', edition: 2, sessionCount: 2 },
  ]);
  expect((await call('POST', `${path}/adopt`, make)).body).toMatchObject({ code: 'next_editions.already_made' });
  expect((await call('GET', path)).body).toMatchObject({ madeProgramId: made.id });
});

test('proposals of programmes are sent, read by their token alone, and answered once with the version that was read', async () => {
  const form = z
    .object({ token: z.string(), challenge: z.looseObject({}) })
    .parse((await call('POST', '/proposal-forms', {}, '')).body);
  const payload = {
    token: form.token,
    library: 'KOTA',
    title: 'Kelas membatik',
    description: 'Untuk remaja, tiap Sabtu.',
    audience: 'teens',
    name: 'Ibu Retno',
    email: 'retno@contoh.id',
  };
  const made = await call('POST', '/proposals', { payload }, '');
  expect([made.status, made.body]).toMatchObject([
    201,
    { title: 'Kelas membatik', status: 'new', library: { id: libraryId, code: 'KOTA', name: 'Perpustakaan Kota' } },
  ]);
  expect(JSON.stringify(made.body)).not.toContain('retno@');
  expect((await call('POST', '/proposals', { payload }, '')).status).toBe(201);
  const own = await call('GET', `/proposal-forms/${form.token}`, {}, '');
  expect(own.body).toMatchObject({ title: 'Kelas membatik' });
  expect((await call('GET', '/proposal-forms/bukan-tanda-usulan-ini', {}, '')).status).toBe(404);

  const [one] = listed.parse((await call('GET', '/proposals?status=new', {}, programmes)).body).data;
  expect(listed.parse((await call('GET', '/proposals')).body).data).toHaveLength(1);
  const path = `/proposals/${one?.id ?? 0}`;
  expect((await call('GET', path, {}, desk)).status).toBe(403);
  const etag = z.string().parse((await call('GET', path, {}, programmes)).headers.etag);
  const answer = async (match: string, body: object, token = programmes) =>
    call('POST', `${path}/answer`, { payload: body, headers: { 'if-match': match } }, token);
  const yes = { status: 'accepted', answer: 'Kami siapkan ruangnya.', makeProgram: true };
  expect((await answer(etag, yes, desk)).status).toBe(403);
  expect((await answer(etag, { ...yes, status: 'declined' })).body).toMatchObject({
    fields: expect.objectContaining({ makeProgram: expect.any(String) as unknown }) as unknown,
  });
  const answered = await answer(etag, yes);
  expect([answered.status, answered.body]).toMatchObject([
    200,
    { status: 'accepted', programId: expect.any(Number) as unknown },
  ]);
  expect((await answer(etag, yes)).body).toMatchObject({ code: 'platform.version_conflict' });
  expect((await call('GET', `${path}/calls`, {}, programmes)).status).toBe(200);
});

test('proposals come in pages, the longest waiting first, and each is read once', async () => {
  const asked = async (status: string) => {
    const page = z.looseObject({ data: z.array(z.looseObject({ title: z.string() })), next: z.string().nullable() });
    const titles: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path = `/proposals?status=${status}&limit=1${cursor && `&cursor=${cursor}`}`;
      const { data, next } = page.parse((await call('GET', path, {}, programmes)).body);
      titles.push(...data.map(({ title }) => title));
      cursor = next;
    }
    return titles;
  };
  for (const title of ['Kelas tenun', 'Kelas wayang', 'Kelas gamelan']) {
    const { token } = z.looseObject({ token: z.string() }).parse((await call('POST', '/proposal-forms', {}, '')).body);
    const proposal = {
      token,
      library: String(libraryId),
      title,
      description: 'Untuk remaja.',
      audience: 'teens',
      name: 'Ibu Retno',
    };
    expect((await call('POST', '/proposals', { payload: proposal }, '')).status).toBe(201);
  }
  expect(await asked('new')).toEqual(['Kelas tenun', 'Kelas wayang', 'Kelas gamelan']);
  for (const one of listed.parse((await call('GET', '/proposals?status=new')).body).data) {
    const path = `/proposals/${one.id}`;
    const etag = z.string().parse((await call('GET', path)).headers.etag);
    const payload = { status: 'declined', answer: 'Ruangnya belum ada.' };
    expect((await call('POST', `${path}/answer`, { payload, headers: { 'if-match': etag } })).status).toBe(200);
  }
  expect(await asked('declined')).toEqual(['Kelas gamelan', 'Kelas wayang', 'Kelas tenun']);
  expect((await call('GET', '/proposals?cursor=bukan')).body).toMatchObject({ code: 'platform.invalid_input' });
});
