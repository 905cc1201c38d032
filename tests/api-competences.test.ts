import { expect, test } from 'vitest';
import { z } from 'zod';
import { aLibrary } from '#modules/people/members/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);

type Json = Record<string, unknown>;
async function call(
  who: 'staff' | 'nobody',
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  { version, ...body }: Json = {},
) {
  const headers: Record<string, string> = {
    ...(who === 'staff' && { authorization: `Bearer ${app.token}` }),
    ...(typeof version === 'number' && { 'if-match': `"${version}"` }),
  };
  const response = await app.inject({
    ...{ method, url: `/api/v1${path}`, headers },
    ...(Object.keys(body).length > 0 && { payload: body }),
  });
  const isJson = String(response.headers['content-type']).includes('json');
  const json: unknown = isJson ? response.json() : {};
  return { status: response.statusCode, body: json as Json, text: response.body, headers: response.headers };
}
const list = z.object({ data: z.array(z.looseObject({ id: z.number() })), next: z.string().nullable() });

test('anybody reads frameworks and what can be learnt, in pages and by what it is for', async () => {
  const frameworks = list.parse((await call('nobody', 'GET', '/competence-frameworks')).body).data;
  expect(frameworks.map((one) => one.code)).toEqual(['literasi', 'big6', 'empowering-8', 'craap', 'unesco-mil']);
  const [first] = frameworks;
  const tree = await call('nobody', 'GET', `/competence-frameworks/${Number(first?.id)}`);
  expect(tree.body).toMatchObject({ code: 'literasi', library: null, mayEdit: false, builtin: true });
  const one = list.parse((await call('nobody', 'GET', '/competences?framework=literasi&limit=2')).body);
  expect(one.data).toMatchObject([
    { code: 'literasi.1', depth: 1, framework: { code: 'literasi' } },
    { code: 'literasi.1.1', depth: 2, parentId: one.data[0]?.id },
  ]);
  const more = `/competences?framework=literasi&limit=2&cursor=${String(one.next)}`;
  expect((await call('nobody', 'GET', more)).body).toMatchObject({ data: [{ code: 'literasi.1.2' }, {}] });
  const tier = list.parse((await call('nobody', 'GET', '/competences?tier=4&phase=F')).body).data;
  expect(tier.map(({ code }) => code)).toEqual(['literasi.3.5', 'mil.3.4']);
  for (const odd of ['tier=5', 'phase=G', 'level=0', 'cursor=x', 'limit=0'])
    expect((await call('nobody', 'GET', `/competences?${odd}`)).status).toBe(422);
  expect((await call('nobody', 'GET', '/competences/999999')).status).toBe(404);
  expect((await call('nobody', 'GET', '/competence-frameworks?state=retired')).status).toBe(401);
});

test('a framework by API from a table to its archive, each edit naming what was read', async () => {
  await aLibrary(t.ctx(), 'GEDOG');
  const csv = 'kode,nama,bisa,fase\na.1,Mencari,menemukan sumber,C D\n';
  const asked = { name: 'Riset SMP', library: 'gedog', csv };
  expect((await call('nobody', 'POST', '/competence-frameworks', asked)).status).toBe(401);
  const made = await call('staff', 'POST', '/competence-frameworks', asked);
  expect(made.status).toBe(201);
  const path = `/competence-frameworks/${Number(made.body.id)}`;
  const added = await call('staff', 'POST', `${path}/competences`, { name: 'Menulis', canDo: 'menulis ringkasan' });
  expect(added.status).toBe(201);
  const line = `/competences/${Number(added.body.id)}`;
  expect((await call('staff', 'POST', `${line}/move`, { direction: 'up' })).status).toBe(428);
  expect((await call('staff', 'POST', `${line}/move`, { version: 1, direction: 'up' })).headers.etag).toBe('"2"');
  const words = { name: 'Menulis', canDo: 'menulis ringkasan dan menyebut sumbernya', tiers: [2, 1, 2], level: 2 };
  expect((await call('staff', 'PUT', line, { ...words, version: 1 })).status).toBe(412);
  expect((await call('staff', 'PUT', line, { ...words, version: 2 })).body).toMatchObject({
    ...{ code: 'riset-smp.2', tiers: [1, 2], level: 2, version: 3, framework: { code: 'riset-smp' } },
  });
  expect((await call('nobody', 'GET', path)).body).toMatchObject({
    ...{ library: { code: 'GEDOG' }, version: 4, mayEdit: false },
    competences: [{ name: 'Menulis' }, { name: 'Mencari', phases: ['C', 'D'] }],
  });
  const table = await call('nobody', 'GET', `${path}/table`);
  expect(table.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(table.text).toContain('"a.1","","Mencari","","menemukan sumber","",,"C D",""');
  const faulty = await call('staff', 'POST', `${path}/tables`, { version: 4, csv: 'kode,nama,bisa\na.1,,x\n' });
  expect(faulty).toMatchObject({
    ...{ status: 422, body: { code: 'competences.table_faulty', params: { count: 1 } } },
  });
  expect(Object.keys(z.looseObject({ fields: z.looseObject({}) }).parse(faulty.body).fields)).toEqual(['row_2.nama']);
  const brought = await call('staff', 'POST', `${path}/tables`, { version: 4, csv: 'kode,nama,bisa\na.2,Baru,x\n' });
  expect(brought.body).toMatchObject({ version: 5, lines: 3 });
  expect((await call('staff', 'PUT', path, { version: 5, name: 'Riset' })).body).toMatchObject({ name: 'Riset' });
  expect((await call('staff', 'POST', `${line}/retire`, { version: 3 })).body).toMatchObject({ offered: false });
  expect((await call('nobody', 'GET', line)).status).toBe(404);
  expect((await call('staff', 'POST', `${line}/restore`, { version: 4 })).body).toMatchObject({ offered: true });
  expect((await call('staff', 'POST', `${path}/retire`, { version: 8 })).body).toMatchObject({ state: 'retired' });
  expect((await call('nobody', 'GET', path)).status).toBe(404);
  expect((await call('staff', 'GET', '/competence-frameworks?state=retired')).body).toMatchObject({
    data: [{ code: 'riset-smp' }],
  });
  expect((await call('staff', 'POST', `${path}/restore`, { version: 9 })).status).toBe(200);
  const copy = await call('staff', 'POST', `${path}/copies`, { name: 'Riset SMA' });
  expect((await call('nobody', 'GET', `/competence-frameworks/${Number(copy.body.id)}`)).body).toMatchObject({
    ...{ code: 'riset-sma', library: null, lines: 3 },
  });
});
