import { addDays, addMonths, isoWeekday, type LocalDate } from '#shared/dates';
import type { Period } from './compared-period.ts';

/** How often a kept report is sent: on Mondays about the week that ended, or on the 1st about the month that ended. */
export const MAIL_RHYTHMS = ['week', 'month'] as const;
export type MailRhythm = (typeof MAIL_RHYTHMS)[number];

/** From this minute of the day on letters go out: the nightly count is done, and nobody is woken. */
export const SENT_FROM_MINUTE = 6 * 60;

/** The last day on which a letter was to go, today included. */
export const mailDay = (rhythm: MailRhythm, today: LocalDate): LocalDate =>
  rhythm === 'week' ? addDays(today, 1 - isoWeekday(today)) : `${today.slice(0, 7)}-01`;

/** The next one after that. */
export const nextMailDay = (rhythm: MailRhythm, today: LocalDate): LocalDate => {
  const last = mailDay(rhythm, today);
  return rhythm === 'week' ? addDays(last, 7) : addMonths(last, 1);
};

/** A day that was noted by a clock that ran ahead: it holds nothing back. A day or two back and on again is no such clock. */
export const isAhead = (rhythm: MailRhythm, toldOn: LocalDate, today: LocalDate): boolean =>
  toldOn > nextMailDay(rhythm, today);

/** Of which days the letter of a day tells. */
export const toldPeriod = (rhythm: MailRhythm, on: LocalDate): Period => ({
  from: rhythm === 'week' ? addDays(on, -7) : addMonths(on, -1),
  to: addDays(on, -1),
});
