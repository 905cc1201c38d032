import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countUnknown } from './data/letters.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'news.send',
        says: m.mailings_waits,
        does: m.work_do_look,
        count: async ({ db }, libraryIds) => countUnknown(db, libraryIds),
      },
    ],
    href: '/staf/kabar/surat-kabar/kiriman',
    at: 'news/letters',
    label: m.mailings_title,
    words: ['kiriman surat kabar', 'belum pasti', 'pengiriman surel', 'mailing', 'kirim massal'],
  },
];
