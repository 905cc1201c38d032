import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countDead } from './data/outward.queries.ts';
import { countSubmitted } from './data/pages.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'news.edit',
        says: m.site_waits,
        does: m.work_do_look,
        count: async ({ db }, libraryIds) => countSubmitted(db, { kind: 'news', libraryIds }),
      },
    ],
    href: '/staf/kabar/berita',
    at: 'news/news',
    network: true,
    label: m.site_news,
    words: ['berita', 'artikel', 'pengumuman', 'news', 'konten'],
    acts: [
      {
        href: '/staf/kabar/berita/baru',
        label: m.site_act_write,
        words: ['tulis berita', 'buat kabar', 'pengumuman baru'],
      },
    ],
  },
  {
    waits: [
      {
        may: 'site.edit',
        says: m.site_pages_wait,
        does: m.work_do_look,
        count: async ({ db }, libraryIds) => countSubmitted(db, { kind: 'page', libraryIds }),
      },
      {
        may: 'site.edit',
        says: m.site_dead_links_wait,
        does: m.work_do_look,
        count: async ({ db }, libraryIds) => countDead(db, libraryIds),
      },
    ],
    href: '/staf/kabar/situs',
    at: 'news/site',
    network: true,
    label: m.site_pages,
    words: ['halaman', 'situs', 'website', 'spanduk', 'banner', 'konten statis', 'profil petugas', 'layanan kami'],
  },
  {
    href: '/staf/kabar/situs/menu',
    at: 'news/site',
    network: true,
    label: m.site_frame,
    words: ['menu', 'kaki halaman', 'footer', 'navigasi', 'media sosial', 'tautan bawah'],
  },
];
