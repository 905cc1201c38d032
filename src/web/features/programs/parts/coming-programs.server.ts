import { nextPrograms } from '#modules/community/programs';
import { freeSeats, isFull, type Program } from '#modules/community/programs/client';
import type { Ctx } from '#platform/context';
import {
  addDays,
  formatDate,
  formatRelativeDate,
  formatTime,
  formatWeekday,
  isoWeekday,
  localDate,
} from '#shared/dates';
import { m } from '#i18n/messages';
import { audienceName, programHref, seatsInWords } from '#web/features/programs/parts/program-words.server.ts';

/** Few seats are said to be few. */
const FEW = 6;
const A_WEEK = 7;

/** A programme by its next session, as a line of the home page. */
export interface ComingProgram {
  id: number;
  href: string;
  title: string;
  /** When the session begins, for machines. */
  instant: string;
  /** Day of the month. */
  number: string;
  /** `hari ini`, `besok`, the weekday within a week, else the month. */
  day: string;
  /** `Rabu 15.30 · Kelurahan Bendogerit · Anak`; of what began on an earlier day until when it runs. */
  facts: string;
  seats: { mark: 'on' | 'wait' | 'out'; text: string };
}

/** What comes next, for the home page: each programme by its next session, in the order of these. @param limit at most so many */
export async function comingPrograms(ctx: Ctx, limit: number): Promise<ComingProgram[]> {
  const next = await nextPrograms(ctx, limit);
  return next.map(({ program, startsAt, endsAt }) => {
    const { id, slug, title, place, library, audience, sessionCount } = program;
    const zone = library.timeZone;
    const [today, on] = [localDate(ctx.clock.now(), zone), localDate(startsAt, zone)];
    const running = on < today;
    const time = running
      ? m.opac_program_until({ date: formatRelativeDate(localDate(endsAt, zone), today, ctx.locale) })
      : `${formatWeekday(isoWeekday(on), ctx.locale)} ${formatTime(startsAt, zone, ctx.locale)}`;
    const more =
      sessionCount > 1 ? m.programs_all_of({ count: m.programs_sessions_count({ count: sessionCount }) }) : '';
    return {
      id,
      href: programHref(slug),
      title,
      instant: startsAt.toISOString(),
      // what runs since an earlier day is on today
      number: String(Number((running ? today : on).slice(8))),
      day: dayBeside(on, today, ctx),
      facts: [time, place || library.name, audienceName(audience), more].filter(Boolean).join(' · '),
      seats: { mark: markOf(program), text: seatsInWords(program) },
    };
  });
}

function dayBeside(on: string, today: string, { locale }: Pick<Ctx, 'locale'>): string {
  if (on <= today) return m.opac_day_today();
  if (on === addDays(today, 1)) return m.opac_day_tomorrow();
  if (on < addDays(today, A_WEEK)) return formatWeekday(isoWeekday(on), locale);
  // "12 Desember 2026": the day stands above already, and the year is plain
  return formatDate(on, locale).replaceAll(/[\d,]/g, '').trim();
}

function markOf(program: Program): ComingProgram['seats']['mark'] {
  if (isFull(program) || program.waitlistedCount > 0) return 'out';
  return (freeSeats(program) ?? Infinity) <= FEW ? 'wait' : 'on';
}
