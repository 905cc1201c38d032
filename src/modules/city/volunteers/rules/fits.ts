import type { LocalDate } from '#shared/dates';
import { ADULT_AGE, LEAST_AGE, type CheckKind } from './terms.ts';

/** What is known of somebody when it is asked whether they may do something. */
export interface Known {
  birthYear: number | null;
  guardianConsentOn: LocalDate | null;
  checks: readonly { kind: CheckKind; untilOn: LocalDate | null }[];
  /** Something is open that staff look into: no work with children meanwhile. */
  isPaused: boolean;
}

/** What can be missing for a task. */
type Missing = CheckKind | 'guardian' | 'settling';

/** The age that somebody of a year has for sure on a day: the day of birth is not known. */
const sureAge = (birthYear: number, on: LocalDate): number => Number(on.slice(0, 4)) - birthYear - 1;

/** Whether somebody is old enough for sure, in the year in which they turn fourteen at the latest. */
export const oldEnough = (birthYear: number, on: LocalDate): boolean => sureAge(birthYear, on) >= LEAST_AGE;

/** Whether a guardian has to agree: whoever may still be below 18 and whose age nobody has seen. */
export const needsGuardian = ({ birthYear, checks }: Known, on: LocalDate): boolean =>
  birthYear === null || (sureAge(birthYear, on) < ADULT_AGE && !holds(checks, 'adult', on));

const holds = (checks: Known['checks'], kind: CheckKind, on: LocalDate): boolean =>
  checks.some((check) => check.kind === kind && (check.untilOn === null || check.untilOn >= on));

/** What is still missing for a task on a day; none = they may take it. Who works with children needs the training also where nobody wrote it down. */
export function missingFor(
  known: Known,
  { needs, withChildren }: { needs: readonly CheckKind[]; withChildren: boolean },
  on: LocalDate,
): Missing[] {
  const asked = new Set<CheckKind>([...needs, ...(withChildren ? (['training'] as const) : [])]);
  const missing: Missing[] = [...asked].filter((kind) => {
    if (kind === 'adult' && known.birthYear !== null && sureAge(known.birthYear, on) >= ADULT_AGE) return false;
    return !holds(known.checks, kind, on);
  });
  if (needsGuardian(known, on) && known.guardianConsentOn === null) missing.push('guardian');
  if (withChildren && known.isPaused) missing.push('settling');
  return missing;
}
