import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countByHand, countStanding } from './data/outbox.queries.ts';
import { countSubmitted } from './data/posts.queries.ts';
import { BY_HAND } from './outbox/ways.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'posts.send',
        says: m.posts_wait_submitted,
        does: m.work_do_look,
        href: '/staf/kabar/pos?tampil=submitted',
        count: async ({ db }, libraryIds) => countSubmitted(db, libraryIds),
      },
    ],
    href: '/staf/kabar',
    at: 'news/calendar',
    label: m.posts_calendar_title,
    words: ['kalender kabar', 'jadwal kabar', 'calendar'],
  },
  {
    waits: [
      {
        may: 'posts.send',
        says: m.posts_wait_trouble,
        does: m.work_do_look,
        href: '/staf/kabar/pos/kotak-keluar',
        count: async ({ db }, libraryIds) => countStanding(db, libraryIds, ['failed', 'unknown', 'stopped']),
      },
      {
        may: 'posts.send',
        says: m.posts_wait_by_hand,
        does: m.work_do_look,
        href: '/staf/kabar',
        count: async ({ db, clock }, libraryIds) => countByHand(db, libraryIds, { now: clock.now(), byHand: BY_HAND }),
      },
    ],
    href: '/staf/kabar/pos',
    at: 'news/posts',
    leads: true,
    label: m.posts_title,
    words: ['media sosial', 'pos', 'saluran', 'telegram', 'instagram', 'mastodon', 'whatsapp', 'social media'],
    acts: [{ href: '/staf/kabar/pos/baru', label: m.posts_act_add, words: ['tulis pos', 'kabar baru', 'new post'] }],
  },
];
