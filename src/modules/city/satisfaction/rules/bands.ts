/** The elements that the regulation asks about. */
const ELEMENTS = 9;

/** A band of the index as the regulation prints it (PermenPANRB 14/2017). */
export interface Band {
  grade: 'A' | 'B' | 'C' | 'D';
  /** Its number, 1 the lowest. */
  perception: 1 | 2 | 3 | 4;
  /** Of the index value (NI), 1 … 4. */
  ni: readonly [low: number, high: number];
  /** Of the converted value, 25 … 100. */
  converted: readonly [low: number, high: number];
}

/** The best first. Between bands are gaps: the converted value is rounded to two decimals before it is graded. */
export const BANDS: readonly Band[] = [
  { grade: 'A', perception: 4, ni: [3.5324, 4], converted: [88.31, 100] },
  { grade: 'B', perception: 3, ni: [3.0644, 3.532], converted: [76.61, 88.3] },
  { grade: 'C', perception: 2, ni: [2.6, 3.064], converted: [65, 76.6] },
  { grade: 'D', perception: 1, ni: [1, 2.5996], converted: [25, 64.99] },
];

/** The index value (NI), 1 … 4: of which the converted value is 25 times as much. */
export const niOf = ({ total, complete }: { total: number; complete: number }): number => total / (complete * ELEMENTS);

/** What an element gives to the index value: its average, weighed 1/9. */
export const weightedMean = (mean: number): number => mean / ELEMENTS;

/** With how many decimals the regulation prints an end of a band. */
export const decimalsOf = (value: number): number => Math.max(2, String(value).split('.')[1]?.length ?? 0);
