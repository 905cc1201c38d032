import { expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { findItemByBarcode, selectArrivals, updateItem } from '../index.ts';
import { makeBib, makeItem } from '../testing.ts';

const t = useTestDb();

test('a title came with its first copy: on the day that stands in the book, else when it was entered', async () => {
  const ctx = t.ctx();
  const kota = await createLibrary(ctx, { code: 'KOTA', name: 'Kota', type: 'pusat' });
  const papua = await createLibrary(ctx, {
    code: 'PAPUA',
    name: 'Jayapura',
    type: 'cabang',
    timeZone: 'Asia/Jayapura',
  });
  const titles: number[] = [];
  const copies = async (...libraries: { id: number }[]) => {
    const bibId = await makeBib(ctx, { title: `Judul ${titles.length}` });
    titles.push(bibId);
    const barcodes = libraries.map((_, nth) => `T${titles.length}-${nth}`);
    for (const [nth, { id }] of libraries.entries())
      await makeItem(ctx, { bibId, libraryId: id, barcodes: [barcodes[nth] ?? ''] });
    return { bibId, barcodes };
  };
  const acquired = async (barcode: string | undefined, acquiredOn: string) => {
    const { id = 0, version = 0 } = (await findItemByBarcode(t.db, barcode ?? '')) ?? {};
    await updateItem(ctx, { id, version, acquiredOn });
  };
  const dated = await copies(kota, papua);
  await acquired(dated.barcodes[0], '2019-05-02');
  await acquired(dated.barcodes[1], '2019-05-01');
  const undated = await copies(kota);
  const toCome = await copies(kota);
  await acquired(toCome.barcodes[0], '2027-01-01');
  const none = await copies();
  const arrivals = await selectArrivals(t.db, [...titles, 999_999]);
  expect([dated, undated, toCome, none].map(({ bibId }) => arrivals.get(bibId)?.toISOString())).toEqual([
    '2019-04-30T15:00:00.000Z',
    '2026-11-25T03:00:00.000Z',
    '2026-11-25T03:00:00.000Z',
    '2026-11-25T03:00:00.000Z',
  ]);
  expect(arrivals.has(999_999)).toBe(false);
});
