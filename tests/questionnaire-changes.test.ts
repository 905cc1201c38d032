import { beforeAll, expect, test } from 'vitest';
import {
  answerQuestionnaire,
  closePlacement,
  createQuestionnaire,
  getPlacement,
  notesOf,
  placeQuestionnaire,
  viewResults,
} from '#modules/community/questionnaires';
import { type ContentInput, type PlacementInput } from '#modules/community/questionnaires/testing';
import { verdictOf } from '#modules/community/questionnaires/client';
import { aWorkshop, shortEvaluation, shortTest, type TestWorkshop } from '#modules/community/questionnaires/testing';
import type { Ctx } from '#platform/context';
import { resultsView } from '#web/features/questionnaires/results-view.server.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
let workshop: TestWorkshop;
beforeAll(async () => {
  workshop = await aWorkshop(t, 12);
});

const make = async (content: ContentInput = shortEvaluation): Promise<number> =>
  createQuestionnaire(t.ctx(), workshop.libraryId, { name: 'Evaluasi', content });
async function place(more: Partial<PlacementInput>, questionnaireId: number) {
  const id = await placeQuestionnaire(t.ctx(), {
    questionnaireId,
    libraryId: workshop.libraryId,
    programId: workshop.programId,
    role: 'evaluation',
    audience: 'participants',
    privacy: 'anonymous',
    opensAt: new Date('2026-11-20T00:00:00+07:00'),
    ...more,
  });
  return getPlacement(t.ctx(), id);
}
const answer = async (ctx: Ctx, code: string, more: { answers: Record<string, string> }) =>
  answerQuestionnaire(ctx, t.storage, { code, ...more });

test('the same people by name are compared as such, and otherwise as two groups', async () => {
  const id = await make();
  const [before, after] = [await place({ privacy: 'named' }, id), await place({ privacy: 'named' }, id)];
  const unnamed = await place({}, id);
  // everybody gains one step but two: of the same people that is certain
  for (const [nth, { ctx }] of workshop.participants.entries()) {
    const was = (nth % 3) + 1;
    await answer(ctx, before.code, { answers: { materi: String(was) } });
    await answer(ctx, unnamed.code, { answers: { materi: String(was) } });
    await answer(ctx, after.code, { answers: { materi: String(nth < 2 ? was : was + 1) } });
  }
  for (const one of [before, after, unnamed]) await closePlacement(t.ctx(), one.id);
  const together = (await viewResults(t.ctx(), after.id, before.id)).compared?.items.materi;
  expect(together).toMatchObject({ method: 'paired', n: 12, mean: 2, top: null });
  expect(together?.interval && verdictOf(together.interval)).toBe('up');
  const apart = (await viewResults(t.ctx(), after.id, unnamed.id)).compared?.items.materi;
  expect(apart).toMatchObject({ method: 'independent', n: 12, mean: 2 });
  // the change is the same, what can be said of it is less
  expect(apart?.change).toBeCloseTo(together?.change ?? 0, 10);
  expect((apart?.interval?.low ?? 0) < (together?.interval?.low ?? 0)).toBe(true);
  expect(resultsView(await viewResults(t.ctx(), after.id, before.id), { locale: 'id' }).figures[0]?.change).toEqual({
    kind: 'on',
    words: 'naik 0,8',
    more: [expect.stringMatching(/^mungkin naik 0,\d\d sampai 1,\d\d poin$/), '12 orang yang sama'],
  });
  // whoever is forgotten is nobody any more, and is in no pair
  await t.db
    .updateTable('questionnaireResponse')
    .set({ memberId: null, enrolmentId: null })
    .where('placementId', '=', before.id)
    .execute();
  const forgotten = (await viewResults(t.ctx(), after.id, before.id)).compared?.items.materi;
  expect(forgotten).toMatchObject({ method: 'independent', n: 12 });
});

test('a test before and after says in words what its interval means, and a change that may be none is called so', async () => {
  const id = await make(shortTest);
  const before = await place({ role: 'pre', privacy: 'paired' }, id);
  const after = await place({ role: 'post', privacy: 'paired', pairWith: before.id }, id);
  for (const [nth, { ctx }] of workshop.participants.entries()) {
    // six gain fifty points, five stay, one loses them: 20.8 on average
    await answer(ctx, before.code, { answers: { satu: 'a', dua: nth === 11 ? 'a' : 'b' } });
    await answer(ctx, after.code, { answers: { satu: 'a', dua: nth < 6 ? 'a' : 'b' } });
  }
  expect(notesOf(await viewResults(t.ctx(), after.id), 'id')).toEqual([
    'Tes awal dan akhir dibandingkan setelah keduanya ditutup.',
  ]);
  await closePlacement(t.ctx(), after.id);
  const results = await viewResults(t.ctx(), after.id);
  // differences 6 × 50, 5 × 0, −50: mean 20.83, deviation 33.43, t(11) = 2.201: half 21.24
  expect(notesOf(results, 'id')).toContain(
    'Perubahannya: belum tentu berubah, antara turun 0,4 dan naik 42,1 poin (selang 95%, 12 orang yang sama).',
  );
  expect(notesOf(results, 'en')).toContain(
    'The change: may not have changed, between 0.4 down and 42.1 up in points (95% interval, the same 12 people).',
  );
});

test('on the page of results an item that nobody was asked, one that nobody answered and one that few answered stand apart', async () => {
  const options = ['ya', 'tidak'].map((value) => ({ value, label: value }));
  const asks = (id: string, label: string, more: object = {}) => ({
    id,
    kind: 'single' as const,
    label,
    options,
    ...more,
  });
  const hangs = (value: string) => ({ when: { question: 'pakai', is: 'any_of' as const, values: [value] } });
  const id = await make({
    title: 'Tiga hal',
    questions: [
      asks('pakai', 'Pakai katalog?'),
      asks('kendala', 'Ada kendala?', hangs('tidak')),
      asks('saran', 'Ada saran?', hangs('ya')),
      asks('lain', 'Yang lain?'),
    ],
  });
  const placed = await place({}, id);
  for (const [nth, { ctx }] of workshop.participants.entries()) {
    await answer(ctx, placed.code, { answers: { pakai: 'ya', ...(nth < 3 && { lain: 'ya' }) } });
  }
  await closePlacement(t.ctx(), placed.id);
  const results = await viewResults(t.ctx(), placed.id);
  expect(results.items.map((item) => [item.id, item.absent])).toEqual([
    ['pakai', null],
    ['kendala', 'not_asked'],
    ['saran', 'unanswered'],
    ['lain', 'too_few'],
  ]);
  expect(resultsView(results, { locale: 'id' }).absent).toEqual([
    'Kurang dari lima jawaban, jadi tidak dirinci: Yang lain?',
    'Ditanya, tetapi tidak ada yang menjawab: Ada saran?',
    'Tidak ditanyakan kepada siapa pun, karena syaratnya tidak terpenuhi: Ada kendala?',
  ]);
  expect(results.absent).toEqual({ reliability: 'not_asked', ikm: 'not_asked', test: 'not_asked' });
});
