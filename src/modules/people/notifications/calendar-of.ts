import { localizeHref } from '#i18n/runtime';
import { calendarFile, sessionUid, type CalendarEvent } from '#shared/calendar-file';
import type { Language } from './client.ts';
import type { NoticeContent, NoticeParams } from './schema.ts';

type Told = NonNullable<NoticeParams['program']['calendar']>;

/**
 * The sessions that notices tell of as a calendar file, to be sent with a mail; null where they tell of none. Ids are those of the site's
 * own calendar files, so that whoever has subscribed sees nothing twice. @param place.publicUrl without a slash at the end
 */
export function calendarOf(
  notices: readonly NoticeContent[],
  place: { publicUrl: string; language: Language },
): string | null {
  const latest = new Map<string, CalendarEvent>();
  for (const notice of notices) {
    if (notice.topic !== 'program' && notice.topic !== 'program_reminder') continue;
    const { calendar, title } = notice.params;
    for (const event of calendar ? eventsOf(calendar, title, place) : []) {
      if ((latest.get(event.uid)?.revision ?? -1) <= event.revision) latest.set(event.uid, event);
    }
  }
  const [first] = latest.values();
  return first ? calendarFile(first.title, [...latest.values()]) : null;
}

const eventsOf = (
  { slug, changedAt, sessions }: Told,
  program: string,
  { publicUrl, language }: { publicUrl: string; language: Language },
): CalendarEvent[] =>
  sessions.map(({ id, title, startsAt, endsAt, place, revision, cancelled }) => ({
    uid: sessionUid(id, publicUrl),
    title: title === program ? program : `${program}: ${title}`,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    place,
    description: '',
    url: publicUrl + localizeHref(`/kegiatan/${slug}`, { locale: language }),
    revision,
    changedAt: new Date(changedAt),
    cancelled,
  }));
