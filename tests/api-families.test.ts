import { beforeAll, expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { createLibrary } from '#modules/ground/libraries';
import { aMember } from '#modules/people/members/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
beforeAll(async () => {
  await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await createLibrary(t.ctx(), { code: 'SDN-1', name: 'SDN Gedog 1', type: 'sekolah' });
  await makeMember(t.ctx(), { fullName: 'Dewi Lestari', number: 'W1', homeLibrary: 'KOTA' });
});

type Json = Record<string, unknown>;
const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
  const response = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${app.token}` },
    ...(body && { payload: body }),
  });
  return { status: response.statusCode, body: response.body === '' ? {} : response.json<Json>() };
};

test('a guardian is linked to a child with her consent, seen from both sides, and the link ends', async () => {
  const child = await aMember(t.ctx(), {
    fullName: 'Bima',
    birthDate: '2016-05-05',
    guardianName: 'Dewi Lestari',
    homeLibrary: 'KOTA',
  });
  const link = { child: child.number, relation: 'ibu', channel: 'paper' };
  const linked = await call('POST', '/members/W1/children', link);
  expect(linked).toMatchObject({
    status: 201,
    body: { children: [{ fullName: 'Bima', relation: 'ibu' }], guardians: [] },
  });
  expect((await call('GET', `/members/${child.number}/family`)).body).toMatchObject({
    children: [],
    guardians: [{ number: 'W1' }],
  });
  const consents = await call('GET', `/members/${child.number}/consents`);
  expect(JSON.stringify(consents.body)).toContain('Dewi Lestari');
  const grown = await aMember(t.ctx(), { birthDate: '2000-01-01' });
  const refused = await call('POST', '/members/W1/children', { ...link, child: grown.number });
  expect(refused).toMatchObject({ status: 422, body: { code: 'platform.invalid_input' } });
  expect((await call('DELETE', `/members/W1/children/${child.number}`)).status).toBe(204);
  expect((await call('GET', '/members/W1/family')).body).toEqual({ children: [], guardians: [] });
});

test('a class list is tried, registered once, its consents recorded, and the class goes up', async () => {
  const rows = [
    { line: 2, fullName: 'Ayu Rahma', birthDate: '2017-03-14', sex: 'P', className: '4A', guardianName: 'Sari' },
    { line: 3, fullName: 'Bagus', birthDate: 'kemarin', sex: 'L', className: '4A', guardianName: 'Sari' },
  ];
  const tried = await call('POST', '/libraries/SDN-1/class-lists', { rows, dryRun: true });
  expect(tried).toMatchObject({
    status: 200,
    body: {
      data: [
        { line: 2, state: 'new' },
        { line: 3, state: 'problem' },
      ],
    },
  });
  expect((await call('GET', '/libraries/SDN-1/classes')).body.data).toEqual([]);
  const made = await call('POST', '/libraries/SDN-1/class-lists', { rows });
  const number = (made.body.data as { number: string | null }[])[0]?.number ?? '';
  expect(number).not.toBe('');
  const again = await call('POST', '/libraries/SDN-1/class-lists', { rows });
  expect(again.body).toMatchObject({ data: [{ state: 'known', number }, { state: 'problem' }] });
  expect((await call('GET', '/libraries/SDN-1/classes')).body.data).toEqual([{ name: '4A', pupils: 1, missing: 1 }]);
  expect((await call('POST', '/signed-consent-sheets', { members: [number] })).body).toEqual({ recorded: 1 });
  expect((await call('POST', '/signed-consent-sheets', { members: [number] })).body).toEqual({ recorded: 0 });
  expect((await call('POST', '/libraries/SDN-1/class-moves', { from: '4A', to: '5A' })).body).toEqual({ moved: 1 });
  expect((await call('GET', '/libraries/SDN-1/classes')).body.data).toEqual([{ name: '5A', pupils: 1, missing: 0 }]);
});
