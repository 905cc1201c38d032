import { beforeAll, describe, expect, test } from 'vitest';
import { rollUp } from '#modules/ground/facts/testing';
import { addClosedDay, createLibrary } from '#modules/ground/libraries';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { saveVisitHistory } from '#modules/premises/visits/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewAnalysis } from '../index.ts';

const t = useTestDb();
let kota = 0;
let gedog = 0;
let baru = 0;
const weeks = { key: 'jam-buka', from: '2026-11-02', to: '2026-11-15' };

beforeAll(async () => {
  // Monday to Friday, 08.00 to 16.00
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
  baru = (await createLibrary(t.ctx(), { code: 'BARU', name: 'Perpustakaan Baru', type: 'kelurahan' })).id;
  await makeLibrary(t.ctx(), 'SEPI', 'Perpustakaan Sepi');
});

/** So many guests, one after the other from that minute on. */
const come = async (libraryId: number, iso: string, people: number): Promise<void> =>
  t.db.transaction().execute(async (trx) =>
    saveVisitHistory(
      trx,
      t.ctx(),
      Array.from({ length: people }, (_, nth) => {
        const at = new Date(Date.parse(iso) + nth * 1000);
        return { libraryId, kind: 'guest', at, countedUntil: new Date(at.getTime() + 1000), via: 'door' };
      }),
    ),
  );

test('before anything was counted it says so', async () => {
  const { finding, tables, chart } = await viewAnalysis(t.ctx(), weeks);
  expect([finding, tables, chart]).toEqual([null, [], null]);
});

describe('two weeks', () => {
  beforeAll(async () => {
    // in the first week the library had not begun to count: Monday 2 November is no Monday without visitors
    await come(kota, '2026-11-09T09:10:00+07:00', 6);
    await come(kota, '2026-11-09T15:10:00+07:00', 2);
    // on a Saturday it is closed
    await come(kota, '2026-11-14T10:00:00+07:00', 3);
    await come(gedog, '2026-11-02T09:00:00+07:00', 5);
    await come(baru, '2026-11-10T19:00:00+07:00', 2);
    await addClosedDay(t.ctx(), {
      libraryId: gedog,
      dateFrom: '2026-11-09',
      dateTo: '2026-11-09',
      type: 'daerah',
      reason: 'Hari jadi',
    });
    await rollUp(t.ctx());
  });

  test('hours without visitors, the last hour before closing, and visits outside the hours', async () => {
    const { finding, tables, chart } = await viewAnalysis(t.ctx(), { ...weeks, library: 'KOTA' });
    // forty hours a week, of which two had visitors
    expect(finding).toBe('Tanpa pengunjung: 38 dari 40 jam buka dalam sepekan. Paling ramai Senin 09.00–09.59.');
    const [empty, closing, outside] = tables;
    expect(empty?.rows).toHaveLength(38);
    expect(empty?.rows[0]?.cells).toEqual(['Senin', '08.00–08.59', 1]);
    expect(closing?.rows.map(({ cells }) => cells).slice(0, 2)).toEqual([
      ['Senin', '15.00–15.59', 2, 25],
      ['Selasa', '15.00–15.59', 0, null],
    ]);
    expect(outside?.rows.map(({ cells }) => cells)).toEqual([['Sabtu', '10.00–10.59', 3]]);
    expect(chart?.keys.map(({ key }) => key)).toEqual(['8', '9', '10', '11', '12', '13', '14', '15']);
    expect(chart?.series[0]).toEqual({ name: 'Senin', values: [0, 6, 0, 0, 0, 0, 0, 2] });
    // on Saturdays nobody is there, so an hour without visits is no failure
    expect(chart?.series[5]?.values).toEqual([null, null, 3, null, null, null, null, null]);
  });

  test('all libraries together; those without any visit are left out, and it is said', async () => {
    const { tables, notes } = await viewAnalysis(t.ctx(), weeks);
    // on Mondays from 9 to 10 somebody came to either
    expect(tables[0]?.rows.filter(({ cells: [day] }) => day === 'Senin')).toHaveLength(6);
    expect(notes.join(' ')).toContain('tidak ikut: 1.');
  });

  test('a closed day opens no hour, and a library alone is read alone', async () => {
    const { tables, finding } = await viewAnalysis(t.ctx(), { ...weeks, library: 'GEDOG' });
    // Mondays: the second one was a holiday
    expect(tables[0]?.rows.find(({ cells: [day] }) => day === 'Senin')?.cells).toEqual(['Senin', '08.00–08.59', 1]);
    expect(tables[0]?.rows.find(({ cells: [day] }) => day === 'Selasa')?.cells).toEqual(['Selasa', '08.00–08.59', 2]);
    expect(finding).toContain('39 dari 40');
  });

  test('where no hours are entered nothing is compared', async () => {
    const { finding, tables } = await viewAnalysis(t.ctx(), { ...weeks, library: 'BARU' });
    expect(finding).toBe('Jam buka belum diisi, jadi belum dapat dibandingkan. Paling ramai Selasa 19.00–19.59.');
    expect(tables.map(({ rows }) => rows.length)).toEqual([0, 0, 0]);
  });

  test('whoever may read one library reads that one; the wrong role, and odd days, are refused', async () => {
    const ctx = t.ctx({ grants: [{ libraryId: gedog, permissions: ['reports.read'] }] });
    expect((await viewAnalysis(ctx, weeks)).chart?.series.flatMap(({ values }) => values).filter(Boolean)).toEqual([5]);
    await expect(viewAnalysis(ctx, { ...weeks, library: 'KOTA' })).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
    const other = t.ctx({ grants: [{ libraryId: gedog, permissions: ['loans.read'] }] });
    await expect(viewAnalysis(other, weeks)).rejects.toMatchObject({ code: 'platform.forbidden' });
    await expect(viewAnalysis(t.ctx({ kind: 'anonymous' }), weeks)).rejects.toMatchObject({
      code: 'platform.sign_in_needed',
    });
    for (const query of [
      { ...weeks, to: '9999-12-31' },
      { ...weeks, from: '2026-12-01' },
      { ...weeks, from: '1999-01-01' },
    ])
      await expect(viewAnalysis(t.ctx(), query)).rejects.toMatchObject({ code: 'platform.invalid_input' });
    for (const query of [
      { ...weeks, library: 'NIRWANA' },
      { ...weeks, key: 'gaji' },
    ])
      await expect(viewAnalysis(t.ctx(), query)).rejects.toMatchObject({ code: 'analyses.not_found' });
  });
});
