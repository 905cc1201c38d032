import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { addSpecialHours } from '#modules/ground/libraries';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t);
let id = 0;
beforeAll(async () => {
  ({ id } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota'));
  await makeLibrary(t.ctx(), 'KEL-TURI', 'Perpustakaan Turi');
});
const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) => {
  const headers = { authorization: `Bearer ${api.token}` };
  const answer = await api.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: z.looseObject({ code: z.string().optional() }).parse(answer.json()) };
};
const said = expect.any(String) as unknown;

test('a library is found by its code in any case and by its id, in a path, a query and a body alike', async () => {
  for (const named of ['KOTA', 'kota', String(id)]) {
    expect((await call('GET', `/libraries/${named}`)).body).toMatchObject({ id, code: 'KOTA' });
    expect((await call('GET', `/lockers?library=${named}`)).body).toMatchObject({ data: [], next: null });
  }
  const name = { id, code: 'KOTA', name: 'Perpustakaan Kota', timeZone: 'Asia/Jakarta' };
  for (const library of ['kota', id, String(id), `  ${id}  `]) {
    const day = { library, dateFrom: '2026-12-25', dateTo: '2026-12-25', type: 'nasional', reason: 'Natal' };
    expect(await call('POST', '/closed-days', day)).toMatchObject({ status: 201, body: { library: name } });
  }
});

test('one that is not there is refused by one code at its field, whatever was asked', async () => {
  for (const named of ['TIADA', '999999', '9'.repeat(40)]) {
    for (const path of [`/libraries/${named}`, `/libraries/${named}/stops`, `/search?library=${named}`]) {
      expect(await call('GET', path), path).toMatchObject({
        status: 404,
        body: { code: 'libraries.not_found', fields: { library: said } },
      });
    }
  }
  const member = { fullName: 'Siti Aminah', category: 'umum', birthDate: '1990-01-01' };
  const account = { username: 'baru', fullName: 'Orang Baru', password: 'kawung sawo lereng embun' };
  for (const [path, body] of [
    ['/members', member],
    ['/accounts', account],
  ] as const) {
    expect(await call('POST', path, { ...body, homeLibrary: 'TIADA' })).toMatchObject({
      status: 404,
      body: { code: 'libraries.not_found', fields: { homeLibrary: said } },
    });
  }
});

test('what can be no library is refused before anything is looked for', async () => {
  for (const library of [0, -1, 1.5, 'a b', '', "KOTA'--", 'K'.repeat(41), 'KOTA\0', true, null]) {
    const answer = await call('POST', '/budgets', { library, source: 'apbd', year: 2026, name: 'Buku', amount: 1 });
    expect(answer, String(library)).toMatchObject({ status: 422 });
    expect(Object.keys(z.object({ fields: z.object({}).loose() }).parse(answer.body).fields)).toContain('library');
  }
  expect((await call('GET', `/lockers?library=${'K'.repeat(200_000)}`)).status).toBe(422);
});

test('a number is an id: no new library has one as its code, and one of an older time is found by it where no id is meant', async () => {
  const library = { code: '12', name: 'Perpustakaan', type: 'kelurahan' };
  expect(await call('POST', '/libraries', library)).toMatchObject({ status: 422, body: { fields: { code: said } } });
  const { id: old } = await t.db
    .insertInto('library')
    .values({ code: '770077', name: 'Perpustakaan Lama', type: 'kelurahan' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const recode = async (code: string) => t.db.updateTable('library').set({ code }).where('id', '=', old).execute();
  expect((await call('GET', '/libraries/770077')).body).toMatchObject({ id: old });
  await recode('01');
  expect((await call('GET', '/libraries/01')).body).toMatchObject({ id: old });
  let latest = 0;
  for (let nth = 0; latest < 10; nth += 1) ({ id: latest } = await makeLibrary(t.ctx(), `TBM-${nth}`, `TBM ${nth}`));
  await recode(String(latest));
  expect((await call('GET', `/libraries/${latest}`)).body).toMatchObject({ id: latest });
});

test('hours that hold for a time name their library, or none where they are for all', async () => {
  const hours = [{ weekday: 1, opensMinute: 480, closesMinute: 720 }];
  const special = { dateFrom: '2027-02-18', dateTo: '2027-03-19', reason: 'Ramadan', hours };
  await addSpecialHours(t.ctx(), { ...special, libraryId: id });
  await addSpecialHours(t.ctx(), { ...special, libraryId: null });
  const { body } = await call('GET', '/special-hours?library=kota');
  expect(body.data).toMatchObject([{ library: { code: 'KOTA' } }, { library: null }]);
});

test('the holidays of a year are read by everybody, entered at once and taken back', async () => {
  const offered = await api.inject({ method: 'GET', url: '/api/v1/national-holidays/2027' });
  expect(offered.json()).toMatchObject({ year: 2027, decided: false });
  expect(await call('PUT', '/national-holidays/2027', {})).toMatchObject({ status: 200, body: { count: 8 } });
  expect(await call('PUT', '/national-holidays/2027', { jointLeave: true })).toMatchObject({ body: { count: 0 } });
  expect((await call('GET', '/national-holidays/2027')).body).toMatchObject({
    days: Array.from({ length: 8 }, () => expect.objectContaining({ there: true }) as unknown),
  });
  expect(await call('DELETE', '/national-holidays/2027')).toMatchObject({ status: 200, body: { count: 8 } });
  for (const year of ['0', '1999', '10000', 'abc', '1e15']) {
    expect(await call('PUT', `/national-holidays/${year}`, {}), year).toMatchObject({ status: 422 });
  }
  expect(await call('PUT', '/national-holidays/2027', { year: 2026 })).toMatchObject({ status: 422 });
  const nobody = await api.inject({ method: 'PUT', url: '/api/v1/national-holidays/2027', payload: {} });
  expect(nobody.statusCode).toBe(401);
});
