import { addDays, addMonths } from '#shared/dates';
import type { Frequency } from './frequency.ts';

/** How the issues of a serial are counted. */
export interface Numbering {
  /** null = it has no volumes. */
  firstVolume: number | null;
  firstNumber: number;
  /** After so many numbers the next volume begins with 1; null = numbers run on. */
  numbersPerVolume: number | null;
}
export interface PredictedIssue {
  /** 1 = the first. */
  nth: number;
  /** `YYYY-MM-DD` */
  expectedOn: string;
  volume: number | null;
  number: number;
}

/** A newspaper of four years; nothing asks for more at once. */
export const MAX_ISSUES = 1500;

const STEPS: Readonly<Record<Frequency, { days: number } | { months: number }>> = {
  daily: { days: 1 },
  weekly: { days: 7 },
  fortnightly: { days: 14 },
  monthly: { months: 1 },
  bimonthly: { months: 2 },
  quarterly: { months: 3 },
};

/** The day of an issue: counted from the first day, so that a month with 28 days does not pull the later ones forward. */
function dayOf(startsOn: string, frequency: Frequency, before: number): string {
  const step = STEPS[frequency];
  return 'days' in step ? addDays(startsOn, step.days * before) : addMonths(startsOn, step.months * before);
}

function numberOf({ firstVolume, firstNumber, numbersPerVolume }: Numbering, before: number) {
  if (numbersPerVolume === null) return { volume: firstVolume, number: firstNumber + before };
  const place = firstNumber - 1 + before;
  const volume = firstVolume === null ? null : firstVolume + Math.floor(place / numbersPerVolume);
  return { volume, number: (place % numbersPerVolume) + 1 };
}

/** The issues that a subscription brings, in their order; at most {@link MAX_ISSUES}. */
export function predictIssues(
  { frequency, startsOn, endsOn }: { frequency: Frequency; startsOn: string; endsOn: string },
  numbering: Numbering,
): PredictedIssue[] {
  const issues: PredictedIssue[] = [];
  for (let before = 0; before < MAX_ISSUES; before += 1) {
    const expectedOn = dayOf(startsOn, frequency, before);
    if (expectedOn > endsOn) break;
    issues.push({ nth: before + 1, expectedOn, ...numberOf(numbering, before) });
  }
  return issues;
}
