import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { callerOf } from '../../../../../tests/support/api-caller.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { aLibrary } from '#modules/people/members/testing';

const t = useTestDb();
const api = useApi(t);
const call = callerOf(api);
beforeAll(async () => {
  await aLibrary(t.ctx());
});

const listed = z.object({ data: z.array(z.looseObject({ key: z.string(), inForce: z.boolean() })) });
const shown = z.looseObject({
  figures: z.array(
    z.looseObject({
      code: z.string(),
      value: z.string().nullable(),
      library: z.looseObject({ code: z.string() }).nullable(),
    }),
  ),
});

const visits = {
  pack: 'ktak-2024',
  input: 'visits',
  library: 'KOTA',
  year: 2026,
  value: '1.250',
  source: 'Buku tamu kertas',
};

test('a program lists methods, enters a value and reads it back with its source; nobody does so without a token', async () => {
  const packs = listed.parse((await call('GET', '/method-packs?year=2026')).body).data;
  expect(packs.filter(({ inForce }) => inForce).map(({ key }) => key)).toContain('iplm-2025');
  expect(await call('POST', '/national-figures', { payload: visits })).toMatchObject({ status: 201 });
  const { figures } = shown.parse((await call('GET', '/method-packs/ktak-2024?year=2026')).body);
  const told = figures.find(({ code, library }) => code === 'ktak_visits' && library?.code === 'KOTA');
  expect(told?.value).toBe('1250');
  expect((await call('POST', '/national-figures', { payload: visits }, '')).status).toBe(401);
  expect((await call('GET', '/method-packs?year=2026', {}, '')).status).toBe(401);
});

test('a year out of reach, a number too great and a pack that is none are refused', async () => {
  expect((await call('GET', '/method-packs?year=9999')).status).toBe(422);
  expect((await call('GET', '/method-packs/iplm-1999?year=2026')).status).toBe(404);
  expect((await call('POST', '/national-figures', { payload: { ...visits, value: 1e300 } })).status).toBe(422);
  expect((await call('POST', '/national-figures', { payload: { ...visits, value: '-5' } })).status).toBe(422);
  expect((await call('POST', '/national-figures', { payload: { ...visits, library: null } })).status).toBe(404);
});

test('a program asks by a link, takes it back, and keeps a report', async () => {
  const asked = { pack: 'ktak-2024', input: 'staff', library: 'KOTA', year: 2026, askedOf: 'Bu Ratna' };
  const made = await call('POST', '/national-figures/requests', { payload: asked });
  expect(made.status).toBe(201);
  expect(JSON.stringify(made.body)).toContain('/isi-angka/angka_');
  expect((await call('POST', '/national-figures/requests', { payload: asked })).status).toBe(409);
  expect(await call('GET', '/national-figures/requests?pack=ktak-2024&year=2026')).toMatchObject({
    body: { data: [{ id: made.id, askedOf: 'Bu Ratna', library: { code: 'KOTA' } }] },
  });
  expect((await call('DELETE', `/national-figures/requests/${made.id}`)).status).toBe(204);
  expect((await call('DELETE', `/national-figures/requests/${made.id}`)).status).toBe(410);
  const kept = await call('POST', '/method-packs/ktak-2024/reports', { payload: { year: 2026 } });
  expect(await call('GET', `/national-reports/${kept.id}`)).toMatchObject({
    status: 200,
    body: { key: 'ktak-2024', year: 2026 },
  });
});

test('population is counted by kelurahan and year', async () => {
  const row = { kelurahan: 'Gedog', kecamatan: 'Sananwetan', year: 2025, people: 9400, source: 'BPS' };
  expect((await call('POST', '/population-counts', { payload: row })).status).toBe(201);
  expect(await call('GET', '/population-counts?year=2026')).toMatchObject({
    body: { data: [{ kelurahan: 'Gedog', people: 9400 }] },
  });
});
