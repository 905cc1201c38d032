import { take } from './postings/scratch.ts';
import { PACKED, decadeNumber, type Columns, type ListField } from './postings/columns.ts';

/** Limits that a reader puts on a search. Within one group any value will do; all groups must hold. */
export interface SearchFilters {
  libraryIds?: readonly number[] | undefined;
  /** Only what is on a shelf now, in the libraries chosen if any; whether it is lent or read there. */
  available?: boolean | undefined;
  /** Only what is read on a screen here, without a copy. */
  readable?: boolean | undefined;
  materials?: readonly string[] | undefined;
  audiences?: readonly string[] | undefined;
  languages?: readonly string[] | undefined;
  /** First years of decades. */
  decades?: readonly number[] | undefined;
  authors?: readonly string[] | undefined;
  subjects?: readonly string[] | undefined;
  /** Beginnings of DDC numbers: 8, 89, 899.2. */
  ddc?: readonly string[] | undefined;
  yearFrom?: number | undefined;
  yearTo?: number | undefined;
  /** Records with a copy, wherever it is, whose call number stands between these on the shelf, both counted. */
  callNumberFrom?: string | undefined;
  callNumberTo?: string | undefined;
  /** Records that were entered into the catalogue since then. */
  enteredSince?: Date | undefined;
}

/** Groups whose own facet is counted as if they were not filtered. */
export const GROUPS = ['library', 'material', 'audience', 'language', 'decade', 'author', 'subject', 'ddc'] as const;
export type Group = (typeof GROUPS)[number];
type Test = (ord: number) => boolean;

/** Outcome of filtering: entries of the hits (postings.ts) that pass, and those that only one group keeps out. */
export interface Filtered {
  hits: Uint32Array;
  keptOutBy: ReadonlyMap<Group, Uint32Array>;
}

/** Masks of the chosen libraries, a word for every 32, or null when none is chosen. */
export function libraryMasks(columns: Columns, libraryIds: readonly number[] | undefined): number[] | null {
  if (!libraryIds || libraryIds.length === 0) return null;
  const masks = columns.held.map(() => 0);
  for (const id of libraryIds) {
    const number = columns.libraries.find(String(id));
    if (number !== null)
      masks[(number - 1) >>> 5] = ((masks[(number - 1) >>> 5] ?? 0) | (1 << ((number - 1) & 31))) >>> 0;
  }
  return masks;
}

/**
 * Splits hits by the filters, in one pass.
 * @param kept which records are left by what the index itself does not know, by ord; null = nothing of that is asked for
 */
export function filterHits(
  hits: Uint32Array,
  columns: Columns,
  filters: SearchFilters,
  kept: Uint8Array | null = null,
): Filtered {
  const groups = groupTests(columns, filters);
  const hard = hardTests(columns, filters);
  if (kept) hard.push((ord) => kept[ord] === 1);
  if (groups.length === 0 && hard.length === 0) return { hits, keptOutBy: new Map() };
  const passed = take(hits.length);
  const near = groups.map(() => take(hits.length));
  const nearCounts = groups.map(() => 0);
  let count = 0;
  for (let index = 0; index < hits.length; index++) {
    const entry = hits[index] ?? 0;
    const ord = entry >>> 4;
    if (!hard.every((test) => test(ord))) continue;
    let failed = -1;
    let failures = 0;
    for (let group = 0; group < groups.length && failures < 2; group++) {
      if (groups[group]?.test(ord)) continue;
      failures++;
      failed = group;
    }
    if (failures === 0) passed[count++] = entry;
    else if (failures === 1) {
      const place = nearCounts[failed] ?? 0;
      const list = near[failed];
      if (list) list[place] = entry;
      nearCounts[failed] = place + 1;
    }
  }
  return {
    hits: passed.subarray(0, count),
    keptOutBy: new Map(groups.map(({ group }, index) => [group, (near[index] ?? hits).subarray(0, nearCounts[index])])),
  };
}

function groupTests(columns: Columns, filters: SearchFilters): { group: Group; test: Test }[] {
  const tests: { group: Group; test: Test }[] = [];
  const add = (group: Group, test: Test | null): void => {
    if (test) tests.push({ group, test });
  };
  const { low, high } = PACKED;
  add('library', libraryTest(columns, filters));
  add('material', packedTest(columns, numbersIn(columns.materials, filters.materials), 0, low.material));
  add(
    'audience',
    packedTest(columns, numbersIn(columns.audiences, filters.audiences), low.audience.shift, low.audience.mask),
  );
  add('language', languageTest(columns, numbersIn(columns.languages, filters.languages)));
  const decades = filters.decades?.length ? new Set(filters.decades.map((year) => decadeNumber(year))) : null;
  add('decade', packedTest(columns, decades, high.shift, high.decade));
  add('author', listTest(columns, 'authors', filters.authors));
  add('subject', listTest(columns, 'subjects', filters.subjects));
  add(
    'ddc',
    ddcTest(columns, filters.ddc?.length ? (ddc) => (filters.ddc ?? []).some((start) => ddc.startsWith(start)) : null),
  );
  return tests;
}

function hardTests(columns: Columns, filters: SearchFilters): Test[] {
  const tests: Test[] = [];
  const { yearFrom, yearTo } = filters;
  if (yearFrom !== undefined || yearTo !== undefined) {
    const from = Math.max(1, yearFrom ?? 1);
    tests.push((ord) => (columns.years[ord] ?? 0) >= from && (columns.years[ord] ?? 0) <= (yearTo ?? Infinity));
  }
  return tests;
}

function libraryTest(columns: Columns, filters: SearchFilters): Test | null {
  const masks = libraryMasks(columns, filters.libraryIds);
  if (!masks && !filters.available) return null;
  const bits = filters.available ? columns.available : columns.held;
  return (ord) => bits.some((word, index) => ((word[ord] ?? 0) & (masks ? (masks[index] ?? 0) : -1)) !== 0);
}

const numbersIn = (
  dictionary: { find(label: string): number | null },
  labels: readonly string[] | undefined,
): Set<number> | null =>
  labels?.length ? new Set(labels.map((label) => dictionary.find(label)).filter((number) => number !== null)) : null;

const packedTest = (columns: Columns, numbers: Set<number> | null, shift: number, mask: number): Test | null =>
  numbers && ((ord) => numbers.has(((columns.packed[ord] ?? 0) >>> shift) & mask));

function languageTest(columns: Columns, numbers: Set<number> | null): Test | null {
  if (!numbers) return null;
  const shift = PACKED.high.shift + PACKED.high.language.shift;
  return (ord) => {
    const packed = columns.packed[ord] ?? 0;
    if (numbers.has((packed >>> shift) & PACKED.high.language.mask)) return true;
    return (packed & PACKED.moreLanguages) !== 0 && (columns.more.languages.get(ord) ?? []).some((n) => numbers.has(n));
  };
}

function listTest(columns: Columns, field: ListField, labels: readonly string[] | undefined): Test | null {
  const numbers = numbersIn(columns.dictionaries[field], labels);
  if (!numbers) return null;
  return (ord) => {
    for (const number of columns.numbersOf(field, ord)) if (numbers.has(number)) return true;
    return false;
  };
}

/** Decides once for each DDC number that occurs. */
function ddcTest(columns: Columns, holds: ((ddc: string) => boolean) | null): Test | null {
  if (!holds) return null;
  const allowed = Uint8Array.from([0, ...columns.ddcs.labels().map((ddc) => (holds(ddc) ? 1 : 0))]);
  return (ord) => allowed[columns.ddcNumbers[ord] ?? 0] === 1;
}
