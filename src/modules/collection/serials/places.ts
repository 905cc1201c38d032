import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/berkala',
    at: 'collection/serials',
    label: m.serial_title,
    words: ['kendali terbitan berseri', 'serial control', 'majalah', 'koran', 'jurnal', 'kardex', 'langganan'],
  },
];
