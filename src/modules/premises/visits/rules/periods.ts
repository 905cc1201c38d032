import { eachDay, type LocalDate } from '#shared/dates';

export const periodSteps = ['day', 'month', 'quarter', 'year'] as const;
export type PeriodStep = (typeof periodSteps)[number];

/** `2026-11-25`, `2026-11`, `2026-Q4` or `2026`. */
function periodOf(day: LocalDate, step: PeriodStep): string {
  const [year = '', month = ''] = day.split('-');
  if (step === 'day') return day;
  if (step === 'month') return `${year}-${month}`;
  return step === 'quarter' ? `${year}-Q${Math.ceil(Number(month) / 3)}` : year;
}

/** The periods that a time touches, in their order; both days belong to it. */
export function periodsBetween(from: LocalDate, to: LocalDate, step: PeriodStep): string[] {
  const periods = new Set<string>();
  for (const day of eachDay(from, to)) periods.add(periodOf(day, step));
  return [...periods];
}
