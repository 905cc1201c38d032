import { platformErrors } from '#platform/errors';
import { daysBetween, HOME_ZONE, localDate } from '#shared/dates';

/** A class begins within a year of today: pupils go by that day when nobody ends it. */
const MOST_DAYS = 366;

/** Refuses a day on which no class of today begins: a year that was mistyped. Throws `platform.invalid_input`. */
export function refuseFarDay(day: string, now: Date, field = 'startsOn'): void {
  if (Math.abs(daysBetween(localDate(now, HOME_ZONE), day)) > MOST_DAYS)
    throw platformErrors.invalidInput({}, { [field]: 'day_out_of_reach' });
}
