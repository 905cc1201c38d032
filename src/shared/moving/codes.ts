import { sameKey } from '#shared/mysql-dump/same-key';
import { tidyLine } from './tidy-text.ts';

/** A row of a table of codes, whose meaning goes into the rows that bear it. */
export interface Code {
  name: string;
  /** Another column of that row that says more: `mst_item_status.no_loan`, the code of an RDA type. */
  more: string;
}

/** The codes of one table by their keys, compared as MySQL does. */
export class Codes {
  readonly #byKey = new Map<string, Code>();

  add(key: string | null, name: string | null, more: string | null): void {
    if (key !== null) this.#byKey.set(sameKey(key), { name: tidyLine(name).text, more: more ?? '' });
  }

  get = (key: string | null): Code | null => (key === null ? null : (this.#byKey.get(sameKey(key)) ?? null));

  all = (): IterableIterator<[string, Code]> => this.#byKey.entries();
}
