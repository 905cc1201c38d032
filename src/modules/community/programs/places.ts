import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/kegiatan',
    at: 'programs/programs',
    label: m.programs_title,
    words: ['program', 'pelatihan', 'workshop', 'lokakarya', 'event', 'acara', 'bimtek', 'seminar'],
    acts: [
      { href: '/staf/kegiatan/baru', label: m.programs_act_add, words: ['acara baru', 'kegiatan baru', 'new event'] },
      { href: '/staf/kegiatan', label: m.programs_act_door, words: ['presensi kegiatan', 'absensi', 'attendance'] },
      { href: '/staf/kegiatan', label: m.programs_act_certify, words: ['sertifikat', 'piagam', 'certificate'] },
    ],
  },
];
