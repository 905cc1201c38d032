import { ByteStreams } from './byte-streams.ts';
import { fieldsOfPlaces, type DocumentTerms } from './document-terms.ts';
import { exactRow } from '../query/plan-query.ts';
import { writePositions } from './positions.ts';
import { FIELD } from './postings.ts';
import type { Stemmer } from '../words/stem-exceptions.ts';
import { VARBYTE_MAX, writeVarbyte } from './varbyte.ts';

/** A row of the index, ready to be stored. `df`: how many records it lists. */
export interface IndexRow {
  term: string;
  df: number;
  list: Uint8Array;
  places: Uint8Array | null;
}

/** One list that grows: its stream, its last entry, its number of records. */
class GrowingLists {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #streams: ByteStreams;
  readonly #stream: number[] = [];
  readonly #last: number[] = [];
  readonly df: number[] = [];

  constructor(streams: ByteStreams) {
    this.#streams = streams;
  }

  number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.length;
    this.#numbers.set(name, number);
    this.names.push(name);
    this.#stream.push(this.#streams.open());
    this.#last.push(0);
    this.df.push(0);
    return number;
  }

  has(name: string): boolean {
    return this.#numbers.has(name);
  }

  append(number: number, entry: number, scratch: Uint8Array): void {
    const length = writeVarbyte(scratch, 0, (entry - (this.#last[number] ?? 0)) >>> 0);
    this.#streams.append(this.#stream[number] ?? 0, scratch, length);
    this.#last[number] = entry;
    this.df[number] = (this.df[number] ?? 0) + 1;
  }

  read(number: number): Uint8Array {
    return this.#streams.read(this.#stream[number] ?? 0);
  }
}

/** Builds the rows of an index in memory, record by record in the order of their ord. */
export class IndexBuilder {
  readonly #streams = new ByteStreams();
  readonly #terms = new GrowingLists(this.#streams);
  readonly #keys = new GrowingLists(this.#streams);
  readonly #places: number[] = [];
  /** Terms that cover other words than themselves, and words that stand under another term. */
  readonly #needsExact = new Set<string>();
  readonly #stem: Stemmer;
  #scratch = new Uint8Array(1024);

  constructor(stem: Stemmer) {
    this.#stem = stem;
  }

  /** @param ord greater than that of every record added before */
  add(ord: number, document: DocumentTerms): void {
    const first = ord * 16;
    for (const [term, mask] of document.terms)
      this.#terms.append(this.#terms.number(term), first + mask, this.#scratch);
    for (const [key, places] of document.keys) {
      const number = this.#keys.number(key);
      if (number === this.#places.length) this.#places.push(this.#streams.open());
      const fields = fieldsOfPlaces(places);
      if ((fields & ~FIELD.author) !== 0) this.#noteStem(key);
      this.#keys.append(number, first + fields, this.#scratch);
      if (this.#scratch.length < places.length * VARBYTE_MAX)
        this.#scratch = new Uint8Array(places.length * VARBYTE_MAX);
      this.#streams.append(this.#places[number] ?? 0, this.#scratch, writePositions(this.#scratch, 0, places));
    }
  }

  #noteStem(key: string): void {
    const stemmed = this.#stem(key);
    if (stemmed === key) return;
    this.#needsExact.add(key);
    this.#needsExact.add(stemmed);
  }

  /** Words as written, with the number of records that have them. */
  *words(): Generator<{ word: string; docs: number }> {
    for (const [number, word] of this.#keys.names.entries()) yield { word, docs: this.#keys.df[number] ?? 0 };
  }

  /**
   * All rows: one for each term; one more, `=word`, for each word whose records its term's row does not tell exactly
   * (empty for a stem that no record has as a word).
   */
  *rows(): Generator<IndexRow> {
    for (const [number, term] of this.#terms.names.entries()) {
      const exact = this.#needsExact.has(term);
      const key = !exact && this.#keys.has(term) ? this.#keys.number(term) : null;
      const places = key === null ? null : this.#streams.read(this.#places[key] ?? 0);
      yield { term, df: this.#terms.df[number] ?? 0, list: this.#terms.read(number), places };
      if (exact && !this.#keys.has(term)) {
        yield { term: exactRow(term), df: 0, list: new Uint8Array(0), places: new Uint8Array(0) };
      }
    }
    for (const [number, key] of this.#keys.names.entries()) {
      if (!this.#needsExact.has(key)) continue;
      yield {
        term: exactRow(key),
        df: this.#keys.df[number] ?? 0,
        list: this.#keys.read(number),
        places: this.#streams.read(this.#places[number] ?? 0),
      };
    }
  }
}
