import { describe, expect, test } from 'vitest';
import { bibs, city, planCity, staff } from './sample-city.ts';

const today = '2026-11-25';
const { copies, calendar } = planCity(today);
const libraryOf = new Map(city.libraries.map((library) => [library.code, library]));
const bibOf = new Map(bibs.map((bib) => [bib.controlNumber, bib]));

describe('the copies of the sample city', () => {
  test('the city is Kota Blitar: a main library, 21 kelurahan in three kecamatan, schools, a TBM, a mobile library', () => {
    const count = (type: string) => city.libraries.filter((library) => library.type === type).length;
    expect([count('pusat'), count('kelurahan'), count('sekolah'), count('tbm'), count('keliling')]).toEqual([
      1, 21, 2, 1, 1,
    ]);
    for (const kecamatan of ['Kepanjenkidul', 'Sananwetan', 'Sukorejo']) {
      expect(
        city.libraries.filter((library) => library.type === 'kelurahan' && library.kecamatan === kecamatan),
      ).toHaveLength(7);
    }
    expect(new Set(staff.map((account) => account.role)).size).toBe(9);
  });

  test('are about 4,000, the same in every run, others with another seed', () => {
    expect(copies.length).toBeGreaterThan(3700);
    expect(copies.length).toBeLessThan(4300);
    expect(planCity(today).copies).toEqual(copies);
    expect(planCity(today, 'lain').copies).not.toEqual(copies);
  });

  test('have a barcode and an accession number of their own, running without gaps per library and year', () => {
    expect(new Set(copies.map((copy) => copy.barcode)).size).toBe(copies.length);
    const runs = new Map<string, number[]>();
    for (const { accessionNumber, library, acquiredOn } of copies) {
      const [sequence, , unit, year] = accessionNumber.split('/');
      expect(unit).toBe(library);
      expect(year).toBe(acquiredOn.slice(0, 4));
      const run = `${unit} ${year}`;
      runs.set(run, [...(runs.get(run) ?? []), Number(sequence)]);
    }
    for (const numbers of runs.values()) expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });

  test('were not acquired before the book or the library existed, nor in the future, nor on a closed day', () => {
    for (const copy of copies) {
      const library = libraryOf.get(copy.library);
      const year = Number(copy.acquiredOn.slice(0, 4));
      if (!library) throw new Error(copy.library);
      expect(copy.acquiredOn <= today).toBe(true);
      expect(year).toBeGreaterThanOrEqual(Math.max(library.openedYear, bibOf.get(copy.bib)?.year ?? 0));
      expect(calendar.isOpen(library, copy.acquiredOn)).toBe(true);
    }
  });

  test('bought ones have a price in round rupiah, gifts have none', () => {
    for (const copy of copies) {
      if (copy.source === 'beli')
        expect(copy.price !== null && copy.price >= 15_000 && copy.price % 500 === 0).toBe(true);
      else expect(copy.price).toBeNull();
    }
  });

  test('every title is in the main library; reference works are used there, kelurahan libraries serve children and households', () => {
    const main = new Set(copies.filter((copy) => copy.library === 'PUSAT').map((copy) => copy.bib));
    expect(main.size).toBe(bibs.length);
    for (const copy of copies) {
      const bib = bibOf.get(copy.bib);
      if (bib?.material === 'referensi') expect(copy.itemType).toBe('reference');
      if (libraryOf.get(copy.library)?.type === 'kelurahan') expect(bib?.material).toBe('buku');
    }
    const kelurahan = copies.filter((copy) => copy.library.startsWith('KEL-'));
    const forChildren = kelurahan.filter((copy) => bibOf.get(copy.bib)?.audience === 'anak');
    expect(forChildren.length / kelurahan.length).toBeGreaterThan(0.35);
  });

  test('stand in a space of their library that takes their class', () => {
    for (const copy of copies) {
      const spaces = copy.library === 'PUSAT' ? city.spaces.pusat : city.spaces.lainnya;
      expect(spaces.map((space) => space.code)).toContain(copy.space);
    }
    const nature = copies.find((copy) => copy.library === 'PUSAT' && bibOf.get(copy.bib)?.title.startsWith('Koi'));
    expect(nature?.space).toBe('BLITAR');
  });
});
