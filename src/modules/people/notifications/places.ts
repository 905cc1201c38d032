import { m } from '#i18n/messages';
import type { AccountPlace, FirstStep, StaffPlace } from '#platform/places';
import { countToDecide } from './data/waiting.queries.ts';

/** How far back failed messages still ask for somebody, in milliseconds. */
const LOOKED_BACK = 7 * 86_400_000;

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'notices.read',
        says: m.notice_waits,
        does: m.work_do_look,
        ofMembers: true,
        count: async ({ db, clock }, libraryIds) =>
          countToDecide(db, libraryIds, new Date(clock.now().getTime() - LOOKED_BACK)),
      },
    ],
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

/** What a new network does first, and by what it is seen to be done. */
export const firstSteps: readonly FirstStep[] = [
  {
    key: 'mail',
    label: m.start_mail,
    note: m.start_mail_note,
    says: m.start_mail_done,
    goes: { href: '/staf/pemberitahuan/jalur', label: m.start_mail_does },
    isDone: async (_, { mailer }) => Promise.resolve(mailer.available),
  },
];
