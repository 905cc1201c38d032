import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/profil/jp',
    at: 'learning/study-hours',
    network: true,
    label: m.study_hours_own,
    words: [
      'JP saya',
      'jam pelajaran',
      '20 JP',
      'pengembangan kompetensi',
      'bangkom',
      'diklat',
      'sertifikat saya',
      'lesson hours',
    ],
    acts: [
      {
        href: '/staf/profil/jp/baru',
        label: m.study_hours_act_add,
        words: ['catat pelatihan', 'pelatihan di luar', 'tambah JP', 'training elsewhere'],
      },
    ],
  },
  {
    href: '/staf/belajar/jp',
    at: 'learning/study-hours',
    label: m.study_hours_staff_title,
    words: ['JP petugas', 'rekap JP', 'jam pelajaran petugas', 'JP pustakawan', 'staff training'],
  },
];
