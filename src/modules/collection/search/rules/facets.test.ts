import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Columns, type FacetValues } from './postings/columns.ts';
import { countFacets, type FacetValue } from './count-facets.ts';
import { filterHits, type SearchFilters } from './filter-hits.ts';
import { pageHits } from './page-hits.ts';
import { SORTS } from './sorts.ts';

const oneOf = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.uniqueArray(value, { maxLength: 4 });
const libraryId = fc.constantFrom(1, 2, 3, 31, 32, 33, 40);
const record = fc.record<FacetValues>({
  bibId: fc.nat(),
  year: fc.option(fc.constantFrom(1350, 1922, 1965, 1966, 2004, 2013, 2024)),
  material: oneOf('buku', 'audio', 'terbitan_berkala'),
  audience: fc.option(oneOf('anak', 'dewasa')),
  languages: some(oneOf('ind', 'jav', 'eng')),
  ddc: fc.option(oneOf('005.1', '297', '2X5.1', '899.2213', '899', '9')),
  authors: some(oneOf('Toer', 'Dini', 'Hamka', 'Lubis', 'Rusli')),
  subjects: some(oneOf('Fiksi', 'Sejarah', 'Komputer')),
  holdings: fc
    .uniqueArray(fc.record({ libraryId, available: fc.boolean() }), { selector: (holding) => holding.libraryId })
    .map((holdings) => holdings.slice(0, 5)),
  titleLength: fc.nat({ max: 9 }),
});
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const filters: fc.Arbitrary<SearchFilters> = fc.record({
  libraryIds: optional(some(libraryId)),
  available: optional(fc.boolean()),
  materials: optional(some(oneOf('buku', 'audio', 'peta'))),
  audiences: optional(some(oneOf('anak', 'dewasa'))),
  languages: optional(some(oneOf('ind', 'jav', 'xxx'))),
  decades: optional(some(fc.constantFrom(1960, 2000, 1400))),
  authors: optional(some(oneOf('Toer', 'Dini', 'Lubis', 'Siapa'))),
  subjects: optional(some(oneOf('Fiksi', 'Sejarah'))),
  ddc: optional(some(oneOf('8', '89', '899.2', '2X', '0'))),
  yearFrom: optional(fc.constantFrom(1900, 1965)),
  yearTo: optional(fc.constantFrom(1965, 2013)),
});

/** The rules in plain words over the records themselves. */
function passes(values: FacetValues, chosen: SearchFilters, without: string): boolean {
  const any = (wanted: readonly string[] | undefined, has: readonly string[], group: string): boolean =>
    group === without || !wanted?.length || wanted.some((label) => has.includes(label));
  const held = values.holdings.filter((holding) => !chosen.available || holding.available);
  const wantedLibraries = without === 'library' || !chosen.libraryIds?.length ? null : chosen.libraryIds;
  const libraries = held.filter((holding) => wantedLibraries?.includes(holding.libraryId) ?? true);
  const decade = values.year === null ? [] : [String(Math.max(1400, Math.floor(values.year / 10) * 10))];
  const { yearFrom, yearTo } = chosen;
  const yearOk =
    (yearFrom === undefined && yearTo === undefined) ||
    (values.year !== null && values.year >= (yearFrom ?? 0) && values.year <= (yearTo ?? 9999));
  return (
    (libraries.length > 0 || (!wantedLibraries && !chosen.available)) &&
    any(chosen.materials, [values.material], 'material') &&
    any(chosen.audiences, values.audience === null ? [] : [values.audience], 'audience') &&
    any(chosen.languages, values.languages, 'language') &&
    any(chosen.decades?.map(String), decade, 'decade') &&
    any(chosen.authors, values.authors, 'author') &&
    any(chosen.subjects, values.subjects, 'subject') &&
    (without === 'ddc' || !chosen.ddc?.length || chosen.ddc.some((start) => values.ddc?.startsWith(start))) &&
    yearOk
  );
}

const tally = (labels: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
};
const counted = (values: readonly FacetValue[]): Record<string, number> =>
  Object.fromEntries(values.filter((value) => value.count > 0).map((value) => [value.value, value.count]));

function columnsOf(records: readonly FacetValues[]): { columns: Columns; all: Uint32Array } {
  const columns = new Columns(1);
  for (const values of records) columns.set(columns.nextOrd(), values);
  return { columns, all: Uint32Array.from(records, (_, ord) => ord * 16) };
}

describe('filters and facets', () => {
  test('count what counting by hand counts; a facet leaves out its own filter only', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 60 }), filters, (records, chosen) => {
        const { columns, all } = columnsOf(records);
        const filtered = filterHits(all, columns, chosen);
        expect([...filtered.hits].map((entry) => entry >>> 4)).toEqual(
          records.flatMap((values, ord) => (passes(values, chosen, '') ? [ord] : [])),
        );
        const facets = countFacets(filtered, columns, chosen);
        const without = (group: string): FacetValues[] => records.filter((values) => passes(values, chosen, group));
        const shelf = (values: FacetValues, onlyAvailable: boolean): FacetValues['holdings'] =>
          values.holdings.filter((holding) => holding.available || !onlyAvailable);
        expect(counted(facets.library)).toEqual(
          tally(without('library').flatMap((v) => shelf(v, chosen.available ?? false).map((h) => String(h.libraryId)))),
        );
        expect(counted(facets.material)).toEqual(tally(without('material').map((v) => v.material)));
        expect(counted(facets.audience)).toEqual(tally(without('audience').flatMap((v) => v.audience ?? [])));
        expect(counted(facets.language)).toEqual(tally(without('language').flatMap((v) => v.languages)));
        expect(counted(facets.author)).toEqual(tally(without('author').flatMap((v) => v.authors)));
        expect(counted(facets.subject)).toEqual(tally(without('subject').flatMap((v) => v.subjects)));
        expect(counted(facets.ddc)).toEqual(tally(without('ddc').flatMap((v) => v.ddc?.charAt(0) ?? [])));
        expect(counted(facets.decade)).toEqual(
          tally(
            without('decade').flatMap((v) =>
              v.year === null ? [] : String(Math.max(1390, Math.floor(v.year / 10) * 10)).replace('1390', '1400'),
            ),
          ),
        );
        const here = (id: number): boolean => !chosen.libraryIds?.length || chosen.libraryIds.includes(id);
        expect(facets.available).toBe(
          without('').filter((v) => shelf(v, true).some((holding) => here(holding.libraryId))).length,
        );
      }),
      { numRuns: 300 },
    );
  });

  test('a chosen value stays in its facet even when nothing has it', () => {
    const { columns, all } = columnsOf([]);
    const chosen = { authors: ['Siapa'], decades: [1990], ddc: ['8'] };
    const facets = countFacets(filterHits(all, columns, chosen), columns, chosen);
    expect(facets.author).toEqual([{ value: 'Siapa', count: 0, selected: true }]);
    expect(facets.decade).toEqual([{ value: '1990', count: 0, selected: true }]);
    expect(facets.ddc).toEqual([{ value: '8', count: 0, selected: true }]);
  });

  test('the ten commonest subjects are shown, whatever their number', () => {
    const { columns, all } = columnsOf(
      Array.from({ length: 900 }, (_, index) => ({
        ...blank,
        subjects: [`S${index % 300}`, ...(index % 300 < 10 ? [`T${index % 10}`, 'Semua'] : [])],
      })),
    );
    const { subject } = countFacets(filterHits(all, columns, {}), columns, {});
    expect(subject).toHaveLength(10);
    expect(subject[0]).toEqual({ value: 'Semua', count: 30, selected: false });
  });
});

const blank: FacetValues = {
  bibId: 1,
  year: null,
  material: 'buku',
  audience: null,
  languages: [],
  ddc: null,
  authors: [],
  subjects: [],
  holdings: [],
  titleLength: 1,
};

describe('pages of a result', () => {
  test('are cuts of the whole result in its order, page by page', () => {
    const ranked = fc.array(fc.tuple(record, fc.integer({ min: 0, max: 8 }), fc.nat({ max: 20 })), { maxLength: 60 });
    fc.assert(
      fc.property(ranked, fc.constantFrom(...SORTS), fc.integer({ min: 1, max: 15 }), (all, sort, limit) => {
        const { columns } = columnsOf(all.map(([values]) => values));
        const hits = Uint32Array.from(all, ([, rank], ord) => ord * 16 + rank);
        const keys: Record<string, (ord: number) => number> = {
          relevance: (ord) => all[ord]?.[1] ?? 0,
          newest: (ord) => -(all[ord]?.[0].year ?? 0),
          title: (ord) => all[ord]?.[2] ?? 0,
          popular: () => 0,
        };
        const key = keys[sort] ?? (() => 0);
        const expected = all.map((_, ord) => ord).sort((a, b) => key(a) - key(b) || a - b);
        const pages: number[] = [];
        for (let offset = 0; offset <= all.length; offset += limit) {
          pages.push(...pageHits(hits, sort, offset, limit, columns, (ord) => all[ord]?.[2] ?? 0));
        }
        expect(pages).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
