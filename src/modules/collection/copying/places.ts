import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/katalog/baru/tumpukan',
    at: 'collection/catalog',
    label: m.copying_pile_title,
    words: ['tumpukan buku', 'banyak ISBN', 'berkas ISBN', 'setumpuk', 'katalogisasi cepat'],
  },
  {
    href: '/staf/sistem/sumber-katalog',
    at: 'settings/system',
    network: true,
    label: m.copying_title,
    words: [
      'sumber katalog',
      'server SRU',
      'server Z39.50',
      'Open Library',
      'Google Books',
      'Crossref',
      'salin katalog',
      'sumber cantuman',
    ],
  },
];
