import { expect, test } from 'vitest';
import { collectionHouse } from '../../../../tests/support/collection-house.ts';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import { viewCollection } from '#modules/city/collections';
import { collectionJsonLd } from './collection-json-ld.server.ts';

const t = useTestDb();
const { guest, published } = collectionHouse(t);

test('search engines read the place of a book in the whole list, on its further pages too', async () => {
  await published('Tiga buku', ['Satu', 'Dua', 'Tiga']);
  const collection = await viewCollection(guest(), 'tiga-buku');
  const second = { ...collection, records: collection.records.slice(2) };
  expect(JSON.parse(collectionJsonLd(second, 3, 'https://pustaka.example'))).toMatchObject({
    numberOfItems: 3,
    itemListElement: [{ position: 3, item: { name: 'Tiga' } }],
  });
});
