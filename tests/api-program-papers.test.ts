import { permissions } from '#contributed/permissions';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { makeAccount } from '#modules/ground/identity/testing';
import { createApiToken } from '#modules/ground/identity';
import { aLibrary } from '#modules/people/members/testing';
import { makeProgram } from '#modules/community/programs/testing';
import { systemCtx } from '#platform/context';
import { formBody } from './support/send-form.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);

test('papers of a programme by API: a PDF each, for whoever runs the programme', async () => {
  const { id } = await makeProgram(t.ctx(), (await aLibrary(t.ctx())).id, { program: { title: 'Kelas Koi' } });
  const get = async (path: string, headers: Record<string, string> = { authorization: `Bearer ${app.token}` }) =>
    app.inject({ method: 'GET', url: `/api/v1/programs/${path}`, headers });
  const answer = await get(`${id}/papers/kak`);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'inline; filename="kak-kelas-koi.pdf"',
  });
  expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await get(`${id}/papers/daftar-hadir?sessionId=999999`)).json()).toMatchObject({
    code: 'program_papers.no_sessions',
  });
  expect((await get(`${id}/papers/tanda-peserta`)).json()).toMatchObject({ code: 'program_papers.nobody' });
  expect((await get(`${id}/papers/lain`)).statusCode).toBe(422);
  expect((await get(`${id}/papers/kak`, {})).statusCode).toBe(401);
  expect((await get('999999/papers/kak')).statusCode).toBe(404);
});

const send = async (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  more: { payload?: Buffer | object; headers?: Record<string, string> } = {},
  token = app.token,
) =>
  app.inject({
    method,
    url: `/api/v1/programs/${path}`,
    headers: { authorization: `Bearer ${token}`, ...more.headers },
    ...(more.payload && { payload: more.payload }),
  });
const picture = async (): Promise<Uint8Array> =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: '#384' } })
    .withExif({ IFD0: { Model: 'Ponsel Siti' } })
    .jpeg()
    .toBuffer();
const idOf = (answer: { json: () => unknown }): number => z.looseObject({ id: z.number() }).parse(answer.json()).id;

/** A token of an account with one role at one library. */
async function tokenOf(username: string, role: string, libraryId: number): Promise<string> {
  await makeAccount(t, { username, grants: [{ role, libraryId }] });
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  return (await createApiToken(system, { permissions }, { username, name: 'uji', scopes: ['*'], expiresAt: null }))
    .token;
}

test('photographs by API: added with a form, listed, fetched, worded, moved, removed; once for one key', async () => {
  const library = await aLibrary(t.ctx());
  const { id } = await makeProgram(t.ctx(), library.id);
  const photo = await picture();
  const form = async (caption: string, fields: Record<string, string> = {}) =>
    formBody({ caption, agreed: 'true', ...fields }, [{ field: 'photo', name: 'foto.jpg', bytes: photo }]);
  const first = await form('Pembukaan');
  const once = { ...first, headers: { ...first.headers, 'idempotency-key': 'foto-pembukaan-1' } };
  const added = await send('POST', `${id}/photos`, once);
  expect([added.statusCode, added.json()]).toMatchObject([
    201,
    { caption: 'Pembukaan', position: 1, width: 300, height: 200, agreedBy: 'Petugas admin' },
  ]);
  const again = await send('POST', `${id}/photos`, once);
  expect([again.statusCode, idOf(again)]).toEqual([201, idOf(added)]);
  const second = await send('POST', `${id}/photos`, await form('Penutupan'));
  const list = async () =>
    z
      .object({ data: z.array(z.looseObject({ caption: z.string() })), next: z.null() })
      .parse((await send('GET', `${id}/photos`)).json())
      .data.map(({ caption }) => caption);
  expect(await list()).toEqual(['Pembukaan', 'Penutupan']);
  const moved = await send('POST', `${id}/photos/${idOf(second)}/move`, { payload: { to: 'front' } });
  expect([moved.statusCode, await list()]).toEqual([200, ['Penutupan', 'Pembukaan']]);
  const worded = await send('PATCH', `${id}/photos/${idOf(second)}`, { payload: { caption: 'Foto bersama' } });
  expect(worded.json()).toMatchObject({ caption: 'Foto bersama' });
  const file = await send('GET', `${id}/photos/${idOf(second)}/file`);
  expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'image/jpeg']);
  expect(await sharp(file.rawPayload).metadata()).toMatchObject({ format: 'jpeg', width: 300 });
  expect(file.rawPayload.toString('latin1')).not.toContain('Ponsel Siti');
  expect((await send('DELETE', `${id}/photos/${idOf(second)}`)).statusCode).toBe(204);
  expect(await list()).toEqual(['Pembukaan']);
  expect((await send('GET', `${id}/photos/${idOf(second)}/file`)).json()).toMatchObject({
    code: 'program_papers.photo_not_found',
  });
});

test('a photograph by API is refused without consent, as a text, too large, with what nobody knows, and to others', async () => {
  const library = await aLibrary(t.ctx());
  const { id } = await makeProgram(t.ctx(), library.id);
  const photo = { field: 'photo', name: 'foto.jpg', bytes: await picture() };
  const refused = async (body: Awaited<ReturnType<typeof formBody>> | { payload: object }, token?: string) => {
    const answer = await send('POST', `${id}/photos`, body, token);
    const { code, fields = {} } = z
      .looseObject({ code: z.string(), fields: z.record(z.string(), z.string()).optional() })
      .parse(answer.json());
    return [answer.statusCode, code, Object.keys(fields)];
  };
  const words = { caption: 'Rapat', agreed: 'true' };
  expect(await refused(await formBody({ ...words, agreed: 'false' }, [photo]))).toEqual([
    422,
    'platform.invalid_input',
    ['agreed'],
  ]);
  expect(await refused(await formBody({ caption: 'Rapat' }, [photo]))).toEqual([
    422,
    'platform.invalid_input',
    ['agreed'],
  ]);
  expect(await refused(await formBody(words))).toEqual([422, 'platform.invalid_input', ['photo']]);
  expect(await refused(await formBody(words, [{ ...photo, bytes: 'Ini catatan rapat.' }]))).toEqual([
    415,
    'platform.not_acceptable_file',
    ['photo'],
  ]);
  expect(await refused(await formBody({ ...words, tempat: 'Aula' }, [photo]))).toEqual([
    422,
    'platform.invalid_input',
    ['tempat'],
  ]);
  expect(await refused(await formBody(words, [{ ...photo, field: 'gambar' }]))).toEqual([
    422,
    'platform.invalid_input',
    ['gambar'],
  ]);
  expect(await refused(await formBody({ ...words, caption: 'a\u0000b' }, [photo]))).toEqual([
    422,
    'platform.invalid_input',
    ['caption'],
  ]);
  expect(await refused(await formBody(words, [photo, photo]))).toEqual([413, 'platform.too_large', ['photo']]);
  const large = new Uint8Array(15 * 1024 * 1024 + 1);
  expect(await refused(await formBody(words, [{ ...photo, bytes: large }]))).toEqual([
    413,
    'platform.too_large',
    ['photo'],
  ]);
  expect(await refused(await formBody({ ...words, caption: 'x'.repeat(200_000) }, [photo]))).toEqual([
    422,
    'platform.invalid_input',
    ['caption'],
  ]);
  expect(await refused({ payload: words })).toEqual([415, 'platform.not_acceptable_file', []]);
  const desk = await tokenOf('meja', 'circulation', library.id);
  expect(await refused(await formBody(words, [photo]), desk)).toEqual([403, 'platform.forbidden', []]);
  expect((await send('GET', `${id}/photos`)).json()).toEqual({ data: [], next: null });
});

test('the words of papers by API: written over the version that was read', async () => {
  const { id } = await makeProgram(t.ctx(), (await aLibrary(t.ctx())).id);
  const read = await send('GET', `${id}/paper-words`);
  expect(read.headers.etag).toBe('"0"');
  const put = async (version: string | null, payload: object) =>
    send('PUT', `${id}/paper-words`, { payload, headers: version === null ? {} : { 'if-match': version } });
  const words = { background: 'Perpustakaan ramai.', budget: [{ label: 'Konsumsi', planned: 500_000 }] };
  expect((await put(null, words)).statusCode).toBe(428);
  const written = await put('"0"', words);
  expect([written.statusCode, written.headers.etag, written.json()]).toMatchObject([
    200,
    '"1"',
    { background: 'Perpustakaan ramai.', budget: [{ label: 'Konsumsi', planned: 500_000, actual: null }] },
  ]);
  expect((await put('"0"', { background: 'Lain' })).json()).toMatchObject({ code: 'platform.version_conflict' });
  expect((await put('"1"', { latar: 'Lain' })).statusCode).toBe(422);
});
