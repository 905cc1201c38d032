import { m } from '#i18n/messages';
import type { AccountPlace } from '#platform/places';

/** Its pages in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/akun/sertifikat', group: 'activities', label: m.certificate_own },
];
