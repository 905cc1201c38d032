import { addDays, instantAt, localDate, localMinute } from '#shared/dates';

/** Minutes from midnight on the library's wall clock; `from` = `to`: never quiet. May run over midnight. */
export interface QuietHours {
  fromMinute: number;
  toMinute: number;
}

export function isQuiet(minute: number, { fromMinute, toMinute }: QuietHours): boolean {
  if (fromMinute === toMinute) return false;
  return fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}

/** The instant itself, or the end of the quiet hours in which it falls. */
export function afterQuietHours(instant: Date, zone: string, quiet: QuietHours): Date {
  const minute = localMinute(instant, zone);
  if (!isQuiet(minute, quiet)) return instant;
  const today = localDate(instant, zone);
  const end = instantAt(minute < quiet.toMinute ? today : addDays(today, 1), quiet.toMinute, zone);
  // an hour that a change of the clocks swallowed
  return end > instant ? end : instant;
}
