import { expect, test } from 'vitest';
import type { NamedPartner } from '#modules/city/partners';
import { publicKinds, publicPartner } from './public-partners.server.ts';

const named = (kind: NamedPartner['kind'], id: number): NamedPartner => ({
  ...{ id, kind, name: `Mitra ${id}`, story: 'Cerita', language: 'id', site: '', since: 2024 },
});

test('kinds stand with their numbers, each that somebody is; one alone is no choice', () => {
  const all = [named('school', 1), named('company', 2), named('school', 3)];
  const { kind, kinds } = publicKinds(all, 'school');
  expect(kind).toBe('school');
  expect(kinds.map(({ key, count, isHere }) => [key, count, isHere])).toEqual([
    ['', 3, false],
    ['school', 2, true],
    ['company', 1, false],
  ]);
  // what nobody is, and what is no kind, narrows nothing
  for (const asked of ['media', 'x'.repeat(9999), null]) expect(publicKinds(all, asked).kind).toBeNull();
  expect(publicKinds(all.slice(0, 1), null).kinds).toEqual([]);
});

test('a line says what somebody is and since when, and in which language the story stands where that is another', () => {
  expect(publicPartner(named('media', 1), 'en')).toMatchObject({ note: 'Media · Sejak 2024', lang: 'id' });
  expect(publicPartner({ ...named('media', 1), since: null }, 'id')).toMatchObject({ note: 'Media', lang: undefined });
});
