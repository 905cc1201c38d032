import type { Skill } from './terms.ts';

/** Why somebody fits a shift: what they can that it wants, and whether it is on a day of theirs. */
export interface Fit {
  skills: Skill[];
  onTheirDay: boolean;
}

/** @param weekday 1 = Monday */
export const fitOf = (
  { skills, days }: { skills: readonly Skill[]; days: readonly number[] },
  { wanted, weekday }: { wanted: readonly Skill[]; weekday: number },
): Fit => ({
  skills: wanted.filter((skill) => skills.includes(skill)),
  onTheirDay: days.includes(weekday),
});

/** Whether a shift suits somebody: on a day of theirs, and with something that they can where something is wanted. */
export const suits = ({ skills, onTheirDay }: Fit, wanted: readonly Skill[]): boolean =>
  onTheirDay && (wanted.length === 0 || skills.length > 0);

type Ranked = Fit & { recentMinutes: number };

/** First whose day it is, then who can something of what is wanted, then who helped least: shifts are spread fairly. */
export const byFit = (one: Ranked, other: Ranked): number =>
  Number(other.onTheirDay) - Number(one.onTheirDay) ||
  Number(other.skills.length > 0) - Number(one.skills.length > 0) ||
  one.recentMinutes - other.recentMinutes;
