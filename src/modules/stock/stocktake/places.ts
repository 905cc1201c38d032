import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countToApprove, countToWeed } from './data/waiting.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'stocktakes.approve',
        listed: 'stocktakes.run',
        says: m.stocktake_waits,
        does: m.work_do_look,
        at: 'desk',
        count: async ({ db }, libraryIds) => countToApprove(db, libraryIds),
      },
    ],
    href: '/staf/cacah-ulang',
    at: 'collection/stocktake',
    label: m.stocktake_title,
    words: ['stock opname', 'stok opnam', 'stock take', 'inventarisasi', 'periksa koleksi'],
    acts: [
      {
        href: '/staf/cacah-ulang/baru',
        label: m.stocktake_act_start,
        words: ['mulai stock opname', 'initialize stock take'],
      },
    ],
  },
  {
    href: '/staf/cacah-ulang/urutan',
    at: 'collection/stocktake',
    label: m.stocktake_order,
    words: ['urutan rak', 'shelf order', 'shelf reading'],
  },
  {
    waits: [
      {
        may: 'items.withdraw',
        says: m.weeding_waits,
        does: m.work_do_decide,
        at: 'desk',
        count: async ({ db }, libraryIds) => countToWeed(db, libraryIds),
      },
    ],
    href: '/staf/penyiangan',
    at: 'collection/stocktake',
    label: m.weeding_title,
    words: ['weeding', 'hapus koleksi', 'penghapusan', 'pemusnahan', 'buku rusak'],
    acts: [{ href: '/staf/penyiangan/baru', label: m.stocktake_act_weed, words: ['usul siangan', 'daftar siangan'] }],
  },
  {
    href: '/staf/buku-induk',
    at: 'collection/catalog',
    label: m.register_title,
    words: ['inventaris', 'nomor induk', 'accession', 'daftar induk'],
  },
];
