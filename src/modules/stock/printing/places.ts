import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/cetak',
    at: 'collection/printing',
    label: m.printing_title,
    words: ['barkode', 'kode batang', 'barcode', 'label buku', 'punggung buku', 'cetak', 'print'],
    acts: [
      {
        href: '/staf/cetak?jenis=punggung',
        label: m.printing_act_labels,
        words: ['cetak barkode', 'label punggung', 'barcode printing', 'label printing'],
      },
      {
        href: '/staf/cetak?jenis=kartu',
        label: m.printing_act_cards,
        words: ['kartu anggota', 'member card printing'],
      },
    ],
  },
];
