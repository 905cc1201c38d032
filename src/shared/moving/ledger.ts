import type { Fate, Said } from './said.ts';

/** What became of the rows of one table. */
export type Fates = Record<Fate, number>;

/** Counts every row once, and hands on what is said of it. */
export class Ledger {
  readonly #fates = new Map<string, Fates>();
  readonly #onSaid: (said: Said) => void;

  constructor(onSaid: (said: Said) => void) {
    this.#onSaid = onSaid;
  }

  count(table: string, fate: Fate): void {
    const fates = this.#fates.get(table) ?? { carried: 0, merged: 0, refused: 0, known: 0 };
    fates[fate] += 1;
    this.#fates.set(table, fates);
  }

  say(said: Said): void {
    if (said.fate !== 'told') this.count(said.table, said.fate);
    this.#onSaid(said);
  }

  fatesOf = (table: string): Fates | undefined => this.#fates.get(table);
}
