import { beforeAll, expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { addLockers } from '#modules/premises/lockers';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
beforeAll(async () => {
  const { id } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await makeMember(t.ctx(), { fullName: 'Dimas Aji', number: 'A1', homeLibrary: 'KOTA' });
  await addLockers(t.ctx({ id: 1 }), id, { prefix: 'A', first: 1, last: 2 });
});

test('keys by API: handed out, seen, refused while out, taken back', async () => {
  const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) => {
    const headers = { authorization: `Bearer ${app.token}` };
    const response = await app.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.json<unknown>() };
  };
  const given = await call('POST', '/lockers/uses', { library: 'KOTA', memberNumber: 'A1' });
  expect(given).toEqual({ status: 201, body: { number: 'A1', name: 'Dimas Aji' } });
  expect((await call('GET', '/lockers?library=KOTA')).body).toMatchObject({
    data: [
      { number: 'A1', use: { memberNumber: 'A1', name: 'Dimas Aji' } },
      { number: 'A2', use: null },
    ],
  });
  expect(await call('POST', '/lockers/uses', { library: 'KOTA', number: 'A1' })).toMatchObject({
    status: 409,
    body: { code: 'lockers.taken' },
  });
  expect(await call('DELETE', '/lockers/uses/KOTA/A1')).toEqual({ status: 200, body: { number: 'A1' } });
  expect((await call('DELETE', '/lockers/uses/KOTA/A1')).status).toBe(409);
});
