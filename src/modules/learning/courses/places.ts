import { m } from '#i18n/messages';
import type { AccountPlace } from '#platform/places';

/** Its pages in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/akun/kursus', group: 'activities', label: m.learn_own },
];
