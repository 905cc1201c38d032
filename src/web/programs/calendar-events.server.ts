import type { CalendarEntry } from '#modules/programs';
import { calendarFile, type CalendarEvent } from '#shared/calendar-file';
import { localizeHref } from '#i18n/runtime';

/** Sessions as events of a calendar file. @param origin of the addresses in it, and the right side of their ids */
export const eventsOf = (entries: readonly CalendarEntry[], origin: string): CalendarEvent[] =>
  entries.map(({ session, program }) => ({
    uid: `sesi-${session.id}@${new URL(origin).hostname}`,
    title: session.title === program.title ? program.title : `${program.title}: ${session.title}`,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    place: [session.room, program.place || program.libraryName].filter(Boolean).join(', '),
    description: [program.summary, session.speakers.map((one) => one.name).join(', ')].filter(Boolean).join('\n'),
    url: origin + localizeHref(`/kegiatan/${program.slug}`),
    revision: session.revision + (program.state === 'cancelled' ? 1 : 0),
    changedAt: program.changedAt,
    cancelled: program.state === 'cancelled',
  }));

/** A calendar file as an answer. */
export const calendarAnswer = (name: string, events: readonly CalendarEvent[], fileName: string): Response =>
  new Response(calendarFile(name, events), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `inline; filename="${fileName}.ics"`,
      'cache-control': 'max-age=600',
    },
  });
