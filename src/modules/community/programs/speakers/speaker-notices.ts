import { z } from 'zod';
import {
  defineNotice,
  firstOf,
  instantValue,
  shortened,
  titleValue,
  type NoticePlace,
} from '#modules/people/notifications';
import { formatDate, formatMinute, formatTime, localDate, localMinute } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';

const ownSession = z.object({ title: titleValue, startsAt: instantValue, endsAt: instantValue, room: shortened(500) });
type OwnSession = z.output<typeof ownSession>;

const roles = {
  speaker: m.notice_speaker_as_speaker,
  facilitator: m.notice_speaker_as_facilitator,
  moderator: m.notice_speaker_as_moderator,
};

/** Somebody is asked to speak; `again`: was asked before. `sessions` are theirs, `jp` lesson hours of these, `contact` who answers questions. */
export const speakerInvitation = defineNotice({
  topic: 'speaker_invitation',
  group: 'news',
  values: z.object({
    title: titleValue,
    again: z.boolean(),
    role: z.enum(['speaker', 'facilitator', 'moderator']),
    place: shortened(300),
    startsAt: instantValue.nullable(),
    endsAt: instantValue.nullable(),
    sessions: firstOf(ownSession, 200),
    jp: z.number().min(0),
    contact: shortened(300),
  }),
  placeholders: ['kegiatan', 'kabar', 'peran', 'waktu', 'tempat', 'sesi', 'jp', 'kontak'],
  needed: 'kegiatan',
  describe: ({ title, again, role, place: where, startsAt, endsAt, sessions, jp, contact }, place) => {
    const options = { locale: place.language };
    const noTime = startsAt === null || endsAt === null;
    return {
      kegiatan: title,
      kabar: again ? m.notice_speaker_again({}, options) : m.notice_speaker_first({}, options),
      peran: roles[role]({}, options),
      waktu: noTime ? m.notice_speaker_no_time({}, options) : days(startsAt, endsAt, place),
      tempat: where,
      sesi: sessionLines(sessions, place),
      jp: m.notice_speaker_jp({ jp: formatNumber(jp, place.language) }, options),
      kontak: contact,
    };
  },
  example: (now) => {
    const { startsAt, endsAt } = inTwoWeeks(now);
    const more = { again: false, role: 'speaker' as const, place: 'Perpustakaan Kota', jp: 3 };
    return { ...exampleOf(now), ...more, startsAt, endsAt };
  },
  texts: {
    id: {
      name: 'Undangan narasumber',
      subject: '{kabar}: {kegiatan}',
      body: 'Kami mengundang Anda sebagai {peran} di {kegiatan}.\n\nWaktu: {waktu}\nTempat: {tempat}\nJam pelajaran Anda: {jp}\n\nSesi Anda:\n{sesi}\n\nBersedia atau berhalangan, surat undangan, kalender, dan nama Anda di sertifikat dan dokumen: {tautan}\nTautan ini hanya untuk Anda.\n\nAda pertanyaan? {kontak}',
      push: '- {kabar}: {kegiatan}, {waktu}',
    },
    en: {
      name: 'Invitation of speakers',
      subject: '{kabar}: {kegiatan}',
      body: 'We invite you as {peran} to {kegiatan}.\n\nTime: {waktu}\nPlace: {tempat}\nYour lesson hours: {jp}\n\nYour sessions:\n{sesi}\n\nYes or no, the letter, the calendar, and your name as it stands on papers: {tautan}\nThis link is for you alone.\n\nAny questions? {kontak}',
      push: '- {kabar}: {kegiatan}, {waktu}',
    },
  },
});

const news = {
  changed: m.notice_speaker_changed,
  program_cancelled: m.notice_speaker_called_off,
  not_needed: m.notice_speaker_not_needed,
};

/** What speakers who were invited are told later; `sessions` as they are now. */
export const speakerNews = defineNotice({
  topic: 'speaker_news',
  group: 'news',
  values: z.object({
    title: titleValue,
    news: z.enum(['changed', 'program_cancelled', 'not_needed']),
    sessions: firstOf(ownSession, 200),
    contact: shortened(300),
    reason: shortened(500),
  }),
  placeholders: ['kegiatan', 'kabar', 'sesi', 'kontak', 'keterangan'],
  needed: 'kabar',
  describe: ({ title, news: kind, sessions, contact, reason }, place) => ({
    kegiatan: title,
    kabar: news[kind]({}, { locale: place.language }),
    sesi: kind === 'changed' ? sessionLines(sessions, place) : '',
    kontak: contact,
    keterangan: reason,
  }),
  example: (now) => ({ ...exampleOf(now), news: 'changed' as const, reason: '' }),
  texts: {
    id: {
      name: 'Kabar untuk narasumber',
      subject: '{kegiatan}: {kabar}',
      body: '{kabar} {keterangan}\n\n{sesi}\n\nSelengkapnya: {tautan}\nAda pertanyaan? {kontak}',
      push: '- {kegiatan}: {kabar}',
    },
    en: {
      name: 'News for speakers',
      subject: '{kegiatan}: {kabar}',
      body: '{kabar} {keterangan}\n\n{sesi}\n\nRead more: {tautan}\nAny questions? {kontak}',
      push: '- {kegiatan}: {kabar}',
    },
  },
});

/** One day with its hours, or the first and the last. */
function days(startsAt: string, endsAt: string, place: NoticePlace): string {
  const [first, last] = [startsAt, endsAt].map((iso) => localDate(new Date(iso), place.timeZone));
  if (first === last) return hours({ startsAt, endsAt }, place);
  return [first, last].map((day) => formatDate(day ?? '', place.language, 'full')).join(' – ');
}

function hours({ startsAt, endsAt }: Pick<OwnSession, 'startsAt' | 'endsAt'>, place: NoticePlace): string {
  const { timeZone, language } = place;
  const [from, to] = [new Date(startsAt), new Date(endsAt)];
  const begins = formatMinute(localMinute(from, timeZone), language);
  return `${formatDate(localDate(from, timeZone), language, 'full')}, ${begins}–${formatTime(to, timeZone, language)}`;
}

/** A line for each session, as a list of the message. */
function sessionLines(sessions: readonly OwnSession[], place: NoticePlace): string {
  if (sessions.length === 0) return m.notice_speaker_no_sessions({}, { locale: place.language });
  return sessions
    .map((one) => `- ${[one.title.replace(/\s+/g, ' '), hours(one, place), one.room].filter(Boolean).join('; ')}`)
    .join('\n');
}

function inTwoWeeks(now: Date) {
  const startsAt = new Date(now.getTime() + 14 * 86_400_000);
  return { startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 2 * 3_600_000).toISOString() };
}

function exampleOf(now: Date) {
  const title = 'Sabtu Mendongeng';
  return { title, sessions: [{ title, ...inTwoWeeks(now), room: '' }], contact: 'Perpustakaan Kota, 0342 801234' };
}
