import { expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { dataField, foreignBook, isoFile } from '#shared/marc/test-support';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t);

interface Sending {
  key: string;
  /** Drawn by lot by whoever sends. */
  boundary: string;
  content: Buffer;
  fields?: Record<string, string>;
  accept?: string;
}
const upload = async ({ key, boundary, content, fields = {}, accept = 'application/json' }: Sending) => {
  const texts = Object.entries({ kind: 'marc', ...fields }).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="main"; filename="a.mrc"\r\n\r\n`;
  return api.inject({
    method: 'POST',
    url: '/api/v1/imports',
    headers: {
      authorization: `Bearer ${api.token}`,
      accept,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...(key !== '' && { 'idempotency-key': key }),
    },
    payload: Buffer.concat([Buffer.from(texts.join('') + head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
};
const file = (title: string) => isoFile(foreignBook('r1', title, [dataField('952 __ $aKOTA$pB-1$yumum')]));
const runs = async () => (await t.db.selectFrom('importRun').select('id').execute()).length;

test('an upload that is sent twice is one, and another file of the same length under its key is refused', async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Kota', type: 'pusat' });
  const content = file('Satu');
  const first = await upload({ key: 'unggah-01', boundary: 'batas-0001', content });
  expect(first.statusCode, first.body).toBe(201);
  const again = await upload({ key: 'unggah-01', boundary: 'batas-9999', content });
  expect([again.statusCode, again.body, again.headers['idempotency-replayed']]).toEqual([201, first.body, 'true']);
  const other = await upload({ key: 'unggah-01', boundary: 'batas-0001', content: file('Lain') });
  expect([other.statusCode, other.json<{ code: string }>().code]).toEqual([422, 'platform.key_reused']);
  expect(await runs()).toBe(1);
  // under a key of its own it is an upload of its own; long ones come in many pieces, and bounds are cut by them
  const long = file('Panjang '.repeat(900));
  const many = [
    await upload({ key: 'unggah-02', boundary: 'b', content: long }),
    await upload({ key: 'unggah-02', boundary: 'batas-yang-lebih-panjang', content: long }),
  ];
  expect(many.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
  expect(await runs()).toBe(2);
});

test('twenty of one upload at the same instant are one', async () => {
  const before = await runs();
  const content = file('Dua puluh');
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, nth) => upload({ key: 'unggah-03', boundary: `batas-${nth}`, content })),
  );
  expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
  expect(answers[0]?.statusCode).toBe(201);
  expect((await runs()) - before).toBe(1);
});

test('a form of the page with a corrected file of the same name and length is another form', async () => {
  const before = await runs();
  const form = { boundary: 'b', key: '', accept: 'text/html', fields: { _kunci: 'formulir-0001' } };
  const sent = [file('Satu'), file('Satu'), file('Lain')].map((content) => ({ ...form, content }));
  const places: unknown[] = [];
  for (const one of sent) places.push((await upload(one)).headers.location);
  expect(places[1]).toBe(places[0]);
  expect(places[2]).not.toBe(places[0]);
  expect((await runs()) - before).toBe(2);
});
