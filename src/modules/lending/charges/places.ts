import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/kas',
    at: 'desk/cash',
    label: m.cash_title,
    words: ['denda', 'pembayaran', 'bayar denda', 'uang', 'kuitansi', 'setoran', 'fines', 'kas'],
    acts: [
      { href: '/staf/sirkulasi', label: m.charges_act_take, words: ['bayar', 'pembayaran denda', 'pay a fine'] },
      { href: '/staf/kas', label: m.charges_act_close, words: ['setor', 'hitung kas', 'close the cash'] },
    ],
  },
];
