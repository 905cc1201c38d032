import { beforeAll, expect, test } from 'vitest';
import { makeGuest, makeWorkshop } from '#modules/community/ideas/testing';
import { getLibrary, replaceOpeningHours } from '#modules/ground/libraries';
import { aLibrary } from '#modules/people/members/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
let sessionId = 0;
let programId = 0;
let ticket = '';
let libraryId = 0;
beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  ({ sessionId, programId } = await makeWorkshop(t.db, { libraryId }));
  ({ ticket } = await makeGuest(t.db, { programId, name: 'Dimas Aji', libraryId }));
});

type Json = Record<string, unknown>;
async function call(
  who: 'staff' | 'guest' | 'nobody',
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
) {
  const headers: Record<string, string> =
    who === 'staff' ? { authorization: `Bearer ${app.token}` } : who === 'guest' ? { 'x-ticket': ticket } : {};
  const response = await app.inject({ method, url: `/api/v1${path}`, headers, ...(body && { payload: body }) });
  const json: unknown = String(response.headers['content-type']).includes('json') ? response.json() : {};
  return { status: response.statusCode, body: json as Json };
}

test('a board by API from the first note to the votes, and a plan that comes of it', async () => {
  const made = await call('staff', 'POST', '/idea-boards', { sessionId, question: 'Bagaimana?', votesEach: 1 });
  expect(made.status).toBe(201);
  const boardId = Number(made.body.id);
  const board = `/idea-boards/${boardId}`;
  const move = async (phase: string) => call('staff', 'POST', `${board}/change-phase`, { phase, minutes: 5 });
  const early = await call('guest', 'POST', '/ideas', { boardId, text: 'Terlalu awal' });
  expect(early).toMatchObject({ status: 409, body: { code: 'ideas.phase_forbids', params: { phase: 'waiting' } } });
  expect((await move('write')).status).toBe(204);
  const idea = await call('guest', 'POST', '/ideas', { boardId, text: 'Buka malam' });
  expect(idea.status).toBe(201);
  expect((await call('nobody', 'POST', '/ideas', { boardId, text: 'Orang lewat' })).status).toBe(403);
  expect((await call('staff', 'GET', `/ideas?boardId=${boardId}`)).body).toMatchObject({ phase: 'write', data: [] });
  expect((await call('guest', 'GET', `/ideas?boardId=${boardId}`)).body).toMatchObject({
    data: [{ text: 'Buka malam', own: true }],
  });
  await move('share');
  expect((await call('staff', 'POST', `${board}/notes`, { notes: 'Malam dibuka\nPojok anak' })).body).toEqual({
    added: 2,
  });
  const { body } = await call('staff', 'GET', `/ideas?boardId=${boardId}`);
  const ids = (body.data as { id: number }[]).map(({ id }) => id);
  expect((await call('staff', 'POST', `${board}/merge`, { ideaIds: ids.slice(0, 2) })).status).toBe(204);
  expect((await call('staff', 'POST', `${board}/group`, { ideaIds: [ids[2]], theme: 'Nyaman' })).status).toBe(204);
  expect((await call('guest', 'POST', `/ideas/${ids[0]}/comments`, { text: 'Setuju' })).status).toBe(201);
  await move('vote');
  const vote = `/ideas/${ids[0]}/vote`;
  expect((await call('guest', 'PUT', vote)).status).toBe(204);
  expect(await call('guest', 'PUT', `/ideas/${ids[2]}/vote`)).toMatchObject({
    status: 409,
    body: { code: 'ideas.votes_used_up' },
  });
  expect((await call('guest', 'DELETE', vote)).status).toBe(204);
  expect((await call('guest', 'PUT', vote)).status).toBe(204);
  await move('commit');
  const plan = await call('guest', 'POST', '/action-plans', {
    programId,
    activity: 'Buka Rabu malam',
    ideaId: ids[0],
    fact: 'open_hours',
    target: 30,
  });
  expect(plan).toMatchObject({ status: 201, body: { status: 'committed', baseline: 0, now: 0, idea: { id: ids[0] } } });
  const { version: before } = await getLibrary(t.ctx(), libraryId);
  await replaceOpeningHours(t.ctx(), libraryId, before, [{ weekday: 6, opensMinute: 480, closesMinute: 960 }]);
  const shorter = { programId, activity: 'Buka lebih singkat', isPublic: false, fact: 'saturday_hours', target: 6.5 };
  expect(await call('guest', 'POST', '/action-plans', shorter)).toMatchObject({
    status: 422,
    body: {
      code: 'ideas.target_below_start',
      detail: 'Target 6,5 lebih rendah dari awal 8. Memang hendak turun?',
      params: { target: 6.5, start: 8 },
    },
  });
  expect(await call('guest', 'POST', '/action-plans', { ...shorter, goesDown: true })).toMatchObject({
    status: 201,
    body: { baseline: 8, target: 6.5, goesDown: true },
  });
  const path = `/action-plans/${String(plan.body.id)}`;
  expect((await call('guest', 'POST', `${path}/milestones`, { text: 'Minta izin' })).status).toBe(204);
  expect((await call('guest', 'POST', `${path}/links`, { title: 'Berita', url: 'https://example.org' })).status).toBe(
    204,
  );
  expect(await call('nobody', 'POST', `${path}/change-status`, { status: 'in_progress' })).toMatchObject({
    status: 403,
  });
  expect((await call('guest', 'POST', `${path}/change-status`, { status: 'stopped' })).status).toBe(422);
  expect((await call('guest', 'POST', `${path}/follow-ups/30/answer`, { status: 'done', story: 'Sudah' })).status).toBe(
    409,
  );
  expect((await call('guest', 'POST', `${path}/follow-ups/31/answer`, { status: 'done', story: 'Sudah' })).status).toBe(
    422,
  );
  const { version } = (await call('nobody', 'GET', path)).body;
  expect((await call('guest', 'PUT', path, { version, activity: 'Buka Kamis malam', isPublic: false })).status).toBe(
    204,
  );
  expect((await call('nobody', 'GET', `/action-plans?programId=${programId}&status=committed`)).body).toMatchObject({
    data: [],
  });
  expect((await call('staff', 'GET', `/action-plans?programId=${programId}&all=true`)).body).toMatchObject({
    data: [{ activity: 'Buka Kamis malam', milestones: [{ text: 'Minta izin' }] }, { activity: 'Buka lebih singkat' }],
  });
  expect((await call('nobody', 'GET', '/action-plans?all=true')).status).toBe(401);
  expect((await call('guest', 'DELETE', `/ideas/${ids[0]}`)).body).toMatchObject({ code: 'ideas.phase_forbids' });
  expect((await call('staff', 'DELETE', `/ideas/${ids[2]}`)).status).toBe(204);
  expect((await call('staff', 'GET', '/idea-boards')).body).toMatchObject({ data: [{ boardId, phase: 'commit' }] });
});
