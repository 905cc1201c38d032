import { expect, test } from 'vitest';
import { factSources } from '#platform/facts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { listBuildable, listReports, makeReport } from '../index.ts';
import { reportWords } from '../report-words.ts';
import { REPORTS } from '../rules/report-list.ts';

const t = useTestDb();

test('every report of the list is of something that is counted, has an address of its own, and can be made', async () => {
  const listed = (await listReports(t.ctx())).flatMap(({ reports }) => reports);
  expect(listed.map(({ key }) => key)).toEqual(REPORTS.map(({ key }) => key));
  expect(new Set(listed.map(({ key }) => key)).size).toBe(listed.length);
  for (const { kind, by } of listed) {
    const report = await makeReport(t.ctx(), { kind, by, from: '2026-01-01', to: '2026-11-24', compare: 'previous' });
    expect([kind, by, report.since]).toEqual([kind, by, null]);
  }
});

test('whatever is counted can be put together, and every split has words in both languages', async () => {
  for (const locale of ['id', 'en'] as const) {
    const kinds = await listBuildable({ ...t.ctx(), locale });
    expect(kinds.map(({ kind }) => kind)).toEqual(factSources().map(({ kind }) => kind));
    expect(kinds.flatMap(({ splits }) => splits.filter(({ by, label }) => label === by))).toEqual([]);
  }
});

test('values are called as the modules call them', async () => {
  const said = async (kind: string, by: string, ...keys: string[]) => {
    const words = await reportWords(t.ctx(), kind, by);
    return keys.map((key) => words.value(by, key));
  };
  expect(await said('visit', 'purpose', 'belajar')).toEqual(['Belajar bersama']);
  expect(await said('visit', 'age', 'lansia')).toEqual(['Lansia (60 ke atas)']);
  expect(await said('loan', 'age', '7', '')).toEqual(['7–12', 'Tidak diketahui']);
  expect(await said('visit', 'way', 'group')).toEqual(['Dalam rombongan']);
  expect(await said('return', 'late', 'true', 'false')).toEqual(['Terlambat', 'Tepat waktu']);
  expect(await said('copy_added', 'source', 'beli', 'warisan')).toEqual(['Beli', 'warisan']);
});
