import { globSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { sql } from 'kysely';
import Papa from 'papaparse';
import { beforeAll, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { payCharges, recordCharge } from '#modules/lending/charges';
import { classListTemplate, exportReport } from '#modules/collection/imports';
import { importFiles } from '#modules/collection/imports/testing';
import { aMember } from '#modules/people/members/testing';
import { budgetCsv, savePaper } from '#modules/community/program-papers';
import {
  answerQuestionnaire,
  closePlacement,
  createQuestionnaire,
  getPlacement,
  placeQuestionnaire,
} from '#modules/community/questionnaires';
import { aWorkshop, shortEvaluation } from '#modules/community/questionnaires/testing';
import { exportHistory, startHistory } from '#modules/lending/reading';
import { asReader } from '#modules/lending/reading/testing';
import { reportLine } from '#modules/moving/runs';
import type { Said } from '#shared/moving/said';
import { startStocktake } from '#modules/stock/stocktake';
import { recordCardVisit } from '#modules/premises/visits';
import { recordGateCount } from '#modules/premises/visits/testing';
import type { Tx } from '#platform/database/db';
import { csvText } from '#shared/csv-cell';
import { exportRecords } from '../src/modules/collection/catalog/bibs/export-records.ts';
import { exportCashDay } from '../src/modules/lending/charges/cash/export-cash-day.ts';
import { exportReport as exportMigration } from '../src/modules/moving/runs/export-report.ts';
import { insertSaid } from '../src/modules/moving/runs/data/said.queries.ts';
import { exportResponses } from '../src/modules/community/questionnaires/results/export-results.ts';
import { registerSheet, stocktakeSheet } from '../src/modules/stock/stocktake/sheets.ts';
import { exportVisitFigures } from '../src/modules/premises/visits/export-figures.ts';
import { bytesOf } from './support/read-made.ts';
import { TEST_NOW, useTestDb } from './support/test-db.ts';

// People write texts; a spreadsheet that opens a file of ours reckons none of them.

const t = useTestDb();
/** Where a text begins, and what a spreadsheet would make of it; a second line comes after it, which must not hide it. */
const BEGINNINGS = [
  '=',
  '+',
  '-',
  '@',
  '\t=',
  '\r=',
  '\n=',
  '＝',
  '＋',
  '－',
  '＠',
  '  =',
  '\u00a0+',
  'a;=',
  'a; "=',
  'a\n- b\t@',
];
const poison = (nth: number): string => `${BEGINNINGS[nth]}cmd|calc\nbaris dua`;
const marker = (nth: number): string => `RACUN${String(nth).padStart(2, '0')}`;
const everyOne = async <Made>(make: (nth: number) => Promise<Made>): Promise<Made[]> =>
  BEGINNINGS.reduce<Promise<Made[]>>(
    async (before, _, nth) => [...(await before), await make(nth)],
    Promise.resolve([]),
  );

interface Made {
  name: string;
  body: string | Uint8Array;
}
let made: Made[] = [];

async function whole(pieces: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const piece of pieces) read.push(Buffer.from(piece));
  return Buffer.concat(read);
}

/** Tables of which files are made: texts are made poisonous where they lie, past what forms trim and refuse. */
const TABLES = [
  'bib',
  'item',
  'space',
  'member',
  'chargeLine',
  'chargePayment',
  'programBudgetLine',
  'readingHistory',
  'importRow',
  'questionnaireResponse',
  'stocktakeItem',
  'gateCount',
  'library',
];

async function poisonEverything(trx: Tx): Promise<number> {
  let touched = 0;
  // money is only ever added to, says a trigger: here nobody counts
  await sql`set local session_replication_role = replica`.execute(trx);
  for (const table of TABLES) {
    const name = table.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const { rows: columns } = await sql<{ name: string; type: string }>`
      select column_name as name, data_type as type from information_schema.columns
      where table_schema = 'public' and table_name = ${name} and data_type in ('text', 'jsonb') and is_generated = 'NEVER'
    `.execute(trx);
    for (const { name: column, type } of columns) {
      const held = sql`${sql.ref(column)}::text`;
      for (const nth of BEGINNINGS.keys()) {
        const text = type === 'jsonb' ? JSON.stringify(poison(nth)).slice(1, -1) : poison(nth);
        const changed = sql`replace(${held}, ${marker(nth)}, ${text})`;
        const { numAffectedRows = 0n } = await sql`update ${sql.table(name)}
          set ${sql.ref(column)} = ${type === 'jsonb' ? sql`(${changed})::jsonb` : changed}
          where ${held} like ${`%${marker(nth)}%`}`.execute(trx);
        touched += Number(numAffectedRows);
      }
    }
  }
  return touched;
}

beforeAll(async () => {
  const workshop = await aWorkshop(t, BEGINNINGS.length);
  const { libraryId, programId } = workshop;
  const desk = { ...t.ctx(), libraryId };
  const code = (await t.db.selectFrom('library').select('code').where('id', '=', libraryId).executeTakeFirstOrThrow())
    .code;

  const reader = await aMember(t.ctx(), { birthDate: '1990-01-01' });
  await startHistory(asReader(t, reader));
  await everyOne(async (nth) => {
    const text = marker(nth);
    const bibId = await makeBib(t.ctx(), { title: text, author: text });
    await makeItem(t.ctx(), {
      bibId,
      libraryId,
      callNumber: text,
      barcodes: [`B-${nth}`],
      source: 'beli',
      acquiredOn: '2026-01-10',
    });
    const now = t.clock.now();
    await t.db
      .insertInto('readingHistory')
      .values({ memberId: reader.id, bibId, title: text, author: text, loanedAt: now, returnedAt: now })
      .execute();
    const member = await aMember(t.ctx(), { birthDate: '1990-01-01', kelurahan: text, kecamatan: text });
    await recordCardVisit(t.ctx(), {
      libraryId,
      card: member.number,
      at: new Date(`2026-11-24T09:${10 + nth}:00+07:00`),
    });
    await recordGateCount(t.ctx(), {
      libraryId,
      gate: text,
      countedAt: new Date('2026-11-24T12:00:00+07:00'),
      in: 1,
      out: 1,
    });
    await recordCharge(desk, member.number, { kind: 'damage', amount: 1000 });
    await payCharges(desk, member.number, { amount: 1000, method: 'qris', reference: text });
  });
  const budget = BEGINNINGS.map((_, nth) => ({ accountCode: marker(nth), label: marker(nth), planned: 1 }));
  await savePaper(t.ctx(), programId, { version: 0, budget });
  const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name: 'Uji', content: shortEvaluation });
  const about = {
    questionnaireId,
    libraryId,
    programId,
    role: 'evaluation',
    audience: 'participants',
    privacy: 'anonymous',
  } as const;
  const placed = await getPlacement(
    t.ctx(),
    await placeQuestionnaire(t.ctx(), { ...about, opensAt: new Date('2026-11-20T00:00:00+07:00') }),
  );
  for (const [nth, { ctx }] of workshop.participants.entries())
    await answerQuestionnaire(ctx, t.storage, { code: placed.code, answers: { materi: '3', pesan: marker(nth) } });
  await closePlacement(t.ctx(), placed.id);
  const stocktake = await startStocktake(t.ctx(), libraryId, { name: 'Cacah ulang' });
  const content = ['Nama,Tanggal lahir,Kelas', ...BEGINNINGS.map((_, nth) => `${marker(nth)},bukan tanggal,7A`)].join(
    '\n',
  );
  const { run } = await importFiles(t.ctx(), t, { kind: 'class_list', library: code }, [
    { name: 'kelas.csv', content },
  ]);
  const touched = await t.db.transaction().execute(poisonEverything);
  expect(touched).toBeGreaterThan(10 * BEGINNINGS.length);

  const days = { from: '2026-11-24', to: '2026-11-24', step: 'day' } as const;
  const cash = { libraryId, day: TEST_NOW.slice(0, 10) };
  made = [
    { name: 'catalog slims-csv', body: await bytesOf(exportRecords(t.ctx(), { format: 'slims-csv' })) },
    {
      name: 'catalog slims-items-csv',
      body: await bytesOf(exportRecords(t.ctx(), { format: 'slims-items-csv' })),
    },
    { name: 'catalog xlsx', body: await bytesOf(exportRecords(t.ctx(), { format: 'xlsx' })) },
    { name: 'reading csv', body: await whole(exportHistory(asReader(t, reader))) },
    { name: 'charges csv', body: await bytesOf(exportCashDay(t.ctx(), cash, 'csv')) },
    { name: 'charges xlsx', body: await bytesOf(exportCashDay(t.ctx(), cash, 'xlsx')) },
    { name: 'program-papers csv', body: (await budgetCsv(t.ctx(), programId)).body },
    { name: 'questionnaires csv', body: await bytesOf(exportResponses(t.ctx(), placed.id, 'csv')) },
    { name: 'questionnaires xlsx', body: await bytesOf(exportResponses(t.ctx(), placed.id, 'xlsx')) },
    {
      name: 'stocktake register xlsx',
      body: await bytesOf(registerSheet(t.ctx(), libraryId, { from: '1990-01-01', to: '2026-12-31' })),
    },
    { name: 'stocktake xlsx', body: await bytesOf(stocktakeSheet(t.ctx(), stocktake)) },
    { name: 'visits csv', body: await bytesOf(exportVisitFigures(t.ctx(), days, 'csv')) },
    { name: 'visits xlsx', body: await bytesOf(exportVisitFigures(t.ctx(), days, 'xlsx')) },
    { name: 'imports csv', body: await whole(exportReport(t.ctx(), run.id, 'all', '')) },
    { name: 'class list template csv', body: classListTemplate() },
    { name: 'moving in csv', body: csvText(BEGINNINGS.map((_, nth) => reportLine(saidOf(nth), 'id'))) },
    { name: 'moving in page csv', body: await whole(exportMigration(t.ctx(), await migrationOf(libraryId))) },
  ];
}, 300_000);

/** A migration whose rows say so. */
async function migrationOf(libraryId: number): Promise<number> {
  const about = {
    ...{ system: 'slims', fines: 'settled' },
    libraryId,
    dryRun: true,
    fileName: 'slims.sql',
    fileBytes: 1,
    startedBy: 'uji',
    state: 'done',
  };
  const { id } = await t.db
    .insertInto('slimsRun')
    .values({ ...about, createdAt: t.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  const said = BEGINNINGS.map((_, nth) => saidOf(nth));
  await insertSaid(t.db, id, said, false);
  return id;
}

/** What a row of a library that moves in could say of itself. */
const saidOf = (nth: number): Said => ({
  table: 'item',
  key: poison(nth),
  fate: 'told',
  code: 'barcode_of_another',
  params: { number: poison(nth) },
});

const isNumber = (cell: string): boolean => /^-?\d+(?:[.,]\d+)?$/.test(cell);
/** Cells of a CSV file that a spreadsheet would reckon, also one that takes other signs for the end of a cell (in Indonesia `;`). */
const reckoned = (text: string): string[] =>
  [',', ';', '\t']
    .flatMap((delimiter) => Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimiter }).data.flat())
    .filter((cell) => /^[\s"]*[=+\-@＝＋－＠]/.test(cell) && !isNumber(cell));

test('no cell of any file that the house gives away is a formula', () => {
  for (const { name, body } of made) {
    const bytes = Buffer.from(body);
    const sheet = name.endsWith('xlsx')
      ? Buffer.from(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? []).toString()
      : bytes.toString();
    // what is poisonous has come into it, else nothing is shown
    if (!name.includes('template') && !name.startsWith('charges') && !name.startsWith('imports')) {
      for (const nth of BEGINNINGS.keys())
        expect(sheet, `${name} has no ${JSON.stringify(BEGINNINGS[nth])}`).toContain(
          `${BEGINNINGS[nth]?.at(-1)}cmd|calc`,
        );
    }
    if (name.endsWith('csv')) {
      expect(reckoned(sheet), name).toEqual([]);
      continue;
    }
    // text is typed as text; what is not is a number
    expect(sheet, name).not.toContain('<f');
    const cells = [...sheet.matchAll(/<c r="[A-Z]+\d+"([^>]*)>(.*?)<\/c>/gs)];
    expect(cells.length, name).toBeGreaterThan(10);
    const odd = cells.filter(
      ([, kind = '', inner = '']) => !kind.includes('t="inlineStr"') && !/^<v>-?\d+(?:\.\d+)?<\/v>$/.test(inner),
    );
    expect(
      odd.map(([cell]) => cell),
      name,
    ).toEqual([]);
  }
});

test('every source that makes such a file is among them', () => {
  const makers = globSync('src/**/*.ts')
    .filter((path) => !path.includes('/i18n/') && !path.includes('.test.'))
    .filter((path) => /csvText\(|sheetBytes\(|sheetFile\(|workbookFile\(/.test(readFileSync(path, 'utf8')))
    .toSorted();
  expect(makers).toEqual([
    'src/entrypoints/cli/migrate-library.ts',
    // poisoned in promises-table.test.ts of the module
    'src/modules/city/promises/promises-table.ts',
    'src/modules/collection/catalog/bibs/export-records.ts',
    'src/modules/collection/catalog/bibs/export-xlsx.ts',
    'src/modules/collection/imports/export-report.ts',
    'src/modules/collection/imports/rules/class-list.ts',
    'src/modules/community/program-papers/export-budget.ts',
    // poisoned in table.test.ts of the module
    'src/modules/learning/competences/export-framework.ts',
    'src/modules/lending/reading/view-history.ts',
    'src/modules/moving/runs/export-report.ts',
    'src/platform/papers/sheet-file.ts',
    // the cash, answers, accession register, stocktakes, visits
    'src/platform/papers/table-file.ts',
    // the report of a class list, made in the page
    'src/web/routes/staf/anggota/kelas/impor/+page.server.ts',
  ]);
  // one writer of CSV, which defuses; what only reads such files may use another
  for (const path of globSync('src/**/*.ts').filter((one) => !one.includes('/i18n/'))) {
    expect(readFileSync(path, 'utf8'), path).not.toMatch(/\.unparse\(/);
  }
  // and nothing else says that it is a table
  const sayers = globSync('src/**/*.ts')
    .filter((path) => !path.includes('/i18n/') && !path.includes('.test.') && !makers.includes(path))
    .filter((path) => /text\/csv|spreadsheetml\.sheet/.test(readFileSync(path, 'utf8')))
    .toSorted();
  expect(sayers).toEqual([
    // which kinds its route gives; the table is written by tableFile
    'src/modules/city/satisfaction/http.ts',
    'src/modules/collection/imports/http.ts',
    'src/modules/community/ideas/plans/plan-evidence.ts',
    // which kinds staff may bring for others to take along; kept as they came
    'src/modules/ground/content/rules/file-kinds.ts',
    // which kinds its route gives; the table is written by tableFile
    'src/modules/insights/reports/http-reports.ts',
    'src/modules/learning/competences/http.ts',
    'src/modules/moving/runs/http.ts',
    'src/web/routes/(public)/maklumat/kenyataan.csv/+server.ts',
    'src/web/routes/akun/riwayat/unduh/+server.ts',
    'src/web/routes/staf/anggota/kelas/contoh/+server.ts',
    'src/web/routes/staf/belajar/kemampuan/[id]/tabel.csv/+server.ts',
    'src/web/routes/staf/kegiatan/[id]/dokumen/anggaran.csv/+server.ts',
  ]);
});

/** One cell as it stands in a file. */
const cell = (text: string): string => csvText([[text]], '');

test('a cell is defused wherever a spreadsheet may begin one, and other texts stay as they are', () => {
  for (const nth of BEGINNINGS.keys()) expect(reckoned(cell(poison(nth)))).toEqual([]);
  expect(cell('-5')).toBe('"-5"');
  expect(cell('Ali; Budi - Citra = 3 anak')).toBe('"Ali; Budi - Citra = 3 anak"');
  expect(cell('biasa')).toBe('"biasa"');
});

test('a text of 200,000 signs is looked through at once', () => {
  const started = performance.now();
  for (const sign of ['\n', ' ', ';', '-', '\t"', ';-']) cell(sign.repeat(200_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});
