import { addDays } from '#shared/dates';

/** Length of a lesson hour (JP), and from when to when a day of a workshop goes, in minutes from midnight. */
const JP = 45;
const BEGINS = 8 * 60;
const ENDS = 16 * 60;
const REST = { from: 12 * 60, to: 13 * 60 };
const PAUSE = 15;

export interface Laid<T> {
  line: T;
  /** `YYYY-MM-DD` */
  date: string;
  fromMinute: number;
  toMinute: number;
}

/**
 * Lays the lines of an agenda into days, one after the other with pauses between them: from 8 to 16 o'clock, with a rest at noon. What no
 * longer fits goes on the next day; what is longer than a day has one of its own.
 */
export function layOutDays<T extends { jp: number }>(lines: readonly T[], startsOn: string): Laid<T>[] {
  const laid: Laid<T>[] = [];
  let date = startsOn;
  let minute = BEGINS;
  for (const line of lines) {
    // a session begins and ends on a full minute, also one of 2.33 JP
    const length = Math.round(line.jp * JP);
    if (minute < REST.to && minute + length > REST.from && minute > BEGINS) minute = REST.to;
    if (minute + length > ENDS && minute > BEGINS) {
      date = addDays(date, 1);
      minute = BEGINS;
    }
    laid.push({ line, date, fromMinute: minute, toMinute: minute + length });
    minute += length + PAUSE;
  }
  return laid;
}
