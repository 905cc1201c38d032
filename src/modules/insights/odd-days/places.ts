import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { HOME_ZONE, localDate } from '#shared/dates';
import { countWaiting } from './data/odd-days.queries.ts';
import { askedFrom } from './rules/odd-days-of.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'libraries.manage',
        listed: 'reports.read',
        says: m.odd_days_waits,
        does: m.odd_days_does,
        count: async ({ db, clock }, libraryIds) =>
          countWaiting(db, libraryIds, askedFrom(localDate(clock.now(), HOME_ZONE))),
      },
    ],
    href: '/staf/laporan/hari-tak-biasa',
    at: 'reports/dashboard',
    label: m.odd_days_title,
    words: ['anomali', 'angka aneh', 'pintu rusak', 'keterangan hari', 'unusual days', 'anomaly', 'outliers'],
  },
];
