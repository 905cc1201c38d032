import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countDaysToClose } from './data/waiting.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'cash.close',
        listed: 'cash.read',
        says: m.cash_waits,
        does: m.work_do_close_cash,
        at: 'desk',
        count: async ({ db, clock }, libraryIds) => countDaysToClose(db, libraryIds, clock.now()),
      },
    ],
    href: '/staf/kas',
    at: 'desk/cash',
    label: m.cash_title,
    words: ['denda', 'pembayaran', 'bayar denda', 'uang', 'kuitansi', 'setoran', 'fines', 'kas'],
    acts: [
      { href: '/staf/sirkulasi', label: m.charges_act_take, words: ['bayar', 'pembayaran denda', 'pay a fine'] },
      {
        may: 'cash.close',
        href: '/staf/kas',
        label: m.charges_act_close,
        words: ['setor', 'hitung kas', 'close the cash'],
      },
    ],
  },
];
