import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeProgram } from '#modules/community/programs/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
let programId = 0;
beforeAll(async () => {
  const { id } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await makeLibrary(t.ctx(), 'TBM-MAWAR', 'TBM Mawar');
  programId = (await makeProgram(t.ctx(), id, { program: { title: 'Kancil dari Kali Lekso' } })).id;
});

const call = async (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  { body, version }: { body?: object; version?: number } = {},
) =>
  app.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      authorization: `Bearer ${app.token}`,
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    },
    ...(body && { payload: body }),
  });
const posterBody = z.object({
  id: z.number(),
  version: z.number(),
  library: z.object({ code: z.string() }),
  places: z.array(z.object({ id: z.number(), name: z.string(), code: z.string(), takenDown: z.boolean() })),
});
const words = { title: 'Kancil dari Kali Lekso', when: 'Rabu, 25 November, pukul 15.30', call: 'Pindai' };

test('a poster by API: checked, made, hung, printed, taken down, put away', async () => {
  const long = { ...words, title: 'Kancil dari Kali Lekso '.repeat(6).trim() };
  const checked = await call('POST', '/poster-checks', { body: { template: 'night', words: long } });
  expect(checked.statusCode).toBe(200);
  expect(JSON.stringify(checked.json())).toContain('{"format":"a4","tooLong":[{"field":"title","letters":');
  const poster = { template: 'night', format: 'a4', subject: { kind: 'program', programId }, words };
  const refused = await call('POST', '/posters', { body: { library: 'kota', ...poster, words: long } });
  expect(refused.statusCode).toBe(422);
  expect(refused.json()).toMatchObject({ code: 'posters.too_long' });

  const made = await call('POST', '/posters', { body: { library: 'kota', ...poster } });
  expect(made.statusCode).toBe(201);
  const { id, version, library } = posterBody.parse(made.json());
  expect(library.code).toBe('KOTA');
  expect((await call('GET', `/posters/${id}/pdf`)).json()).toMatchObject({ code: 'posters.no_places' });
  const places = [{ library: 'TBM-MAWAR' }, { name: 'Halte Aloon-aloon', channel: 'wall' }];
  const hung = posterBody.parse((await call('POST', `/posters/${id}/places`, { body: { places } })).json());
  expect(hung.places.map(({ name }) => name)).toEqual(['TBM Mawar', 'Halte Aloon-aloon']);

  const pdf = await call('GET', `/posters/${id}/pdf?format=leaflet`);
  expect(pdf.headers['content-type']).toBe('application/pdf');
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  const png = await call('GET', `/posters/${id}/picture?format=wide&place=${hung.places[1]?.id}`);
  expect(png.headers['content-type']).toBe('image/png');

  const changed = { body: { ...poster, format: 'a3' }, version };
  expect((await call('PUT', `/posters/${id}`, changed)).json()).toMatchObject({ format: 'a3', version: version + 1 });
  expect((await call('PUT', `/posters/${id}`, changed)).json()).toMatchObject({ code: 'platform.version_conflict' });
  const down = await call('POST', `/posters/${id}/places/${hung.places[0]?.id}/retire`);
  expect(posterBody.parse(down.json()).places.map(({ takenDown }) => takenDown)).toEqual([true, false]);
  const away = await call('POST', `/posters/${id}/archive`, { version: version + 1 });
  expect(away.json()).toMatchObject({ archived: true });
  expect((await call('GET', '/posters')).json()).toMatchObject({ data: [] });
  expect((await call('GET', '/posters?archived=true')).json()).toMatchObject({ data: [{ id, places: 1, hits: 0 }] });
  expect((await call('POST', `/posters/${id}/restore`, { version: version + 2 })).json()).toMatchObject({
    archived: false,
  });
});
