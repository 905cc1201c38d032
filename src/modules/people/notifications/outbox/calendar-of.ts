import { localizeHref } from '#i18n/runtime';
import { calendarFile, sessionUid, type CalendarEvent } from '#shared/calendar-file';
import type { Language } from '../client.ts';
import type { KeptNotice, NoticeCalendar, NoticeKinds } from '../notice-kind.ts';

/**
 * The sessions that notices tell of as a calendar file, to be sent with a mail; null where they tell of none. Ids are those of the site's
 * own calendar files, so that whoever has subscribed sees nothing twice. @param place.publicUrl without a slash at the end
 */
export function calendarOf(
  kinds: NoticeKinds,
  notices: readonly KeptNotice[],
  place: { publicUrl: string; language: Language },
): string | null {
  const latest = new Map<string, CalendarEvent>();
  for (const { topic, params } of notices) {
    const calendar = kinds.get(topic)?.calendar(params);
    for (const event of calendar ? eventsOf(calendar, place) : []) {
      if ((latest.get(event.uid)?.revision ?? -1) <= event.revision) latest.set(event.uid, event);
    }
  }
  const [first] = latest.values();
  return first ? calendarFile(first.title, [...latest.values()]) : null;
}

const eventsOf = (
  { title: told, path, changedAt, sessions }: NoticeCalendar,
  { publicUrl, language }: { publicUrl: string; language: Language },
): CalendarEvent[] =>
  sessions.map(({ id, title, startsAt, endsAt, place, revision, cancelled }) => ({
    uid: sessionUid(id, publicUrl),
    title: title === told ? told : `${told}: ${title}`,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    place,
    description: '',
    url: publicUrl + localizeHref(path, { locale: language }),
    revision,
    changedAt: new Date(changedAt),
    cancelled,
  }));
