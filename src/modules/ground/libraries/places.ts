import { m } from '#i18n/messages';
import type { FirstStep, StaffPlace } from '#platform/places';
import { readLastBackup } from '#platform/backup/last-backup';
import { localDate } from '#shared/dates';
import { hasClosedDays, hasHours } from './data/first-steps.queries.ts';
import { networkZone } from './zone-of.ts';

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

/** What a new network does first, and by what it is seen to be done. */
export const firstSteps: readonly FirstStep[] = [
  {
    key: 'hours',
    label: m.start_hours,
    note: m.start_hours_note,
    says: m.start_hours_done,
    goes: { href: '/staf/perpustakaan', label: m.start_hours_does },
    isDone: async ({ db }) => hasHours(db),
  },

  {
    key: 'holidays',
    label: m.start_holidays,
    note: m.start_holidays_note,
    says: m.start_holidays_done,
    goes: { href: '/staf/hari-tutup', label: m.start_holidays_does },
    isDone: async ({ db, clock }) => hasClosedDays(db, localDate(clock.now(), await networkZone(db))),
  },

  {
    key: 'backup',
    label: m.start_backup,
    note: m.start_backup_note,
    says: m.start_backup_done,
    goes: { href: '/staf/sistem/cadangan', label: m.start_backup_does },
    isDone: async (_, { config }) => (await readLastBackup(config.dataDir)) !== null,
  },
];
