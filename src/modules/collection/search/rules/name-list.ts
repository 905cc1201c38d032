import { foldedKey } from '#shared/text/fold';
import type { Columns, ListField } from './postings/columns.ts';

/** A name with the number of its records. */
export interface NameEntry {
  name: string;
  count: number;
}

const NO_LETTER = '#';

/** All authors or subjects of the records in alphabetical order. */
export class NameList {
  /** Numbers of names in alphabetical order, without those that no record has. */
  readonly #numbers: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #letters: string[];
  readonly #keys: string[];
  readonly #columns: Columns;
  readonly #field: ListField;

  /** @param before a list of the same columns, whose folded names are taken over */
  constructor(columns: Columns, field: ListField, isLive: (ord: number) => boolean, before?: NameList) {
    const dictionary = columns.dictionaries[field];
    this.#columns = columns;
    this.#field = field;
    this.#keys = before ? [...before.#keys] : [''];
    for (let number = this.#keys.length; number <= dictionary.size; number++) {
      this.#keys.push(foldedKey(dictionary.label(number)));
    }
    this.#counts = new Uint32Array(dictionary.size + 1);
    for (let ord = 0; ord < columns.count; ord++) {
      if (!isLive(ord)) continue;
      for (const number of columns.numbersOf(field, ord)) this.#counts[number] = (this.#counts[number] ?? 0) + 1;
    }
    const keys = this.#keys;
    const present = Array.from(this.#counts.keys()).filter((number) => (this.#counts[number] ?? 0) > 0);
    present.sort((a, b) => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : (keys[a] ?? '') > (keys[b] ?? '') ? 1 : a - b));
    this.#numbers = Uint32Array.from(present);
    this.#letters = present.map((number) => letterOf(keys[number] ?? ''));
  }

  /** @param letter a capital, `#`, or null for all */
  page(letter: string | null, offset: number, limit: number) {
    const counts = new Map<string, number>();
    for (const first of this.#letters) counts.set(first, (counts.get(first) ?? 0) + 1);
    const under = Array.from(this.#numbers).filter((_, index) => letter === null || this.#letters[index] === letter);
    const names = under.slice(offset, offset + limit).map((number) => ({
      name: this.#columns.dictionaries[this.#field].label(number),
      count: this.#counts[number] ?? 0,
    }));
    const letters = [...counts].map(([first, count]) => ({ letter: first, count }));
    return { letters: letters.sort((a, b) => (a.letter < b.letter ? -1 : 1)), names, total: under.length };
  }
}

const letterOf = (key: string): string => (/^[a-z]/.test(key) ? key.charAt(0).toUpperCase() : NO_LETTER);
