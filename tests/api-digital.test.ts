import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeBib } from '#modules/collection/catalog/testing';
import { addLicensedFile } from '#modules/lending/digital';
import { makePdf } from '#modules/lending/digital/testing';
import { resetPin } from '#modules/people/members';
import { aMember } from '#modules/people/members/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t);
let attachmentId = 0;
beforeAll(async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Kisah Kali Lekso' });
  const file = makePdf([['Satu']], 'Naskah');
  await addLicensedFile(t.ctx(), t.storage, { bibId, title: 'Naskah', copies: 1, loanDays: 7 }, file);
  attachmentId = (await t.db.selectFrom('attachment').select('id').executeTakeFirstOrThrow()).id;
});

async function call(method: 'GET' | 'POST' | 'DELETE', path: string, bearer: string, payload?: object) {
  const headers = bearer === '' ? {} : { authorization: `Bearer ${bearer}` };
  const answer = await api.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.payload === '' ? null : answer.json<unknown>() };
}
async function signIn(): Promise<string> {
  const { number } = await aMember(t.ctx());
  const { pin } = await resetPin(t.ctx(), number);
  const { body } = await call('POST', '/member-sessions', '', { number, secret: pin });
  return z.object({ token: z.string() }).parse(body).token;
}
const lent = z.object({ kind: z.literal('lent'), loan: z.object({ id: z.number(), dueAt: z.iso.datetime() }) });
const queued = z.object({
  kind: z.literal('queued'),
  request: z.object({ id: z.number(), position: z.number().nullable(), offerEndsAt: z.string().nullable() }),
});

test('by API a member borrows a file, another waits, gets it when it is given back, and lets it go', async () => {
  const [dimas, sri] = [await signIn(), await signIn()];
  expect((await call('POST', '/digital-loans', '', { attachmentId })).status).toBe(401);
  const first = await call('POST', '/digital-loans', dimas, { attachmentId });
  expect(first.status).toBe(201);
  const { loan } = lent.parse(first.body);
  expect(loan.dueAt.slice(0, 19)).toBe('2026-12-02T03:00:00');
  expect(queued.parse((await call('POST', '/digital-loans', sri, { attachmentId })).body).request.position).toBe(1);
  expect((await call('DELETE', `/digital-loans/${loan.id}`, sri)).body).toMatchObject({
    code: 'digital.loan_not_found',
  });
  expect((await call('DELETE', `/digital-loans/${loan.id}`, dimas)).status).toBe(204);
  const nothing = { status: 200, body: { data: [], next: null } };
  expect(await call('GET', '/digital-loans', sri)).toMatchObject(nothing);
  expect((await call('GET', '/digital-requests', sri)).body).toMatchObject({
    data: [{ position: null, offerEndsAt: expect.stringMatching(/^2026-11-27T03:00:00/) as unknown }],
    next: null,
  });
  expect(lent.parse((await call('POST', '/digital-loans', sri, { attachmentId })).body).kind).toBe('lent');
  const again = queued.parse((await call('POST', '/digital-loans', dimas, { attachmentId })).body).request;
  expect((await call('DELETE', `/digital-requests/${again.id}`, dimas)).status).toBe(204);
  expect(await call('GET', '/digital-loans', dimas)).toMatchObject(nothing);
  expect(await call('GET', '/digital-requests', dimas)).toMatchObject(nothing);
  expect((await call('POST', '/digital-loans', dimas, { attachmentId: 99_999 })).status).toBe(404);
});

test('staff tokens borrow nothing: it is for members themselves', async () => {
  expect((await call('POST', '/digital-loans', api.token, { attachmentId })).status).toBe(403);
});
