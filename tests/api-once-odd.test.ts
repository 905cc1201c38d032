import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { makeGuest, makeWorkshop } from '#modules/community/ideas/testing';
import { aLibrary } from '#modules/people/members/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t);
let workshop: Awaited<ReturnType<typeof makeWorkshop>>;
let libraryId = 0;
beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  workshop = await makeWorkshop(t.db, { libraryId });
});
const account = () => ({ authorization: `Bearer ${api.token}` });
const post = async (url: string, payload: object | undefined, headers: Record<string, string>) =>
  api.inject({ method: 'POST', url: `/api/v1${url}`, headers, ...(payload && { payload }) });
const library = (code: string) => ({ code, name: `Perpustakaan ${code}`, type: 'kelurahan' });
const librariesOf = async (code: string): Promise<number> =>
  (await t.db.selectFrom('library').select('id').where('code', '=', code).execute()).length;

test('two who are known by a head of their own are two, whatever key and words they have in common', async () => {
  const { sessionId, programId } = workshop;
  const made = await post('/idea-boards', { sessionId, question: 'Bagaimana?', votesEach: 1 }, account());
  const boardId = made.json<{ id: number }>().id;
  await post(`/idea-boards/${boardId}/change-phase`, { phase: 'write', minutes: 5 }, account());
  const guests = await Promise.all(
    ['Dimas Aji', 'Sari Wulan'].map(async (name) => makeGuest(t.db, { programId, name, libraryId })),
  );
  for (const { ticket } of guests) {
    const idea = await post(
      '/ideas',
      { boardId, text: 'Buka malam' },
      { 'x-ticket': ticket, 'idempotency-key': 'kirim-01' },
    );
    expect([idea.statusCode, idea.headers['idempotency-replayed']]).toEqual([201, undefined]);
  }
  expect(await t.db.selectFrom('idea').select('id').execute()).toHaveLength(2);
});

test('an answer that cannot be kept is given all the same', async () => {
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'penuh'; end $$`.execute(
    t.db,
  );
  await sql`create trigger refuse before update of answer on form_act for each row execute function refuse()`.execute(
    t.db,
  );
  const key = { ...account(), 'idempotency-key': 'kunci-9001' };
  const first = await post('/libraries', library('PENUH'), key);
  await sql`drop trigger refuse on form_act`.execute(t.db);
  expect(first.statusCode, first.body).toBe(201);
  expect(await librariesOf('PENUH')).toBe(1);
});

test('a fault is one answer, in the words of every refusal, also when nobody can ask what was done', async () => {
  const key = { ...account(), 'idempotency-key': 'kunci-9002' };
  await sql`alter table form_act rename to form_act_away`.execute(t.db);
  const refused = await post('/libraries', library('RUSAK'), key);
  await sql`alter table form_act_away rename to form_act`.execute(t.db);
  expect(refused.statusCode).toBe(500);
  expect(refused.headers['content-type']).toContain('problem+json');
  expect(refused.json()).toMatchObject({ code: 'platform.internal' });
  expect((await post('/libraries', library('RUSAK'), key)).statusCode).toBe(201);
});

test('a body where none is asked for is refused by its fields', async () => {
  const refused = await post('/stocktakes/1/cancel', { asing: 1 }, account());
  expect(refused.statusCode).toBe(422);
  expect(refused.json()).toMatchObject({ fields: { asing: 'Isian ini tidak dikenal.' } });
  expect((await post('/stocktakes/1/cancel', {}, account())).statusCode).toBe(404);
});
