/** One planned visit of a stop, with what was recorded in its hours. */
export interface StopVisit {
  stopId: number;
  minutes: number;
  /** Called off, or a closed day. */
  isOff: boolean;
  loans: number;
  visits: number;
}
export interface StopSums {
  planned: number;
  off: number;
  held: number;
  /** Of those held, so many have anything recorded. */
  active: number;
  minutes: number;
  loans: number;
  visits: number;
}

/** What became of the visits of a stop. */
export const sumStop = (visits: readonly StopVisit[]): StopSums =>
  visits.reduce<StopSums>(
    (sum, { isOff, minutes, loans, visits: people }) => ({
      planned: sum.planned + 1,
      off: sum.off + (isOff ? 1 : 0),
      held: sum.held + (isOff ? 0 : 1),
      active: sum.active + (!isOff && loans + people > 0 ? 1 : 0),
      minutes: sum.minutes + (isOff ? 0 : minutes),
      loans: sum.loans + loans,
      visits: sum.visits + people,
    }),
    { planned: 0, off: 0, held: 0, active: 0, minutes: 0, loans: 0, visits: 0 },
  );

/** To one decimal; null where the whole is none. */
export const perHour = (count: number, minutes: number): number | null =>
  minutes === 0 ? null : Math.round((count * 600) / minutes) / 10;
