import type { LocalDate } from '#shared/dates';
import type { PastVisit } from './save-visit-history.ts';

export { recordGateCount } from './record-gate-count.ts';
export { saveVisitHistory } from './save-visit-history.ts';
export { type PastVisit } from './save-visit-history.ts';
export { ageGroupOn } from './rules/visitor.ts';

/** So many guests of a library, all at one hour of a day. */
export const guestsOn = (libraryId: number, day: LocalDate, times: number, hour = '12:00'): PastVisit[] => {
  const at = new Date(`${day}T${hour}:00+07:00`);
  const countedUntil = new Date(at.getTime() + 3_600_000);
  return Array.from({ length: times }, () => ({
    ...{ libraryId, kind: 'guest', ageGroup: 'dewasa', via: 'door', at, countedUntil },
  }));
};
