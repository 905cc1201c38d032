import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countAsked } from './data/requests.queries.ts';
import { countOverdueLoans } from './data/waiting.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'bulk_loans.manage',
        says: m.bulk_requests_wait,
        does: m.work_do_answer,
        href: '/staf/pinjaman-paket#permintaan',
        at: 'desk',
        count: async ({ db }, libraryIds) => countAsked(db, libraryIds),
      },
      {
        may: 'bulk_loans.manage',
        listed: 'loans.read',
        says: m.bulk_waits,
        does: m.work_do_chase,
        href: '/staf/pinjaman-paket?tampil=terlambat',
        at: 'desk',
        count: async ({ db, clock }, libraryIds) => countOverdueLoans(db, libraryIds, clock.now()),
      },
    ],
    href: '/staf/pinjaman-paket',
    at: 'desk/bulk',
    label: m.bulk_title,
    words: ['pinjaman sekolah', 'paket buku', 'silang layan', 'kotak buku', 'bulk loan'],
    acts: [
      { href: '/staf/pinjaman-paket/baru', label: m.bulk_act_start, words: ['pinjaman kelas', 'pinjaman lembaga'] },
    ],
  },
];
