import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/kabar/poster',
    at: 'news/posters',
    label: m.posters_title,
    words: ['poster', 'selebaran', 'leaflet', 'kartu sosial', 'pengumuman', 'papan pintu', 'flyer'],
    acts: [{ href: '/staf/kabar/poster/baru', label: m.posters_act_add, words: ['buat poster', 'poster baru'] }],
  },
];
