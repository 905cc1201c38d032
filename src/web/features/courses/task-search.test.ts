import { expect, test } from 'vitest';
import { readSearch, searchHref, searchIn, usedFilters } from './task-search.server.ts';

const asked = (query: string) => readSearch(new URLSearchParams(query));

test('a search in the address of a lesson is read, and what makes no sense in it is left out', () => {
  expect(asked('tugas=7&cari= gunung api &dari=2016&sampai=kapan&ada=1&pilih=12&pilih=15&pilih=12&pilih=-3')).toEqual({
    ...{ q: 'gunung api', from: 2016, to: null, available: true, near: null },
    chosen: [12, 15],
  });
  expect(asked('')).toEqual({ q: '', from: null, to: null, available: false, near: null, chosen: [] });
  expect(asked(Array.from({ length: 30 }, (_, i) => `pilih=${String(i + 1)}`).join('&')).chosen).toHaveLength(10);
});

test('whoever sends the search along with what they chose comes back to the same search, at its task', () => {
  const data = new FormData();
  for (const [name, value] of [
    ['tugas', '7'],
    ['cari', 'gunung & api'],
    ['dari', '2016'],
    ['ada', '1'],
    ['dekat', '3'],
    ['pilih', '12'],
    ['pilih', '15'],
  ] as const)
    data.append(name, value);
  const href = searchHref(7, searchIn(data));
  expect(href).toBe('?tugas=7&cari=gunung+%26+api&dari=2016&ada=1&dekat=3&pilih=12&pilih=15#tugas-7');
  expect(asked(href.slice(1, href.indexOf('#')))).toEqual(searchIn(data));
});

test('a filter counts as used where it limits something: a year at either end, or what is on a shelf', () => {
  expect(usedFilters(asked('cari=gunung'))).toEqual([]);
  expect(usedFilters(asked('cari=gunung&sampai=2020'))).toEqual(['year']);
  expect(usedFilters(asked('cari=gunung&dari=2016&ada=1'))).toEqual(['year', 'available']);
  expect(usedFilters(asked('cari=gunung&dari=lama&ada=ya'))).toEqual([]);
});
