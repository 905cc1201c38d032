import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/tautan',
    at: 'news/links',
    label: m.links_title,
    words: ['kode QR', 'QR code', 'tautan pendek', 'short link'],
    acts: [{ href: '/staf/tautan/baru', label: m.links_act_add, words: ['QR baru', 'buat QR'] }],
  },
];
