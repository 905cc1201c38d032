import { beforeAll, expect, test } from 'vitest';
import {
  answerQuestionnaire,
  closePlacement,
  copyInstrument,
  createQuestionnaire,
  getPlacement,
  getQuestionnaire,
  notesOf,
  placeQuestionnaire,
  setPopulation,
  viewResults,
  viewUnitIkm,
} from '#modules/community/questionnaires';
import { type PlacementInput } from '#modules/community/questionnaires/testing';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { aWorkshop, type TestWorkshop } from '../testing.ts';

const t = useTestDb();
let workshop: TestWorkshop;
beforeAll(async () => {
  workshop = await aWorkshop(t, 0);
});

const anonymous = () => t.ctx({ kind: 'anonymous' });
const service = { programId: null, service: 'Meja sirkulasi', audience: 'anyone', role: 'survey' } as const;
async function place(more: Partial<PlacementInput>, questionnaireId: number) {
  const id = await placeQuestionnaire(t.ctx(), {
    questionnaireId,
    libraryId: workshop.libraryId,
    privacy: 'anonymous',
    opensAt: new Date('2026-11-20T00:00:00+07:00'),
    ...service,
    ...more,
  });
  return getPlacement(t.ctx(), id);
}
const answer = async (ctx: ReturnType<typeof anonymous>, code: string, more: { answers: Record<string, string> }) =>
  answerQuestionnaire(ctx, t.storage, { code, ...more });

/** A sheet of the public satisfaction survey, on which every element has the same score. */
const sheetOf = (score: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: 9 }, (_, nth) => [`u${nth + 1}`, String(score)]));

async function aService(questionnaireId: number, name: string, scores: readonly number[], more: object = {}) {
  const about = { ...service, service: name, ...more };
  const placed = await place(about, questionnaireId);
  for (const score of scores) await answer(anonymous(), placed.code, { answers: sheetOf(score) });
  await closePlacement(t.ctx(), placed.id);
  return placed;
}
const times = (count: number, score: number): number[] => Array.from({ length: count }, () => score);

test('the index stands with both weights, and beside it how many would have to answer', async () => {
  const { id } = await copyInstrument(t.ctx(), workshop.libraryId, 'ikm');
  const placed = await aService(id, 'Sirkulasi', [...times(6, 4), ...times(4, 3)], { population: 500 });
  const results = await viewResults(t.ctx(), placed.id);
  // 25 × (6 × 36 + 4 × 27) ÷ 90 = 90.00; with 0.11: 25 × 32.4 × 0.11 = 89.10
  expect(results.ikm).toMatchObject({ hundredths: 9000, grade: 'A', printed: { hundredths: 8910, grade: 'A' } });
  const notes = notesOf(results, 'id').join(' ');
  for (const said of [
    'Indeks Kepuasan Masyarakat 90,00, mutu A, dari 10 lembar lengkap (bobot tiap unsur 1/9).',
    'Dengan bobot seperti tercetak di peraturan, 0,11 dan bukan 1/9: 89,10, mutu A.',
    'Dari 500 pengguna diperlukan 217 responden (Krejcie dan Morgan, taraf 95%). Yang lengkap baru 10, kurang 207',
  ])
    expect(notes).toContain(said);
  // known only later: ten of ten are enough, and more than there are is asked about
  await setPopulation(t.ctx(), placed.id, 10);
  expect(notesOf(await viewResults(t.ctx(), placed.id), 'en').join(' ')).toContain('Complete: 10. That is enough.');
  await setPopulation(t.ctx(), placed.id, 9);
  expect(notesOf(await viewResults(t.ctx(), placed.id), 'id').join(' ')).toContain('Periksa angkanya.');
  await setPopulation(t.ctx(), placed.id, null);
  expect(notesOf(await viewResults(t.ctx(), placed.id), 'id').join(' ')).toContain('belum diisi');
  for (const odd of [0, -1, 1.5, 1e10])
    expect(await outcome(setPopulation(t.ctx(), placed.id, odd))).toBe('platform.invalid_input');
  const reader = t.ctx({ grants: [{ libraryId: null, permissions: ['responses.read'] }] });
  expect(await outcome(setPopulation(reader, placed.id, 5))).toBe('platform.forbidden');
});

test('services are joined by respondents and by services; one with four sheets is in no sum, from which it could be told', async () => {
  const { id } = await copyInstrument(t.ctx(), workshop.libraryId, 'ikm');
  const large = await aService(id, 'Sirkulasi', times(15, 4));
  await aService(id, 'Referensi', times(5, 2));
  const few = await aService(id, 'Anak', times(4, 1));
  const lastYear = await place({ ...service, opensAt: new Date('2025-11-20T00:00:00+07:00') }, id);
  const unit = await viewUnitIkm(t.ctx(), large.id);
  const mine = unit.services.filter(({ placement }) => placement.questionnaire.id === id);
  expect(mine.map(({ placement, ikm, absent }) => [placement.service, ikm?.hundredths ?? absent])).toEqual([
    ['Sirkulasi', 10_000],
    ['Referensi', 5000],
    ['Anak', 'too_few'],
  ]);
  expect(unit.services.map(({ placement }) => placement.id)).not.toContain(lastYear.id);
  // 25 × (15 × 36 + 5 × 18) ÷ 180 = 87.50, and (100 + 50) ÷ 2 = 75.00
  const alone = await viewUnitIkm(t.ctx(), few.id);
  expect(alone.joined).toEqual(unit.joined);
  const elsewhere = t.ctx({ grants: [{ libraryId: workshop.libraryId + 999, permissions: ['*'] }] });
  expect(await outcome(viewUnitIkm(elsewhere, large.id))).toBe('platform.forbidden');
});

test('own weights of the elements are all nine, one together, and give an index of their own', async () => {
  const { id } = await copyInstrument(t.ctx(), workshop.libraryId, 'ikm');
  const { content } = await getQuestionnaire(t.ctx(), id);
  const weighed = (weights: readonly number[]) => ({
    ...content,
    questions: content.questions.map((one) => ({
      ...one,
      weight: one.element === '' ? null : (weights[Number(one.element.slice(1)) - 1] ?? null),
    })),
  });
  const making = async (weights: readonly number[]) =>
    createQuestionnaire(t.ctx(), workshop.libraryId, { name: 'IKM berbobot', content: weighed(weights) });
  expect(await outcome(making([0.5, 0.5]))).toBe('platform.invalid_input');
  expect(await outcome(making(times(9, 0.11)))).toBe('platform.invalid_input');
  expect(await outcome(making([...times(8, 0.11111), 0.11112]))).toBe('platform.invalid_input');
  const own = await making([0.2, ...times(8, 0.1)]);
  const placed = await place(service, own);
  // U1 is 4, all others 2: 25 × 20 ÷ 9 = 55.56; with 0.2 for U1 25 × (0.8 + 1.6) = 60.00
  for (let nth = 0; nth < 5; nth += 1) {
    await answer(anonymous(), placed.code, { answers: { ...sheetOf(2), u1: '4' } });
  }
  await closePlacement(t.ctx(), placed.id);
  expect((await viewResults(t.ctx(), placed.id)).ikm).toMatchObject({
    hundredths: 5556,
    own: { hundredths: 6000, grade: 'D' },
  });
});
