import { addDays, type LocalDate } from '#shared/dates';

export interface SuspensionRule {
  /** Days without borrowing for each late day; 0 = no suspension. */
  suspensionPerLateDay: number;
  /** null = no limit. */
  maxSuspensionDays: number | null;
  /** As in the fine: up to this many late days are forgiven. */
  graceDays: number;
}

/** For how many days the member may not borrow. Source: practice of city libraries, the default instead of money (domain 5.3). */
export function computeSuspension(lateDays: number, rule: SuspensionRule): number {
  if (lateDays <= rule.graceDays) return 0;
  const days = lateDays * rule.suspensionPerLateDay;
  return rule.maxSuspensionDays === null ? days : Math.min(days, rule.maxSuspensionDays);
}

/** The last day of a suspension that starts on the day after the return; it counts calendar days. */
export const suspendedUntil = (returnedOn: LocalDate, days: number): LocalDate => addDays(returnedOn, days);
