import { z } from 'zod';
import { dayValue, defineNotice, shortened, titleValue, type NoticeKind } from '#modules/people/notifications';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { NEWS_KINDS, type NewsKind } from './rules/news.ts';

/** Somebody of another house is asked to write a course; the link opens the invitation. */
export const authorInvitation = defineNotice({
  topic: 'course_author_invitation',
  group: 'news',
  values: z.object({ course: titleValue, invitedBy: shortened(200), library: shortened(200), until: dayValue }),
  placeholders: ['kursus', 'pengundang', 'perpus', 'sampai'],
  needed: 'kursus',
  describe: ({ course, invitedBy, library, until }, { language }) => ({
    kursus: course,
    pengundang: invitedBy,
    perpus: library,
    sampai: formatDate(until, language),
  }),
  example: () => ({
    course: 'Cek Dulu Sebelum Percaya',
    invitedBy: 'Dyah Puspita',
    library: 'Perpustakaan Kota Blitar',
    until: '2026-12-09',
  }),
  texts: {
    id: {
      name: 'Undangan menulis kursus (untuk pendidik)',
      subject: 'Undangan menulis kursus {kursus}',
      body: 'Undangan menulis:\n- {pengundang} dari {perpus} mengajak Anda menulis kursus {kursus} bersama. Undangan berlaku sampai {sampai} dan dipakai sekali: {tautan}',
      push: '- {pengundang} mengajak Anda menulis kursus {kursus}',
    },
    en: {
      name: 'Invitation to write a course (for educators)',
      subject: 'An invitation to write the course {kursus}',
      body: 'Invitation to write:\n- {pengundang} of {perpus} asks you to write the course {kursus} together. The invitation holds until {sampai} and is used once: {tautan}',
      push: '- {pengundang} asks you to write the course {kursus}',
    },
  },
});

const newsWords: Record<NewsKind, typeof m.coauthors_news_comment> = {
  comment: m.coauthors_news_comment,
  submitted: m.coauthors_news_submitted,
  agreed: m.coauthors_news_agreed,
  changes: m.coauthors_news_changes,
};

/** What happened in a course that somebody writes with others, together, once a day. */
export const courseNews = defineNotice({
  topic: 'course_news',
  group: 'news',
  values: z.object({ course: titleValue, kinds: z.array(z.enum(NEWS_KINDS)).min(1) }),
  placeholders: ['kursus', 'kabar'],
  needed: 'kabar',
  describe: ({ course, kinds }, { language }) => ({
    kursus: course,
    kabar: NEWS_KINDS.filter((kind) => kinds.includes(kind))
      .map((kind) => newsWords[kind]({}, { locale: language }))
      .join(' '),
  }),
  example: () => ({ course: 'Cek Dulu Sebelum Percaya', kinds: ['comment' as const, 'submitted' as const] }),
  texts: {
    id: {
      name: 'Kabar kursus yang ditulis bersama (untuk penyusun)',
      subject: '{kursus}: ada kabar dari penulis lain',
      body: 'Kursus yang Anda tulis bersama:\n- {kursus}: {kabar}\nBuka: {tautan}',
      push: '- {kursus}: {kabar}',
    },
    en: {
      name: 'News of a course that is written together (for authors)',
      subject: '{kursus}: news from the other authors',
      body: 'A course that you write with others:\n- {kursus}: {kabar}\nOpen it: {tautan}',
      push: '- {kursus}: {kabar}',
    },
  },
});

/** What it tells. */
export const notices = [authorInvitation, courseNews] as const satisfies readonly NoticeKind[];
