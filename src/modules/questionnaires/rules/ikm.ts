/** The nine elements of the public satisfaction survey, by code: two printings of the regulation list U8 and U9 in different order. */
export const IKM_ELEMENTS = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8', 'U9'] as const;

export interface Ikm {
  /** 25.00 … 100.00 in hundredths, so that no half is lost. */
  hundredths: number;
  grade: 'A' | 'B' | 'C' | 'D';
  /** How many sheets had all nine elements. */
  complete: number;
}

/**
 * Indeks Kepuasan Masyarakat (PermenPANRB 14/2017) = 25 × Σ of all scores ÷ (n × 9), in whole numbers, since 0.11 for 1/9 and binary
 * fractions can flip a grade. The bands have gaps, so the value is rounded half up to two decimals before it is graded.
 * @param sheets scores 1 … 4 of the nine elements, one sheet per person
 * @returns null for no sheet: no data, no grade
 */
export function computeIkm(sheets: readonly (readonly number[])[]): Ikm | null {
  if (sheets.length === 0) return null;
  const total = sheets.reduce((sum, sheet) => sum + sheet.reduce((part, score) => part + score, 0), 0);
  const per = IKM_ELEMENTS.length * sheets.length;
  const hundredths = Math.floor((2 * 2500 * total + per) / (2 * per));
  const grade = hundredths >= 8831 ? 'A' : hundredths >= 7661 ? 'B' : hundredths >= 6500 ? 'C' : 'D';
  return { hundredths, grade, complete: sheets.length };
}
