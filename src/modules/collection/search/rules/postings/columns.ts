import { Dictionary } from '../words/dictionary.ts';

/** What facets and filters know of a record. */
export interface FacetValues {
  bibId: number;
  year: number | null;
  material: string;
  audience: string | null;
  languages: readonly string[];
  ddc: string | null;
  authors: readonly string[];
  subjects: readonly string[];
  /** Libraries that hold a copy, and whether one of the copies is on the shelf there. */
  holdings: readonly { libraryId: number; available: boolean }[];
  titleLength: number;
}

/** A record's packed word: 5 bits material, 3 audience, 4 DDC class + 1, 7 decade, 8 language, 1 "more languages". */
export const PACKED = {
  low: { bits: 12, material: 31, audience: { shift: 5, mask: 7 }, ddcClass: { shift: 8, mask: 15 } },
  high: { shift: 12, bits: 15, decade: 127, language: { shift: 7, mask: 255 } },
  moreLanguages: 1 << 27,
} as const;
/** Decades from 1400 on are told apart; 1 = before, 0 = no year. */
const FIRST_DECADE = 140;
/** Authors and subjects that stand in the columns themselves; a record's others are kept apart. */
export const PER_RECORD = 3;

export const decadeNumber = (year: number | null): number =>
  year === null || year <= 0 ? 0 : Math.max(1, Math.min(127, Math.floor(year / 10) - FIRST_DECADE + 1));
/** First year of a decade's number, from 1400; earlier years count as 1400. */
export const decadeOfNumber = (number: number): number => (number - 1 + FIRST_DECADE) * 10;

export type ListField = 'authors' | 'subjects';

/** Facet values of all records, by ord, in typed arrays that grow. */
export class Columns {
  readonly materials = new Dictionary();
  readonly audiences = new Dictionary();
  readonly languages = new Dictionary();
  readonly ddcs = new Dictionary();
  readonly libraries = new Dictionary();
  readonly dictionaries = { authors: new Dictionary(), subjects: new Dictionary() };
  capacity: number;
  /** Ords given out so far. */
  count = 0;
  bibIds: Float64Array;
  packed: Uint32Array;
  years: Uint16Array;
  ddcNumbers: Uint32Array;
  titleLengths: Uint16Array;
  /** Bit sets of libraries, a word of 32 for every 32 libraries. */
  held: Uint32Array[];
  available: Uint32Array[];
  lists: Record<ListField, Uint32Array>;
  /** Authors and subjects from the fourth on, languages from the second on. */
  readonly more = {
    authors: new Map<number, number[]>(),
    subjects: new Map<number, number[]>(),
    languages: new Map<number, number[]>(),
  };

  constructor(capacity: number) {
    this.capacity = Math.max(16, capacity);
    this.bibIds = new Float64Array(this.capacity);
    this.packed = new Uint32Array(this.capacity);
    this.years = new Uint16Array(this.capacity);
    this.ddcNumbers = new Uint32Array(this.capacity);
    this.titleLengths = new Uint16Array(this.capacity);
    this.held = [new Uint32Array(this.capacity)];
    this.available = [new Uint32Array(this.capacity)];
    this.lists = {
      authors: new Uint32Array(this.capacity * PER_RECORD),
      subjects: new Uint32Array(this.capacity * PER_RECORD),
    };
  }

  /** Takes the next free ord. */
  nextOrd(): number {
    if (this.count === this.capacity) this.#grow();
    return this.count++;
  }

  /** Writes all values of a record, whatever was there before. */
  set(ord: number, values: FacetValues): void {
    const languages = values.languages.map((code) => Math.min(this.languages.number(code), 255));
    const ddcClass = values.ddc !== null && /^\d/.test(values.ddc) ? Number(values.ddc.charAt(0)) + 1 : 0;
    const low =
      Math.min(this.materials.number(values.material), 31) |
      (Math.min(this.audiences.number(values.audience ?? ''), 7) << PACKED.low.audience.shift) |
      (ddcClass << PACKED.low.ddcClass.shift);
    const high = decadeNumber(values.year) | ((languages[0] ?? 0) << PACKED.high.language.shift);
    this.packed[ord] = low | (high << PACKED.high.shift) | (languages.length > 1 ? PACKED.moreLanguages : 0);
    this.#setMore('languages', ord, languages.slice(1));
    this.bibIds[ord] = values.bibId;
    this.years[ord] = Math.max(0, Math.min(values.year ?? 0, 9999));
    this.ddcNumbers[ord] = this.ddcs.number(values.ddc ?? '');
    this.titleLengths[ord] = values.titleLength;
    this.#setList('authors', ord, values.authors);
    this.#setList('subjects', ord, values.subjects);
    this.setHoldings(ord, values.holdings);
  }

  setHoldings(ord: number, holdings: FacetValues['holdings']): void {
    for (const word of [...this.held, ...this.available]) word[ord] = 0;
    for (const { libraryId, available } of holdings) {
      const bit = this.libraries.number(String(libraryId)) - 1;
      const held = this.libraryWord('held', bit >>> 5);
      held[ord] = ((held[ord] ?? 0) | (1 << (bit & 31))) >>> 0;
      const onShelf = this.libraryWord('available', bit >>> 5);
      if (available) onShelf[ord] = ((onShelf[ord] ?? 0) | (1 << (bit & 31))) >>> 0;
    }
  }

  /** The bit sets of 32 libraries, made when they are first needed; `held` and `available` always have equally many. */
  libraryWord(which: 'held' | 'available', word: number): Uint32Array {
    while (word >= this.held.length) {
      this.held.push(new Uint32Array(this.capacity));
      this.available.push(new Uint32Array(this.capacity));
    }
    return this[which][word] ?? this[which][0] ?? new Uint32Array(this.capacity);
  }

  /** Numbers of a record's authors or subjects. */
  *numbersOf(field: ListField, ord: number): Generator<number> {
    const list = this.lists[field];
    for (let index = ord * PER_RECORD; index < (ord + 1) * PER_RECORD; index++) {
      const number = list[index] ?? 0;
      if (number === 0) return;
      yield number;
    }
    yield* this.more[field].get(ord) ?? [];
  }

  #setList(field: ListField, ord: number, labels: readonly string[]): void {
    const dictionary = this.dictionaries[field];
    const numbers = [...new Set(labels.map((label) => dictionary.number(label)).filter((number) => number > 0))];
    for (let index = 0; index < PER_RECORD; index++) this.lists[field][ord * PER_RECORD + index] = numbers[index] ?? 0;
    this.#setMore(field, ord, numbers.slice(PER_RECORD));
  }

  #setMore(field: keyof Columns['more'], ord: number, numbers: number[]): void {
    if (numbers.length > 0) this.more[field].set(ord, numbers);
    else this.more[field].delete(ord);
  }

  #grow(): void {
    this.capacity = Math.ceil(this.capacity * 1.25) + 1024;
    const words = (from: Uint32Array, per = 1): Uint32Array => {
      const to = new Uint32Array(this.capacity * per);
      to.set(from);
      return to;
    };
    this.packed = words(this.packed);
    this.ddcNumbers = words(this.ddcNumbers);
    this.held = this.held.map((word) => words(word));
    this.available = this.available.map((word) => words(word));
    this.lists = { authors: words(this.lists.authors, PER_RECORD), subjects: words(this.lists.subjects, PER_RECORD) };
    const bibIds = new Float64Array(this.capacity);
    bibIds.set(this.bibIds);
    this.bibIds = bibIds;
    const years = new Uint16Array(this.capacity);
    years.set(this.years);
    this.years = years;
    const titleLengths = new Uint16Array(this.capacity);
    titleLengths.set(this.titleLengths);
    this.titleLengths = titleLengths;
  }
}
