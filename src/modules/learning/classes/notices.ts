import { z } from 'zod';
import { dayValue, defineNotice, shortened, titleValue, type NoticeKind } from '#modules/people/notifications';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { BOX_NEWS, type BoxNews } from './rules/box-news.ts';

type Said = Readonly<{ locale: 'id' | 'en' }>;

const words = (what: BoxNews, { day, reason }: { day: string; reason: string }, told: Said): string => {
  switch (what) {
    case 'accepted':
      return m.classes_box_news_accepted({}, told);
    case 'lent':
      return m.classes_box_news_lent({ day }, told);
    case 'declined':
      return m.classes_box_news_declined({ reason }, told);
    case 'cancelled':
      return m.classes_box_news_cancelled({}, told);
  }
};

/** How the box of books stands that the teachers of a class asked a library for: told them once each time. */
export const boxNews = defineNotice({
  topic: 'class_box',
  group: 'news',
  values: z.object({
    group: titleValue,
    library: shortened(200),
    what: z.enum(BOX_NEWS),
    dueOn: dayValue,
    reason: shortened(300),
  }),
  placeholders: ['kelas', 'perpus', 'kabar'],
  needed: 'kabar',
  describe: ({ group, library, what, dueOn, reason }, { language }) => ({
    kelas: group,
    perpus: library,
    kabar: words(what, { day: formatDate(dueOn, language), reason }, { locale: language }),
  }),
  example: () => ({
    ...{ group: '8B', library: 'Perpustakaan Kota Blitar', what: 'lent' as const },
    ...{ dueOn: '2026-12-22', reason: '' },
  }),
  texts: {
    id: {
      name: 'Kotak buku kelas (untuk guru)',
      subject: 'Kotak buku kelas {kelas}',
      body: 'Kotak buku yang Anda minta:\n- Kelas {kelas}, dari {perpus}: {kabar}\nBuka: {tautan}',
      push: '- Kotak buku kelas {kelas}: {kabar}',
    },
    en: {
      name: 'The box of books of a class (for teachers)',
      subject: 'The box of books of {kelas}',
      body: 'The box of books that you asked for:\n- Class {kelas}, from {perpus}: {kabar}\nOpen it: {tautan}',
      push: '- The box of books of {kelas}: {kabar}',
    },
  },
});

/** What it tells. */
export const notices = [boxNews] as const satisfies readonly NoticeKind[];
