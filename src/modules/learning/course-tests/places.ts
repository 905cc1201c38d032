import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/belajar/hasil',
    at: 'learning/courses',
    network: true,
    label: m.course_tests_results,
    words: [
      'hasil belajar',
      'hasil kursus',
      'hasil sekolah',
      'hasil kelas',
      'tes awal',
      'tes akhir',
      'pre-test post-test',
      'butir soal',
      'daya beda',
      'course results',
    ],
  },
];
