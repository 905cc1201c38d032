import readXlsxFile from 'read-excel-file/node';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import {
  addFollowUp,
  closeRound,
  enterEarlier,
  latestValue,
  listRounds,
  moveFollowUp,
  openRound,
  planRound,
  publicRound,
  publishRound,
  reopenRound,
  viewRound,
  withdrawRound,
  writeSuggestions,
} from '#modules/city/satisfaction';
import { answerQuestionnaire, getPlacement } from '#modules/community/questionnaires';
import { makeLibrary } from '#modules/lending/circulation/testing';
import type { Paper } from '../client.ts';
import { readConfig } from '#platform/config';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { bytesOf } from '../../../../../tests/support/read-made.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { makePaper } from '../papers/make-paper.ts';
import type { RoundInput } from '../schema.ts';
import { getRound } from '../testing.ts';

const t = useTestDb();
const config = readConfig({});
let kota = 0;
let gedog = 0;

beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  for (const table of [
    'satisfactionFollowUp',
    'satisfactionPlace',
    'satisfactionRound',
    'satisfactionEarlier',
  ] as const)
    await t.db.deleteFrom(table).execute();
});

async function opened(more: Partial<RoundInput> = {}): Promise<number> {
  const id = await planRound(t.ctx(), {
    ...{ libraryId: kota, service: 'reference', name: 'Semester II 2026', from: '2026-11-01', to: '2026-11-30' },
    ...more,
  });
  await openRound(t.ctx(), id);
  return id;
}
type Sheet = Record<string, string>;
/** A sheet of the survey, all elements with one score but for those that are named. */
const sheet = (score: number, more: Sheet = {}): Sheet => ({
  ...Object.fromEntries(Array.from({ length: 9 }, (_, nth) => [`u${nth + 1}`, String(score)])),
  ...more,
});
/** So many sheets of one kind, by turns with 3 and with 4. */
const mixed = (count: number, more: Sheet = {}): Sheet[] =>
  Array.from({ length: count }, (_, nth) => sheet(nth % 2 === 0 ? 3 : 4, more));
async function answer(roundId: number, sheets: readonly Sheet[], libraryId = kota): Promise<void> {
  const place = (await getRound(t.ctx(), roundId)).places.find((one) => one.libraryId === libraryId);
  const { code } = await getPlacement(t.ctx(), place?.placementId ?? 0);
  for (const answers of sheets) await answerQuestionnaire(t.ctx({ kind: 'anonymous' }), t.storage, { code, answers });
}
const guest = () => t.ctx({ kind: 'anonymous' });
const made = async (id: number, paper: Paper, ctx = guest()) => bytesOf(makePaper(ctx, config, id, paper));
const report = async (id: number): Promise<string> => (await pageTexts(await made(id, 'report'))).join(' ');
async function workbook(id: number): Promise<Map<string, unknown[][]>> {
  const sheets = await readXlsxFile(await made(id, 'data'));
  return new Map(sheets.map(({ sheet: name, data }) => [name, data]));
}

test('the index and groups of ten have intervals; of seven who said nothing of themselves no spread can be reckoned', async () => {
  const id = await opened();
  await answer(id, [
    ...mixed(20, { jenis_kelamin: 'p' }),
    ...mixed(10, { jenis_kelamin: 'l' }),
    ...mixed(7, { usia: 'u25' }),
  ]);
  await closeRound(t.ctx(), id);
  const { results } = await viewRound(t.ctx(), id);
  expect(results.index?.interval?.low).toBeGreaterThan(75);
  expect(results.index?.interval?.high).toBeLessThan(100);
  const groups = results.survey.indices.find((one) => one.id === 'jenis_kelamin')?.groups;
  // the seven have an average by subtraction, as groups of five may; but with both intervals they would have a spread, too
  expect(groups?.map(({ ikm, interval }) => [ikm?.complete, interval !== null])).toEqual([
    [20, true],
    [10, false],
  ]);
});

test('of two places each has its interval, and none where the other has too few for one', async () => {
  const id = await opened({ libraryId: null });
  await answer(id, mixed(12));
  await answer(id, mixed(10), gedog);
  await closeRound(t.ctx(), id);
  const spans = async (of: number) =>
    (await viewRound(t.ctx(), of)).results.survey.places.map(({ n, interval }) => [n, interval !== null]);
  expect(await spans(id)).toEqual([
    [12, true],
    [10, true],
  ]);
  const other = await opened({ libraryId: null, service: 'digital' });
  await answer(other, mixed(12));
  await answer(other, mixed(6), gedog);
  await closeRound(t.ctx(), other);
  expect(await spans(other)).toEqual([
    [12, false],
    [6, false],
  ]);
});

test('the interval of what was published stays in the line through the years; after a reopening there is none', async () => {
  const id = await opened({ from: '2026-10-01', to: '2026-11-30' });
  await answer(id, mixed(10));
  await closeRound(t.ctx(), id);
  await publishRound(t.ctx(), id);
  const spans = async () => (await publicRound(guest(), null))?.line.map(({ interval }) => interval !== null);
  expect(await spans()).toEqual([true]);
  expect(await latestValue(guest())).toEqual({
    ...{ name: 'Semester II 2026', service: 'reference', library: 'Perpustakaan Kota' },
    index: { hundredths: 8750, grade: 'B' },
  });
  expect((await getRound(t.ctx(), id)).squares).toBe(5 * 27 ** 2 + 5 * 36 ** 2);
  await withdrawRound(t.ctx(), id);
  expect((await getRound(t.ctx(), id)).squares).toBeNull();
  expect(await latestValue(guest())).toBeNull();
  await reopenRound(t.ctx(), id);
  await answer(id, mixed(5));
  await closeRound(t.ctx(), id);
  await publishRound(t.ctx(), id);
  expect(await spans()).toEqual([false]);
});

test('what people wrote is in no paper: everybody reads the summary that a person has written, once the round is published', async () => {
  const id = await opened();
  await answer(id, mixed(10, { saran: 'Pak Budi di meja depan galak' }));
  expect(await outcome(writeSuggestions(t.ctx(), id, { version: 0, suggestions: 'Terlalu cepat' }))).toBe(
    'satisfaction.state_forbids',
  );
  await closeRound(t.ctx(), id);
  await publishRound(t.ctx(), id);
  const before = await report(id);
  expect(before).toContain('10 orang menulis saran.');
  expect(before).toContain('Saran tertulis belum dirangkum petugas.');
  expect(before.toLowerCase()).not.toContain('budi');
  await writeSuggestions(t.ctx(), id, { version: 0, suggestions: '  Sapa lebih ramah di meja depan\n\n=2+2  ' });
  expect((await publicRound(guest(), id))?.round.suggestions).toBe('Sapa lebih ramah di meja depan\n\n=2+2');
  expect(await report(id)).toContain('Sapa lebih ramah di meja depan');
  const summary = (await workbook(id)).get('Ringkasan') ?? [];
  expect(summary.filter(([what]) => what === 'Saran responden').map(([, said]) => said)).toEqual([
    'Sapa lebih ramah di meja depan',
    '=2+2',
  ]);
  const audit = await t.db
    .selectFrom('auditEvent')
    .select('after')
    .where('action', '=', 'satisfaction_round.suggestions_written')
    .execute();
  expect(audit).toHaveLength(1);
  expect(JSON.stringify(audit)).not.toContain('Sapa');
  // of two who write it at once one is told
  const both = await Promise.all(
    ['Satu', 'Dua'].map(async (suggestions) => outcome(writeSuggestions(t.ctx(), id, { version: 1, suggestions }))),
  );
  expect(both.toSorted()).toEqual(['done', 'platform.version_conflict']);
  await withdrawRound(t.ctx(), id);
  expect(await outcome(publicRound(guest(), id))).toBe('satisfaction.round_not_found');
});

test('whoever does not manage questionnaires there writes no summary, and none that nobody would type', async () => {
  const id = await opened();
  await closeRound(t.ctx(), id);
  for (const permissions of [['reports.read'], ['responses.read']] as const) {
    const ctx = t.ctx({ grants: [{ libraryId: null, permissions: [...permissions] }] });
    expect(await outcome(writeSuggestions(ctx, id, { version: 0, suggestions: 'x' }))).toBe('platform.forbidden');
  }
  const elsewhere = t.ctx({ grants: [{ libraryId: gedog, permissions: ['questionnaires.manage'] }] });
  expect(await outcome(writeSuggestions(elsewhere, id, { version: 0, suggestions: 'x' }))).toBe('platform.forbidden');
  expect(await outcome(writeSuggestions(t.ctx(), 999_999_999, { version: 0, suggestions: 'x' }))).toBe(
    'satisfaction.round_not_found',
  );
  for (const odd of ['x'.repeat(200_000), 'a\0b', '\ud800'])
    expect(await outcome(writeSuggestions(t.ctx(), id, { version: 0, suggestions: odd })), odd.slice(0, 5)).toBe(
      'platform.invalid_input',
    );
});

/** A published round with one before it, a plan that was carried out, and one earlier value. */
async function aHistory(): Promise<number> {
  const before = await opened({ name: 'Semester I 2026', from: '2026-10-01', to: '2026-11-25' });
  await answer(before, mixed(10));
  await closeRound(t.ctx(), before);
  await publishRound(t.ctx(), before);
  const plan = { element: 'U8', action: '=Kursi baru', owner: 'Umum', dueOn: '2026-12-31' } as const;
  const planId = await addFollowUp(t.ctx(), before, plan);
  t.clock.set('2026-12-02T10:00:00+07:00');
  const done = { version: 1, state: 'done', realisation: 'Empat puluh kursi', realisedOn: '2026-12-01' } as const;
  await moveFollowUp(t.ctx(), planId, done);
  await enterEarlier(t.ctx(), {
    ...{ libraryId: kota, service: 'reference', label: 'I 2024', endsOn: '2024-06-30', source: 'Laporan 2024' },
    ...{ value: 81.9, mode: 'printed' },
  });
  const id = await opened({ from: '2026-12-01', to: '2026-12-31', population: 1000 });
  await answer(id, [
    ...mixed(20, { jenis_kelamin: 'p', u8: '2' }),
    ...mixed(10, { jenis_kelamin: 'l', u4: '4' }),
    sheet(3, { pekerjaan: 'tni_polri' }),
  ]);
  await closeRound(t.ctx(), id);
  await publishRound(t.ctx(), id);
  return id;
}

test('the report has every part that a report of the survey has, from what was answered', async () => {
  const said = await report(await aHistory());
  const parts =
    'Pengesahan, Kata pengantar, I Pendahuluan, Latar belakang, Dasar hukum, Maksud dan tujuan, Sasaran, Manfaat, II Metodologi, Periode, Metode, Sampel, Pelaksanaan, Pengumpulan data, Pengolahan, III Hasil, Siapa yang menilai, Indeks dan unsur, U1 Persyaratan, U9 Penanganan pengaduan, Nilai menurut kelompok, Nilai dari masa ke masa, Saran responden, IV Kesimpulan dan saran, Kesimpulan, Tindak lanjut, Yang terjadi sesudah Semester I 2026, Lampiran, Kuesioner, Rekapitulasi jawaban';
  let from = 0;
  for (const part of parts.split(', ')) {
    const at = said.indexOf(part, from);
    expect(at, part).toBeGreaterThanOrEqual(from);
    from = at;
  }
  for (const words of [
    'Dibuka 2 Desember 2026, ditutup 2 Desember 2026.',
    'Dari 1.000 pengguna diperlukan 278 responden',
    'Kode QR atau tautan 31',
    'Perempuan 20 64,5',
    'Laki-laki sedikit –',
    'Unsur tertinggi: U4',
    'Nilai persepsi Nilai interval (NI) Nilai konversi Mutu Kinerja',
    '4 3,5324 – 4,00 88,31 – 100,00 A',
    '1 1,00 – 2,5996 25,00 – 64,99 D',
    'U8 Sarana dan prasarana 2,52 0,280',
    'Nilai interval (NI) 3,3943 pada skala 1–4; dikalikan 25 menjadi nilai konversi 84,86.',
    'I 2024 81,90 – – 0,11',
    'Empat puluh kursi',
    'Buruk / Cukup / Baik / Sangat baik',
  ])
    expect(said).toContain(words);
});

test('the poster tells who answered, and how certain the index is; a group too small is in neither; it stays one sheet', async () => {
  const id = await aHistory();
  const plan = { action: 'Kursi ruang baca ditambah', owner: 'Bagian umum', dueOn: '2027-03-31' };
  for (const element of ['U8', 'U1', 'U2'] as const) await addFollowUp(t.ctx(), id, { element, ...plan });
  const pages = await pageTexts(await made(id, 'poster'));
  expect(pages).toHaveLength(1);
  const { index } = (await viewRound(t.ctx(), id)).results;
  const said = pages.join(' ');
  const ends = index?.interval ? [index.interval.low, index.interval.high] : [];
  expect(ends).toHaveLength(2);
  for (const words of [
    `Selang 95%: ${ends.map((end) => end.toFixed(2).replace('.', ',')).join(' – ')}.`,
    'Siapa yang menilai',
    'Jenis kelamin. Perempuan: 65%, Laki-laki: sedikit, Tidak menjawab: sedikit',
    'Usia. Tidak menjawab: 100%',
    'Kursi ruang baca ditambah',
    'U8 Sarana dan prasarana',
  ])
    expect(said).toContain(words);
  expect(said).not.toContain('Pekerjaan');
});

test('a card is made of a round that is open, with the address of its form; a closed one has none', async () => {
  const id = await opened({ libraryId: null });
  const desk = t.ctx();
  const cards = await pageTexts(await made(id, 'card', desk));
  expect(cards).toHaveLength(2);
  const { places } = await getRound(desk, id);
  for (const [nth, { placementId }] of places.entries()) {
    const { code, library } = await getPlacement(desk, placementId);
    expect(cards[nth]).toContain(library.name);
    expect(cards[nth]?.replaceAll(/\s/g, '')).toContain(`/isi/${code}`);
  }
  await closeRound(desk, id);
  expect(await outcome(made(id, 'card', desk))).toBe('satisfaction.state_forbids');
});

test('the workbook has a sheet for each look at the figures; a group too small is in none of them, and nothing is a formula', async () => {
  const sheets = await workbook(await aHistory());
  expect([...sheets.keys()]).toEqual([
    'Ringkasan',
    'Per unsur',
    'Per profil',
    'Per tempat',
    'Per periode',
    'Tindak lanjut',
    'Rekap',
    'Golongan mutu',
  ]);
  const of = (name: string): unknown[][] => (sheets.get(name) ?? []).slice(1);
  expect(of('Per unsur').map(([name]) => name)).toHaveLength(9);
  expect(of('Per unsur')[7]).toEqual([
    'U8 Sarana dan prasarana',
    2.5161,
    0.2796,
    expect.any(Number),
    expect.any(Number),
    31,
    9,
  ]);
  const { index } = (await viewRound(t.ctx(), (await listRounds(t.ctx(), { limit: 1 })).data[0]?.id ?? 0)).results;
  const ni = of('Ringkasan').find(([what]) => what === 'Nilai interval (NI)')?.[1];
  expect(ni).toBe(Math.round(((index?.total ?? 0) / 9 / 31) * 10_000) / 10_000);
  expect(of('Golongan mutu')).toEqual([
    [4, 3.5324, 4, 88.31, 100, 'A', 'A, sangat baik'],
    [3, 3.0644, 3.532, 76.61, 88.3, 'B', 'B, baik'],
    [2, 2.6, 3.064, 65, 76.6, 'C', 'C, kurang baik'],
    [1, 1, 2.5996, 25, 64.99, 'D', 'D, tidak baik'],
  ]);
  const people = of('Per profil').filter(([question]) => question === 'Jenis kelamin');
  // one who said nothing could be told from the others, so the smaller group goes too
  expect(people.map(([, group, n, complete]) => [group, n, complete])).toEqual([
    ['Perempuan', 20, 20],
    ['Laki-laki', 'sedikit', null],
    ['Tidak menjawab', 'sedikit', null],
  ]);
  const work = of('Per profil').filter(([question]) => question === 'Pekerjaan');
  expect(work.every(([, , , complete, index]) => complete === null && index === null)).toBe(true);
  expect(of('Per periode').map(([label, , index]) => [label, index])).toEqual([
    ['I 2024', 81.9],
    ['Semester I 2026', 87.5],
    ['Semester II 2026', expect.any(Number)],
  ]);
  expect(of('Tindak lanjut')).toEqual([
    [
      ...['Semester I 2026', 'U8 Sarana dan prasarana', '=Kursi baru', 'Umum', '2026-12-31', 'Terwujud'],
      ...['2026-12-01', 'Empat puluh kursi', null],
    ],
  ]);
  expect(of('Rekap')[7]?.slice(0, 6)).toEqual(['U8', 0, 20, 6, 5, 31]);
});
