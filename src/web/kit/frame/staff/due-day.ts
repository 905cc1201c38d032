import { addDays, localDate, localMinute, type LocalDate } from '#shared/dates';

/** The day on which something has to be done that is to be done until an instant; at midnight it is the end of the day before. */
export const dueDay = (due: Date, zone: string): LocalDate =>
  localMinute(due, zone) === 0 ? addDays(localDate(due, zone), -1) : localDate(due, zone);

/** Is its time past, or does it end today? */
export const isUrgent = (due: Date, zone: string, now: Date): boolean => dueDay(due, zone) <= localDate(now, zone);
