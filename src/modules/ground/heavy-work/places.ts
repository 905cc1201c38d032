import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countFailed } from '#platform/background/count-failed';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      { may: 'settings.manage', says: m.heavy_waits, does: m.work_do_look, count: async ({ db }) => countFailed(db) },
    ],
    href: '/staf/pekerjaan',
    at: 'settings/system',
    network: true,
    label: m.heavy_troubles,
    words: ['antrean pekerjaan', 'gagal', 'background jobs'],
  },
];
