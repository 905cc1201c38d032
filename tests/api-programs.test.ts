import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { makeProgram } from '#modules/community/programs/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t);
let libraryId = 0;
let programId = 0;
let sessionId = 0;
let draftId = 0;

beforeAll(async () => {
  const { id } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  libraryId = id;
  await makeMember(t.ctx(), { number: 'A1', fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
  const made = await makeProgram(t.ctx(), id, { program: { title: 'Bincang Buku', capacity: 1 } });
  programId = made.id;
  sessionId = made.sessionIds[0] ?? 0;
  const answer = await t.db
    .insertInto('program')
    .values({
      libraryId: id,
      kind: 'talk',
      slug: 'rahasia',
      title: 'Rahasia',
      createdAt: new Date(),
      changedAt: new Date(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  draftId = answer.id;
});

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, bearer: string, payload?: object) {
  const headers = bearer === '' ? {} : { authorization: `Bearer ${bearer}` };
  const answer = await api.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.payload === '' ? null : answer.json<unknown>() };
}
const list = z.object({
  data: z.array(
    z.object({
      id: z.number(),
      state: z.string(),
      capacity: z.number().nullable(),
      confirmedCount: z.number(),
      waitlistedCount: z.number(),
      full: z.boolean(),
    }),
  ),
});
const enrolled = z.object({ id: z.number(), status: z.string(), position: z.number().nullable(), ticket: z.string() });

test('by API everybody reads what is published, staff enrols by number, the next waits, and who comes is let in once', async () => {
  const everybody = list.parse((await call('GET', '/programs?state=published', '')).body);
  expect(everybody.data).toEqual([
    { id: programId, state: 'published', capacity: 1, confirmedCount: 0, waitlistedCount: 0, full: false },
  ]);
  expect((await call('GET', `/programs/${draftId}`, '')).status).toBe(404);
  expect((await call('GET', '/programs?state=draft', '')).status).toBe(401);
  expect(list.parse((await call('GET', '/programs?state=draft', api.token)).body).data[0]?.id).toBe(draftId);
  expect((await call('POST', '/enrolments', '', { programId, memberNumber: 'A1' })).status).toBe(403);
  const first = await call('POST', '/enrolments', api.token, { programId, memberNumber: 'A1' });
  expect([first.status, enrolled.parse(first.body).status]).toEqual([201, 'confirmed']);
  expect((await call('POST', '/enrolments', api.token, { programId, memberNumber: 'A1' })).status).toBe(409);
  const next = await call('POST', '/enrolments', '', { programId, name: 'Tamu', contact: 'tamu@example.org' });
  expect(enrolled.parse(next.body)).toMatchObject({ status: 'waitlisted', position: 1 });
  const counted = list.parse((await call('GET', '/programs', '')).body).data[0];
  expect(counted).toMatchObject({ confirmedCount: 1, waitlistedCount: 1, full: true });
  const sessions = await call('GET', `/programs/${programId}/sessions`, '');
  expect(z.object({ data: z.array(z.unknown()) }).parse(sessions.body).data).toHaveLength(2);
  const dated = z.object({ id: z.number(), program: z.object({ id: z.number(), title: z.string() }) });
  const coming = await call('GET', '/program-sessions?to=2026-11-27T00:00:00%2B07:00', '');
  const [soonest] = z.object({ data: z.array(dated) }).parse(coming.body).data;
  expect(soonest?.program.id).toBe(programId);
  const one = await call('GET', `/program-sessions/${soonest?.id}`, '');
  expect(dated.parse(one.body)).toMatchObject({ id: soonest?.id, program: { id: programId } });
  expect((await call('GET', `/enrolments?programId=${programId}`, '')).status).toBe(401);

  t.clock.set('2026-11-26T08:00:00+07:00');
  const { ticket, id } = enrolled.parse(first.body);
  const came = await call('POST', '/attendance', api.token, { sessionId, code: ticket });
  expect([came.status, came.body]).toEqual([200, { enrolmentId: id, name: 'Siti Aminah', again: false }]);
  const scan = { nonce: '5b0f6f86-8f0c-4a35-9d50-1f5a3f3c9a11', code: ticket, at: '2026-11-26T07:50:00+07:00' };
  const sent = await call('POST', '/attendance/scans', api.token, { sessionId, scans: [scan] });
  expect(sent.body).toMatchObject({ data: [{ nonce: scan.nonce, came: { again: true }, refused: null }] });
  const rows = await call('GET', `/attendance?sessionId=${sessionId}`, api.token);
  expect(rows.body).toMatchObject({ data: [{ name: 'Siti Aminah', way: 'badge' }] });
  expect((await call('DELETE', `/enrolments/${id}`, api.token)).status).toBe(204);
});

test('by API the lists of a programme and its sessions are read by everybody, with where the copies are, and kept by staff', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Laskar Pelangi' });
  await makeItem(t.ctx(), { bibId, libraryId });
  const path = `/programs/${programId}/readings`;
  expect((await call('POST', path, '', { bibId })).status).toBe(401);
  expect((await call('POST', path, api.token, { bibId, sessionId, note: 'Bab 1' })).status).toBe(204);
  const readings = z.object({ data: z.array(z.object({ id: z.number() })) });
  const seen = await call('GET', path, '');
  expect(seen.body).toMatchObject({
    data: [{ bibId, sessionId, note: 'Bab 1', title: 'Laskar Pelangi', holdings: [{ available: 1, total: 1 }] }],
  });
  const readingId = readings.parse(seen.body).data[0]?.id ?? 0;
  expect((await call('DELETE', `${path}/${readingId}`, '')).status).toBe(401);
  expect((await call('DELETE', `${path}/${readingId}`, api.token)).status).toBe(204);
  expect((await call('GET', path, '')).body).toEqual({ data: [], next: null });
});

test('by API staff set copies of the list aside, fetch them and free them; nobody else', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, {
    sessions: [
      {
        title: 'Bincang',
        format: 'talk',
        startsAt: new Date('2026-12-10T09:00:00+07:00'),
        endsAt: new Date('2026-12-10T11:00:00+07:00'),
      },
    ],
  });
  const bibId = await makeBib(t.ctx(), { title: 'Bumi Manusia' });
  await makeItem(t.ctx(), { bibId, libraryId, barcodes: ['BM-1', 'BM-2'] });
  await call('POST', `/programs/${id}/readings`, api.token, { bibId });
  const path = `/programs/${id}/copies`;
  expect((await call('POST', path, '', { bibId, count: 1 })).status).toBe(401);
  const set = await call('POST', path, api.token, { bibId, itemBarcodes: ['BM-2'] });
  expect([set.status, set.body]).toMatchObject([
    201,
    { data: [{ itemBarcode: 'BM-2', bibId, sessionId: null, fetchedAt: null, until: '2026-12-10T04:00:00.000Z' }] },
  ]);
  expect(await call('POST', path, api.token, { bibId, count: 2 })).toMatchObject({
    status: 409,
    body: { code: 'programs.too_few_copies' },
  });
  const copyId = z.object({ data: z.array(z.object({ id: z.number() })) }).parse(set.body).data[0]?.id ?? 0;
  expect((await call('POST', `${path}/${copyId}/mark-fetched`, api.token, { fetched: true })).status).toBe(204);
  expect((await call('GET', path, '')).status).toBe(401);
  expect((await call('GET', path, api.token)).body).toMatchObject({
    data: [{ id: copyId, fetchedAt: expect.any(String) as unknown }],
  });
  expect((await call('DELETE', `${path}/${copyId}`, api.token)).status).toBe(204);
  expect((await call('DELETE', `${path}/${copyId}`, api.token)).status).toBe(204);
  expect((await call('GET', path, api.token)).body).toEqual({ data: [], next: null });
});

test('by API a child has a guardian, nothing that was sent is dropped, and a carrier’s shared address is many people', async () => {
  const ahead = [
    {
      title: 'Sesi',
      format: 'lecture' as const,
      startsAt: new Date('2099-01-05T08:00:00+07:00'),
      endsAt: new Date('2099-01-05T09:00:00+07:00'),
    },
  ];
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { audience: 'children' }, sessions: ahead });
  const child = { programId: id, name: 'Bima', contact: '081234567890', forChild: true };
  expect(await call('POST', '/enrolments', '', child)).toMatchObject({
    status: 422,
    body: { code: 'platform.invalid_input' },
  });
  const guardian = { guardianName: 'Ibu Bima', guardianConsent: true };
  expect(await call('POST', '/enrolments', '', { ...child, ...guardian })).toMatchObject({
    status: 201,
    body: { guardianName: 'Ibu Bima' },
  });
  const unknown = await call('POST', '/enrolments', '', { ...child, ...guardian, guardian: 'Ibu Bima' });
  expect(unknown.status).toBeGreaterThanOrEqual(400);
  const { id: other } = await makeProgram(t.ctx(), libraryId, { sessions: ahead });
  for (let nth = 0; nth < 65; nth += 1) {
    const contact = `tamu${nth}@contoh.example`;
    expect((await call('POST', '/enrolments', '', { programId: other, name: `Tamu ${nth}`, contact })).status).toBe(
      201,
    );
  }
  // one contact is one person
  const again = { programId: other, contact: 'satu@contoh.example' };
  const answers: number[] = [];
  for (let nth = 0; nth <= 60; nth += 1)
    answers.push((await call('POST', '/enrolments', '', { ...again, name: `Orang ${nth}` })).status);
  expect(answers.at(-1)).toBe(429);
});

test('by API a programme and its sessions are written, published and changed by who manages it; an offer is taken or refused; unknown fields are refused', async () => {
  const staff = api.token;
  const program = { library: 'KOTA', kind: 'workshop', title: 'Lewat API', capacity: 1, offerHours: 5.5 };
  const parse = z.object({ id: z.number(), state: z.string(), title: z.string() }).loose();
  expect((await call('POST', '/programs', '', program)).status).toBe(401);
  const typo = await call('POST', '/programs', staff, { ...program, capasity: 3 });
  expect(typo).toMatchObject({ status: 422, body: { code: 'platform.invalid_input' } });
  const created = await call('POST', '/programs', staff, program);
  expect(created.status).toBe(201);
  const { id } = parse.parse(created.body);
  const session = {
    title: 'Pertemuan',
    format: 'lesson',
    startsAt: '2099-01-07T02:00:00Z',
    endsAt: '2099-01-07T04:00:00Z',
    recurrence: { every: 'week', weekdays: [5], until: '2099-01-16' },
  };
  const preview = await call('POST', `/programs/${id}/sessions/preview`, staff, session);
  const added = await call('POST', `/programs/${id}/sessions`, staff, session);
  expect(added.status).toBe(201);
  const rows = z.object({ data: z.array(z.object({ id: z.number(), startsAt: z.string() }).loose()) });
  const sessions = rows.parse(added.body).data;
  expect(sessions).toHaveLength(4);
  expect(z.object({ data: z.array(z.object({ startsAt: z.string() })) }).parse(preview.body).data.length).toBe(4);
  const both = { ...session, recurrence: { every: 'week' } };
  expect((await call('POST', `/programs/${id}/sessions`, staff, both)).status).toBe(422);
  const { title, format, startsAt, endsAt } = session;
  const alone = { title, format, startsAt, endsAt };
  const path = `/program-sessions/${sessions[0]?.id ?? 0}`;
  expect(await call('PUT', path, staff, { ...alone, room: 'Aula', jp: 6.5 })).toMatchObject({
    status: 200,
    body: { room: 'Aula', jp: 6.5 },
  });
  const half = await call('PUT', `/program-sessions/${sessions[1]?.id ?? 0}`, staff, { ...alone, jp: 0.1 });
  expect(half).toMatchObject({ status: 200, body: { jp: 0.1 } });
  const fifth = await call('PUT', `/program-sessions/${sessions[2]?.id ?? 0}`, staff, { ...alone, jp: 0.2 });
  expect(fifth.status).toBe(200);
  expect(await call('PUT', path, staff, { ...alone, jp: 6.555 })).toMatchObject({ status: 422 });
  expect((await call('GET', `/programs/${id}`, staff)).body).toMatchObject({ jp: 6.8, offerHours: 5.5 });
  expect((await call('DELETE', `/program-sessions/${sessions[3]?.id ?? 0}`, staff)).status).toBe(204);
  // what can be written can be read by whoever writes it, so that what was read and is written again is the same
  const written = { goals: 'Bisa merajut', outcomes: 'Syal', funding: 'APBD', institutionQuota: 2, offerHours: 5 };
  const whole = { library: 'KOTA', kind: 'workshop', title: 'Dibaca lagi', ...written, isTemplate: true };
  const template = parse.parse((await call('POST', '/programs', staff, whole)).body);
  expect((await call('GET', `/programs/${template.id}`, staff)).body).toMatchObject({ ...written, isTemplate: true });
  await call('PUT', `/programs/${template.id}`, staff, { kind: 'workshop', title: 'Dibaca lagi', ...written });
  expect((await call('GET', `/programs/${template.id}`, staff)).body).toMatchObject({ ...written, isTemplate: true });
  const changed = await call('PUT', `/programs/${id}`, staff, { kind: 'workshop', title: 'Lewat API 2', capacity: 1 });
  expect(changed).toMatchObject({ status: 200, body: { title: 'Lewat API 2' } });
  expect((await call('POST', `/programs/${id}/change-state`, staff, { state: 'published' })).status).toBe(200);
  expect((await call('GET', `/programs/${id}`, '')).body).toMatchObject({ goals: '', outcomes: '' });
  for (const own of ['funding', 'institutionQuota', 'offerHours', 'isTemplate', 'form', 'tpbisStrategy']) {
    expect((await call('GET', `/programs/${id}`, '')).body).not.toHaveProperty(own);
    expect((await call('GET', `/programs/${id}`, staff)).body).toHaveProperty(own);
  }
  const nowhere = { programId: id, name: 'Tamu', library: 999_999_999 };
  expect(await call('POST', '/enrolments', staff, nowhere)).toMatchObject({
    status: 404,
    body: { code: 'libraries.not_found' },
  });
  const seat = async (name: string, contact: string) =>
    enrolled.parse((await call('POST', '/enrolments', '', { programId: id, name, contact })).body);
  const first = await seat('Satu', 'satu@lain.example');
  const second = await seat('Dua', 'dua@lain.example');
  const third = await seat('Tiga', 'tiga@lain.example');
  expect([first.status, second.status, third.status]).toEqual(['confirmed', 'waitlisted', 'waitlisted']);
  // no seat is held for who has one, or waits: there is nothing to refuse
  for (const { ticket } of [first, second]) {
    expect(await call('POST', `/tickets/${ticket}/answer-offer`, '', { accept: false })).toMatchObject({
      status: 409,
      body: { code: 'programs.offer_over' },
    });
  }
  expect(await call('POST', `/enrolments/${first.id}/answer-offer`, staff, { accept: false })).toMatchObject({
    status: 409,
  });
  expect((await call('DELETE', `/enrolments/${first.id}`, staff)).status).toBe(204);
  // refused by one, by ticket, it goes to the next, who takes it
  expect((await call('POST', `/tickets/${second.ticket}/answer-offer`, '', { accept: false })).status).toBe(204);
  expect((await call('POST', `/enrolments/${third.id}/answer-offer`, '', { accept: true })).status).toBe(401);
  expect((await call('POST', `/tickets/${third.ticket}/answer-offer`, '', { accept: true })).status).toBe(204);
  expect((await call('POST', `/tickets/${third.ticket}/answer-offer`, '', { accept: true })).status).toBe(409);
});
