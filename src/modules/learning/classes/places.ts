import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/belajar/kelas',
    at: 'learning/classes',
    network: true,
    label: m.teach_title,
    words: [
      'kelas',
      'murid',
      'guru',
      'kode kelas',
      'PIN murid',
      'kemajuan murid',
      'rombel',
      'classes',
      'pupils',
      'teacher',
    ],
    acts: [
      { href: '/staf/belajar/kelas/baru', label: m.teach_act_add, words: ['kelas baru', 'daftar murid', 'new class'] },
    ],
  },
  {
    href: '/staf/guru',
    at: 'learning/classes',
    network: true,
    label: m.coauthors_room,
    words: ['ruang guru', 'susun bersama', 'pendidik', 'penulis bersama', 'teachers room', 'co-author'],
  },
];
