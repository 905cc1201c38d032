import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/kabar/surat-kabar/pengirim',
    at: 'news/letters',
    label: m.mailhealth_title,
    words: ['spf', 'dkim', 'dmarc', 'dns', 'pengirim surat', 'surel terpental', 'bounce', 'spam', 'sender'],
  },
];
