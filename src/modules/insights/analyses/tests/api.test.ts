import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { callerOf } from '../../../../../tests/support/api-caller.ts';
import { textOf } from '../../../../../tests/support/read-made.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember, saveLoanHistory } from '#modules/lending/circulation/testing';
import { exportAnalysis } from '../export-analysis.ts';
import { analysisQuery } from '../schema.ts';

const t = useTestDb();
const api = useApi(t);
const call = callerOf(api);
const days = 'from=2026-06-01&to=2026-06-30';

beforeAll(async () => {
  const { id: libraryId } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await makeMember(t.ctx(), { fullName: 'Siti', number: 'P1', homeLibrary: 'KOTA' });
  const { id: memberId } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
  const bibId = await makeBib(t.ctx(), { title: 'Beternak Koi' });
  const { id: itemId } = await makeItem(t.ctx(), { bibId, libraryId });
  const [loanedAt, dueAt] = [new Date('2026-06-01T09:00:00+07:00'), new Date('2026-06-15T23:59:59+07:00')];
  await t.db
    .transaction()
    .execute(async (trx) =>
      saveLoanHistory(trx, t.ctx(), [
        { itemId, bibId, memberId, libraryId, loanedAt, dueAt, returnedAt: dueAt, renewals: [], terms: {}, by: 'Siti' },
      ]),
    );
});

const shown = z.looseObject({
  finding: z.string().nullable(),
  library: z.looseObject({ code: z.string() }).nullable(),
  tables: z.array(z.looseObject({ rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))) })),
});

test('a program lists the analyses and reads one, of one library too; nobody does so without a token', async () => {
  const { data } = z
    .looseObject({ data: z.array(z.looseObject({ key: z.string() })) })
    .parse((await call('GET', '/analyses')).body);
  expect(data.map(({ key }) => key)).toEqual([
    ...['jam-buka', 'antrean-beli', 'koleksi-kelas', 'terlambat-kembali'],
    ...['corong-kegiatan', 'mobil-keliling', 'kas-dan-catatan', 'kegiatan-staf'],
  ]);
  const late = shown.parse((await call('GET', `/analyses/terlambat-kembali?${days}&library=kota`)).body);
  expect([late.library?.code, late.tables[0]?.rows]).toEqual(['KOTA', [['Juni 2026', 1, 1, 0, 0, 0, 0, 0, 0, 100]]]);
  expect((await call('GET', '/analyses', {}, '')).status).toBe(401);
  expect((await call('GET', `/analyses/terlambat-kembali?${days}`, {}, '')).status).toBe(401);
});

test.for([
  ['a key that is none', `/analyses/gaji?${days}`, 404],
  ['a key that no address is', `/analyses/${'x'.repeat(41)}?${days}`, 422],
  ['a day out of reach', '/analyses/jam-buka?from=2026-01-01&to=9999-12-31', 422],
  ['days in the wrong order', '/analyses/jam-buka?from=2026-02-01&to=2026-01-31', 422],
  ['too long a time', '/analyses/jam-buka?from=1990-01-01&to=2026-01-31', 422],
  ['a ratio of nothing', `/analyses/antrean-beli?${days}&ratio=0`, 422],
  ['a budget without end', `/analyses/antrean-beli?${days}&budget=1e300`, 422],
  ['an input that is not known', `/analyses/antrean-beli?${days}&diskon=5`, 422],
  ['a library that is none', `/analyses/jam-buka?${days}&library=NIRWANA`, 404],
] as const)('%s is refused', async ([, path, status]) => {
  expect((await call('GET', path)).status).toBe(status);
});

test('every analysis says that there are no data, in both languages, and goes out as a file', async () => {
  for (const key of ['jam-buka', 'antrean-beli', 'corong-kegiatan', 'mobil-keliling', 'kas-dan-catatan']) {
    const query = analysisQuery.parse({ key, from: '2026-06-01', to: '2026-06-30' });
    for (const locale of ['id', 'en'] as const) {
      const file = await exportAnalysis({ ...t.ctx(), locale }, query, 'csv');
      expect([file.fileName, await textOf(file)]).toEqual([
        `telaah-${key}-2026-06-01-2026-06-30.csv`,
        expect.stringContaining(locale === 'id' ? 'Belum ada data' : 'No data yet'),
      ]);
    }
  }
});

test('the file has the tables, and says what they are', async () => {
  const query = analysisQuery.parse({ key: 'terlambat-kembali', from: '2026-06-01', to: '2026-06-30' });
  const lines = (await textOf(exportAnalysis(t.ctx(), query, 'csv'))).split(/\r?\n/);
  expect(lines).toContain('"Juni 2026",1,1,0,0,0,0,0,0,100');
  expect(lines).toContain('"Waktu","1 Juni 2026 – 30 Juni 2026"');
  await expect(exportAnalysis(t.ctx({ grants: [] }), query, 'csv')).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
});
