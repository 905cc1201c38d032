import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/perangkat',
    at: 'desk/bulk',
    label: m.offdesk_devices,
    words: ['tanpa internet', 'meja luring', 'offline', 'listrik padam'],
  },
  {
    href: '/staf/perangkat/konflik',
    at: 'desk/bulk',
    label: m.offdesk_conflicts,
    words: ['bentrok', 'konflik', 'conflicts'],
  },
];
