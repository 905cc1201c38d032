import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answerQuestionnaire,
  createQuestionnaire,
  getPlacement,
  placeQuestionnaire,
} from '#modules/community/questionnaires';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { aWorkshop, shortEvaluation, type TestWorkshop } from '../testing.ts';

const t = useTestDb();
const PEOPLE = 100;
/** As many connections as a server has. */
let server: Db;
let workshop: TestWorkshop;

beforeAll(async () => {
  server = openDb(poolConfig(t.address, 10)).db;
  workshop = await aWorkshop(t, PEOPLE);
}, 120_000);
afterAll(async () => server.destroy());

test('a hundred people who answer at once hold up nobody else, and in the end nobody can tell who said what', async () => {
  const questionnaireId = await createQuestionnaire(t.ctx(), workshop.libraryId, {
    name: 'Evaluasi',
    content: shortEvaluation,
  });
  const id = await placeQuestionnaire(t.ctx(), {
    questionnaireId,
    libraryId: workshop.libraryId,
    programId: workshop.programId,
    role: 'evaluation',
    audience: 'participants',
    privacy: 'anonymous',
    opensAt: new Date('2026-11-20T00:00:00+07:00'),
  });
  const { code } = await getPlacement(t.ctx(), id);
  // the placement is held for a moment, as it is while a survey of thousands is mixed
  const hold = Promise.withResolvers<undefined>();
  const held = Promise.withResolvers<undefined>();
  const holding = t.db.transaction().execute(async (trx) => {
    await sql`select from questionnaire_placement where id = ${id} for update`.execute(trx);
    held.resolve(undefined);
    await hold.promise;
  });
  await held.promise;
  const answers = workshop.participants.map(async ({ ctx }, nth) =>
    answerQuestionnaire({ ...ctx, db: server }, t.storage, { code, answers: { materi: '3', pesan: `kata ${nth}` } }),
  );
  // by now as many as may wait do
  await expect
    .poll(async () => {
      const { rows } = await sql<{ waiting: number }>`select count(*) as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(t.db);
      return rows[0]?.waiting;
    })
    .toBeGreaterThan(0);
  const reader = async (): Promise<string> => {
    await Promise.all(Array.from({ length: 20 }, async () => sql`select 1`.execute(server)));
    return 'read';
  };
  const waited = new Promise<string>((resolve) => setTimeout(resolve, 5000, 'waited for the answers'));
  const became = await Promise.race([reader(), waited]);
  hold.resolve(undefined);
  await holding;
  await Promise.all(answers);
  expect(became).toBe('read');
  for (const table of ['questionnaire_response', 'questionnaire_receipt']) {
    const { rows } = await sql<{
      n: number;
      writers: number;
    }>`select count(*) as n, count(distinct xmin::text) as writers
      from ${sql.table(table)} where placement_id = ${id}`.execute(t.db);
    expect({ table, ...rows[0] }).toEqual({ table, n: PEOPLE, writers: 1 });
  }
}, 60_000);
