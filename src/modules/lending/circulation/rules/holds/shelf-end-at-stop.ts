import type { LocalDate } from '#shared/dates';

/**
 * The last day on which a book waits for a stop of the mobile library: as long as the policy says, and at least until the first visit
 * after the day on which it came in. A visit on that same day may be over before anybody has read the notice, so it does not count.
 * @param base the last day by the policy
 * @param since the day on which it came in
 * @param visits days on which it comes to the stop, in order
 */
export function shelfEndAtStop(base: LocalDate, since: LocalDate, visits: readonly LocalDate[]): LocalDate {
  const chance = visits.find((day) => day > since);
  return chance !== undefined && chance > base ? chance : base;
}
