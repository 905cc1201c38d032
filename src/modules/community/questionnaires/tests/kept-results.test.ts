import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import {
  answerQuestionnaire,
  closePlacement,
  createQuestionnaire,
  getPlacement,
  placeQuestionnaire,
  viewResults,
} from '#modules/community/questionnaires';
import { type PlacementInput } from '#modules/community/questionnaires/testing';
import { counted } from '../../../../../tests/support/counted.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { aWorkshop, shortEvaluation, shortTest, type TestWorkshop } from '../testing.ts';
import { answerNameRetention, questionnairesPersonalData } from '../personal-data.ts';

const t = useTestDb();
let workshop: TestWorkshop;

beforeAll(async () => {
  workshop = await aWorkshop(t, 6);
});

async function place(more: Partial<PlacementInput> = {}, content = shortEvaluation, of?: number) {
  const questionnaireId = of ?? (await createQuestionnaire(t.ctx(), workshop.libraryId, { name: 'Evaluasi', content }));
  const id = await placeQuestionnaire(t.ctx(), {
    questionnaireId,
    libraryId: workshop.libraryId,
    programId: workshop.programId,
    role: 'evaluation',
    audience: 'participants',
    privacy: 'named',
    opensAt: new Date('2026-11-20T00:00:00+07:00'),
    ...more,
  });
  return getPlacement(t.ctx(), id);
}
/** As many answers as a survey of the whole city has, written at once. */
async function manyAnswers(placementId: number, privacy: 'named' | 'anonymous', many: number): Promise<void> {
  await sql`insert into questionnaire_response (placement_id, privacy, answers, channel, answered_at)
    select ${placementId}, ${privacy}::text, jsonb_build_object('materi', (1 + n % 4)::text, 'pesan', 'ruang baca ' || n % 97), 'link',
      case when ${privacy} = 'named' then now() end
    from generate_series(1, ${many}) n`.execute(t.db);
}
/** What a look reads: rows of the database, and the figures. */
async function look(placementId: number) {
  const asked = counted(t.db);
  const results = await viewResults({ ...t.ctx(), db: asked.db }, placementId);
  return { rows: asked.rows(), results };
}
const answerAs = async (nth: number, code: string, words: string) => {
  const person = workshop.participants[nth];
  if (!person) throw new Error('no such participant');
  await answerQuestionnaire(person.ctx, t.storage, { code, answers: { materi: '4', pesan: words } });
  return person;
};

test('results of 5,000 answers are computed when an answer came, and not with each look', async () => {
  const { id, code } = await place();
  await manyAnswers(id, 'named', 5000);
  const first = await look(id);
  expect(first.results.n).toBe(5000);
  expect(first.rows).toBeGreaterThan(5000);
  const second = await look(id);
  expect(second.results).toEqual(first.results);
  expect(second.rows).toBeLessThan(50);
  await answerAs(0, code, 'ruang diskusi terlalu panas');
  const third = await look(id);
  expect(third.results.n).toBe(5001);
  expect(third.rows).toBeGreaterThan(5000);
  expect((await look(id)).rows).toBeLessThan(50);
});

test('what was kept of answers is not shown once one was erased, changed, or written by another process', async () => {
  const { id, code } = await place();
  await manyAnswers(id, 'named', 10);
  const words = `rahasia ${randomUUID()}`;
  const person = await answerAs(1, code, words);
  expect(JSON.stringify((await look(id)).results)).toContain(words);
  await t.db.transaction().execute(async (trx) => questionnairesPersonalData.erase(trx, t.ctx(), person.memberId));
  const after = await look(id);
  expect(after.results.n).toBe(10);
  expect(JSON.stringify(after.results)).not.toContain(words);
  // another process changes one answer and exchanges another: there are as many as before
  await sql`update questionnaire_response set answers = '{"pesan": "diubah"}'
    where id = (select min(id::text)::uuid from questionnaire_response where placement_id = ${id})`.execute(t.db);
  expect(JSON.stringify((await look(id)).results)).toContain('diubah');
  await sql`delete from questionnaire_response where placement_id = ${id} and answers->>'pesan' = 'diubah'`.execute(
    t.db,
  );
  await manyAnswers(id, 'named', 1);
  const exchanged = await look(id);
  expect(exchanged.results.n).toBe(10);
  expect(JSON.stringify(exchanged.results)).not.toContain('diubah');
  // down to four nothing is shown, whatever was kept
  await sql`delete from questionnaire_response where id in (
    select id from questionnaire_response where placement_id = ${id} limit 6)`.execute(t.db);
  expect((await look(id)).results).toMatchObject({ n: 4, hidden: true, items: [], terms: {} });
});

test('without names nothing that was kept is seen before it may be, and all of it afterwards', async () => {
  const { id } = await place({ privacy: 'anonymous' });
  await manyAnswers(id, 'anonymous', 40);
  expect((await look(id)).results).toMatchObject({ n: 0, hidden: true });
  await closePlacement(t.ctx(), id);
  const closed = await look(id);
  expect(closed.results).toMatchObject({ n: 40, hidden: false });
  expect(closed.results.terms.pesan?.[0]?.term).toBe('ruang baca');
  expect((await look(id)).rows).toBeLessThan(50);
});

test('of two tests of a pair the comparison follows the answers of both', async () => {
  const questionnaireId = await createQuestionnaire(t.ctx(), workshop.libraryId, { name: 'Tes', content: shortTest });
  const pre = await place({ role: 'pre', privacy: 'paired' }, shortTest, questionnaireId);
  const post = await place({ role: 'post', privacy: 'paired', pairWith: pre.id }, shortTest, questionnaireId);
  await closePlacement(t.ctx(), post.id);
  const pairs = async (from: number, to: number): Promise<void> => {
    for (const [id, second] of [
      [pre.id, 'b'],
      [post.id, 'a'],
    ] as const) {
      await sql`insert into questionnaire_response (placement_id, privacy, answers, channel, pair_code)
        select ${id}, 'paired', jsonb_build_object('satu', 'a', 'dua', ${second}::text), 'link', sha256(n::text::bytea)
        from generate_series(${from}::int, ${to}::int) n`.execute(t.db);
    }
  };
  await pairs(1, 10);
  expect((await look(pre.id)).results.paired?.gain).toMatchObject({ pairs: 10, before: 50, after: 100 });
  expect((await look(pre.id)).rows).toBeLessThan(20);
  await sql`delete from questionnaire_response where placement_id = ${post.id}
    and pair_code = sha256('1'::bytea)`.execute(t.db);
  // of nine pairs nothing is compared, and the one who took this test only is left out
  expect((await look(pre.id)).results.paired).toMatchObject({ gain: null, pairs: [], sealed: true });
});

test('retention that takes the names changes nothing that was answered, and what it changes is seen', async () => {
  const { id, code } = await place();
  await manyAnswers(id, 'named', 10);
  await answerAs(2, code, 'bagus');
  const before = await look(id);
  await answerNameRetention.clear(t.ctx(), new Date('2030-01-01T00:00:00Z'), t.storage);
  const after = await look(id);
  expect(after.rows).toBeGreaterThan(10);
  expect(after.results.items[0]?.counts).toEqual(before.results.items[0]?.counts);
});
