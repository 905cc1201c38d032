import type { RawBuilder } from 'kysely';
import type { LocalDate } from '#shared/dates';
import type { Label } from './places.ts';

/** For which days facts are wanted, both included; the instants lie a day further out on both sides, for any zone of Indonesia. */
export interface FactSpan {
  from: LocalDate;
  to: LocalDate;
  after: Date;
  before: Date;
}

/** In what a fact is counted. */
export type FactUnit = 'acts' | 'people' | 'copies' | 'rupiah' | 'minutes';

/**
 * A kind of what a library does, counted by day. The module whose rows say it contributes a query (`facts.ts`); `ground/facts` counts those
 * rows each night and keeps the sums, so an act at a desk writes nothing twice and a figure is never another one than its rows.
 */
export interface FactSource {
  /** `loan`; of one module only. */
  readonly kind: string;
  readonly label: Label;
  readonly unit: FactUnit;
  /** What is said beside the figure of who or what is not in it; null: all are. */
  readonly without: Label | null;
  /** Columns of {@link rows} (text) by which days are split: of things, never of people. `hour` is made of `at`. */
  readonly cuts: readonly string[];
  /** Columns (text) that say who it was: counted by month, and only where enough people share a value. Needs `person`. */
  readonly who: readonly string[];
  /**
   * Those of {@link cuts} that go with who it was (guests have no group of members): the days tell them to the last one, so less of {@link who}
   * is kept where a few people would be told by their difference.
   */
  readonly tied?: readonly string[];
  /**
   * `always`: no row goes but by a correction, so any day can be counted anew. `once`: a row may go after its time, with its person (an erasure)
   * or its thing, so each day is counted when it has ended and never again.
   */
  readonly keeps: 'always' | 'once';
  /**
   * A `select` of the rows that may lie in a span, with `library_id` (null = the network), `at` (timestamptz) or `on_day` (date; the other
   * null), `n` (whole number), the columns of {@link cuts}, and where `who` is not empty, those and `person` (bigint; null = nobody knows).
   */
  readonly rows: (span: FactSpan) => RawBuilder<unknown>;
}

let given: readonly FactSource[] | undefined;

/** Called once by the entry point with what the modules contribute. */
export function provideFacts(sources: readonly FactSource[]): void {
  given = sources;
}

/** All that is counted, in the order in which the modules build. */
export function factSources(): readonly FactSource[] {
  if (!given) throw new Error('facts are not provided yet');
  return given;
}
