import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/pinjaman-paket',
    at: 'desk/bulk',
    label: m.bulk_title,
    words: ['pinjaman sekolah', 'paket buku', 'silang layan', 'kotak buku', 'bulk loan'],
    acts: [
      { href: '/staf/pinjaman-paket/baru', label: m.bulk_act_start, words: ['pinjaman kelas', 'pinjaman lembaga'] },
    ],
  },
];
