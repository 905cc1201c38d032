import { expect, test } from 'vitest';
import { z } from 'zod';
import { resetPin } from '#modules/people/members';
import { aMember } from '#modules/people/members/testing';
import { setSetting } from '#modules/ground/libraries';
import { readConfig } from '#platform/config';
import type { Mail } from '#platform/sending/mail';
import { buildHttpApp } from '../src/entrypoints/http-app.ts';
import { sendSignInLink } from '../src/modules/people/members/sign-in/sign-in-link.ts';
import { bareServices, idleJobs } from './support/bare-services.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t);
const PASSWORD = 'kucing hujan meja biru';
const signedIn = z.object({ token: z.string(), expiresAt: z.iso.datetime(), locale: z.literal('id') });

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object, bearer?: string) {
  const answer = await api.inject({
    method,
    url: `/api/v1${path}`,
    headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.payload === '' ? null : answer.json<unknown>() };
}

test('a member signs in by PIN, sets a password, signs in by it, and is signed out again', async () => {
  const { number } = await aMember(t.ctx(), { fullName: 'Dimas Aji' });
  const { pin } = await resetPin(t.ctx(), number);
  expect(await call('POST', '/member-sessions', { number, secret: '000000' })).toMatchObject({
    status: 401,
    body: { code: 'members.wrong_sign_in' },
  });
  expect((await call('POST', '/member-sessions', { number: 'TIDAK-ADA', secret: '000000' })).body).toMatchObject({
    code: 'members.wrong_sign_in',
  });
  const first = await call('POST', '/member-sessions', { number, secret: pin });
  expect(first.status).toBe(201);
  const { token } = signedIn.parse(first.body);
  const next = { current: pin, next: PASSWORD };
  expect((await call('PUT', '/member-sessions/password', next)).status).toBe(401);
  expect((await call('PUT', '/member-sessions/password', next, token)).status).toBe(204);
  const second = signedIn.parse((await call('POST', '/member-sessions', { number, secret: PASSWORD })).body);
  const sessions = z.object({ data: z.array(z.object({ id: z.number(), current: z.boolean() })) });
  const { data } = sessions.parse((await call('GET', '/sessions', undefined, second.token)).body);
  const own = data.find((one) => one.current);
  expect((await call('DELETE', `/sessions/${own?.id}`, undefined, second.token)).status).toBe(204);
  expect((await call('GET', '/sessions', undefined, second.token)).status).toBe(401);
  expect((await call('DELETE', '/member-sessions/password', { current: PASSWORD }, token)).status).toBe(204);
  expect((await call('POST', '/member-sessions', { number, secret: PASSWORD })).status).toBe(401);
});

test('staff neither set nor read a member’s password', async () => {
  const { number } = await aMember(t.ctx());
  const next = { current: '246810', next: PASSWORD };
  expect((await call('PUT', '/member-sessions/password', next, api.token)).status).toBe(403);
  const member = await call('GET', `/members/${number}`, undefined, api.token);
  expect(JSON.stringify(member.body)).not.toMatch(/password/i);
});

test('a link by API: the same answer for every number, few per number, and one use', async () => {
  expect((await call('POST', '/member-sessions/send-link', { number: 'X' })).body).toMatchObject({
    code: 'members.links_off',
  });
  await setSetting(t.ctx(), 'memberSignInLink', true);
  const mails: Mail[] = [];
  const mailer = {
    available: true,
    send: async (mail: Mail) => {
      mails.push(mail);
      return Promise.resolve({ messageId: 'uji', response: '250' });
    },
  };
  const services = { config: readConfig({}), db: t.db, clock: t.clock, storage: t.storage, ...bareServices, mailer };
  const asked: unknown[] = [];
  const jobs = {
    ...idleJobs,
    enqueue: async (_trx: unknown, queue: string, data: object) => Promise.resolve(void asked.push({ queue, ...data })),
  };
  const app = await buildHttpApp({ ...services, jobs }, null);
  const ask = async (number: string) =>
    app.inject({ method: 'POST', url: '/api/v1/member-sessions/send-link', payload: { number } });
  const member = await aMember(t.ctx(), { email: 'sari@contoh.id' });
  const [known, unknown] = [await ask(member.number), await ask('TIDAK-ADA')];
  expect([known.statusCode, known.payload]).toEqual([unknown.statusCode, unknown.payload]);
  expect(known.statusCode).toBe(202);
  expect(asked).toMatchObject([{ number: member.number }, { number: 'TIDAK-ADA' }]);
  for (let i = 0; i < 3; i += 1) await ask(member.number);
  expect((await ask(member.number)).statusCode).toBe(429);
  await app.close();

  await sendSignInLink(services, { number: member.number, askedAt: t.clock.now().toISOString() });
  const link = /tautan\/(\S+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
  const { token } = signedIn.parse((await call('POST', '/member-sessions/redeem-link', { link })).body);
  expect((await call('GET', '/sessions', undefined, token)).status).toBe(200);
  expect(await call('POST', '/member-sessions/redeem-link', { link })).toMatchObject({
    status: 410,
    body: { code: 'members.link_gone' },
  });
});
