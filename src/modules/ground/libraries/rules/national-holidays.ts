import { addDays, type LocalDate } from '#shared/dates';

/** A day on which the whole country is closed, or on joint leave. */
export interface NationalHoliday {
  date: LocalDate;
  type: 'nasional' | 'cuti_bersama';
  reason: string;
  /** Where its date is from. */
  source: string;
}

/** Days of fixed date, as Keppres 8/2024 names them. */
const FIXED = [
  ['01-01', 'Tahun Baru Masehi'],
  ['05-01', 'Hari Buruh Internasional'],
  ['06-01', 'Hari Lahir Pancasila'],
  ['08-17', 'Hari Kemerdekaan Republik Indonesia'],
  ['12-25', 'Hari Raya Natal'],
] as const;

/** Days after Easter Sunday. */
const AFTER_EASTER = [
  [-2, 'Wafat Yesus Kristus'],
  [0, 'Kebangkitan Yesus Kristus (Paskah)'],
  [39, 'Kenaikan Yesus Kristus'],
] as const;

type Decided = readonly (readonly [monthDay: string, reason: string])[];

/**
 * What is decided year by year, by the joint decree of three ministers (SKB 3 Menteri): days of calendars that follow moon and sun, and
 * joint leave. A year is added when its decree is out; dates that somebody only reckoned are none.
 */
const DECREES: Readonly<Record<number, { source: string; national: Decided; leave: Decided }>> = {
  2026: {
    source: 'SKB 3 Menteri 1497/2025, 2/2025, 5/2025',
    national: [
      ['01-16', 'Isra Mikraj Nabi Muhammad saw.'],
      ['02-17', 'Tahun Baru Imlek 2577 Kongzili'],
      ['03-19', 'Hari Suci Nyepi'],
      ['03-21', 'Idulfitri 1447 Hijriah'],
      ['03-22', 'Idulfitri 1447 Hijriah'],
      ['05-27', 'Iduladha 1447 Hijriah'],
      ['05-31', 'Hari Raya Waisak 2570 BE'],
      ['06-16', 'Tahun Baru Islam 1448 Hijriah'],
      ['08-25', 'Maulid Nabi Muhammad saw.'],
    ],
    leave: [
      ['02-16', 'Cuti bersama Tahun Baru Imlek'],
      ['03-18', 'Cuti bersama Hari Suci Nyepi'],
      ['03-20', 'Cuti bersama Idulfitri'],
      ['03-23', 'Cuti bersama Idulfitri'],
      ['03-24', 'Cuti bersama Idulfitri'],
      ['05-15', 'Cuti bersama Kenaikan Yesus Kristus'],
      ['05-28', 'Cuti bersama Iduladha'],
      ['12-24', 'Cuti bersama Hari Raya Natal'],
    ],
  },
};

/** Easter Sunday of a year, by the anonymous rule of the Gregorian calendar. */
export function easterOf(year: number): LocalDate {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const skipped = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15;
  const epact = skipped % 30;
  const moon = epact - Math.floor(epact / 28) * (1 - Math.floor(29 / (epact + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
  return addDays(`${year}-03-28`, moon - weekday);
}

/** Are the days of this year decided? Else only those of fixed date and those that follow Easter are known. */
export const isDecided = (year: number): boolean => year in DECREES;

/** What is known of the holidays of a year, in order. */
export function nationalHolidays(year: number): NationalHoliday[] {
  const decree = DECREES[year];
  const dated = (days: Decided, type: NationalHoliday['type'], source: string): NationalHoliday[] =>
    days.map(([monthDay, reason]) => ({ date: `${year}-${monthDay}`, type, reason, source }));
  return [
    ...dated(FIXED, 'nasional', 'tanggal tetap'),
    ...AFTER_EASTER.map(([days, reason]): NationalHoliday => ({
      date: addDays(easterOf(year), days),
      type: 'nasional',
      reason,
      source: 'dihitung dari tanggal Paskah',
    })),
    ...(decree
      ? [...dated(decree.national, 'nasional', decree.source), ...dated(decree.leave, 'cuti_bersama', decree.source)]
      : []),
  ].toSorted((a, b) => a.date.localeCompare(b.date));
}
