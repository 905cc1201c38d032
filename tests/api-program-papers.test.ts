import { expect, test } from 'vitest';
import { aLibrary } from '#modules/members/testing';
import { makeProgram } from '#modules/programs/testing';
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
