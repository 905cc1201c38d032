import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/kabar/koleksi',
    at: 'news/collections',
    network: true,
    label: m.collections_title,
    words: ['daftar pilihan', 'pajangan buku', 'rekomendasi buku', 'curated lists', 'reading suggestions'],
    acts: [
      {
        href: '/staf/kabar/koleksi/baru',
        label: m.collections_act_add,
        words: ['koleksi baru', 'susun daftar buku', 'new curated collection'],
      },
    ],
  },
];
