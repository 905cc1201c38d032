import { platformErrors } from '#platform/errors';
import { instantAt, isDay } from '#shared/dates';

/**
 * The instant that a day and a time of day name in the zone of a library: `2026-12-05`, `08:00`.
 * Throws a refusal at the field that is wrong.
 */
export function momentIn(
  values: Record<string, string>,
  { day, time }: { day: string; time: string },
  zone: string,
): Date {
  const date = values[day] ?? '';
  if (!isDay(date)) throw platformErrors.invalidInput({}, { [day]: 'required' });
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(values[time] ?? '') ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  if (!(minutes >= 0 && minutes < 1440)) throw platformErrors.invalidInput({}, { [time]: 'required' });
  return instantAt(date, minutes, zone);
}
