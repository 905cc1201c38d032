import { m } from '#i18n/messages';
import type { AccountPlace, StaffPlace } from '#platform/places';
import { countToDecide } from './data/waiting.queries.ts';

/** How far back failed messages still ask for somebody, in milliseconds. */
const LOOKED_BACK = 7 * 86_400_000;

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: {
      may: 'notices.read',
      says: m.notice_waits,
      ofMembers: true,
      count: async ({ db, clock }, libraryIds) =>
        countToDecide(db, libraryIds, new Date(clock.now().getTime() - LOOKED_BACK)),
    },
    href: '/staf/pemberitahuan',
    at: 'members/notices',
    label: m.notice_tab_deliveries,
    words: ['pemberitahuan', 'notifikasi', 'surel', 'email', 'whatsapp', 'telegram', 'pesan gagal', 'notices'],
  },
  {
    href: '/staf/pemberitahuan/ponsel',
    at: 'members/notices',
    label: m.notice_tab_phone,
    words: ['kirim whatsapp', 'wa.me'],
  },
  {
    href: '/staf/pemberitahuan/teks',
    at: 'members/notices',
    network: true,
    label: m.notice_tab_texts,
    words: ['template', 'isi pesan', 'bunyi pemberitahuan'],
  },
  {
    href: '/staf/pemberitahuan/jadwal',
    at: 'members/notices',
    network: true,
    label: m.notice_tab_schedule,
    words: ['pengingat', 'reminder', 'jam tenang'],
  },
  {
    href: '/staf/pemberitahuan/jalur',
    at: 'members/notices',
    network: true,
    label: m.notice_tab_channels,
    words: ['smtp', 'server surel', 'mail server', 'gateway'],
  },
];

/** Its pages in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/akun/pemberitahuan', group: 'self', label: m.notice_title },
];
