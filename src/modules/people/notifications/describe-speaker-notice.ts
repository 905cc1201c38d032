import { formatDate, formatMinute, formatTime, localDate, localMinute } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import type { Language } from './client.ts';
import type { Values } from './rules/compose-message.ts';
import type { NoticeContent, NoticeParams } from './schema.ts';

interface Place {
  timeZone: string;
  language: Language;
}
type Invitation = NoticeParams['speaker_invitation'];
type OwnSession = Invitation['sessions'][number];

/** The values of an invitation in words. */
export function invitationValues(params: Invitation, place: Place): Values {
  const { title, again, role, startsAt, endsAt, sessions, jp, contact } = params;
  const options = { locale: place.language };
  const roles = {
    speaker: m.notice_speaker_as_speaker,
    facilitator: m.notice_speaker_as_facilitator,
    moderator: m.notice_speaker_as_moderator,
  };
  return {
    kegiatan: title,
    kabar: again ? m.notice_speaker_again({}, options) : m.notice_speaker_first({}, options),
    peran: roles[role]({}, options),
    waktu: startsAt === null || endsAt === null ? m.notice_speaker_no_time({}, options) : days(startsAt, endsAt, place),
    tempat: params.place,
    sesi: sessionLines(sessions, place),
    jp: m.notice_speaker_jp({ jp: formatNumber(jp, place.language) }, options),
    kontak: contact,
  };
}

/** The values of what a speaker is told later. */
export function speakerNewsValues(params: NoticeParams['speaker_news'], place: Place): Values {
  const { title, news, sessions, contact, reason } = params;
  const options = { locale: place.language };
  const said = {
    changed: m.notice_speaker_changed,
    program_cancelled: m.notice_speaker_called_off,
    not_needed: m.notice_speaker_not_needed,
  };
  return {
    kegiatan: title,
    kabar: said[news]({}, options),
    sesi: news === 'changed' ? sessionLines(sessions, place) : '',
    kontak: contact,
    keterangan: reason,
  };
}

/** One day with its hours, or the first and the last. */
function days(startsAt: string, endsAt: string, place: Place): string {
  const [first, last] = [startsAt, endsAt].map((iso) => localDate(new Date(iso), place.timeZone));
  if (first === last) return hours({ startsAt, endsAt }, place);
  return [first, last].map((day) => formatDate(day ?? '', place.language, 'full')).join(' – ');
}

function hours({ startsAt, endsAt }: Pick<OwnSession, 'startsAt' | 'endsAt'>, place: Place): string {
  const { timeZone, language } = place;
  const [from, to] = [new Date(startsAt), new Date(endsAt)];
  const begins = formatMinute(localMinute(from, timeZone), language);
  return `${formatDate(localDate(from, timeZone), language, 'full')}, ${begins}–${formatTime(to, timeZone, language)}`;
}

/** A line for each session, as a list of the message. */
function sessionLines(sessions: readonly OwnSession[], place: Place): string {
  if (sessions.length === 0) return m.notice_speaker_no_sessions({}, { locale: place.language });
  return sessions
    .map((one) => `- ${[one.title.replace(/\s+/g, ' '), hours(one, place), one.room].filter(Boolean).join('; ')}`)
    .join('\n');
}

/** Values as they could be. */
export function speakerExample(topic: 'speaker_invitation' | 'speaker_news', now: Date): NoticeContent {
  const startsAt = new Date(now.getTime() + 14 * 86_400_000).toISOString();
  const endsAt = new Date(now.getTime() + 14 * 86_400_000 + 2 * 3_600_000).toISOString();
  const title = m.notice_example_program({}, { locale: 'id' });
  const about = { title, sessions: [{ title, startsAt, endsAt, room: '' }], contact: 'Perpustakaan Kota, 0342 801234' };
  if (topic === 'speaker_news') return { topic, params: { ...about, news: 'changed', reason: '' } };
  const more = { again: false, role: 'speaker' as const, place: 'Perpustakaan Kota', startsAt, endsAt, jp: 3 };
  return { topic, params: { ...about, ...more } };
}
