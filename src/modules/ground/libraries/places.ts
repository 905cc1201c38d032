import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/perpustakaan',
    at: 'settings/libraries',
    network: true,
    label: m.libraries_nav,
    words: ['jam buka', 'profil perpustakaan', 'lokasi', 'branch', 'opening hours'],
    acts: [
      { href: '/staf/perpustakaan/baru', label: m.libraries_act_add, words: ['perpustakaan baru', 'cabang baru'] },
    ],
  },
  {
    href: '/staf/hari-tutup',
    at: 'settings/libraries',
    label: m.libraries_closed_days,
    words: ['hari libur', 'tanggal merah', 'libur nasional', 'holidays'],
    acts: [
      { href: '/staf/hari-tutup', label: m.libraries_act_close, words: ['catat hari libur', 'tutup besok', 'libur'] },
    ],
  },
  {
    href: '/staf/hari-tutup/jam-khusus',
    at: 'settings/libraries',
    label: m.libraries_special_hours,
    words: ['jam puasa', 'jam ramadan', 'special hours'],
    acts: [
      { href: '/staf/hari-tutup/jam-khusus', label: m.libraries_act_hours, words: ['ubah jam hari ini', 'jam khusus'] },
    ],
  },
  {
    href: '/staf/pengaturan',
    at: 'settings/network',
    network: true,
    label: m.libraries_settings,
    words: ['konfigurasi sistem', 'system configuration', 'nama jaringan', 'setting'],
  },
];
