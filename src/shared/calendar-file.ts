/** Something with a time, for a calendar file. */
export interface CalendarEvent {
  /** The same for ever: calendars know an event by it. */
  uid: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  place: string;
  description: string;
  url: string;
  /** How often it was changed: a calendar takes the higher one. */
  revision: number;
  changedAt: Date;
  cancelled: boolean;
}

/** The id of a session of a programme in calendars, wherever the file comes from. @param origin where the site is */
export const sessionUid = (id: number, origin: string): string => `sesi-${id}@${new URL(origin).hostname}`;

/** Lines are at most 75 bytes (RFC 5545, 3.1); a letter of several bytes is not cut. */
const LINE_BYTES = 75;
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

function folded(line: string): string {
  const lines: string[] = [];
  let now = '';
  for (const letter of line) {
    if (bytesOf(now) + bytesOf(letter) > LINE_BYTES) {
      lines.push(now);
      now = ' ';
    }
    now += letter;
  }
  return [...lines, now].join('\r\n');
}

/** Text as it may stand in a calendar file (RFC 5545, 3.3.11); control characters are left out. */
const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r?\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');

/** `20261126T010000Z` */
const utc = (instant: Date): string => `${instant.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

function eventLines(event: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid)}`,
    `DTSTAMP:${utc(event.changedAt)}`,
    `LAST-MODIFIED:${utc(event.changedAt)}`,
    `SEQUENCE:${event.revision}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${escaped(event.title)}`,
    ...(event.place ? [`LOCATION:${escaped(event.place)}`] : []),
    ...(event.description ? [`DESCRIPTION:${escaped(event.description)}`] : []),
    `URL:${event.url}`,
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ];
}

/** A calendar file (RFC 5545) with times in UTC, which every calendar shows in the zone of its reader. */
export const calendarFile = (name: string, events: readonly CalendarEvent[]): string =>
  `${[
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Lumbung//Kegiatan//ID',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT4H',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
    .map(folded)
    .join('\r\n')}\r\n`;
