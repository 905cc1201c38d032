import { m } from '#i18n/messages';
import type { AccountPlace, StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/pinjam-mandiri',
    at: 'desk/bulk',
    label: m.self_title,
    words: ['kios', 'self checkout', 'mesin mandiri'],
  },
  {
    href: '/staf/pinjam-mandiri/kotak',
    at: 'desk/bulk',
    label: m.self_box_staff,
    words: ['kotak pengembalian', 'book drop', 'kotak malam'],
  },
];

/** Its pages in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/akun/pinjam-mandiri', group: 'loans', label: m.self_title },
  { href: '/akun/kembali-mandiri', group: 'loans', label: m.self_box_title },
];
