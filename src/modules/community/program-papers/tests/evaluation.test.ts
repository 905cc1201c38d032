import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  answerQuestionnaire,
  closePlacement,
  createQuestionnaire,
  getPlacement,
  placeQuestionnaire,
} from '#modules/community/questionnaires';
import { aWorkshop, shortEvaluation, shortTest, type TestWorkshop } from '#modules/community/questionnaires/testing';
import type { Ctx } from '#platform/context';
import { paperPdf } from '../index.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';

const t = useTestDb();
const services = {
  config: { root: join(import.meta.dirname, '../../../../..') },
  storage: t.storage,
  origin: 'https://perpustakaan.blitarkota.go.id',
};
let workshop: TestWorkshop;
beforeAll(async () => {
  workshop = await aWorkshop(t, 11);
});

type Placing = Parameters<typeof placeQuestionnaire>[1];
const opened = new Date('2026-11-20T00:00:00+07:00');

async function ask(questionnaireId: number, about: Pick<Placing, 'role' | 'privacy'> & Partial<Placing>) {
  const { programId, libraryId } = workshop;
  const id = await placeQuestionnaire(t.ctx(), {
    questionnaireId,
    libraryId,
    programId,
    audience: 'participants',
    opensAt: opened,
    ...about,
  });
  return getPlacement(t.ctx(), id);
}
async function answer(code: string, answers: object[]): Promise<void> {
  for (const [at, given] of answers.entries()) {
    const ctx = workshop.participants[at]?.ctx;
    if (ctx) await answerQuestionnaire(ctx, t.storage, { code, answers: { ...given } });
  }
}
const many = (count: number, given: object): object[] => Array.from({ length: count }, () => given);
const report = async (ctx: Ctx): Promise<string> => {
  const { body } = await paperPdf(ctx, services, workshop.programId, { paper: 'laporan' });
  return (await pageTexts(body)).join(' ');
};

test('the report has what was answered, from five answers on, and says of less only that it is less', async () => {
  const { libraryId, speakerId } = workshop;
  expect(await report(t.ctx())).toContain('Tidak ada kuesioner untuk kegiatan ini.');
  const evaluation = await createQuestionnaire(t.ctx(), libraryId, { name: 'Evaluasi', content: shortEvaluation });
  const whole = await ask(evaluation, { role: 'evaluation', privacy: 'anonymous', label: 'Penyelenggaraan' });
  const speaker = await ask(evaluation, { role: 'evaluation', privacy: 'anonymous', speakerId });
  await answer(whole.code, [...many(4, { materi: '3' }), ...many(2, { materi: '4' })]);
  await answer(speaker.code, many(4, { materi: '1', pesan: 'rahasia' }));
  for (const { id } of [whole, speaker]) await closePlacement(t.ctx(), id);
  const text = await report(t.ctx());
  expect(text).toMatch(
    /Penyelenggaraan, 6 jawaban Unsur.*Materi cocok dengan pekerjaan saya 3,33 dari 4 6 Ditanya, tetapi tidak ada yang menjawab: Pesan Jawaban/,
  );
  expect(text).toMatch(/Evaluasi: Narasumber Uji, 4 jawaban Kurang dari lima jawaban, jadi hasilnya tidak ditampilkan/);
  expect(text).not.toContain('rahasia');
});

test('two tests are told by those who did both', async () => {
  const { libraryId } = workshop;
  const questions = await createQuestionnaire(t.ctx(), libraryId, { name: 'Tes literasi', content: shortTest });
  const before = await ask(questions, { role: 'pre', privacy: 'paired' });
  const after = await ask(questions, { role: 'post', privacy: 'paired', pairWith: before.id });
  await answer(before.code, many(11, { satu: 'a', dua: 'b' }));
  await answer(after.code, [...many(9, { satu: 'a', dua: 'a' }), { satu: 'a', dua: 'b' }]);
  await closePlacement(t.ctx(), before.id);
  const text = await report(t.ctx());
  // differences 9 × 50 and 0: mean 45, deviation 15.81, t(9) = 2.262: half 11.31
  expect(text).toContain(
    'rata-rata nilai berubah dari 50 menjadi 95 (selisih 45, selang 95%: mungkin naik 33,7 sampai 56,3 poin): 9 naik, 1 tetap, 0 turun.',
  );
  expect(text).toContain('Hanya tes awal: 1 orang; hanya tes akhir: 0 orang.');
  expect(text.match(/Tes literasi/g)).toHaveLength(1);
});

test('whoever may not read answers gets a report without them', async () => {
  const planner = t.ctx({ grants: [{ libraryId: workshop.libraryId, permissions: ['programs.manage'] }] });
  const text = await report(planner);
  expect(text).toContain('tidak berhak membaca jawaban kuesioner');
  expect(text).not.toMatch(/Materi cocok|kedua tes/);
});
