import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its page for staff, where it stands, and by which other words it is found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/belajar/latihan',
    at: 'learning/classes',
    network: true,
    label: m.practice_place,
    words: [
      'ruang latihan',
      'simulasi',
      'praktik',
      'coba-coba',
      'pelatihan petugas',
      'practice space',
      'training',
      'sandbox',
    ],
  },
];
