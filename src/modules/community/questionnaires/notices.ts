import { z } from 'zod';
import {
  defineNotice,
  exampleInDays,
  instantValue,
  momentInWords,
  titleValue,
  type NoticeKind,
  type NoticePlace,
} from '#modules/people/notifications';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const newsKinds = ['open', 'closing'] as const;
export type QuestionnaireNews = (typeof newsKinds)[number];

/** `path`: of the form, from the root, without a language; `until`: the last moment, null = no day was set. */
const form = z.object({
  title: titleValue,
  path: z
    .string()
    .regex(/^\/isi\//)
    .max(200),
  until: instantValue.nullable(),
});

/** Questionnaires that a participant may answer: several where they are told together. */
export const questionnaireOpen = defineNotice({
  topic: 'questionnaire',
  group: 'holds',
  values: z.object({ program: titleValue, news: z.enum(newsKinds), forms: z.array(form).min(1) }),
  placeholders: ['kuesioner', 'kegiatan', 'kabar', 'alamat'],
  needed: 'kabar',
  describe: ({ program, news, forms }, place) =>
    forms.map(({ title, path, until }) => ({
      kuesioner: title,
      kegiatan: program,
      kabar: newsInWords(news, until, place),
      alamat: place.publicUrl + localizeHref(path, { locale: place.language }),
    })),
  example: (now) => ({
    program: 'Sabtu Mendongeng',
    news: 'open' as const,
    forms: [{ title: 'Evaluasi penyelenggaraan', path: '/isi/contoh23', until: exampleInDays(now, 3) }],
  }),
  texts: {
    id: {
      name: 'Kuesioner untuk Anda',
      subject: 'Kuesioner untuk Anda: {kegiatan}',
      body: 'Pendapat Anda kami tunggu:\n- {kuesioner} ({kegiatan}). {kabar} {alamat}\nSudah mengisi? Terima kasih, abaikan saja pesan ini.',
      push: '- {kuesioner}: {kabar}',
    },
    en: {
      name: 'A questionnaire for you',
      subject: 'A questionnaire for you: {kegiatan}',
      body: 'We would like to hear from you:\n- {kuesioner} ({kegiatan}). {kabar} {alamat}\nAnswered already? Thank you, please ignore this message.',
      push: '- {kuesioner}: {kabar}',
    },
  },
});

function newsInWords(news: QuestionnaireNews, until: string | null, place: NoticePlace): string {
  const options = { locale: place.language };
  if (until === null) return m.notice_questionnaire_open({}, options);
  const said = { until: momentInWords(until, place) };
  return news === 'open'
    ? m.notice_questionnaire_open_until(said, options)
    : m.notice_questionnaire_closing(said, options);
}

/** What those who may answer are told. */
export const notices = [questionnaireOpen] as const satisfies readonly NoticeKind[];
