import type { KabarCalendar } from '#modules/city/posts';
import type { Fate } from '#modules/city/posts/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { addDays, addMonths, formatDate, formatMinute, formatWeekday, isoWeekday, type LocalDate } from '#shared/dates';
import { CALENDAR, fateLook, fateWord, kindsShort, POSTS } from './post-words.server.ts';

type Locale = 'id' | 'en';

/** What a calendar shows: whole weeks, of a month or of one week. */
export interface Span {
  view: 'month' | 'week';
  from: LocalDate;
  until: LocalDate;
  /** The first day of the month, or of the week. */
  of: LocalDate;
}

const mondayOf = (day: LocalDate): LocalDate => addDays(day, 1 - isoWeekday(day));

/** The weeks of the month in which a day lies, or its own. */
export function spanOf(day: LocalDate, view: 'month' | 'week'): Span {
  if (view === 'week') {
    const monday = mondayOf(day);
    return { view, from: monday, until: addDays(monday, 6), of: monday };
  }
  const first = `${day.slice(0, 7)}-01`;
  const last = addDays(addMonths(first, 1), -1);
  return { view, from: mondayOf(first), until: addDays(mondayOf(last), 6), of: first };
}

const monthName = (day: LocalDate, locale: Locale): string => formatDate(day, locale, 'long').replace(/^\d+ /, '');

/** The title of what is shown, and where one goes from there. */
export function headOf({ view, from, until, of }: Span, locale: Locale) {
  const week = (day: LocalDate) => ({
    href: localizeHref(`${CALENDAR}?tampil=pekan&hari=${day}`),
    label: m.posts_calendar_week_of({ day: formatDate(day, locale, 'medium') }),
  });
  const month = (day: LocalDate) => ({
    href: localizeHref(`${CALENDAR}?hari=${day}`),
    label: monthName(day, locale),
  });
  return view === 'week'
    ? {
        title: m.posts_calendar_week({ from: formatDate(from, locale), until: formatDate(until, locale) }),
        ...{ before: week(addDays(of, -7)), after: week(addDays(of, 7)) },
      }
    : {
        title: m.posts_calendar_month({ month: monthName(of, locale) }),
        ...{ before: month(addMonths(of, -1)), after: month(addMonths(of, 1)) },
      };
}

/** So many of a day stand in a cell; the rest is in the week. */
const MOST_OF_A_DAY = 6;

const LETTER_FATES: Readonly<Record<string, Fate | undefined>> = {
  ...{ draft: 'draft', submitted: 'submitted', approved: 'approved', scheduled: 'scheduled' },
  ...{ sending: 'scheduled', sent: 'sent', cancelled: 'cancelled' },
};

interface Entry {
  key: string;
  title: string;
  href: string;
  look: ReturnType<typeof fateLook>;
  note: string;
}

/** What stands on each day. */
function entriesByDay({ posts, others }: KabarCalendar, locale: Locale): Map<LocalDate, Entry[]> {
  const all: (Entry & { day: LocalDate })[] = posts.flatMap(({ id, title, sendOn, sendMinute, fates }) =>
    fates.map(({ fate, kinds }) => ({
      ...{
        day: sendOn ?? '',
        key: `pos-${id}-${fate}`,
        title,
        href: localizeHref(`${POSTS}/${id}`),
        look: fateLook(fate),
      },
      note: [
        fate === 'sent' || sendMinute === null ? '' : formatMinute(sendMinute, locale),
        kinds.length === 0 ? m.posts_problem_empty() : kindsShort(kinds),
      ]
        .filter(Boolean)
        .join(' · '),
    })),
  );
  for (const { kind, id, title, day, href, state } of others) {
    const look = fateLook(LETTER_FATES[state] ?? 'draft');
    const note = kind === 'letter' ? m.work_tab_newsletters() : m.posts_news_entry();
    all.push({ day, key: `${kind}-${id}`, title, href: localizeHref(href), look, note });
  }
  return Map.groupBy(all, ({ day }) => day);
}

/** The cells of a calendar, week by week. */
export function weeksOf(calendar: KabarCalendar, span: Span, { today, locale }: { today: LocalDate; locale: Locale }) {
  const entries = entriesByDay(calendar, locale);
  const weeks: LocalDate[] = [];
  for (let day = span.from; day <= span.until; day = addDays(day, 7)) weeks.push(day);
  return weeks.map((monday) =>
    [0, 1, 2, 3, 4, 5, 6].map((nth) => {
      const day = addDays(monday, nth);
      const of = entries.get(day) ?? [];
      const most = span.view === 'week' ? of.length : MOST_OF_A_DAY;
      const left = Math.max(0, of.length - most);
      return {
        day,
        number: Number(day.slice(-2)),
        weekday: formatWeekday(nth + 1, locale),
        other: span.view === 'month' && day.slice(0, 7) !== span.of.slice(0, 7),
        today: day === today,
        entries: of.slice(0, most),
        more:
          left === 0
            ? null
            : {
                href: localizeHref(`${CALENDAR}?tampil=pekan&hari=${day}`),
                says: m.posts_calendar_more({ count: left }),
              },
      };
    }),
  );
}
export type CalendarWeeks = ReturnType<typeof weeksOf>;

/** `9 terkirim · 2 dijadwalkan`, of what lies within the month or the week itself. */
export function tallyOf({ posts }: KabarCalendar, { of, view }: Span): string {
  const within = posts.filter(({ sendOn }) => view === 'week' || sendOn?.slice(0, 7) === of.slice(0, 7));
  const counts = Map.groupBy(
    within.flatMap(({ fates }) => fates.map(({ fate }) => fate)),
    (fate) => fate,
  );
  return [...counts].map(([fate, all]) => m.posts_tally({ count: all.length, fate: fateWord(fate) })).join(' · ');
}
