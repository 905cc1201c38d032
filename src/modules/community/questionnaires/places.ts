import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/kuesioner',
    at: 'programs/questionnaires',
    label: m.quest_title,
    words: ['survei', 'angket', 'evaluasi', 'survey', 'formulir', 'kuisioner'],
    acts: [{ href: '/staf/kuesioner', label: m.quest_act_make, words: ['kuesioner baru', 'survei baru'] }],
  },
];
