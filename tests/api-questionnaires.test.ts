import { beforeAll, expect, test } from 'vitest';
import { aWorkshop, shortEvaluation, type TestWorkshop } from '#modules/community/questionnaires/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
let workshop: TestWorkshop;
beforeAll(async () => {
  workshop = await aWorkshop(t, 6);
});

type Json = Record<string, unknown>;
const call = async (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: object,
  headers: Record<string, string> = { authorization: `Bearer ${app.token}` },
) => {
  const url = `/api/v1${path}`;
  const response = await app.inject({ method, url, headers, ...(body && { payload: body }) });
  const isJson = String(response.headers['content-type']).includes('json');
  const json: unknown = isJson ? response.json() : {};
  return { status: response.statusCode, body: json as Json };
};

test('by API: a questionnaire is made, placed, answered by participants and read in figures', async () => {
  const made = await call('POST', '/questionnaires', { library: 'KOTA', name: 'Evaluasi', content: shortEvaluation });
  expect(made).toMatchObject({ status: 201, body: { version: 1, frozen: false, instrument: '' } });
  const questionnaireId = Number(made.body.id);
  const path = `/questionnaires/${questionnaireId}/content`;
  const better = { ...shortEvaluation, title: 'Evaluasi lokakarya' };
  const bearer = { authorization: `Bearer ${app.token}` };
  expect((await call('PUT', path, better)).status).toBe(428);
  expect((await call('PUT', path, better, { ...bearer, 'if-match': '"7"' })).status).toBe(412);
  expect(await call('PUT', path, better, { ...bearer, 'if-match': '"1"' })).toMatchObject({
    status: 200,
    body: { revision: 2, content: { title: { id: 'Evaluasi lokakarya' } } },
  });
  const given = {
    questionnaireId,
    library: 'KOTA',
    programId: workshop.programId,
    sessionId: workshop.sessionId,
    speakerId: workshop.speakerId,
    role: 'evaluation',
    audience: 'participants',
    privacy: 'anonymous',
    opensAt: '2026-11-20T00:00:00Z',
  };
  const placed = await call('POST', '/placements', given);
  expect(placed).toMatchObject({ status: 201, body: { state: 'open', speaker: { name: 'Narasumber Uji' } } });
  const link = await call('PUT', `/placements/${String(placed.body.id)}/link`);
  expect(link).toMatchObject({ status: 200, body: { shortCode: expect.any(String) as unknown } });
  // the QR code is printed: asked for again, it is the same
  expect(await call('PUT', `/placements/${String(placed.body.id)}/link`)).toEqual(link);
  const code = String(placed.body.code);
  const asked = await call('GET', `/placement-codes/${code}`, undefined, {});
  expect(asked).toMatchObject({ status: 200, body: { access: 'needs_key', privacy: 'anonymous' } });
  const answers = { materi: '3', pesan: 'Baik' };
  expect(await call('POST', '/responses', { placement: code, answers }, {})).toMatchObject({
    status: 403,
    body: { code: 'questionnaires.needs_key' },
  });
  const { ticket } = workshop.participants[0] ?? { ticket: '' };
  expect((await call('POST', '/responses', { placement: code, answers, key: ticket }, {})).status).toBe(403);
  for (const { key } of workshop.participants) {
    expect((await call('POST', '/responses', { placement: code, answers, key }, {})).status).toBe(204);
  }
  const [first] = workshop.participants;
  const again = await call('POST', '/responses', { placement: code, answers, key: first?.key }, {});
  expect(again).toMatchObject({ status: 409, body: { code: 'questionnaires.answered' } });
  const early = await call('GET', `/responses?placementId=${String(placed.body.id)}`);
  expect(early).toMatchObject({ status: 409, body: { code: 'questionnaires.still_open' } });
  expect(await call('POST', `/placements/${String(placed.body.id)}/close`)).toMatchObject({
    body: { state: 'closed', final: true, responses: 6 },
  });
  const figures = await call('GET', `/placements/${String(placed.body.id)}/results`);
  expect(figures).toMatchObject({
    status: 200,
    body: {
      n: 6,
      warning: 'few',
      items: [{ id: 'materi', absent: null, mean: 3, percent: 75 }, { absent: null }],
      ikm: null,
      absent: { ikm: 'not_asked', test: 'not_asked', reliability: 'not_asked' },
      paired: null,
      pairAbsent: 'not_asked',
      compared: null,
    },
  });
  const beside = await call(
    'GET',
    `/placements/${String(placed.body.id)}/results?compareWith=${String(placed.body.id)}`,
  );
  // six are too few to be compared, also with themselves
  expect(beside.body).toMatchObject({ compared: { n: 6, hidden: true, items: {}, absent: { materi: 'too_few' } } });
  const single = await call('GET', `/responses?placementId=${String(placed.body.id)}`);
  expect(single.body.data).toHaveLength(6);
  expect(single.body).toMatchObject({ data: [{ name: null, answeredAt: null, answers }, {}, {}, {}, {}, {}] });
  expect((await call('GET', '/placements?limit=1')).body).toMatchObject({
    data: [{ code, told: 0, reminded: null }],
  });
  expect((await call('GET', '/questionnaires', undefined, {})).status).toBe(401);
});

test('by API: standard instruments are listed and copied, and right answers are not told to who takes a test', async () => {
  const { body } = await call('GET', '/questionnaires/instruments');
  expect(body.data).toContainEqual(expect.objectContaining({ key: 'ikm', questions: 14 }));
  const copied = await call('POST', '/questionnaires/instruments/test/adopt', { library: 'KOTA' });
  expect(copied).toMatchObject({ status: 201, body: { instrument: 'test', name: 'Tes awal dan akhir' } });
  const placed = await call('POST', '/placements', {
    questionnaireId: copied.body.id,
    library: 'KOTA',
    service: 'Meja sirkulasi',
    role: 'survey',
    audience: 'anyone',
    privacy: 'anonymous',
    opensAt: '2026-11-20T00:00:00Z',
  });
  const asked = await call('GET', `/placement-codes/${String(placed.body.code)}`, undefined, {});
  expect(asked.status).toBe(200);
  expect(JSON.stringify(asked.body)).not.toContain('correct');
  expect((await call('POST', '/questionnaires/instruments/tidak_ada/adopt', { library: 'KOTA' })).status).toBe(404);
});

test('an answer that is sent twice under one key is one, whoever is asked, and no trace of the key leads to a person', async () => {
  const made = await call('POST', '/questionnaires', { library: 'KOTA', name: 'Kesan', content: shortEvaluation });
  const about = { questionnaireId: made.body.id, library: 'KOTA', service: 'Meja sirkulasi' };
  const place = { ...about, role: 'survey', privacy: 'anonymous' };
  const placed = await call('POST', '/placements', { ...place, audience: 'anyone', opensAt: '2026-11-20T00:00:00Z' });
  expect(placed.status).toBe(201);
  const body = { placement: placed.body.code, answers: { materi: '3', pesan: 'Baik' } };
  const count = async () =>
    (
      await t.db
        .selectFrom('questionnaireResponse')
        .select('id')
        .where('placementId', '=', Number(placed.body.id))
        .execute()
    ).length;
  const key = { 'idempotency-key': 'jawaban-9f31c2' };
  const sent = await Promise.all(Array.from({ length: 10 }, async () => call('POST', '/responses', body, key)));
  expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 204));
  expect(await count()).toBe(1);
  // somebody else with another key, without one, or whose key happens to be the same but who says something else
  expect((await call('POST', '/responses', body, { 'idempotency-key': 'jawaban-77aa01' })).status).toBe(204);
  expect((await call('POST', '/responses', body, {})).status).toBe(204);
  const other = { ...body, answers: { materi: '2' } };
  expect((await call('POST', '/responses', other, key)).status).toBe(204);
  expect(await count()).toBe(4);
  // the same key and words of somebody who is signed in are known by nothing of theirs
  const bearer = { authorization: `Bearer ${app.token}`, ...key };
  expect((await call('POST', '/responses', body, bearer)).status).toBe(204);
  expect(await count()).toBe(4);
});

test('a participant who sends an answer again under its key is told what they were told', async () => {
  const made = await call('POST', '/questionnaires', { library: 'KOTA', name: 'Ulang', content: shortEvaluation });
  const placed = await call('POST', '/placements', {
    questionnaireId: made.body.id,
    library: 'KOTA',
    programId: workshop.programId,
    role: 'evaluation',
    audience: 'participants',
    privacy: 'anonymous',
    opensAt: '2026-11-20T00:00:00Z',
  });
  const body = { placement: placed.body.code, answers: { materi: '3' }, key: workshop.participants[0]?.key };
  const key = { 'idempotency-key': 'jawaban-5512ab' };
  expect((await call('POST', '/responses', body, key)).status).toBe(204);
  expect((await call('POST', '/responses', body, key)).status).toBe(204);
  expect((await call('POST', '/responses', body, {})).body).toMatchObject({ code: 'questionnaires.answered' });
});

test('by API: a survey says of how many users it is, its index has both weights, and blanks in rows say why', async () => {
  const copied = await call('POST', '/questionnaires/instruments/ikm/adopt', { library: 'KOTA' });
  const survey = {
    questionnaireId: copied.body.id,
    library: 'KOTA',
    ...{ role: 'survey', audience: 'anyone', privacy: 'anonymous', opensAt: '2026-11-20T00:00:00Z' },
  };
  const placed: string[] = [];
  for (const name of ['Sirkulasi', 'Referensi']) {
    const { body } = await call('POST', '/placements', { ...survey, service: name, population: 100 });
    expect(body).toMatchObject({ population: 100 });
    placed.push(String(body.id));
    for (let nth = 0; nth < 5; nth += 1) {
      const answers = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`u${at + 1}`, '4']));
      const more = nth === 0 ? { usia: 'u25' } : {};
      const sent = { placement: body.code, answers: { ...answers, ...more } };
      expect((await call('POST', '/responses', sent, {})).status).toBe(204);
    }
    await call('POST', `/placements/${String(body.id)}/close`);
  }
  const [first = '', second = ''] = placed;
  const index = { hundredths: 10_000, grade: 'A', printed: { hundredths: 9900, grade: 'A' }, own: null };
  expect((await call('GET', `/placements/${first}/results`)).body).toMatchObject({ ikm: { ...index, complete: 5 } });
  expect((await call('GET', `/placements/${second}/ikm`)).body).toMatchObject({
    year: '2026',
    services: [
      { placementId: Number(first), service: 'Sirkulasi', ikm: index, sampled: { population: 100, needed: 80 } },
      { placementId: Number(second), service: 'Referensi' },
    ],
    joined: { byRespondents: { hundredths: 10_000 }, byServices: { hundredths: 10_000 }, complete: 10, services: 2 },
  });
  expect((await call('GET', `/placements/${first}/ikm`, undefined, {})).status).toBe(401);
  const users = `/placements/${first}/population`;
  expect(await call('PUT', users, { population: 250 })).toMatchObject({ status: 200, body: { population: 250 } });
  expect((await call('PUT', users, { population: 0 })).status).toBe(422);
  expect((await call('PUT', users, { population: 5, populasi: 5 })).status).toBe(422);
  expect((await call('PUT', users, { population: 5 }, {})).status).toBe(401);
  const { body } = await call('GET', `/responses?placementId=${first}`);
  const rows = body.data as { answers: Json; missing: Json }[];
  expect(rows).toHaveLength(5);
  // one of five said an age: nobody is told which row it is
  for (const { answers, missing } of rows) {
    expect(answers).not.toHaveProperty('usia');
    expect(missing).toEqual({
      ...{ usia: 'too_few', jenis_kelamin: 'unanswered', pendidikan: 'unanswered' },
      ...{ pekerjaan: 'unanswered', saran: 'unanswered' },
    });
  }
});
