import type { Ctx } from '#platform/context';
import { daysBetween, formatRelativeDate, formatTime, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { dueDay, isUrgent } from '#web/kit/frame/staff/due-day.ts';
import type { WaitingLine } from '#web/kit/frame/staff/waiting.server.ts';

/** Something that waits for this person, as the first page says it. */
export interface WorkLine {
  key: string;
  says: string;
  /** What one does about it, and where. */
  does: string;
  href: string;
  /** Past its time, or of today. */
  urgent: boolean;
  /** How long it has waited, or until when there is time: "kemarin", "20.00", "3 hari". */
  when: string;
  /** The same with its day. */
  detail: string | null;
}

interface Reading extends Pick<Ctx, 'locale'> {
  zone: string;
  now: Date;
}

/** How many days lie between a day and today, in words. */
function daysInWords(days: number): string {
  if (days === 0) return m.today_when_today();
  if (days === 1) return m.today_when_yesterday();
  return days === -1 ? m.today_when_tomorrow() : m.today_when_days({ count: Math.abs(days) });
}

/** Something that is to be done until an instant. */
function dueWords(due: Date, { zone, now, locale }: Reading): Pick<WorkLine, 'urgent' | 'when' | 'detail'> {
  const today = localDate(now, zone);
  const day = dueDay(due, zone);
  const ago = daysBetween(day, today);
  const date = formatRelativeDate(day, today, locale);
  return {
    urgent: isUrgent(due, zone, now),
    when:
      ago === 0 && day === localDate(due, zone)
        ? (formatTime(due, zone, locale).split(' ')[0] ?? '')
        : daysInWords(ago),
    detail: due < now ? m.today_due_past({ date }) : m.today_due({ date }),
  };
}

function sinceWords(since: Date | null, { zone, now, locale }: Reading): Pick<WorkLine, 'urgent' | 'when' | 'detail'> {
  if (!since) return { urgent: false, when: m.today_when_today(), detail: null };
  const [day, today] = [localDate(since, zone), localDate(now, zone)];
  const detail = day === today ? null : m.today_since({ date: formatRelativeDate(day, today, locale) });
  return { urgent: false, when: daysInWords(daysBetween(day, today)), detail };
}

/** What waits, as the first page lists it: what is past its time or of today first, then in the order of the map. */
export function workLines(waiting: readonly WaitingLine[], reading: Reading): WorkLine[] {
  return waiting
    .map(({ place, waits, count, since, due }, nth) => ({
      due: due?.getTime() ?? Number.MAX_SAFE_INTEGER,
      line: {
        key: `${place.href} ${nth}`,
        says: waits.says({ count }),
        does: waits.does(),
        href: waits.href ?? place.href,
        ...(due ? dueWords(due, reading) : sinceWords(since, reading)),
      },
    }))
    .toSorted((a, b) => Number(b.line.urgent) - Number(a.line.urgent) || (a.line.urgent ? a.due - b.due : 0))
    .map(({ line }) => line);
}
