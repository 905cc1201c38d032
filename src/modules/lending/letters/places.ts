import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/surat',
    at: 'members/letters',
    label: m.letters_title,
    words: ['bebas pustaka', 'surat bebas pinjam', 'SKBP', 'surat keterangan', 'clearance'],
    acts: [{ href: '/staf/surat', label: m.letters_act_clear, words: ['bebas pinjam', 'clearance letter'] }],
  },
];
