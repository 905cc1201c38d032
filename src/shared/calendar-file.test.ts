import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { calendarFile, type CalendarEvent } from './calendar-file.ts';

const event: CalendarEvent = {
  uid: 'sesi-7@perpus.example',
  title: 'Bincang; buku, "Ronggeng"',
  startsAt: new Date('2026-11-26T08:00:00+07:00'),
  endsAt: new Date('2026-11-26T11:00:00+07:00'),
  place: 'Aula lantai 2',
  description: 'Baris satu\nbaris dua\u0007',
  url: 'https://perpus.example/kegiatan/bincang',
  revision: 2,
  changedAt: new Date('2026-11-25T03:00:00Z'),
  cancelled: false,
};

test('a calendar is told times in UTC, a name of its own and how often an event was changed', () => {
  const lines = calendarFile('Kegiatan', [event]).split('\r\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'UID:sesi-7@perpus.example',
      'DTSTART:20261126T010000Z',
      'DTEND:20261126T040000Z',
      'SEQUENCE:2',
      'SUMMARY:Bincang\\; buku\\, "Ronggeng"',
      'DESCRIPTION:Baris satu\\nbaris dua',
      'STATUS:CONFIRMED',
    ]),
  );
  expect(lines.at(-1)).toBe('');
});

test('long lines are folded at 75 bytes, and no letter is cut', () => {
  const title = 'Perpustakaan é '.repeat(20);
  const text = calendarFile('Kegiatan', [{ ...event, title, cancelled: true }]);
  for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}`);
  expect(text).toContain('STATUS:CANCELLED');
});

test('another reader of calendars finds the same: one event per session, with signs, line ends and times as they were', () => {
  const title = `${event.title} ${'é'.repeat(60)}`;
  const second = { ...event, uid: 'sesi-8@perpus.example', title, cancelled: true };
  const calendar = ICAL.Component.fromString(calendarFile('Kegiatan', [event, second]));
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  const read = calendar.getAllSubcomponents('vevent').map((part) => {
    const one = new ICAL.Event(part);
    return {
      uid: one.uid,
      title: one.summary,
      description: one.description,
      place: one.location,
      startsAt: one.startDate.toJSDate(),
      endsAt: one.endDate.toJSDate(),
      status: part.getFirstPropertyValue('status'),
    };
  });
  const { startsAt, endsAt, place } = event;
  const same = { description: 'Baris satu\nbaris dua', place, startsAt, endsAt };
  expect(read).toEqual([
    { ...same, uid: event.uid, title: event.title, status: 'CONFIRMED' },
    { ...same, uid: second.uid, title, status: 'CANCELLED' },
  ]);
});
