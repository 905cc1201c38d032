import { addDays, addMonths, type LocalDate } from '#shared/dates';
import { m } from '#i18n/messages';

/** For how long the figures of a page are; every time ends today. */
export const TIMES = ['30', '90', 'tahun'] as const;
export type FiguresTime = (typeof TIMES)[number];
export const TIME_NAMES: Record<FiguresTime, () => string> = {
  '30': () => m.chart_time_30(),
  '90': () => m.chart_time_90(),
  tahun: () => m.chart_time_tahun(),
};

export interface DaySpan {
  from: LocalDate;
  to: LocalDate;
}
/** A time, and the one that it is compared with. */
export interface ComparedTime {
  now: DaySpan;
  before: DaySpan;
  step: 'day' | 'month';
}

/** Whole weeks: Mondays are compared with Mondays. */
const YEAR_OF_WEEKS = 364;
const YEAR = 12;

/** Days are compared with those of 52 weeks before, months with the same months of the year before. */
export function comparedTime(time: FiguresTime, today: LocalDate): ComparedTime {
  if (time === 'tahun') {
    const from = addMonths(`${today.slice(0, 7)}-01`, 1 - YEAR);
    return {
      now: { from, to: today },
      before: { from: addMonths(from, -YEAR), to: addMonths(today, -YEAR) },
      step: 'month',
    };
  }
  const from = addDays(today, 1 - Number(time));
  return {
    now: { from, to: today },
    before: { from: addDays(from, -YEAR_OF_WEEKS), to: addDays(today, -YEAR_OF_WEEKS) },
    step: 'day',
  };
}
