import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/jadwal',
    at: 'desk/rooms',
    label: m.booking_title,
    words: ['pesan untuk tanggal', 'booking', 'peminjaman terjadwal'],
  },
];
