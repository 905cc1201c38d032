import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/pekerjaan',
    at: 'settings/system',
    network: true,
    label: m.heavy_troubles,
    words: ['antrean pekerjaan', 'gagal', 'background jobs'],
  },
];
