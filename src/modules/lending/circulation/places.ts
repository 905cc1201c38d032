import { m } from '#i18n/messages';
import type { AccountPlace, StaffPlace } from '#platform/places';
import { countLastDay, countLongOverdue, countNotArrived, countToSend } from './data/waiting.queries.ts';
import { countToPull } from './placement/pull-list.ts';

/** So late that somebody calls, in milliseconds. */
const LONG = 14 * 86_400_000;
/** So long that what was sent should have come, in milliseconds. */
const LONG_AWAY = 3 * 86_400_000;

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/sirkulasi',
    at: 'desk/circulation',
    label: m.desk_title,
    words: ['transaksi', 'peminjaman', 'pengembalian', 'meja layanan', 'loan', 'circulation', 'mulai transaksi'],
    acts: [
      {
        href: '/staf/sirkulasi',
        label: m.desk_act_lend,
        words: ['pinjam', 'mulai transaksi', 'start transaction', 'check out'],
      },
      {
        href: '/staf/sirkulasi',
        label: m.desk_act_return,
        words: ['kembali', 'pengembalian kilat', 'quick return', 'check in'],
      },
      { href: '/staf/sirkulasi', label: m.desk_act_renew, words: ['perpanjangan', 'renew', 'extend'] },
    ],
  },
  {
    href: '/staf/sirkulasi/baca-di-tempat',
    at: 'desk/circulation',
    label: m.reading_title,
    words: ['baca di tempat', 'buku dibaca', 'in-house use'],
  },
  {
    waits: [
      {
        may: 'loans.check_in',
        says: m.hold_waits,
        does: m.work_do_pull,
        at: 'desk',
        count: async (ctx, libraryIds) => countToPull(ctx, libraryIds),
      },
      {
        may: 'loans.check_in',
        says: m.hold_last_day,
        does: m.work_do_list,
        at: 'desk',
        count: async ({ db, clock }, libraryIds) => countLastDay(db, libraryIds, clock.now()),
      },
      {
        may: 'transits.send',
        says: m.hold_to_send,
        does: m.work_do_send,
        at: 'desk',
        count: async ({ db }, libraryIds) => countToSend(db, libraryIds),
      },
      {
        may: 'loans.check_in',
        says: m.hold_not_arrived,
        does: m.work_do_look,
        at: 'desk',
        count: async ({ db, clock }, libraryIds) =>
          countNotArrived(db, libraryIds, new Date(clock.now().getTime() - LONG_AWAY)),
      },
    ],
    href: '/staf/pesanan',
    at: 'desk/holds',
    label: m.hold_tab_holds,
    words: ['reservasi', 'reservation', 'booking buku', 'waiting list', 'hold'],
    acts: [
      {
        may: 'loans.check_in',
        href: '/staf/pesanan',
        label: m.hold_act_pull,
        words: ['ambil dari rak', 'pull list'],
      },
    ],
  },
  {
    href: '/staf/pesanan/baru',
    at: 'desk/holds',
    label: m.hold_place_title,
    words: ['pesankan', 'reservasi untuk anggota', 'place hold', 'tambah reservasi', 'pesan buku'],
  },
  { href: '/staf/pesanan/antrean', at: 'desk/holds', label: m.hold_tab_queues, words: ['antrean', 'antrian', 'queue'] },
  {
    waits: [
      {
        may: 'loans.check_in',
        listed: 'loans.read',
        says: m.overdue_waits,
        does: m.work_do_call,
        at: 'desk',
        ofMembers: true,
        count: async ({ db, clock }, libraryIds) =>
          countLongOverdue(db, libraryIds, new Date(clock.now().getTime() - LONG)),
      },
    ],
    href: '/staf/terlambat',
    at: 'desk/overdue',
    label: m.overdue_title,
    words: ['keterlambatan', 'daftar keterlambatan', 'overdue list', 'tunggakan', 'telat'],
  },
  {
    href: '/staf/laporan',
    at: 'reports/dashboard',
    label: m.dash_title,
    words: [
      'statistik',
      'laporan',
      'dasbor',
      'dashboard',
      'pelaporan',
      'rekap',
      'reports',
      'angka peminjaman',
      'grafik',
    ],
  },
  {
    href: '/staf/aturan',
    at: 'settings/policies',
    label: m.policy_title,
    words: [
      'aturan peminjaman',
      'loan rules',
      'tipe koleksi',
      'lama pinjam',
      'batas pinjam',
      'tarif denda',
      'besar denda',
    ],
  },
];

/** Its pages in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [{ href: '/akun', group: 'loans', label: m.members_account }];
