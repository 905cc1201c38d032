import Papa from 'papaparse';
import readXlsxFile from 'read-excel-file/node';
import { beforeAll, expect, test } from 'vitest';
import {
  answerQuestionnaire,
  closePlacement,
  copyInstrument,
  createQuestionnaire,
  enterPaper,
  getPlacement,
  instrumentResults,
  paperPdf,
  placeQuestionnaire,
  printSheets,
  resultsPdf,
} from '#modules/community/questionnaires';
import { readConfig } from '#platform/config';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { bytesOf, textOf } from '../../../../../tests/support/read-made.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { exportResponses } from '../results/export-results.ts';
import { aWorkshop, shortEvaluation, type TestWorkshop } from '../testing.ts';

const t = useTestDb();
const config = readConfig({});
let workshop: TestWorkshop;
beforeAll(async () => {
  workshop = await aWorkshop(t, 6);
});

async function place(questionnaireId: number, privacy: 'anonymous' | 'named' = 'anonymous') {
  const id = await placeQuestionnaire(t.ctx(), {
    questionnaireId,
    libraryId: workshop.libraryId,
    programId: workshop.programId,
    role: 'evaluation',
    audience: 'participants',
    privacy,
    opensAt: new Date('2026-11-20T00:00:00+07:00'),
  });
  return getPlacement(t.ctx(), id);
}
const make = async () =>
  createQuestionnaire(t.ctx(), workshop.libraryId, { name: 'Evaluasi', content: shortEvaluation });

test('a table of answers in words; a formula that somebody wrote stays a text; of too few there is none', async () => {
  const { id, code } = await place(await make());
  for (const [nth, { ctx }] of workshop.participants.entries()) {
    const pesan = nth === 0 ? '=HYPERLINK("http://jahat.example";"klik")' : 'Baik';
    await answerQuestionnaire(ctx, t.storage, { code, answers: { materi: '4', pesan } });
  }
  expect(await outcome(exportResponses(t.ctx(), id, 'csv'))).toBe('questionnaires.still_open');
  await closePlacement(t.ctx(), id);
  const csv = await textOf(exportResponses(t.ctx(), id, 'csv'));
  const rows = Papa.parse<string[]>(csv, { skipEmptyLines: true }).data;
  expect(rows[0]).toEqual([
    'Cara',
    'Materi cocok dengan pekerjaan saya',
    'Materi cocok dengan pekerjaan saya (nilai)',
    'Pesan',
  ]);
  expect(rows).toHaveLength(7);
  expect(rows.map((row) => row[3])).toContain(`'=HYPERLINK("http://jahat.example";"klik")`);
  expect(rows[1]?.slice(1, 3)).toEqual(['Sangat baik', '4']);
  const xlsx = await bytesOf(exportResponses(t.ctx(), id, 'xlsx'));
  const [sheet] = await readXlsxFile(xlsx);
  expect(JSON.stringify(sheet)).toContain('=HYPERLINK');
  for (const { name } of workshop.participants) expect(csv).not.toContain(name);
});

test('in tables and on paper a question that nobody was asked, nobody answered, or few answered is told apart', async () => {
  const options = ['ya', 'tidak'].map((value) => ({ value, label: value }));
  const asks = (id: string, label: string, more: object = {}) => ({
    id,
    kind: 'single' as const,
    label,
    options,
    ...more,
  });
  const hangs = (value: string) => ({ when: { question: 'pakai', is: 'any_of' as const, values: [value] } });
  const questionnaireId = await createQuestionnaire(t.ctx(), workshop.libraryId, {
    name: 'Tiga hal',
    content: {
      title: 'Tiga hal',
      questions: [
        asks('pakai', 'Pakai?'),
        asks('kendala', 'Kendala?', hangs('tidak')),
        asks('saran', 'Saran?', hangs('ya')),
        asks('lain', 'Lain?'),
      ],
    },
  });
  const { id, code } = await place(questionnaireId);
  for (const [nth, { ctx }] of workshop.participants.entries()) {
    const answers = { pakai: 'ya', ...(nth < 2 && { lain: 'ya' }) };
    await answerQuestionnaire(ctx, t.storage, { code, answers });
  }
  await closePlacement(t.ctx(), id);
  const line = ['ya', '(tidak ditanya)', '(ditanya, tidak dijawab)', '(kurang dari lima jawaban)'];
  const csv = Papa.parse<string[]>(await textOf(exportResponses(t.ctx(), id, 'csv')), { skipEmptyLines: true }).data;
  expect(csv.slice(1).map((row) => row.slice(1))).toEqual(Array.from({ length: 6 }, () => line));
  const [sheet] = await readXlsxFile(await bytesOf(exportResponses(t.ctx(), id, 'xlsx')));
  for (const words of line) expect(JSON.stringify(sheet)).toContain(words);
  const paper = (await pageTexts((await resultsPdf(t.ctx(), config, id)).body)).join(' ');
  for (const said of [
    'Kurang dari lima jawaban, jadi tidak dirinci: Lain?',
    'Ditanya, tetapi tidak ada yang menjawab: Saran?',
    'karena syaratnya tidak terpenuhi: Kendala?',
  ])
    expect(paper).toContain(said);
});

test('named answers have their names in the table', async () => {
  const { id, code } = await place(await make(), 'named');
  const [first] = workshop.participants;
  if (!first) throw new Error('nobody takes part');
  await answerQuestionnaire(first.ctx, t.storage, { code, answers: { materi: '3' } });
  const rows = Papa.parse<string[]>(await textOf(exportResponses(t.ctx(), id, 'csv')), { skipEmptyLines: true }).data;
  expect(rows[0]?.slice(0, 3)).toEqual(['Nama', 'Waktu', 'Cara']);
  expect(rows[1]?.[0]).toBe(first.name);
});

test('results and sheets of paper as PDF, for every kind of question of the standard instruments', async () => {
  for (const key of ['four_levels', 'ikm', 'test']) {
    const { id: questionnaireId } = await copyInstrument(t.ctx(), workshop.libraryId, key);
    const { id } = await place(questionnaireId);
    const { body, fileName } = await paperPdf(t.ctx(), config, id, 'https://perpus.example.go.id');
    expect(Buffer.from(body.slice(0, 5)).toString(), key).toBe('%PDF-');
    expect(fileName).toMatch(/^kuesioner-[a-z0-9]{8}\.pdf$/);
  }
  const { id: printed } = await place(await make());
  const sheets = await printSheets(t.ctx(), config, printed, { count: 3, origin: 'https://perpus.example.go.id' });
  const pages = await pageTexts(sheets.body);
  const tokens = pages.map((text) => /[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/.exec(text)?.[0] ?? '');
  expect(new Set(tokens).size).toBe(3);
  for (const sheet of tokens) await enterPaper(t.ctx(), { placementId: printed, answers: { materi: '3' }, sheet });
  const { id: byName } = await place(await make(), 'named');
  const named = await printSheets(t.ctx(), config, byName, { count: 1, origin: 'https://perpus.example.go.id' });
  const texts = await pageTexts(named.body);
  expect(texts).toHaveLength(workshop.participants.length);
  for (const { name } of workshop.participants) expect(texts.filter((text) => text.includes(name))).toHaveLength(1);
  const { id, code } = await place(await make());
  expect(await outcome(resultsPdf(t.ctx(), config, id))).toBe('questionnaires.still_open');
  for (const { ctx } of workshop.participants) {
    await answerQuestionnaire(ctx, t.storage, { code, answers: { materi: '4', pesan: 'Waktu praktik ditambah' } });
  }
  await closePlacement(t.ctx(), id);
  const { body } = await resultsPdf(t.ctx(), config, id);
  expect(Buffer.from(body.slice(0, 5)).toString()).toBe('%PDF-');
});

test('how important an item is stands beside how it was judged, for the next edition', async () => {
  const scale = ['Rendah', 'Tinggi'].map((label, at) => ({ value: String(at + 1), label, score: at + 1 }));
  const id = await createQuestionnaire(t.ctx(), workshop.libraryId, {
    name: 'Penting',
    content: {
      title: 'Penting dan puas',
      questions: [
        { id: 'praktik', kind: 'likert', label: 'Waktu praktik', options: scale },
        { id: 'praktik_penting', kind: 'likert', label: 'Seberapa penting?', options: scale, importanceOf: 'praktik' },
      ],
    },
  });
  const placement = await place(id);
  for (const { ctx } of workshop.participants) {
    const answers = { praktik: '1', praktik_penting: '2' };
    await answerQuestionnaire(ctx, t.storage, { code: placement.code, answers });
  }
  await closePlacement(t.ctx(), placement.id);
  expect(await instrumentResults(t.ctx(), placement.id)).toMatchObject({
    n: 6,
    hidden: false,
    items: [{ id: 'praktik', mean: 1, highest: 2, percent: 50, importance: { mean: 2, answers: 6 } }],
  });
});
