import { expect, test } from 'vitest';
import { countCollections, listCollections, viewCollection } from '#modules/city/collections';
import { useTestDb } from '../support/test-db.ts';

const t = useTestDb({ demo: true });

test('the sample city introduces six collections, one of them by a rule and one of a kelurahan, with books on its shelves', async () => {
  const guest = t.ctx({ kind: 'anonymous' });
  const { data } = await listCollections(guest, { limit: 30 });
  expect(data.map(({ slug }) => slug).toSorted()).toEqual([
    'blitar-dalam-cerita',
    'bung-karno-tetangga-kami',
    'cek-dulu-sebelum-percaya',
    'dongeng-sebelum-tidur',
    'ikan-di-halaman',
    'usaha-dari-rumah',
  ]);
  expect(data.filter(({ total, onShelf }) => total < 5 || onShelf === 0).map(({ slug }) => slug)).toEqual([]);
  expect(data.filter(({ kind }) => kind === 'rule').map(({ slug }) => slug)).toEqual(['ikan-di-halaman']);
  expect(await countCollections(guest)).toMatchObject({ total: 6, ofLibraries: [{ count: 1 }] });
  const fish = await viewCollection({ ...guest, locale: 'en' }, 'ikan-di-halaman');
  expect(fish).toMatchObject({ title: 'Fish in the yard', language: 'en' });
});
