/** Figures that are shown as a drawing and, always beside it, as a table: made by modules, drawn by `src/web/kit/chart`. */

/**
 * - `bars`: one bar a key, the second series (an earlier time) as a mark on it
 * - `line`: keys are days or months in their order, every series is a line; the second is what the first is compared with
 * - `heat`: keys are columns (hours), series are rows (weekdays)
 * - `share`: every key is a whole, which the series part among them
 */
export type ChartKind = 'bars' | 'line' | 'heat' | 'share';

export interface ChartKey {
  key: string;
  label: string;
  /** Where one finds what is behind the figures of this key. */
  href?: string;
  /** What is left over or not known: it is shown, and never said to be the most. */
  rest?: true;
}
export interface ChartSeries {
  name: string;
  /** One for each key, in their order; null = it is not known or not said. */
  values: readonly (number | null)[];
  /** As of a key. */
  rest?: true;
}
export interface Chart {
  kind: ChartKind;
  /** What is shown: "Peminjaman menurut kelas". */
  title: string;
  /** What the figures say, in a sentence; it becomes the heading. */
  finding?: string;
  /** What is counted, in small letters: "peminjaman". */
  unit: string;
  /** What keys are called: "Kelas". */
  keyName: string;
  keys: readonly ChartKey[];
  series: readonly ChartSeries[];
  /** Of each series, where its values may be added up; figures of different people may not. */
  totals?: readonly (number | null)[];
}
