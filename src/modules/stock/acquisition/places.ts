import { m } from '#i18n/messages';
import type { AccountPlace, StaffPlace } from '#platform/places';
import { countLateOrders, countOpenSuggestions } from './data/waiting.queries.ts';

/** So long after an order that it should have come, in milliseconds. */
const LONG_ORDERED = 30 * 86_400_000;

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'orders.manage',
        says: m.order_late,
        does: m.work_do_chase,
        count: async ({ db, clock }, libraryIds) =>
          countLateOrders(db, libraryIds, new Date(clock.now().getTime() - LONG_ORDERED)),
      },
    ],
    href: '/staf/pengadaan',
    at: 'collection/acquisition',
    label: m.order_title,
    words: ['pembelian', 'beli buku', 'pesan buku', 'order', 'vendor', 'acquisition'],
    acts: [{ href: '/staf/pengadaan', label: m.order_act_receive, words: ['barang datang', 'buku datang', 'receive'] }],
  },
  {
    waits: [
      {
        may: 'suggestions.decide',
        says: m.suggest_waits,
        does: m.work_do_decide,
        count: async ({ db }, libraryIds) => countOpenSuggestions(db, libraryIds),
      },
    ],
    href: '/staf/usulan',
    at: 'collection/acquisition',
    label: m.suggest_queue,
    words: ['usul buku', 'permintaan buku', 'book request'],
  },
  {
    href: '/staf/anggaran',
    at: 'collection/acquisition',
    label: m.budget_title,
    words: ['anggaran', 'dana', 'APBD', 'budget'],
  },
  {
    href: '/staf/hibah',
    at: 'collection/acquisition',
    label: m.donation_title,
    words: ['sumbangan buku', 'hadiah', 'donasi', 'gift', 'donation'],
    acts: [{ href: '/staf/hibah/baru', label: m.donation_act_take, words: ['terima sumbangan', 'buku sumbangan'] }],
  },
];

/** Its pages in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [{ href: '/usul', group: 'reading', label: m.suggest_title }];
