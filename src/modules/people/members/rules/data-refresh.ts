import { addMonths, type LocalDate } from '#shared/dates';

/**
 * Is it time to ask whether the data are still right (yearly data update of city libraries: pupils change their school)?
 * @param months of the network; null = never
 * @param since the day on which they were confirmed, or the day of joining
 */
export const refreshDue = (months: number | null, since: LocalDate, today: LocalDate): boolean =>
  months !== null && addMonths(since, months) <= today;
