import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/ruang',
    at: 'desk/rooms',
    label: m.seats_title,
    words: ['booking ruang', 'pesan ruang', 'ruang baca', 'komputer', 'room booking'],
  },
];
