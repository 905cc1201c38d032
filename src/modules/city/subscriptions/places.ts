import { m } from '#i18n/messages';
import type { AccountPlace, StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/kabar/surat-kabar/topik',
    at: 'news/letters',
    network: true,
    label: m.subscriptions_topics_title,
    words: ['topik surat kabar', 'langganan surat', 'newsletter topics', 'mailing list'],
  },
  {
    href: '/staf/kabar/surat-kabar/pelanggan',
    at: 'news/letters',
    network: true,
    label: m.subscriptions_desk_title,
    words: ['pelanggan surat kabar', 'berhenti langganan', 'newsletter subscriber', 'unsubscribe'],
  },
];

/** Its page in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/akun/surat-kabar', group: 'self', label: m.subscriptions_own_title },
];
