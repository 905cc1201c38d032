import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  catalogHref,
  catalogParams,
  isFiltered,
  readCatalogQuery,
  withoutFilters,
  withoutValue,
} from './parts/catalog-query.ts';

const read = (text: string) => readCatalogQuery(new URLSearchParams(text));

test('an address says the words, several limits of a kind, the order and the page', () => {
  const query = read(
    'q=sejarah+blitar&perpus=pusat&perpus=kel-gedog&bahan=buku&ada=1&baca=1&dari=1950&urut=terbaru&hal=3',
  );
  expect(query).toMatchObject({
    q: 'sejarah blitar',
    available: true,
    readable: true,
    yearFrom: 1950,
    sort: 'newest',
    page: 3,
  });
  expect(query.lists.perpus).toEqual(['pusat', 'kel-gedog']);
  expect(isFiltered(query)).toBe(true);
});

test('nonsense in an address is left out, never an error', () => {
  const query = read('hal=-4&dari=dahulu&urut=aneh&kelas=%3Cscript%3E&dekade=199&rak_dari=%3F%21&tampil=x');
  expect(query).toEqual(read(''));
});

test('taking one value away keeps the others and goes back to page 1', () => {
  const query = read('q=koi&bahan=buku&bahan=video&hal=4');
  expect(catalogHref(query, withoutValue(query, 'bahan', 'buku'))).toBe('/katalog?q=koi&bahan=video');
});

test('taking all limits away keeps the words and the order', () => {
  expect(catalogHref(withoutFilters(read('q=koi&bahan=buku&ada=1&urut=judul')))).toBe('/katalog?q=koi&urut=judul');
});

test('what is written to an address is read back the same', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), fc.integer({ min: 1, max: 500 }), (q, subjects, page) => {
      const params = new URLSearchParams({ q, hal: String(page) });
      for (const subject of subjects) params.append('subjek', subject);
      const once = readCatalogQuery(params);
      expect(readCatalogQuery(catalogParams(once))).toEqual(once);
    }),
  );
});
