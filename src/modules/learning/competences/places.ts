import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/belajar/kemampuan',
    at: 'learning/competences',
    network: true,
    label: m.competences_title,
    words: [
      'kompetensi',
      'kerangka kompetensi',
      'kurikulum',
      'fase',
      'literasi informasi',
      'big6',
      'empowering 8',
      'craap',
      'UNESCO MIL',
      'information literacy',
      'competences',
      'curriculum',
    ],
    acts: [
      {
        href: '/staf/belajar/kemampuan/baru',
        label: m.competences_act_add,
        words: ['kerangka baru', 'susun kerangka', 'new framework'],
      },
    ],
  },
];
