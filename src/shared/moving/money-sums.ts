/** Whole rupiah of some rows of `fines`. */
export interface Money {
  debet: number;
  credit: number;
}
export type MoneyOfFate = 'carried' | 'refused' | 'known';

/** What became of the money of a dump. */
export interface MoneyReport extends Record<MoneyOfFate, Money> {
  dump: Money;
  /** What was added to balances here; null in a trial. */
  booked: number | null;
}

/** Adds up the money of every row, by what became of the row. */
export class MoneySums {
  readonly #sums: Record<MoneyOfFate, Money> = {
    carried: { debet: 0, credit: 0 },
    refused: { debet: 0, credit: 0 },
    known: { debet: 0, credit: 0 },
  };
  /** What was added to balances here. */
  booked = 0;

  add(fate: MoneyOfFate, { debet, credit }: Money): void {
    this.#sums[fate].debet += debet;
    this.#sums[fate].credit += credit;
  }

  report(dryRun: boolean): MoneyReport {
    const all = Object.values(this.#sums);
    const total = (of: keyof Money): number => all.reduce((sum, money) => sum + money[of], 0);
    return {
      dump: { debet: total('debet'), credit: total('credit') },
      ...structuredClone(this.#sums),
      booked: dryRun ? null : this.booked,
    };
  }
}

/** Are the balances here what the dump says of the members who came? */
export const isMoneyRight = ({ carried, booked }: MoneyReport): boolean =>
  booked === null || booked === carried.debet - carried.credit;
