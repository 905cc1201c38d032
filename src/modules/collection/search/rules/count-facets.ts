import { PACKED, decadeOfNumber, type Columns, type ListField } from './postings/columns.ts';
import type { Dictionary } from './words/dictionary.ts';
import { NameCounter, type NameCounts } from './name-counter.ts';
import { libraryMasks, type Filtered, type Group, type SearchFilters } from './filter-hits.ts';

/** One value of a facet: how many results it has, or would have if it were chosen. */
export interface FacetValue {
  value: string;
  count: number;
  selected: boolean;
}
/** Facets of a result. Values are codes or names; libraries are ids; decades are first years; DDC classes are `0` … `9`. */
export interface Facets {
  library: FacetValue[];
  material: FacetValue[];
  audience: FacetValue[];
  language: FacetValue[];
  decade: FacetValue[];
  author: FacetValue[];
  subject: FacetValue[];
  ddc: FacetValue[];
  /** Results that are on a shelf now (in the libraries chosen, if any). */
  available: number;
}

const TOP = 10;
const NONE = new Uint32Array(0);

/**
 * Counts all facets of a filtered result. A facet with chosen values is counted as if it had none, so that its other
 * values can be added; chosen values are always listed, with 0 if need be.
 * @param names counters to use again
 */
export function countFacets(
  filtered: Filtered,
  columns: Columns,
  filters: SearchFilters,
  names = new NameCounter(),
): Facets {
  const { hits } = filtered;
  const also = (group: Group): Uint32Array => filtered.keptOutBy.get(group) ?? NONE;
  const packed = new PackedCounts(columns);
  packed.add(hits);
  const packedWith = (group: Group): PackedCounts => {
    const others = also(group);
    if (others.length === 0) return packed;
    const counts = packed.copy();
    counts.add(others);
    return counts;
  };
  const bits = filters.available ? columns.available : columns.held;
  const byName = (field: ListField, group: Group, chosen: readonly string[] | undefined): FacetValue[] =>
    topOf(names.count(columns, field, [hits, also(group)]), columns.dictionaries[field], chosen);
  return {
    library: listed(countBits(bits, [hits, also('library')]), columns.libraries, filters.libraryIds?.map(String)),
    material: listed(packedWith('material').materials(), columns.materials, filters.materials),
    audience: listed(packedWith('audience').audiences(), columns.audiences, filters.audiences),
    language: listed(packedWith('language').languages(), columns.languages, filters.languages),
    decade: decades(packedWith('decade').decades(), filters.decades),
    author: byName('authors', 'author', filters.authors),
    subject: byName('subjects', 'subject', filters.subjects),
    ddc: classes(packedWith('ddc').classes(), filters.ddc),
    available: countAvailable(hits, columns, libraryMasks(columns, filters.libraryIds)),
  };
}

/** Histograms of the parts of the packed word; the low half is taken apart afterwards. */
class PackedCounts {
  readonly #columns: Columns;
  #low = new Uint32Array(1 << PACKED.low.bits);
  #decades = new Uint32Array(PACKED.high.decade + 1);
  #languages = new Uint32Array(PACKED.high.language.mask + 1);

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  copy(): PackedCounts {
    const counts = new PackedCounts(this.#columns);
    counts.#low = this.#low.slice();
    counts.#decades = this.#decades.slice();
    counts.#languages = this.#languages.slice();
    return counts;
  }

  add(hits: Uint32Array): void {
    const { packed, more } = this.#columns;
    const low = this.#low;
    const decades = this.#decades;
    const languages = this.#languages;
    const lowMask = low.length - 1;
    const languageShift = PACKED.high.shift + PACKED.high.language.shift;
    for (let index = 0; index < hits.length; index++) {
      const ord = (hits[index] ?? 0) >>> 4;
      const word = packed[ord] ?? 0;
      const decade = (word >>> PACKED.high.shift) & PACKED.high.decade;
      const language = (word >>> languageShift) & PACKED.high.language.mask;
      low[word & lowMask] = (low[word & lowMask] ?? 0) + 1;
      decades[decade] = (decades[decade] ?? 0) + 1;
      languages[language] = (languages[language] ?? 0) + 1;
      if ((word & PACKED.moreLanguages) === 0) continue;
      for (const number of more.languages.get(ord) ?? []) languages[number] = (languages[number] ?? 0) + 1;
    }
  }

  materials = (): Uint32Array => split(this.#low, 0, PACKED.low.material);
  audiences = (): Uint32Array => split(this.#low, PACKED.low.audience.shift, PACKED.low.audience.mask);
  classes = (): Uint32Array => split(this.#low, PACKED.low.ddcClass.shift, PACKED.low.ddcClass.mask);
  decades = (): Uint32Array => this.#decades;
  languages = (): Uint32Array => this.#languages;
}

/** Sums a histogram over all but one part of its index. */
function split(histogram: Uint32Array, shift: number, mask: number): Uint32Array {
  const counts = new Uint32Array(mask + 1);
  for (let index = 0; index < histogram.length; index++) {
    const count = histogram[index] ?? 0;
    if (count !== 0) counts[(index >>> shift) & mask] = (counts[(index >>> shift) & mask] ?? 0) + count;
  }
  return counts;
}

/** For each bit of the bit sets (number = bit + 1), how many hits have it. Bytes are counted first, bits afterwards. */
function countBits(words: readonly Uint32Array[], lists: readonly Uint32Array[]): Uint32Array {
  const counts = new Uint32Array(words.length * 32 + 1);
  for (const [place, word] of words.entries()) {
    const bytes = [0, 1, 2, 3].map(() => new Uint32Array(256));
    const [b0 = NONE, b1 = NONE, b2 = NONE, b3 = NONE] = bytes;
    for (const hits of lists) {
      for (let index = 0; index < hits.length; index++) {
        const bits = word[(hits[index] ?? 0) >>> 4] ?? 0;
        b0[bits & 255] = (b0[bits & 255] ?? 0) + 1;
        b1[(bits >>> 8) & 255] = (b1[(bits >>> 8) & 255] ?? 0) + 1;
        b2[(bits >>> 16) & 255] = (b2[(bits >>> 16) & 255] ?? 0) + 1;
        b3[bits >>> 24] = (b3[bits >>> 24] ?? 0) + 1;
      }
    }
    for (let bit = 0; bit < 32; bit++) {
      const histogram = bytes[bit >>> 3] ?? NONE;
      let sum = 0;
      for (let value = 0; value < 256; value++) if ((value >>> (bit & 7)) & 1) sum += histogram[value] ?? 0;
      counts[place * 32 + bit + 1] = sum;
    }
  }
  return counts;
}

function countAvailable(hits: Uint32Array, columns: Columns, masks: number[] | null): number {
  let count = 0;
  for (let index = 0; index < hits.length; index++) {
    const ord = (hits[index] ?? 0) >>> 4;
    for (let word = 0; word < columns.available.length; word++) {
      if (((columns.available[word]?.[ord] ?? 0) & (masks ? (masks[word] ?? 0) : -1)) === 0) continue;
      count++;
      break;
    }
  }
  return count;
}

const byCount = (a: FacetValue, b: FacetValue): number => b.count - a.count || (a.value < b.value ? -1 : 1);

function listed(counts: Uint32Array, dictionary: Dictionary, chosen: readonly string[] | undefined): FacetValue[] {
  const values: FacetValue[] = [];
  for (let number = 1; number <= dictionary.size && number < counts.length; number++) {
    const value = dictionary.label(number);
    const selected = chosen?.includes(value) ?? false;
    const count = counts[number] ?? 0;
    if (count > 0 || selected) values.push({ value, count, selected });
  }
  return values.sort(byCount);
}

function topOf(
  { counts, numbers }: NameCounts,
  dictionary: Dictionary,
  chosen: readonly string[] | undefined,
): FacetValue[] {
  const count = (number: number): number => counts[number] ?? 0;
  let least = 1;
  let best: number[] = [];
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] ?? 0;
    if (count(number) < least) continue;
    best.push(number);
    if (best.length < TOP * 20) continue;
    best.sort((a, b) => count(b) - count(a));
    least = count(best[TOP - 1] ?? 0);
    best = best.filter((kept) => count(kept) >= least);
    // so many names with the same count: those first in the alphabet will be shown
    if (best.length >= TOP * 20) best = firstByName(best, count, dictionary);
  }
  const values = best
    .map((number) => ({ value: dictionary.label(number), count: count(number), selected: false }))
    .sort(byCount)
    .slice(0, TOP);
  for (const label of chosen ?? []) {
    const shown = values.find((value) => value.value === label);
    if (shown) shown.selected = true;
    else values.push({ value: label, count: count(dictionary.find(label) ?? 0), selected: true });
  }
  return values.sort(byCount);
}

function firstByName(numbers: readonly number[], count: (number: number) => number, dictionary: Dictionary): number[] {
  return numbers
    .map((number) => ({ number, count: count(number), value: dictionary.label(number), selected: false }))
    .sort(byCount)
    .slice(0, TOP)
    .map(({ number }) => number);
}

function decades(counts: Uint32Array, chosen: readonly number[] | undefined): FacetValue[] {
  const values: FacetValue[] = [];
  for (let number = counts.length - 1; number >= 1; number--) {
    const year = decadeOfNumber(number);
    const selected = chosen?.includes(year) ?? false;
    const count = counts[number] ?? 0;
    if (count > 0 || selected) values.push({ value: String(year), count, selected });
  }
  return values;
}

function classes(counts: Uint32Array, chosen: readonly string[] | undefined): FacetValue[] {
  const values: FacetValue[] = [];
  for (let digit = 0; digit < 10; digit++) {
    const value = String(digit);
    const selected = chosen?.includes(value) ?? false;
    const count = counts[digit + 1] ?? 0;
    if (count > 0 || selected) values.push({ value, count, selected });
  }
  return values;
}
