import { m } from '#i18n/messages';
import type { FirstStep, StaffPlace } from '#platform/places';
import { countToPrint } from './data/waiting.queries.ts';
import { hasPrinted } from './data/first-steps.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'printing.print',
        says: m.printing_waits,
        does: m.work_do_print,
        at: 'desk',
        count: async ({ db }, libraryIds) => countToPrint(db, libraryIds, { ofMembers: false }),
      },
      {
        may: 'members.edit',
        listed: 'printing.print',
        says: m.printing_cards_wait,
        does: m.work_do_print,
        at: 'desk',
        count: async ({ db }, libraryIds) => countToPrint(db, libraryIds, { ofMembers: true }),
      },
    ],
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

/** What a new network does first, and by what it is seen to be done. */
export const firstSteps: readonly FirstStep[] = [
  {
    key: 'printing',
    label: m.start_printing,
    note: m.start_printing_note,
    says: m.start_printing_done,
    goes: { href: '/staf/cetak', label: m.start_printing_does },
    isDone: async ({ db }) => hasPrinted(db),
  },
];
