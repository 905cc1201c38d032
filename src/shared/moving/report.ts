import type { Fates } from './ledger.ts';
import { isMoneyRight, type MoneyReport } from './money-sums.ts';

/** What became of a table: its rows one by one; or `codes`: their meaning goes into other rows; or `left`: nobody reads it yet. */
export type TableReport = { table: string; rows: number } & (
  { kind: 'rows'; fates: Fates } | { kind: 'codes' } | { kind: 'left' }
);

export interface MigrationReport {
  dryRun: boolean;
  library: string;
  /** In the order of what matters: titles, copies, members, names; then codes; then what stays behind. */
  tables: TableReport[];
  /** Money of the fines. */
  money: MoneyReport;
  /** Running loans that could not come and must be settled by hand: `settle_*` among what was said. */
  toSettle: number;
  /** Rows of earlier runs that SLiMS has changed since: what they became was brought up to date; or people here have changed it too. */
  updated: number;
  conflicts: number;
}

/** Every row of a table that is carried ends in exactly one way. */
export const addsUp = (one: TableReport): boolean =>
  one.kind !== 'rows' || one.rows === one.fates.carried + one.fates.merged + one.fates.refused + one.fates.known;

/** Rows add up and balances are what the dump says; else the report is not to be trusted. */
export const isBalanced = ({ tables, money }: Pick<MigrationReport, 'tables' | 'money'>): boolean =>
  isMoneyRight(money) && tables.every(addsUp);
