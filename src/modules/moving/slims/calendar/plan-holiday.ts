import { isDay } from '#shared/dates';
import type { Closing } from '#modules/ground/libraries';
import { withoutNik } from '#shared/moving/nik-in-text';
import type { Said, SaidCode } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import { cutOff, tidyLine } from '#shared/moving/tidy-text';
import { dayOf } from '#shared/moving/wall-clock';

/** A day on which the library is to be closed. */
export interface PlannedHoliday {
  id: number;
  key: string;
  /** What is one with it: the date, or the day of the week. */
  same: string;
  closing: Closing;
}

const WEEKDAYS: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const LONGEST_REASON = 200;
const EVERY_WEEK = 'Libur mingguan';
const NO_REASON = 'Libur';

/** The six days of June 2009 that every SLiMS is delivered with. */
const isSample = (date: string | null, reason: string): boolean =>
  (date ?? '').startsWith('2009-06-') && /^tes libur$/i.test(reason);

/** What becomes of a row of `holiday`: without a date a day of every week, with one that date, whatever weekday the row names. */
export function planHoliday(row: OldRow): PlannedHoliday | Said {
  const id = idOf(row('holiday_id'));
  const key = `holiday_id=${row('holiday_id') ?? ''}`;
  const refuse = (code: SaidCode): Said => ({ table: 'holiday', key, fate: 'refused', code });
  const date = row('holiday_date')?.trim() || null;
  const reason = cutOff(withoutNik(tidyLine(row('description')).text).text, LONGEST_REASON).trim();
  if (isSample(date, reason)) return refuse('holiday_sample');
  if (date === null) {
    const weekday = WEEKDAYS.indexOf((row('holiday_dayname') ?? '').trim().toLowerCase().slice(0, 3)) + 1;
    if (weekday === 0) return refuse('holiday_day_unknown');
    return { id, key, same: `weekday ${weekday}`, closing: { weekday, reason: reason || EVERY_WEEK } };
  }
  const on = dayOf(date);
  if (on === null || !isDay(on)) return refuse('holiday_undated');
  return { id, key, same: on, closing: { on, reason: reason || NO_REASON } };
}
