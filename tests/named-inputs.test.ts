import { permissions } from '#contributed/permissions';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { createApiToken } from '#modules/ground/identity';
import { GOOD_PASSWORD, makeAccount } from '#modules/ground/identity/testing';
import { DEVICE_HEADER } from '#modules/stock/offline-desk/client';
import { enrolDevice } from '#modules/stock/offline-desk/testing';
import { makeProgram } from '#modules/community/programs/testing';
import { systemCtx } from '#platform/context';
import { testSecrets } from './support/bare-services.ts';
import { nastyTexts } from './support/nasty-values.ts';
import { TEST_NOW } from './support/test-db.ts';
import { useApp } from './support/start-app.ts';

/** Input that once brought the server down or went through unseen, each refused with the field that it is about. */
let program = 0;
let device = '';
const app = useApp(async (t) => {
  const kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await makeMember(t.ctx(), { fullName: 'Dimas Aji', number: 'A00001', homeLibrary: 'KOTA' });
  await makeCopy(t.ctx(), { title: 'Laskar Pelangi', barcode: ODD, libraryId: kota.id });
  program = (await makeProgram(t.ctx(), kota.id)).id;
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  device = (await enrolDevice(system, testSecrets, { libraryId: kota.id, name: 'Meja', maxAgeHours: 24 })).token;
});
/** All that Code 128 can hold: barcodes of other systems are not only letters and digits. */
const ODD = `KOTA/0001 $%+."<&?#-*'`;
const LONG = 'x'.repeat(200_000);
let cookie = '';
let bearer = '';

beforeAll(async () => {
  await makeAccount(app, { username: 'pejalan', grants: [{ role: 'administrator', libraryId: null }] });
  const system = systemCtx(app.db, app.clock, 'uji', 'cli');
  const token = await createApiToken(
    system,
    { permissions },
    { username: 'pejalan', name: 'uji', scopes: ['*'], expiresAt: null },
  );
  bearer = token.token;
  const answer = await sent('/masuk?/staff', { username: 'pejalan', password: GOOD_PASSWORD });
  expect(answer.status).toBe(303);
  cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
});

const sent = async (path: string, values: Record<string, string>): Promise<Response> =>
  fetch(app.origin + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app.origin, accept: 'text/html', cookie },
    body: new URLSearchParams(values),
  });
/** Fields of a page that are marked as wrong, by their names. */
const wrongIn = (html: string): string[] =>
  [...html.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)]
    .filter(([tag]) => tag.includes('aria-invalid="true"'))
    .map(([tag]) => /\sname="([^"]*)"/.exec(tag)?.[1] ?? '');

describe('forms of pages', () => {
  for (const moveDays of ['99999999', '-99999999', '1.5', '9223372036854775808', 'NaN']) {
    test(`a programme is not moved by ${moveDays} days`, async () => {
      const answer = await sent(`/staf/kegiatan/${program}?/copy`, { how: 'copy', moveDays });
      expect([answer.status, wrongIn(await answer.text())]).toEqual([422, ['moveDays']]);
    });
  }

  test('a title of 200,000 letters is refused at the title, for a programme and for a record', async () => {
    const ofProgram = await sent('/staf/kegiatan/baru', { title: LONG, kind: 'workshop' });
    expect([ofProgram.status, wrongIn(await ofProgram.text())]).toEqual([422, ['title']]);
    const ofRecord = await sent('/staf/katalog/baru?/full&bahan=buku', { 'f.title.0.value': LONG });
    expect([ofRecord.status, wrongIn(await ofRecord.text())]).toEqual([422, ['f.title.0.value']]);
  });
});

const called = async (
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = { authorization: `Bearer ${bearer}` },
): Promise<{ status: number; said: unknown }> => {
  const answer = await fetch(`${app.origin}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body }),
  });
  return { status: answer.status, said: await answer.json() };
};

describe('barcodes', () => {
  const back = async (itemBarcode: string) =>
    called('POST', '/check-ins', JSON.stringify({ itemBarcode, library: 'KOTA' }));
  test('an odd one is found as it is printed', async () => {
    const list = await called('GET', `/items?barcode=${encodeURIComponent(ODD)}`);
    expect(list).toMatchObject({ status: 200, said: { data: [{ barcode: ODD }] } });
    const lent = JSON.stringify({ memberNumber: 'A00001', itemBarcode: ODD, library: 'KOTA' });
    expect((await called('POST', '/loans', lent)).status).toBe(201);
    expect((await back(ODD)).status).toBe(200);
  });
  for (const code of ['../../etc/passwd', '%', "' or 1=1 --", '\u202e0001', '𓀀'.repeat(20), '0'.repeat(99)]) {
    test(`${JSON.stringify(code.slice(0, 20))} is no copy`, async () => {
      expect((await back(code)).status).toBe(404);
      const list = await called('GET', `/items?barcode=${encodeURIComponent(code)}`);
      expect(list).toMatchObject({ status: 200, said: { data: [] } });
    });
  }
});

describe('what an enrolled device of a desk sends', () => {
  const act = {
    nonce: '7f9c24e8-3b12-4a5e-9f0d-2b6a1c3d4e5f',
    seq: 1,
    at: new Date(TEST_NOW).toISOString(),
    snapshotAt: new Date(TEST_NOW).toISOString(),
    accountId: 1,
    act: { kind: 'lend', memberNumber: 'A00001', itemBarcode: ODD },
  };
  const send = async (body: string) => called('POST', '/offline-desk/acts', body, { [DEVICE_HEADER]: device });
  const bodies: [string, string][] = [
    ...['', '{', 'null', '[]', '1', '"x"', '{"acts":null}', '{"acts":{}}', '{"acts":[null]}', '{"acts":[[]]}'].map(
      (body): [string, string] => [body || 'nothing', body],
    ),
    ...(['nonce', 'seq', 'at', 'snapshotAt', 'accountId'] as const).flatMap((name) =>
      [...Object.entries(nastyTexts), ['list', []] as const, ['number', 1.5] as const].map(
        ([kind, value]): [string, string] => [`${name} ${kind}`, JSON.stringify({ acts: [{ ...act, [name]: value }] })],
      ),
    ),
    ...[
      { kind: 'burn' },
      { kind: 'lend' },
      { kind: 'return', itemBarcode: LONG },
      { kind: 'visit', card: '' },
      'lend',
    ].map((part): [string, string] => [
      `act ${JSON.stringify(part).slice(0, 40)}`,
      JSON.stringify({ acts: [{ ...act, act: part }] }),
    ]),
    ['too many', JSON.stringify({ acts: Array.from({ length: 5000 }, () => act) })],
  ];

  test('is refused where it is none, and nothing of it is kept', async () => {
    const answers: [string, number][] = [];
    for (const [kind, body] of bodies) answers.push([kind, (await send(body)).status]);
    expect(answers.filter(([, status]) => status < 400 || status > 422)).toEqual([]);
    expect(await app.db.selectFrom('deskAct').selectAll().execute()).toEqual([]);
  });

  test('is answered though its barcode, its card or its clock are odd', async () => {
    const odd: object[] = ['\u202e', '%', "'--", '😀'].flatMap((code, i) => [
      { ...act, nonce: crypto.randomUUID(), seq: i, act: { kind: 'return', itemBarcode: code } },
      { ...act, nonce: crypto.randomUUID(), seq: i, act: { kind: 'visit', card: code } },
      { ...act, nonce: crypto.randomUUID(), seq: i, at: '9999-12-31T23:59:59.000Z' },
    ]);
    const { status } = await send(JSON.stringify({ acts: odd }));
    expect([200, 422]).toContain(status);
  });

  test('leads nowhere with a token that nobody gave it', async () => {
    const headers = { [DEVICE_HEADER]: 'zzz' };
    expect((await called('POST', '/offline-desk/acts', JSON.stringify({ acts: [act] }), headers)).status).toBe(401);
  });
});
