import type { LocalDate } from '#shared/dates';

/** Whole minutes between coming and leaving; 0 while nobody left. */
export const minutesOf = ({ cameAt, leftAt }: { cameAt: Date | null; leftAt: Date | null }): number =>
  cameAt && leftAt ? Math.max(0, Math.floor((leftAt.getTime() - cameAt.getTime()) / 60_000)) : 0;

/** Days that a certificate is about, both included. */
export interface Period {
  fromOn: LocalDate;
  untilOn: LocalDate;
}

/** Those of some periods that have a day of this one: no hour stands on two certificates. */
export const overlapping = <P extends Period>({ fromOn, untilOn }: Period, others: readonly P[]): P[] =>
  others.filter((other) => other.fromOn <= untilOn && other.untilOn >= fromOn);

/** Who comes may come so long before a shift. */
export const EARLY_MINUTES = 60;
/** Who forgot to leave is noted as gone at the end of the shift, so long after it. */
export const FORGOTTEN_MINUTES = 120;
/** A card that is held to the reader twice is no leaving. */
export const TWICE_SECONDS = 60;
/** Nobody helps longer at a stretch. */
export const LONGEST_SHIFT_HOURS = 14;
