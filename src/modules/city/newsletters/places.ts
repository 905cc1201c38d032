import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countSubmitted } from './data/letters.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'news.send',
        says: m.newsletters_wait,
        does: m.work_do_look,
        count: async ({ db }, libraryIds) => countSubmitted(db, libraryIds),
      },
    ],
    href: '/staf/kabar/surat-kabar',
    at: 'news/letters',
    leads: true,
    network: true,
    label: m.newsletters_title,
    words: ['newsletter', 'surat kabar', 'buletin', 'surel massal', 'mailing', 'langganan'],
    acts: [
      {
        href: '/staf/kabar/surat-kabar/baru',
        label: m.newsletters_act_write,
        words: ['tulis surat kabar', 'buat newsletter', 'surat kabar baru'],
      },
    ],
  },
];
