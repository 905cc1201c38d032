import { sameKey } from '#shared/mysql-dump/same-key';
import { tidyLine, withoutMarks } from '#shared/moving/tidy-text';

/** A row of a table of names: an author, a subject, a publisher, a place. */
export interface Name {
  id: number;
  text: string;
  /** SLiMS' own letter for what it is: p person, g place …; '' where the table has none, or none that it knows. */
  kind: string;
  /** Years of an author. */
  extra: string;
  repaired: boolean;
  use: 'none' | 'known' | 'new';
}

/** The names of one table, with what uses them. Names that are equal but for blanks, accents and marks at their ends are one. */
export class Names {
  readonly table: string;
  readonly key: string;
  readonly #byId = new Map<number, Name>();
  /** The first that bears a name. */
  readonly #firsts = new Map<string, Name>();
  repeated: number[] = [];

  constructor(table: string, key: string) {
    this.table = table;
    this.key = key;
  }

  add(id: number, written: string | null, kind: string, extra = ''): void {
    if (id < 0 || this.#byId.has(id)) {
      this.repeated.push(id);
      return;
    }
    const { text, repaired } = tidyLine(written);
    const name: Name = { id, text: withoutMarks(text), kind, extra, repaired, use: 'none' };
    this.#byId.set(id, name);
    if (!this.#firsts.has(this.#sameName(name))) this.#firsts.set(this.#sameName(name), name);
  }

  #sameName = ({ text, kind }: Name): string => `${kind} ${sameKey(text)}`;

  /** The name that a number means: the first that is written so. A name without any letter is none. */
  get(id: number): Name | null {
    const name = this.#byId.get(id);
    return name && name.text !== '' ? (this.#firsts.get(this.#sameName(name)) ?? name) : null;
  }

  all(): IterableIterator<Name> {
    return this.#byId.values();
  }

  /** Is it another row's name once more? */
  isLikeAnother = (name: Name): boolean => this.#firsts.get(this.#sameName(name)) !== name;
}
