import { localMinute } from '#shared/dates';

/** Reminders of a day are made from six in the morning on the library's wall clock; quiet hours may keep them longer. */
const FIRST_MINUTE = 360;

export const isLateEnoughInTheDay = (now: Date, zone: string): boolean => localMinute(now, zone) >= FIRST_MINUTE;
