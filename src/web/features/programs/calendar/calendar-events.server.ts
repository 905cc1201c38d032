import type { CalendarEntry, SpeakerPage } from '#modules/community/programs';
import { isPublic, type ProgramSession, type ProgramState } from '#modules/community/programs/client';
import { calendarFile, sessionUid, type CalendarEvent } from '#shared/calendar-file';
import { localizeHref } from '#i18n/runtime';

interface About {
  title: string;
  place: string;
  state: ProgramState;
  description: readonly string[];
  /** From the root, without a language. */
  path: string;
  changedAt: Date;
}

const eventOf = (session: ProgramSession, about: About, origin: string): CalendarEvent => ({
  uid: sessionUid(session.id, origin),
  title: session.title === about.title ? about.title : `${about.title}: ${session.title}`,
  startsAt: session.startsAt,
  endsAt: session.endsAt,
  place: [session.room, about.place].filter(Boolean).join(', '),
  description: about.description.filter(Boolean).join('\n'),
  url: origin + localizeHref(about.path),
  revision: session.revision + (about.state === 'cancelled' ? 1 : 0),
  changedAt: about.changedAt,
  cancelled: about.state === 'cancelled',
});

/** Sessions as events of a calendar file. @param origin of the addresses in it, and the right side of their ids */
export const eventsOf = (entries: readonly CalendarEntry[], origin: string): CalendarEvent[] =>
  entries.map(({ session, program }) => {
    const description = [program.summary, session.speakers.map((one) => one.name).join(', ')];
    const place = program.place || program.libraryName;
    return eventOf(session, { ...program, place, description, path: `/kegiatan/${program.slug}` }, origin);
  });

/** The sessions of a speaker, with the ids that everybody's calendar has for them. @param now when the file is made */
export const speakerEvents = ({ program, own }: SpeakerPage, origin: string, now: Date): CalendarEvent[] =>
  own.map((session) => {
    const path = isPublic(program.state) ? `/kegiatan/${program.slug}` : '/kegiatan';
    const place = program.place || program.library.name;
    return eventOf(session, { ...program, place, description: [session.materials], path, changedAt: now }, origin);
  });

/** A calendar file as an answer. */
export const calendarAnswer = (name: string, events: readonly CalendarEvent[], fileName: string): Response =>
  new Response(calendarFile(name, events), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `inline; filename="${fileName}.ics"`,
      'cache-control': 'max-age=600',
    },
  });
