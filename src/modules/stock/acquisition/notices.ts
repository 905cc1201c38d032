import { z } from 'zod';
import { defineNotice, shortened, titleValue, type NoticeKind } from '#modules/people/notifications';
import { m } from '#i18n/messages';

const answers = {
  buy: m.notice_suggestion_buy,
  declined: m.notice_suggestion_declined,
  owned: m.notice_suggestion_owned,
  later: m.notice_suggestion_later,
  arrived: m.notice_suggestion_arrived,
};

/** What the library answers to a suggestion that the member made or voted for; `arrived` = it is in the catalogue now. */
export const suggestionAnswered = defineNotice({
  topic: 'suggestion',
  group: 'membership',
  values: z.object({
    title: titleValue,
    answer: z.enum(['buy', 'declined', 'owned', 'later', 'arrived']),
    reason: shortened(500).nullable(),
  }),
  placeholders: ['judul', 'jawaban', 'keterangan'],
  needed: 'jawaban',
  describe: ({ title, answer, reason }, { language }) => ({
    judul: title,
    jawaban: answers[answer]({}, { locale: language }),
    keterangan: reason ?? '',
  }),
  example: () => ({
    title: 'Laskar Pelangi',
    answer: 'buy' as const,
    reason: 'Banyak yang menginginkannya; masuk pesanan bulan ini.',
  }),
  texts: {
    id: {
      name: 'Usulan dijawab',
      subject: 'Usulan Anda dijawab',
      body: 'Tentang buku yang Anda inginkan:\n- {judul}: {jawaban} {keterangan}\nLihat semua usulan dari akun Anda, menu Usulan.',
      push: '- {judul}: {jawaban} {keterangan}',
    },
    en: {
      name: 'Suggestion answered',
      subject: 'An answer to your suggestion',
      body: 'About the book that you would like:\n- {judul}: {jawaban} {keterangan}\nSee all suggestions in your account, under Suggestions.',
      push: '- {judul}: {jawaban} {keterangan}',
    },
  },
});

/** What those who want a title are told. */
export const notices = [suggestionAnswered] as const satisfies readonly NoticeKind[];
