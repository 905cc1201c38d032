import { solveChallenge } from 'altcha-lib/v1';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { listApplicantMessages } from '#modules/people/members';
import { aLibrary } from '#modules/people/members/testing';
import { sendToApplicants } from '../src/modules/people/notifications/guests/send-to-applicants.ts';
import { readConfig } from '#platform/config';
import { createMailer } from '#platform/sending/mail';
import { testSecrets as secrets } from './support/bare-services.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t);
beforeAll(async () => {
  await aLibrary(t.ctx());
});

/** An applicant’s request: without signing in, with the token of the form. */
async function ask(method: 'GET' | 'POST', path: string, token?: string, payload?: object) {
  const answer = await api.inject({
    method,
    url: `/api/v1/registration${path}`,
    headers: token === undefined ? {} : { 'registration-token': token },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.payload === '' ? null : answer.json<unknown>() };
}
const riddle = z.object({
  number: z.string(),
  challenge: z.object({
    algorithm: z.literal('SHA-256'),
    challenge: z.string(),
    maxnumber: z.number(),
    salt: z.string(),
    signature: z.string(),
  }),
});

test('a registration by API: begun, sent with the solved riddle, confirmed by the code to the telephone', async () => {
  const person = { fullName: 'Sari', birthDate: '1990-01-01', category: 'umum', phone: '081234567890' };
  const begun = await ask('POST', '', undefined, { person });
  expect(begun.status).toBe(201);
  const { token } = z.object({ token: z.string() }).parse(begun.body);
  const draft = await ask('GET', '', token);
  expect(draft.body).toMatchObject({ status: 'draft', ways: ['phone'], needsGuardian: false });
  const { challenge, number } = riddle.parse(draft.body);
  const solution = await solveChallenge(challenge.challenge, challenge.salt, challenge.algorithm, challenge.maxnumber)
    .promise;
  const proof = Buffer.from(JSON.stringify({ ...challenge, number: solution?.number })).toString('base64');
  expect((await ask('POST', '/submit', token, { agreed: false })).status).toBe(422);
  expect(await ask('POST', '/submit', token, { agreed: true, proof, way: 'phone' })).toEqual({
    status: 200,
    body: { number },
  });
  await sendToApplicants({
    db: t.db,
    clock: t.clock,
    secrets,
    config: readConfig({}),
    mailer: createMailer(null, 'uji@localhost'),
  });
  const [message] = await listApplicantMessages(t.ctx(), secrets);
  const staff = { authorization: `Bearer ${api.token}` };
  const named = await api.inject({ url: '/api/v1/applicant-messages?limit=1', headers: staff });
  expect(named.json()).toMatchObject({
    data: [
      { id: message?.id, registrationNumber: number, library: { id: message?.libraryId, timeZone: 'Asia/Jakarta' } },
    ],
    next: null,
  });
  const code = /\b\d{6}\b/.exec(message?.text ?? '')?.[0] ?? '';
  expect((await ask('POST', '/confirm-code', token, { code: 'x' })).body).toMatchObject({
    code: 'members.code_wrong',
  });
  expect((await ask('POST', '/confirm-code', token, { code })).status).toBe(204);
  expect((await ask('GET', '', token)).body).toMatchObject({
    status: 'submitted',
    phoneConfirmed: true,
    challenge: null,
  });
  const waiting = await api.inject({ url: '/api/v1/registrations', headers: { authorization: `Bearer ${api.token}` } });
  expect(waiting.json()).toMatchObject({ data: [{ number, confirmed: true, phoneConfirmed: true }] });
  const refused = await api.inject({
    method: 'POST',
    url: `/api/v1/registrations/${number}/reject`,
    headers: { authorization: `Bearer ${api.token}` },
    payload: { reason: 'Sudah punya kartu.' },
  });
  expect(refused.json()).toEqual({ told: 'phone' });
});

test('a child by API comes with a guardian; a code is sent again; without the token there is nothing to see', async () => {
  const person = { fullName: 'Bima', birthDate: '2017-03-14', category: 'anak' };
  const guardian = { guardianName: 'Dewi', guardianRelation: 'Ibu', guardianPhone: '081399990000' };
  const { body } = await ask('POST', '', undefined, { person, guardian });
  const { token } = z.object({ token: z.string() }).parse(body);
  expect((await ask('POST', '/submit', token, { agreed: true })).status).toBe(200);
  expect((await ask('GET', '', token)).body).toMatchObject({ codeWay: null, ways: ['phone'] });
  expect(await ask('POST', '/send-code', token, { way: 'phone' })).toEqual({ status: 202, body: { sent: true } });
  expect((await ask('POST', '/send-code', token, { way: 'email' })).status).toBe(422);
  expect((await ask('GET', '', 'lbr_tidak-ada')).status).toBe(410);
});
