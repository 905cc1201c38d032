import { calendarOf, getLibrary, isOpenOn } from '#modules/ground/libraries';
import { deskWithin } from '#modules/lending/circulation';
import { joinedOn } from '#modules/people/members';
import { visitorsWithin } from '#modules/premises/visits';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { formatWeekday, instantAt, isoWeekday, localDate, localMinute, type LocalDate } from '#shared/dates';
import type { TimeSpan } from '#shared/time-span';
import { m } from '#i18n/messages';
import { beganAt, compare, firstCompared, sameWeekdays, usualOf, type Compared } from './usual.ts';

/** A figure of today beside those of the same weekdays before. */
export interface DayFigure {
  name: string;
  today: number;
  /** The days that are compared, the oldest first; none where too few are known. */
  before: number[];
  usual: number | null;
  /** The chart in words. */
  words: string;
}
export interface DayFigures {
  weekday: string;
  figures: DayFigure[];
  /** What the first figure says of today; null where it cannot be compared. */
  finding: Compared | null;
  /** The library is closed today. */
  closed: boolean;
}

/** What is asked of the modules for the days that are compared and, last, today. */
interface Asked {
  name: string;
  counts: number[];
  /** Compared with whole days, not with the same time of day. */
  wholeDays?: true;
}

async function ask(ctx: Ctx, libraryId: number, days: readonly LocalDate[], spans: readonly TimeSpan[]) {
  const may = (permission: Parameters<typeof can>[1]): boolean => can(ctx.actor, permission, libraryId);
  const [visits, desk, joined] = await Promise.all([
    may('visits.record') || may('reports.read') ? visitorsWithin(ctx, libraryId, spans) : null,
    may('loans.read') ? deskWithin(ctx, libraryId, spans) : null,
    may('members.read') ? joinedOn(ctx, libraryId, days) : null,
  ]);
  const asked: Asked[] = [];
  if (visits) asked.push({ name: m.today_visits(), counts: visits });
  if (desk) {
    asked.push({ name: m.today_loans(), counts: desk.map(({ loans }) => loans) });
    asked.push({ name: m.today_returns(), counts: desk.map(({ returns }) => returns) });
  }
  if (joined) asked.push({ name: m.today_joined(), counts: joined, wholeDays: true });
  return asked;
}

/** Figures of today at a library until now, of those that this person may see, beside the same time of the same weekdays. */
export async function dayFigures(ctx: Ctx, libraryId: number): Promise<DayFigures> {
  const now = ctx.clock.now();
  const { timeZone } = await getLibrary(ctx, libraryId);
  const today = localDate(now, timeZone);
  const calendar = await calendarOf(ctx.db, libraryId, firstCompared(today), today);
  const days = [...sameWeekdays(today, (day) => isOpenOn(calendar, day)), today];
  const minute = localMinute(now, timeZone);
  const spans = days.map((day) => ({ from: instantAt(day, 0, timeZone), to: instantAt(day, minute + 1, timeZone) }));
  const asked = await ask(ctx, libraryId, days, spans);
  const began = beganAt(days.slice(0, -1).map((_, nth) => asked.map(({ counts }) => counts[nth] ?? 0)));
  const weekday = formatWeekday(isoWeekday(today), ctx.locale);
  const figures = asked.map(({ name, counts, wholeDays }): DayFigure => {
    const [before, count] = [counts.slice(began, -1), counts.at(-1) ?? 0];
    const usual = usualOf(before);
    const said = { name, weekday, today: count, usual: usual ?? 0, before: before.join(', ') };
    const words = wholeDays ? m.today_chart_whole(said) : m.today_chart(said);
    return { name, today: count, before: usual === null ? [] : before, usual, words };
  });
  const first = figures[0];
  return {
    weekday,
    figures,
    finding: first && first.usual !== null ? compare(first.today, first.usual) : null,
    closed: !isOpenOn(calendar, today),
  };
}
