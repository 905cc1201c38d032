import { z } from 'zod';
import {
  defineNotice,
  exampleInDays,
  instantValue,
  momentInWords,
  shortened,
  titleValue,
  type NoticeKind,
} from '#modules/people/notifications';
import { m } from '#i18n/messages';

const newsWords = {
  received: m.volunteers_news_received,
  accepted: m.volunteers_news_accepted,
  declined: m.volunteers_news_declined,
  confirmed: m.volunteers_news_confirmed,
  waiting: m.volunteers_news_waiting,
  moved_up: m.volunteers_news_moved_up,
  cancelled: m.volunteers_news_cancelled,
  reminder: m.volunteers_news_reminder,
  invited: m.volunteers_news_invited,
  unplaced: m.volunteers_news_unplaced,
  paper_issued: m.volunteers_news_paper_issued,
  paper_declined: m.volunteers_news_paper_declined,
} as const;
const NEWS = [
  'received',
  'accepted',
  'declined',
  'confirmed',
  'waiting',
  'moved_up',
  'cancelled',
  'reminder',
  'invited',
  'unplaced',
  'paper_issued',
  'paper_declined',
] as const;

/** What volunteers are told: of their offer (then without a time) and of their shifts. */
export const volunteerNews = defineNotice({
  topic: 'volunteer',
  group: 'holds',
  values: z.object({
    title: titleValue,
    news: z.enum(NEWS),
    place: shortened(300),
    startsAt: instantValue.nullable(),
    words: shortened(1000),
  }),
  placeholders: ['perihal', 'kabar', 'waktu', 'tempat', 'keterangan'],
  needed: 'kabar',
  describe: ({ title, news, place, startsAt, words }, at) => ({
    perihal: title,
    kabar: newsWords[news]({}, { locale: at.language }),
    waktu: startsAt === null ? '' : momentInWords(startsAt, at),
    tempat: place,
    keterangan: words,
  }),
  example: (now) => ({
    title: 'Mendongeng Sabtu pagi',
    news: 'reminder' as const,
    place: 'Perpustakaan Kota Blitar',
    startsAt: exampleInDays(now, 1),
    words: '',
  }),
  texts: {
    id: {
      name: 'Kabar untuk relawan',
      subject: '{perihal}: {kabar}',
      body: 'Tentang kerelawanan Anda:\n- {perihal}, {tempat} {waktu}. {kabar} {keterangan}\nHalaman Anda: {tautan}',
      push: '- {perihal}: {kabar}',
    },
    en: {
      name: 'News for volunteers',
      subject: '{perihal}: {kabar}',
      body: 'About your volunteering:\n- {perihal}, {tempat} {waktu}. {kabar} {keterangan}\nYour page: {tautan}',
      push: '- {perihal}: {kabar}',
    },
  },
});

/** What volunteers are told. */
export const notices = [volunteerNews] as const satisfies readonly NoticeKind[];
