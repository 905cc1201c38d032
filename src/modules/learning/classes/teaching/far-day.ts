import { platformErrors } from '#platform/errors';
import { daysBetween, HOME_ZONE, localDate } from '#shared/dates';

/** A class begins within a year of today: pupils go by that day when nobody ends it. */
const MOST_DAYS = 366;

/** Refuses a day on which no class of today begins: a year that was mistyped. Throws `platform.invalid_input`. */
export function refuseFarDay(startsOn: string, now: Date): void {
  if (Math.abs(daysBetween(localDate(now, HOME_ZONE), startsOn)) > MOST_DAYS)
    throw platformErrors.invalidInput({}, { startsOn: 'day_out_of_reach' });
}
