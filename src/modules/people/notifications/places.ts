import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
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
    label: m.notice_tab_texts,
    words: ['template', 'isi pesan', 'bunyi pemberitahuan'],
  },
  {
    href: '/staf/pemberitahuan/jadwal',
    at: 'members/notices',
    label: m.notice_tab_schedule,
    words: ['pengingat', 'reminder', 'jam tenang'],
  },
  {
    href: '/staf/pemberitahuan/jalur',
    at: 'members/notices',
    label: m.notice_tab_channels,
    words: ['smtp', 'server surel', 'mail server', 'gateway'],
  },
];
