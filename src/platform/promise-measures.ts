import type { Locale } from './context.ts';
import type { Db, Tx } from './database/db.ts';
import type { Label } from './places.ts';
import type { LocalDate } from '#shared/dates';

/** For which days a promise is measured, both included, and the instants at which they begin and are over in the network's zone. */
export interface PromiseSpan {
  from: LocalDate;
  to: LocalDate;
  after: Date;
  before: Date;
  /** What is due later than this is not counted yet, unless it was done already. */
  now: Date;
  zone: string;
}

/** How often something happened, and how often as it was promised. */
export interface PromiseCount {
  n: number;
  kept: number;
}

/**
 * What can be measured beside a promise to everybody. The module whose rows say it contributes a query (`promise-measures.ts`); `city/promises`
 * counts each night for the promises that name the measure. Only what rows say is measured: what nobody writes down has no measure.
 */
export interface PromiseMeasure {
  /** `holds_ready`; of one module only. */
  readonly key: string;
  /** "Pesanan siap diambil". */
  readonly label: Label;
  /** In what its limit is counted; null = it has none. */
  readonly unit: 'hours' | 'days' | 'working_days' | null;
  /** "322 pesanan". */
  readonly counts: (inputs: { count: number }, options?: { locale?: Locale }) => string;
  /** What is said beside the figure of what is not in it, or of how it is meant; null: nothing. */
  readonly without: Label | null;
  /** Counts acts that name nobody. @param limit in {@link unit}; 0 where it has none */
  count(db: Db | Tx, span: PromiseSpan, limit: number): Promise<PromiseCount>;
}

let given: readonly PromiseMeasure[] | undefined;

/** Called once by the entry point with what the modules contribute. */
export function providePromiseMeasures(measures: readonly PromiseMeasure[]): void {
  given = measures;
}

/** All that can be measured, in the order in which the modules build. */
export function promiseMeasures(): readonly PromiseMeasure[] {
  if (!given) throw new Error('measures of promises are not provided yet');
  return given;
}
