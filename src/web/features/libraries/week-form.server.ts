import type { OpeningInterval } from '#modules/ground/libraries';
import { platformErrors } from '#platform/errors';
import { formatMinute, formatWeekday, type DateLocale } from '#shared/dates';
import type { WeekdayFields } from './week-fields.ts';

/** Minutes from midnight of `08.00`, `8:00` or `24.00`; null for anything else. */
const minutes = (text: string): number | null => {
  const match = /^(\d\d?)[:.](\d\d)$/.exec(text.trim());
  const minute = match && Number(match[2]) < 60 ? Number(match[1]) * 60 + Number(match[2]) : 1441;
  return minute <= 1440 ? minute : null;
};

/** The hours of a week as form fields; `typed` wins over what is stored. */
export function weekFields(
  hours: readonly OpeningInterval[],
  typed: Record<string, string> | null,
  locale: DateLocale,
): WeekdayFields[] {
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
    const stored = hours.filter((interval) => interval.weekday === weekday);
    const sent = Object.keys(typed ?? {}).filter((name) => name.startsWith(`opens_${weekday}_`)).length;
    const count = Math.max(2, stored.length + 1, sent);
    const slots = Array.from({ length: count }, (_, index) => {
      const [opensName, closesName] = [`opens_${weekday}_${index}`, `closes_${weekday}_${index}`];
      const interval = stored[index];
      return {
        opensName,
        closesName,
        opens: typed?.[opensName] ?? (interval ? formatMinute(interval.opensMinute, locale) : ''),
        closes: typed?.[closesName] ?? (interval ? formatMinute(interval.closesMinute, locale) : ''),
      };
    });
    return { weekday, name: formatWeekday(weekday, locale), slots };
  });
}

/**
 * The hours that the form holds, in the order of its fields; empty pairs are left out.
 * @returns also the name of the field each interval came from, to tell refusals there
 */
export function weekOf(values: Record<string, string>): { hours: OpeningInterval[]; names: string[] } {
  const hours: OpeningInterval[] = [];
  const names: string[] = [];
  const wrong: Record<string, string> = {};
  for (const [name, opens] of Object.entries(values)) {
    const match = /^opens_([1-7])_(\d)$/.exec(name);
    if (!match) continue;
    const closesName = `closes_${match[1]}_${match[2]}`;
    const closes = values[closesName] ?? '';
    if (opens.trim() === '' && closes.trim() === '') continue;
    const [from, to] = [minutes(opens), minutes(closes)];
    if (from === null) wrong[name] = 'clock_time';
    if (to === null) wrong[closesName] = 'clock_time';
    if (from === null || to === null) continue;
    hours.push({ weekday: Number(match[1]), opensMinute: from, closesMinute: to });
    names.push(closesName);
  }
  if (Object.keys(wrong).length > 0) throw platformErrors.invalidInput({}, wrong);
  return { hours, names };
}
