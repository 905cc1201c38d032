import type { InjectOptions } from 'fastify';
import { describe, expect, test } from 'vitest';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);

interface Answer {
  status: number;
  etag: string;
  body: Record<string, unknown>;
}
async function call(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: object, etag?: string) {
  const options: InjectOptions = {
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${app.token}`, ...(etag ? { 'if-match': etag } : {}) },
    ...(body ? { payload: body } : {}),
  };
  const response = await app.inject(options);
  const answer: Answer = {
    status: response.statusCode,
    etag: String(response.headers.etag ?? ''),
    body: response.payload === '' ? {} : response.json<Record<string, unknown>>(),
  };
  return answer;
}

describe('libraries through the API', () => {
  test('a library is added, its hours replaced, and edited only by who has read it', async () => {
    const added = await call('POST', '/libraries', {
      code: 'kota',
      name: 'Perpustakaan Kota Blitar',
      type: 'pusat',
      openingHours: [{ weekday: 1, opens: '08:00', closes: '24:00' }],
    });
    expect(added).toMatchObject({ status: 201, etag: '"1"', body: { code: 'KOTA', timeZone: 'Asia/Jakarta' } });
    const path = `/libraries/${String(added.body.id)}`;
    expect((await call('PATCH', path, { phone: '0342' })).body.code).toBe('platform.version_missing');
    const changed = await call('PATCH', path, { phone: '0342' }, added.etag);
    expect(changed).toMatchObject({ status: 200, etag: '"2"' });
    expect(await call('PATCH', path, { phone: '1' }, added.etag)).toMatchObject({
      status: 412,
      body: { code: 'platform.version_conflict' },
    });
    const hours = await call('PUT', `${path}/opening-hours`, [{ weekday: 7, opens: '09:00', closes: '12:30' }], '"2"');
    expect(hours.body.openingHours).toEqual([{ weekday: 7, opens: '09:00', closes: '12:30' }]);
    const space = await call('POST', `${path}/spaces`, { kind: 'rak', code: 'A1', name: 'Rak A1' });
    expect(space).toMatchObject({ status: 201, etag: '"1"' });
    expect((await call('GET', `${path}/spaces`)).body).toMatchObject({ data: [{ code: 'A1' }], next: null });
    expect((await call('DELETE', `${path}/spaces/${String(space.body.id)}`, undefined, '"1"')).status).toBe(204);
  });

  test('a wrong code is refused with a sentence at its field', async () => {
    const refused = await call('POST', '/libraries', { code: 'a b', name: 'X', type: 'cabang' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'platform.invalid_input' } });
    expect(refused.body.fields).toEqual({
      code: 'Pakai 2–20 huruf kapital, angka, atau tanda hubung, dengan paling sedikit satu huruf.',
    });
  });

  test('closed days are listed by date and page', async () => {
    for (const date of ['2026-12-25', '2026-12-24', '2027-01-01']) {
      const day = { library: null, dateFrom: date, dateTo: date, type: 'nasional', reason: 'libur' };
      expect((await call('POST', '/closed-days', day)).status).toBe(201);
    }
    const first = await call('GET', '/closed-days?from=2026-12-01&limit=2');
    expect(first.body.data).toMatchObject([{ dateFrom: '2026-12-24' }, { dateFrom: '2026-12-25' }]);
    const rest = await call('GET', `/closed-days?from=2026-12-01&limit=2&cursor=${String(first.body.next)}`);
    expect(rest.body).toMatchObject({ data: [{ dateFrom: '2027-01-01' }], next: null });
  });
});

describe('members through the API', () => {
  test('register, read, change, block, renew and end a membership', async () => {
    const added = await call('POST', '/members', {
      fullName: 'Siti Aminah',
      category: 'umum',
      birthDate: '1990-01-01',
    });
    expect(added).toMatchObject({
      status: 201,
      body: { number: '20261100001', homeLibrary: { code: 'KOTA' }, version: 1 },
    });
    const path = '/members/20261100001';
    expect((await call('GET', path)).body).toEqual(added.body);
    const changed = await call('PATCH', path, { phone: '0812 3456 7890' }, added.etag);
    expect(changed.body).toMatchObject({ phone: '0812 3456 7890', fullName: 'Siti Aminah' });
    const block = await call('POST', `${path}/blocks`, { reason: 'kartu hilang' });
    expect(block.status).toBe(201);
    expect((await call('GET', path)).body.blocks).toMatchObject([{ reason: 'kartu hilang', untilDate: null }]);
    expect((await call('DELETE', `${path}/blocks/${String(block.body.id)}`)).status).toBe(204);
    const renewed = await call('POST', `${path}/renew`, undefined, changed.etag);
    expect(renewed.body.expiresOn).toBe('2032-11-25');
    expect((await call('POST', `${path}/reset-pin`)).body.pin).toMatch(/^\d{6}$/);
    const ended = await call('DELETE', path, undefined, renewed.etag);
    expect(ended.body.status).toBe('withdrawn');
  });

  test('the list names no address, no phone and no birth date', async () => {
    const { body } = await call('GET', '/members?q=siti');
    expect(body.data).toEqual([
      {
        number: '20261100001',
        kind: 'person',
        fullName: 'Siti Aminah',
        category: 'umum',
        homeLibrary: {
          id: expect.any(Number) as unknown,
          code: 'KOTA',
          name: 'Perpustakaan Kota Blitar',
          timeZone: 'Asia/Jakarta',
        },
        expiresOn: '2032-11-25',
        status: 'withdrawn',
      },
    ]);
  });

  test('a second registration of the same person says whom it found', async () => {
    const person = { fullName: 'Budi Utomo', category: 'umum', birthDate: '1988-08-08' };
    await call('POST', '/members', person);
    const again = await call('POST', '/members', { ...person, fullName: 'H. Boedi Oetomo' });
    expect(again).toMatchObject({ status: 409, body: { code: 'members.maybe_duplicate' } });
    expect(again.body.detail).toContain('Budi Utomo');
    expect((await call('POST', '/members', { ...person, allowDuplicate: true })).status).toBe(201);
  });

  test('without a token nothing is told; an unknown number is a clear 404', async () => {
    expect((await app.inject('/api/v1/members')).statusCode).toBe(401);
    expect((await app.inject('/api/v1/libraries')).statusCode).toBe(200);
    expect(await call('GET', '/members/999')).toMatchObject({ status: 404, body: { code: 'members.not_found' } });
  });

  test('categories are read and changed', async () => {
    const { body } = await call('GET', '/member-categories');
    expect(body.data).toHaveLength(8);
    const changed = await call('PATCH', '/member-categories/umum', { validityMonths: 24 }, '"1"');
    expect(changed.body).toMatchObject({ code: 'umum', validityMonths: 24, version: 2 });
  });
});
