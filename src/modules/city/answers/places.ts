import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { localDate } from '#shared/dates';
import { countToCheck } from './data/waiting.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'answers.edit',
        says: m.answers_wait,
        does: m.work_do_look,
        count: async ({ db, clock }) => {
          const zone = await networkZone(db);
          return countToCheck(db, zone, localDate(clock.now(), zone));
        },
      },
    ],
    href: '/staf/layanan/tanya-jawab',
    at: 'service/answers',
    network: true,
    label: m.answers_title,
    words: ['FAQ', 'sering ditanyakan', 'pertanyaan umum', 'jawaban baku', 'questions and answers'],
    acts: [
      { href: '/staf/layanan/tanya-jawab/baru', label: m.answers_act_add, words: ['tulis tanya jawab', 'tambah FAQ'] },
    ],
  },
];
