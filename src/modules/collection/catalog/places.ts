import { m } from '#i18n/messages';
import type { FirstStep, StaffPlace } from '#platform/places';
import { hasCopies } from './data/first-steps.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/katalog',
    at: 'collection/catalog',
    network: true,
    label: m.catalog_nav,
    words: ['bibliografi', 'daftar bibliografi', 'bibliography', 'buku', 'eksemplar', 'item', 'GMD', 'OPAC', 'judul'],
    acts: [
      {
        href: '/staf/katalog/baru',
        atWork: true,
        label: m.catalog_act_add,
        words: [
          'input buku',
          'entri',
          'entri buku',
          'tambah bibliografi',
          'judul baru',
          'katalogisasi',
          'copy cataloging',
          'ISBN',
          'Z39.50',
          'SRU',
          'P2P',
          'add new bibliography',
        ],
      },
      {
        href: '/staf/katalog/tumpuk',
        atWork: true,
        label: m.add_book_pile_title,
        words: ['setumpuk buku', 'entri cepat', 'banyak buku', 'rapid entry', 'tumpukan', 'batch'],
      },
    ],
  },
  {
    href: '/staf/tajuk',
    at: 'collection/catalog',
    network: true,
    label: m.catalog_nav_headings,
    words: ['daftar terkendali', 'master file', 'authority', 'authority file', 'pengarang', 'subjek', 'penerbit'],
  },
  {
    href: '/staf/duplikat',
    at: 'collection/catalog',
    network: true,
    label: m.catalog_nav_duplicates,
    words: ['duplikat', 'gabung judul', 'merge', 'ganda'],
  },
  {
    href: '/staf/ekspor',
    at: 'collection/transfer',
    label: m.catalog_nav_export,
    words: ['unduh data', 'ekspor data', 'data export', 'MARC', 'CSV', 'download'],
  },
];

/** What a new network does first, and by what it is seen to be done. */
export const firstSteps: readonly FirstStep[] = [
  {
    key: 'book',
    label: m.start_book,
    note: m.start_book_note,
    says: m.start_book_done,
    goes: { href: '/staf/katalog/baru?bahan=buku', label: m.start_book_does },
    isDone: async ({ db }) => hasCopies(db),
  },
];
