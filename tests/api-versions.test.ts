import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { exampleOf } from '../src/entrypoints/api/api-examples.ts';
import { apiRoutes, type ApiRoute } from './support/api-cases.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const api = useApi(useTestDb());
let routes: ApiRoute[];
beforeAll(async () => {
  routes = apiRoutes((await api.inject('/api/v1/openapi.json')).json()).filter(({ method }) => method !== 'GET');
});
/** Who walks must not lose the token by which it walks. */
const OWN = /^\/(?:accounts|tokens|sessions|roles)\b/;

/** What is asked before the version: the thing itself where only that tells whose it is, who is a member, parts that must fit each other, a name of few. */
const ASKED_LATER = {
  'PATCH /libraries/{library}/spaces/{space}': 404,
  'DELETE /libraries/{library}/spaces/{space}': 404,
  'PATCH /lists/{id}': 403,
  'PUT /questionnaires/{id}/content': 404,
  'PUT /service-standards/{id}/draft': 422,
  // the documentation's example of a search asks for nothing, which none may
  'PUT /lesson-tasks/{id}': 422,
  // the documentation's example of a choice says of none that it is right
  'PUT /course-test-items/{id}': 422,
  // "1" is no place of links
  'PUT /site-links/{place}': 422,
};

/** A body that the documentation gives as its example: only what is required. */
async function send({ method, path, query, body }: ApiRoute): Promise<{ at: string; status: number; said: string }> {
  const answer = await api.inject({
    method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']).parse(method),
    url: `/api/v1${path.replaceAll(/\{\w+\}/g, '1')}${method === 'DELETE' && 'reason' in query ? '?reason=Rusak' : ''}`,
    headers: { authorization: `Bearer ${api.token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { payload: JSON.stringify(exampleOf(body)) }),
  });
  const at = `${method} ${path}`;
  return { at, status: answer.statusCode, said: `${at}: ${answer.statusCode} ${answer.body.slice(0, 500)}` };
}

test('every route whose documentation asks for If-Match is refused without it', async () => {
  const versioned = routes.filter((route) => route.versioned);
  expect(versioned.length).toBeGreaterThan(25);
  const others: Record<string, number> = {};
  for (const route of versioned) {
    const { at, status } = await send(route);
    if (status !== 428) others[at] = status;
  }
  expect(others).toEqual(ASKED_LATER);
});

test('no other route asks for a version in silence, and none breaks', async () => {
  const wrong: string[] = [];
  for (const route of routes.filter(({ versioned, path }) => !versioned && !OWN.test(path))) {
    const { status, said } = await send(route);
    if (status >= 500 || status === 428) wrong.push(said);
  }
  expect(wrong).toEqual([]);
  // who walked was let in to the end
  expect(
    (await api.inject({ url: '/api/v1/accounts/me', headers: { authorization: `Bearer ${api.token}` } })).statusCode,
  ).toBe(200);
});
