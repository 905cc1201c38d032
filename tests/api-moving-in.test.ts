import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { permissions } from '#contributed/permissions';
import { createApiToken } from '#modules/ground/identity';
import { createLibrary } from '#modules/ground/libraries';
import { systemCtx } from '#platform/context';
import { workOffRun } from '../src/modules/moving/runs/work-off.ts';
import { testSecrets } from './support/bare-services.ts';
import { loanDump } from '../src/modules/moving/slims/tests/loan-dump.ts';
import { smallDump } from '../src/modules/moving/slims/tests/small-dump.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const dataDir = mkdtempSync(join(tmpdir(), 'lumbung-moving-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const api = useApi(t, { username: 'admin' }, { DATA_DIR: dataDir });

beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  mkdirSync(join(dataDir, 'pindahan'));
});
beforeEach(async () => {
  await t.db.deleteFrom('slimsRun').execute();
});

interface Sent {
  file?: string | Buffer;
  fields?: Record<string, string>;
  headers?: Record<string, string>;
}
const BOUND = 'batas-0001';
async function upload({ file, fields = {}, headers = {} }: Sent) {
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${BOUND}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${BOUND}\r\ncontent-disposition: form-data; name="file"; filename="slims.sql"\r\n\r\n`;
  const part = file === undefined ? [] : [Buffer.from(head), Buffer.from(file), Buffer.from('\r\n')];
  return api.inject({
    method: 'POST',
    url: '/api/v1/slims-runs',
    headers: {
      authorization: `Bearer ${api.token}`,
      'content-type': `multipart/form-data; boundary=${BOUND}`,
      ...headers,
    },
    payload: Buffer.concat([Buffer.from(texts.join('')), ...part, Buffer.from(`--${BOUND}--\r\n`)]),
  });
}
const ask = async (method: 'GET' | 'POST', path: string, token = api.token) =>
  api.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${token}` } });
const workOff = async (id: number): Promise<void> =>
  workOffRun({ ...t, secrets: testSecrets, config: { dataDir } }, id, { signal: new AbortController().signal });
const stored = (): string[] =>
  readdirSync(join(t.storage.path('slims/00/00000000-0000-4000-8000-000000000000'), '../..'), { recursive: true })
    .map(String)
    .filter((name) => name.includes('/'));

test('a program uploads a dump, reads the report of the trial, agrees, and fetches the minutes', async () => {
  const made = await upload({ file: smallDump(), fields: { library: 'kota' } });
  expect(made.statusCode, made.body).toBe(201);
  const { id } = made.json<{ id: number }>();
  expect(made.json()).toMatchObject({
    state: 'queued',
    dryRun: true,
    library: { code: 'KOTA' },
    fileName: 'slims.sql',
  });
  await workOff(id);
  const lines = (await ask('GET', `/slims-runs/${id}/lines?about=refused&limit=2`)).json<{
    data: { fate: string; message: string }[];
    next: string;
  }>();
  expect(lines.data.map(({ fate }) => fate)).toEqual(['refused', 'refused']);
  const more = await ask('GET', `/slims-runs/${id}/lines?about=refused&limit=2&cursor=${lines.next}`);
  expect(more.json<typeof lines>().data[0]).not.toEqual(lines.data[0]);

  const agreed = await ask('POST', `/slims-runs/${id}/confirm`);
  expect(agreed.statusCode, agreed.body).toBe(201);
  const { id: earnest } = agreed.json<{ id: number }>();
  await workOff(earnest);
  expect((await ask('GET', `/slims-runs/${earnest}`)).json()).toMatchObject({ state: 'done', addsUp: true });
  const csv = await ask('GET', `/slims-runs/${earnest}/report`);
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.body).toContain('"biblio_id=2"');
  const minutes = await ask('GET', `/slims-runs/${earnest}/minutes`);
  expect([minutes.statusCode, minutes.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect((await ask('GET', '/slims-runs')).json<{ data: { id: number }[] }>().data.map((run) => run.id)).toEqual([
    earnest,
    id,
  ]);
  expect((await ask('POST', `/slims-runs/${earnest}/cancel`)).json()).toMatchObject({ code: 'slims.already_ended' });
  // nothing of any dump is kept
  expect(stored()).toEqual([]);
}, 60_000);

test('a file in the folder of dumps is named, never a path; what is refused leaves nothing behind', async () => {
  writeFileSync(join(dataDir, 'pindahan', 'a.sql'), smallDump());
  writeFileSync(join(dataDir, 'rahasia.sql'), smallDump());
  symlinkSync(join(dataDir, 'rahasia.sql'), join(dataDir, 'pindahan', 'b.sql'));
  const { data } = (await ask('GET', '/slims-dumps')).json<{ data: { name: string }[] }>();
  expect(data.map(({ name }) => name)).toEqual(['a.sql']);
  for (const dump of ['../rahasia.sql', 'b.sql', join(dataDir, 'rahasia.sql')])
    expect((await upload({ fields: { dump } })).json()).toMatchObject({ code: 'slims.dump_missing', status: 404 });
  expect((await upload({ fields: { library: 'TIADA' }, file: 'x' })).statusCode).toBe(422);
  expect((await upload({})).json()).toMatchObject({ code: 'slims.file_missing', status: 422 });
  expect((await upload({ fields: { dump: 'a.sql' } })).statusCode).toBe(201);
  const busy = await upload({ file: smallDump() });
  expect(busy.json()).toMatchObject({ code: 'slims.run_under_way', status: 409 });
  expect(stored()).toEqual([]);
});

test('a form of the page is led back to it, pressed twice to the same migration, and a refusal is a sentence there', async () => {
  const form = { headers: { accept: 'text/html' }, fields: { _kunci: 'formulir-0001', locale: 'id' } };
  const first = await upload({ ...form, file: smallDump() });
  expect(first.statusCode).toBe(303);
  expect(first.headers.location).toMatch(/^\/staf\/sistem\/pindahan\/\d+$/);
  expect((await upload({ ...form, file: smallDump() })).headers.location).toBe(first.headers.location);
  const other = { ...form, fields: { ...form.fields, _kunci: 'formulir-0002', locale: 'en' } };
  expect((await upload({ ...other, file: smallDump() })).headers.location).toBe(
    '/en/staf/sistem/pindahan?galat=slims.run_under_way',
  );
});

test('a token that may import alone, or set things alone, does not move a library in', async () => {
  const before = stored();
  for (const scopes of [['imports.run'], ['settings.manage']]) {
    const about = { username: 'admin', name: scopes.join(' '), scopes, expiresAt: null };
    const { token } = await createApiToken(systemCtx(t.db, t.clock, 'uji', 'cli'), { permissions }, about);
    for (const [method, path] of [
      ['GET', '/slims-runs'],
      ['GET', '/slims-dumps'],
      ['GET', '/slims-files'],
      ['POST', '/slims-runs/1/confirm'],
      ['POST', '/slims-runs/1/cancel'],
    ] as const)
      expect((await ask(method, path, token)).json()).toMatchObject({ code: 'platform.forbidden' });
    const refused = await upload({ file: smallDump(), headers: { authorization: `Bearer ${token}` } });
    expect(refused.json()).toMatchObject({ code: 'platform.forbidden' });
  }
  expect(stored()).toEqual(before);
});

test('a program names the pictures, and decides at a line what was changed on both sides', async () => {
  const folder = join(dataDir, 'pindahan');
  mkdirSync(join(folder, 'images', 'docs'), { recursive: true });
  const { data } = (await ask('GET', '/slims-files')).json<{ data: { name: string; bytes: number | null }[] }>();
  expect(data).toMatchObject([{ name: 'images', bytes: null }]);
  expect((await upload({ file: 'x', fields: { files: '../pindahan' } })).json()).toMatchObject({
    code: 'slims.files_missing',
    status: 404,
  });
  const moveIn = async (title: string): Promise<number> => {
    const dump = loanDump({ biblio: [{ biblio_id: 900, title }] });
    const trial = (await upload({ file: dump, fields: { files: 'images' } })).json<{ id: number; filesName: string }>();
    expect(trial.filesName).toBe('images');
    await workOff(trial.id);
    const { id } = (await ask('POST', `/slims-runs/${trial.id}/confirm`)).json<{ id: number }>();
    await workOff(id);
    return id;
  };
  await moveIn('Lama');
  const bib = t.db.updateTable('bib').where('title', '=', 'Lama');
  await bib.set((eb) => ({ title: 'Kami', version: eb('version', '+', 1) })).execute();
  const run = await moveIn('Baru');
  const lines = async () =>
    (await ask('GET', `/slims-runs/${run}/lines?about=conflict`)).json<{
      data: { id: number; isDecidable: boolean; decision: string | null; decidedBy: string | null }[];
    }>().data;
  const [line] = await lines();
  expect(line).toMatchObject({ isDecidable: true, decision: null, decidedBy: null });
  const decide = async (decision: string) =>
    api.inject({
      method: 'POST',
      url: `/api/v1/slims-runs/${run}/lines/${line?.id ?? 0}/decide`,
      headers: { authorization: `Bearer ${api.token}` },
      payload: { decision },
    });
  expect((await decide('keduanya')).statusCode).toBe(422);
  expect((await decide('here')).statusCode).toBe(204);
  expect((await decide('slims')).json()).toMatchObject({ code: 'slims.decided_meanwhile', status: 409 });
  expect(await lines()).toMatchObject([{ decision: 'here' }]);
}, 60_000);
