import { z } from 'zod';
import {
  defineNotice,
  exampleInDays,
  firstOf,
  instantValue,
  momentInWords,
  shortened,
  titleValue,
  type NoticeKind,
  type NoticePlace,
} from '#modules/people/notifications';
import { requiredText } from '#platform/requests/parse-input';
import { m } from '#i18n/messages';
import { speakerInvitation, speakerNews } from './speakers/speaker-notices.ts';

/** Sessions of a programme as calendars have them. */
const calendar = z.object({
  slug: requiredText(80),
  changedAt: instantValue,
  sessions: firstOf(
    z.object({
      id: z.number().int(),
      title: titleValue,
      startsAt: instantValue,
      endsAt: instantValue,
      place: shortened(500),
      revision: z.number().int(),
      cancelled: z.boolean(),
    }),
    500,
  ),
});
export type ProgramCalendar = z.output<typeof calendar>;

const forCalendars = (told: { title: string; calendar?: ProgramCalendar | null | undefined }) =>
  told.calendar ? { ...told.calendar, title: told.title, path: `/kegiatan/${told.calendar.slug}` } : null;
const exampleOf = (now: Date) => ({
  title: 'Sabtu Mendongeng',
  place: 'Perpustakaan Kota',
  startsAt: exampleInDays(now, 2),
});

const enrolment = z.object({
  title: titleValue,
  news: z.enum([
    'requested',
    'confirmed',
    'waitlisted',
    'offered',
    'expired',
    'declined',
    'cancelled',
    'changed',
    'program_cancelled',
  ]),
  place: shortened(300),
  startsAt: instantValue.nullable(),
  until: instantValue.nullable(),
  position: z.number().int().min(1).nullable(),
  reason: shortened(500),
  calendar: calendar.nullish(),
});

/** What became of an enrolment in a programme. `until`: an offered seat is held; `position`: in the queue, 1 = next. */
export const enrolmentNews = defineNotice({
  topic: 'program',
  group: 'holds',
  values: enrolment,
  placeholders: ['kegiatan', 'waktu', 'tempat', 'kabar', 'keterangan'],
  needed: 'kabar',
  describe: (values, place) => ({
    kegiatan: values.title,
    waktu: values.startsAt === null ? '–' : momentInWords(values.startsAt, place),
    tempat: values.place,
    kabar: newsInWords(values, place),
    keterangan: values.reason,
  }),
  calendar: forCalendars,
  example: (now) => ({
    ...exampleOf(now),
    news: 'offered' as const,
    until: exampleInDays(now, 1),
    position: null,
    reason: '',
  }),
  texts: {
    id: {
      name: 'Kabar pendaftaran kegiatan',
      subject: '{kegiatan}: {kabar}',
      body: 'Kabar kegiatan Anda:\n- {kegiatan}, {waktu}, {tempat}. {kabar} {keterangan}\nTiket, kalender, dan pembatalan: {tautan}',
      push: '- {kegiatan}: {kabar}',
    },
    en: {
      name: 'News of an enrolment',
      subject: '{kegiatan}: {kabar}',
      body: 'News of your programme:\n- {kegiatan}, {waktu}, {tempat}. {kabar} {keterangan}\nTicket, calendar and cancelling: {tautan}',
      push: '- {kegiatan}: {kabar}',
    },
  },
});

function newsInWords({ news, until, position }: z.output<typeof enrolment>, place: NoticePlace): string {
  const options = { locale: place.language };
  switch (news) {
    case 'requested':
      return m.notice_program_requested({}, options);
    case 'confirmed':
      return m.notice_program_confirmed({}, options);
    case 'waitlisted':
      return m.notice_program_waitlisted({ position: position ?? 1 }, options);
    case 'offered':
      return m.notice_program_offered({ until: until === null ? '–' : momentInWords(until, place) }, options);
    case 'expired':
      return m.notice_program_expired({}, options);
    case 'declined':
      return m.notice_program_declined({}, options);
    case 'cancelled':
      return m.notice_program_cancelled({}, options);
    case 'changed':
      return m.notice_program_changed({}, options);
    case 'program_cancelled':
      return m.notice_program_called_off({}, options);
  }
}

/** A session that begins soon. */
export const programReminder = defineNotice({
  topic: 'program_reminder',
  group: 'holds',
  values: z.object({
    title: titleValue,
    place: shortened(300),
    startsAt: instantValue,
    calendar: calendar.nullish(),
  }),
  placeholders: ['kegiatan', 'waktu', 'tempat'],
  describe: ({ title, place: where, startsAt }, place) => ({
    kegiatan: title,
    waktu: momentInWords(startsAt, place),
    tempat: where,
  }),
  calendar: forCalendars,
  example: exampleOf,
  texts: {
    id: {
      name: 'Kegiatan segera mulai',
      subject: 'Segera: {kegiatan}',
      body: 'Sebentar lagi kita bertemu:\n- {kegiatan}, {waktu}, {tempat}\nBawa tiket Anda. Tidak jadi datang? Batalkan supaya kursinya dipakai orang lain: {tautan}',
      push: '- {kegiatan}, {waktu}, {tempat}',
    },
    en: {
      name: 'A programme begins soon',
      subject: 'Soon: {kegiatan}',
      body: 'We meet soon:\n- {kegiatan}, {waktu}, {tempat}\nBring your ticket. Not coming? Cancel, so that somebody else has the seat: {tautan}',
      push: '- {kegiatan}, {waktu}, {tempat}',
    },
  },
});

/** What participants and speakers are told. */
export const notices = [
  enrolmentNews,
  programReminder,
  speakerInvitation,
  speakerNews,
] as const satisfies readonly NoticeKind[];
