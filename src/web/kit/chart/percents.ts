/** Percent of the parts of a whole that is the sum of what is known. */
export function percentsOf(values: readonly (number | null)[]): (number | null)[] {
  const whole = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  return values.map((value) => (value === null || whole === 0 ? null : (100 * value) / whole));
}
