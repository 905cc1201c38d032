/** The school year of a day, which begins in July: `2026/2027`. @param day `YYYY-MM-DD`, or its month */
export function schoolYearOf(day: string): string {
  const first = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) > 6 ? 0 : 1);
  return `${String(first)}/${String(first + 1)}`;
}
