import { m } from '#i18n/messages';
import type { AccountPlace, FirstStep, StaffPlace } from '#platform/places';
import { countOpenIncidents, countOpenRequests, countToDecide } from './data/waiting.queries.ts';
import { hasMembers } from './data/first-steps.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/anggota',
    at: 'members/members',
    label: m.members_nav,
    words: ['keanggotaan', 'member', 'pemustaka', 'kartu anggota', 'patron', 'daftar anggota', 'membership'],
    acts: [
      {
        href: '/staf/anggota/baru',
        label: m.members_act_add,
        words: ['anggota baru', 'orang baru', 'daftar', 'buat kartu', 'pendaftaran anggota', 'new member'],
      },
      {
        may: 'members.edit',
        href: '/staf/anggota',
        label: m.members_act_renew,
        words: ['perpanjang keanggotaan', 'masa berlaku', 'extend membership'],
      },
      {
        may: 'members.edit',
        href: '/staf/anggota',
        label: m.members_act_replace,
        words: ['kartu hilang', 'lost card'],
      },
    ],
  },
  {
    waits: [
      {
        may: 'members.edit',
        says: m.registrations_wait,
        does: m.work_do_check,
        count: async ({ db }, libraryIds) => countToDecide(db, libraryIds),
      },
    ],
    href: '/staf/anggota/pendaftar',
    at: 'members/applicants',
    label: m.registrations_title,
    words: ['pendaftaran daring', 'calon anggota', 'online registration', 'daftar online'],
  },
  {
    href: '/staf/anggota/kelas',
    at: 'members/classes',
    label: m.classes_title,
    words: ['siswa', 'murid', 'sekolah', 'naik kelas', 'rombongan belajar'],
    acts: [
      {
        href: '/staf/anggota/kelas/impor',
        label: m.members_act_class,
        words: ['impor anggota', 'impor siswa', 'import members', 'satu kelas'],
      },
    ],
  },
  {
    href: '/staf/kategori',
    at: 'settings/policies',
    network: true,
    label: m.members_categories,
    words: ['tipe keanggotaan', 'jenis anggota', 'membership type', 'member type'],
  },
  {
    waits: [
      {
        may: 'members.privacy',
        says: m.requests_wait,
        does: m.work_do_answer,
        count: async ({ db }, libraryIds) => countOpenRequests(db, libraryIds),
      },
    ],
    href: '/staf/permintaan-data',
    at: 'members/privacy',
    label: m.members_requests,
    words: ['UU PDP', 'hapus data', 'data pribadi', 'hak subjek data', 'erasure'],
  },
  {
    waits: [
      {
        may: 'members.privacy',
        says: m.incidents_wait,
        does: m.work_do_look,
        count: async ({ db }, libraryIds) => countOpenIncidents(db, libraryIds),
      },
    ],
    href: '/staf/insiden',
    at: 'members/privacy',
    label: m.privacy_incidents,
    words: ['kebocoran', 'data bocor', 'data breach', 'incident'],
  },
  {
    href: '/staf/masa-simpan',
    at: 'members/privacy',
    network: true,
    label: m.privacy_keep,
    words: ['retensi', 'hapus anggota lama', 'retention'],
  },
  {
    href: '/staf/teks-izin',
    at: 'members/privacy',
    network: true,
    label: m.members_consent_texts,
    words: ['persetujuan', 'consent', 'formulir izin'],
  },
];

/** Its pages in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/akun/kartu', group: 'self', label: m.account_nav_card },
  { href: '/akun/keluarga', group: 'self', label: m.family_title },
  { href: '/akun/sapaan', group: 'self', label: m.members_desk_help },
  { href: '/akun/izin', group: 'self', label: m.members_consents },
  { href: '/akun/data', group: 'self', label: m.members_my_data },
  { href: '/akun/kartu-hilang', group: 'self', label: m.privacy_card_lost },
  { href: '/akun/pin', group: 'self', label: m.members_change_pin },
  { href: '/akun/kata-sandi', group: 'self', label: m.members_password },
];

/** What a new network does first, and by what it is seen to be done. */
export const firstSteps: readonly FirstStep[] = [
  {
    key: 'member',
    label: m.start_member,
    note: m.start_member_note,
    says: m.start_member_done,
    goes: { href: '/staf/anggota/baru', label: m.start_member_does },
    isDone: async ({ db }) => hasMembers(db),
  },
];
