import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/kunjungan',
    at: 'desk/visits',
    label: m.visits_title,
    words: ['pengunjung', 'daftar pengunjung', 'visitor', 'statistik kunjungan'],
  },
  {
    href: '/buku-tamu',
    at: 'desk/visits',
    label: m.visits_book,
    words: ['visitor counter', 'presensi', 'absen', 'guest book'],
    acts: [{ href: '/buku-tamu', label: m.visits_act_group, words: ['kunjungan sekolah', 'rombongan', 'group visit'] }],
  },
  {
    href: '/staf/kunjungan/pintu',
    at: 'desk/visits',
    label: m.visits_door_settings,
    words: ['penghitung pintu', 'pengaturan pintu', 'people counter'],
  },
];
