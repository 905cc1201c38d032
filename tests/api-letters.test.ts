import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { takeAudience } from '#modules/city/subscriptions';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { callerOf } from './support/api-caller.ts';
import { tokenOfRole } from './support/role-token.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
const NOBODY = '';
let libraryId = 0;
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});

let made = 0;
async function topic(): Promise<number> {
  made += 1;
  const payload = { nameId: `Topik ${made}`, nameEn: `Topic ${made}`, library: 'KOTA' };
  return (await call('POST', '/letter-topics', { payload })).id;
}
/** Asks for letters and confirms them, by the API alone and the mail that went out. @returns the secret of the own page */
async function subscribed(email: string, topicIds: number[]): Promise<string> {
  const form = await call('POST', '/letter-request-forms', {}, NOBODY);
  const { token } = z.looseObject({ token: z.string() }).parse(form.body);
  const payload = { email, language: 'en', topicIds, agrees: true, token, library: 'KOTA' };
  expect((await call('POST', '/letter-requests', { payload }, NOBODY)).status).toBe(204);
  const mail = await t.db
    .selectFrom('guestMessage')
    .select('path')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const secret = mail.path?.split('/').at(-1);
  const done = await call('POST', '/letter-requests/confirm', { payload: { token: secret } }, NOBODY);
  const { path } = z.object({ path: z.string() }).parse(done.body);
  expect(path).toMatch(/^\/en\/langganan\/atur\//);
  return path.split('/').at(-1) ?? '';
}
const audience = (topicIds: number[]) => ({ topicIds, language: null, libraryId: null, attended: null, borrows: null });
const receivers = async (topicIds: number[]) => takeAudience(t.db, audience(topicIds), t.clock.now(), 0, 100);

test('a mail program stops letters by one POST without a cookie; opening the address changes nothing', async () => {
  const [first, second] = [await topic(), await topic()];
  await subscribed('satu@example.org', [first, second]);
  const [one] = await receivers([first]);
  const url = one?.unsubscribeUrlPath ?? '';
  for (const method of ['GET', 'HEAD'] as const) {
    const opened = await app.inject({ method, url });
    expect([opened.statusCode, opened.headers.location]).toEqual([
      303,
      url.replace('/api/v1/subscriptions/unsubscribe', '/en/langganan/berhenti'),
    ]);
  }
  expect(await receivers([first])).toHaveLength(1);
  const clicked = {
    method: 'POST' as const,
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  };
  for (let time = 0; time < 2; time += 1) {
    const answer = await app.inject(clicked);
    expect([answer.statusCode, answer.headers.location, answer.headers['set-cookie'], answer.body]).toEqual([
      204,
      undefined,
      undefined,
      '',
    ]);
  }
  expect(await receivers([first])).toEqual([]);
  expect(await receivers([second])).toHaveLength(1);
  const stranger = await app.inject({ ...clicked, url: url.replace(/\.[\w-]{32}\./, `.${'x'.repeat(32)}.`) });
  expect(stranger.statusCode).toBe(404);
});

test('a subscriber reads and changes the own letters by the link, and has the data deleted', async () => {
  const [first, second] = [await topic(), await topic()];
  const token = await subscribed('dua@example.org', [first]);
  const path = `/letter-preferences/${token}`;
  const seen = await call('GET', path, {}, NOBODY);
  expect(seen.body).toMatchObject({
    email: 'dua@example.org',
    topicIds: [first],
    library: { code: 'KOTA' },
    reading: null,
  });
  const change = { payload: { topicIds: [second], language: 'id', pauseDays: 'keep' } };
  expect((await call('PUT', path, change, NOBODY)).status).toBe(428);
  const headers = { 'if-match': String(seen.headers.etag) };
  expect((await call('PUT', path, { ...change, headers }, NOBODY)).body).toMatchObject({
    topicIds: [second],
    language: 'id',
  });
  expect((await call('PUT', path, { ...change, headers }, NOBODY)).status).toBe(412);
  expect((await call('POST', `${path}/end`, {}, NOBODY)).status).toBe(204);
  expect((await call('GET', path, {}, NOBODY)).body).toMatchObject({ stopped: 'person', topicIds: [] });
  expect((await call('DELETE', path, {}, NOBODY)).status).toBe(204);
  expect((await call('GET', path, {}, NOBODY)).status).toBe(404);
});

test('topics are kept by who sends letters; of fewer than ten subscribers no number is told', async () => {
  const outreach = await tokenOfRole(t, 'outreach', libraryId);
  const desk = await tokenOfRole(t, 'circulation', libraryId);
  const id = await topic();
  await subscribed('tiga@example.org', [id]);
  expect((await call('GET', `/letter-topics/${id}`, {}, desk)).status).toBe(403);
  const seen = await call('GET', `/letter-topics/${id}`, {}, outreach);
  expect(seen.body).toMatchObject({ subscribers: null, archived: false, library: { code: 'KOTA' } });
  const headers = { 'if-match': String(seen.headers.etag) };
  const renamed = await call(
    'PUT',
    `/letter-topics/${id}`,
    { headers, payload: { nameId: 'Kabar', nameEn: 'News' } },
    outreach,
  );
  expect(renamed.body).toMatchObject({ name: { id: 'Kabar', en: 'News' } });
  const archived = await call(
    'POST',
    `/letter-topics/${id}/archive`,
    { headers: { 'if-match': String(renamed.headers.etag) } },
    outreach,
  );
  expect(archived.body).toMatchObject({ archived: true });
  expect(JSON.stringify((await call('GET', '/letter-topics', {}, NOBODY)).body)).not.toContain('"Kabar"');
  const restored = await call(
    'POST',
    `/letter-topics/${id}/restore`,
    { headers: { 'if-match': String(archived.headers.etag) } },
    outreach,
  );
  expect(restored.body).toMatchObject({ archived: false });
  expect((await call('GET', '/letter-topic-sheets', {}, outreach)).status).toBe(200);
});

test('staff look at one address and stop it at a wish', async () => {
  const id = await topic();
  await subscribed('empat@example.org', [id]);
  const look = async () => call('POST', '/letter-address-looks', { payload: { email: 'Empat@example.org' } });
  const { subscriber } = z
    .looseObject({ subscriber: z.looseObject({ id: z.number(), version: z.number() }) })
    .parse((await look()).body);
  const headers = { 'if-match': `"${subscriber.version}"` };
  expect((await call('POST', `/letter-subscribers/${subscriber.id}/end`, { headers })).status).toBe(204);
  expect((await look()).body).toMatchObject({ subscriber: { stopped: { why: 'staff' }, topicIds: [] } });
  expect((await call('POST', '/letter-requests/999999/send-again')).body).toMatchObject({
    code: 'subscriptions.request_not_found',
  });
  expect((await call('GET', '/letter-subscriptions/own', {}, NOBODY)).status).toBe(401);
});
