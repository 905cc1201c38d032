import { expect, test } from 'vitest';
import { z } from 'zod';
import { aLibrary } from '#modules/people/members/testing';
import { choice, courseHouse } from './support/course-house.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const { open } = courseHouse(t);

type Json = Record<string, unknown>;
async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, { version, ...body }: Json = {}) {
  const headers: Record<string, string> = {
    authorization: `Bearer ${app.token}`,
    ...(typeof version === 'number' && { 'if-match': `"${version}"` }),
  };
  const response = await app.inject({
    ...{ method, url: `/api/v1${path}`, headers },
    ...(Object.keys(body).length > 0 && { payload: body }),
  });
  const json: unknown = response.body === '' ? {} : response.json();
  return { status: response.statusCode, body: json as Json, text: response.body };
}
const told = z.object({ data: z.array(z.object({ id: z.number(), pin: z.string(), picture: z.number() })) });
const seen = z.looseObject({
  version: z.number(),
  members: z.array(z.looseObject({ id: z.number(), version: z.number() })),
  teachers: z.array(z.object({ id: z.number() })),
});

test('a class by API from its roster to its end, each edit naming what was read', async () => {
  const library = await aLibrary(t.ctx());
  const course = await open('Cek dulu', [choice()]);
  const made = await call('POST', '/classes', {
    ...{ library: library.code, courseId: course.id, name: '8B', startsOn: '2026-10-20' },
  });
  expect(made.status).toBe(201);
  const path = `/classes/${Number(made.body.id)}`;
  const whole = async () => seen.parse((await call('GET', path)).body);
  expect((await call('GET', '/classes')).body).toMatchObject({ data: [{ name: '8B', library: { id: library.id } }] });
  const added = await call('POST', `${path}/pupils`, { names: 'Adinda\nBagas' });
  expect(added.status).toBe(201);
  const [adinda, bagas] = told.parse(added.body).data;
  expect((await call('POST', `/class-pupils/${adinda?.id}/reset-pin`)).body).toMatchObject({ name: 'Adinda' });
  const versionOf = async (id?: number) => (await whole()).members.find((one) => one.id === id)?.version ?? -1;
  expect((await call('POST', `/class-pupils/${bagas?.id}/consents`)).status).toBe(428);
  const noted = await call('POST', `/class-pupils/${bagas?.id}/consents`, { version: await versionOf(bagas?.id) });
  expect(noted.status).toBe(204);
  const asSeen = { version: (await whole()).version };
  expect((await call('POST', `${path}/consents`, asSeen)).body).toEqual({ pupils: 1 });
  const undone = await call('POST', `/class-pupils/${bagas?.id}/withdraw-consent`, {
    version: await versionOf(bagas?.id),
  });
  expect(undone.status).toBe(204);
  expect((await call('GET', path)).body).toMatchObject({
    members: [
      { name: 'Adinda', lessons: ['new'] },
      { name: 'Bagas', consentAt: null },
    ],
  });
  const gone = await call('DELETE', `/class-pupils/${bagas?.id}`, { version: await versionOf(bagas?.id) });
  expect(gone.status).toBe(204);
  const { version, teachers } = await whole();
  const named = { name: '9B', startsOn: '2026-10-20' };
  expect((await call('PUT', path, { ...named, version: version - 1 })).status).toBe(412);
  expect((await call('PUT', path, { ...named, version })).body).toMatchObject({ name: '9B' });
  expect((await call('DELETE', `${path}/teachers/${teachers[0]?.id}`)).body).toMatchObject({
    ...{ code: 'classes.last_teacher' },
  });
  expect((await call('GET', `${path}/teacher-candidates`)).status).toBe(200);
  expect((await call('POST', `${path}/hand-over`, { accountId: 999_999 })).status).toBe(422);
  expect((await call('POST', `${path}/end`, { version: (await whole()).version })).body).toMatchObject({
    state: 'ended',
  });
  expect((await call('POST', `${path}/reopen`, { version: (await whole()).version })).body).toMatchObject({
    ...{ state: 'active' },
  });
  expect((await call('GET', `/class-figures?library=${library.code}`)).body).toMatchObject({
    data: [{ name: '9B', pupils: null }],
  });
  const { id } = made.body;
  expect((await call('GET', `/class-results/${Number(id)}`)).body).toMatchObject({
    ...{ id, name: '9B', library: { code: library.code }, pupils: null, gain: null, meetings: [] },
  });
  expect((await call('GET', '/school-results')).body).toMatchObject({
    data: [{ library: { code: library.code }, classes: 1, pupils: null, finished: null }],
    next: null,
  });
  const year = '?year=2026/2027';
  expect((await call('GET', `/school-results/${library.code}${year}`)).body).toMatchObject({
    ...{ year: '2026/2027', classes: 1, hasClasses: true, classLines: [{ id, name: '9B', pupils: null }] },
  });
  expect((await call('GET', `/city-results${year}`)).body).toMatchObject({ all: { classes: 1, pupils: null } });
  expect((await call('GET', '/city-results?year=9999')).status).toBe(422);
});
