import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import { callerOf } from './support/api-caller.ts';
import { choice, courseHouse } from './support/course-house.ts';
import { formBody } from './support/send-form.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
const { open } = courseHouse(t);
let photo: Uint8Array;
beforeAll(async () => {
  await aLibrary(t.ctx());
  photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#a53' } })
    .withExif({ IFD0: { Model: 'Ponsel Siti' } })
    .jpeg()
    .toBuffer();
});
const stored = async () => t.db.selectFrom('taskWork').select(['fileKey', 'mediaType', 'fileName']).execute();

test('work is handed in with a file by API: judged by its content, replaced by the next, and left nowhere when it is refused', async () => {
  const { slug, lesson, taskIds } = await open('Karya lewat API', [
    {
      kind: 'assignment',
      prompt: { id: 'Buat poster.' },
      takes: ['text', 'file'],
      rubric: ['Isi', 'Sumber'].map((id) => ({ label: { id }, levels: [{ id: 'Belum' }, { id: 'Sudah' }] })),
    },
    choice(),
  ]);
  const path = `/courses/${slug}/lessons/${lesson}/tasks/${taskIds[0] ?? 0}/works`;
  const send = async (bytes: Uint8Array | string, name = 'poster.jpg', fields: Record<string, string> = {}) =>
    call('POST', path, await formBody(fields, [{ field: 'file', name, bytes }]));
  expect((await send(photo, 'poster.jpg', { text: 'Ini posterku' })).status).toBe(204);
  const [first] = await stored();
  expect(first).toMatchObject({ mediaType: 'image/webp', fileName: 'poster.webp' });
  expect(await send('Ini catatan, bukan gambar.')).toMatchObject({
    status: 415,
    body: { code: 'platform.not_acceptable_file' },
  });
  expect((await send(new Uint8Array(9 * 1024 * 1024))).body).toMatchObject({ code: 'platform.too_large' });
  expect((await send('')).body).toMatchObject({ code: 'platform.invalid_input' });
  expect((await send(photo, 'a.jpg', { lain: 'x' })).body).toMatchObject({ code: 'platform.invalid_input' });
  expect(await stored()).toEqual([first]);
  expect((await send('%PDF-1.7\n%%EOF', 'laporan.exe')).status).toBe(204);
  const [second] = await stored();
  expect(second).toMatchObject({ mediaType: 'application/pdf', fileName: 'laporan.pdf' });
  // a task that asks for no file takes none, and nobody hands in without being somebody
  const other = await formBody({}, [{ field: 'file', name: 'a.pdf', bytes: '%PDF-1.7\n%%EOF' }]);
  const question = path.replace(`/${taskIds[0] ?? 0}/works`, `/${taskIds[1] ?? 0}/works`);
  expect((await call('POST', question, other)).body).toMatchObject({ code: 'courses.answer_unfit' });
  const nobody = await app.inject({ method: 'POST', url: `/api/v1${path}`, ...other });
  expect(nobody.statusCode).toBe(401);
});

test('a program is told in which language it is asked, how many tries are left, and with the last what is right', async () => {
  const { slug, lesson, taskIds } = await open('Soal lewat API', [
    { ...choice(), tries: 1 },
    {
      ...{ kind: 'bank', prompt: { id: 'Jawab', en: 'Answer' }, draw: 1 },
      questions: [1, 2].map((nth) => ({
        prompt: { id: `Soal ${nth}` },
        asked: { form: 'number' as const, right: nth },
      })),
    },
  ]);
  const tasks = async () => (await call('GET', `/courses/${slug}/lessons/${lesson}`)).body;
  expect(await tasks()).toMatchObject({
    parts: [
      { task: { left: 1, language: 'id' } },
      { task: { kind: 'bank', questions: [], draw: 1, of: 2 } },
      { kind: 'words' },
    ],
  });
  const answers = `/courses/${slug}/lessons/${lesson}/tasks/${taskIds[0] ?? 0}/answers`;
  const answer = async () => call('POST', answers, { payload: { answer: { kind: 'one', choice: 0 } } });
  expect((await answer()).body).toMatchObject({ right: false, solution: ['Memeriksa siapa yang menulis'] });
  expect(await answer()).toMatchObject({ status: 409, body: { code: 'courses.no_tries_left' } });
  expect(await tasks()).toMatchObject({
    parts: [{ task: { left: 0 } }, { task: { questions: [{ language: 'id' }] } }, { kind: 'words' }],
  });
});
