import { sessionsToday } from '#modules/community/programs';
import type { Ctx } from '#platform/context';
import { formatMinute, localMinute } from '#shared/dates';
import { m } from '#i18n/messages';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';

/** A session of today as the first page lists it, with its door. */
export interface ProgramToday {
  id: number;
  from: string;
  /** It goes on now. */
  now: boolean;
  over: boolean;
  title: string;
  /** The session, where it is called otherwise; the place; who is expected and who came. */
  detail: string;
  doorHref: string;
}

/** Programmes of today where this person manages them or takes attendance. */
export async function programsToday(ctx: Ctx): Promise<ProgramToday[]> {
  const now = ctx.clock.now();
  return (await sessionsToday(ctx)).map((session) => {
    const time = (at: Date): string => formatMinute(localMinute(at, session.timeZone), ctx.locale);
    const people = { confirmed: session.confirmed, came: session.came };
    return {
      id: session.id,
      from: time(session.startsAt),
      now: session.startsAt <= now && now < session.endsAt,
      over: session.endsAt <= now,
      title: session.program,
      detail: [
        ...(session.title === session.program ? [] : [session.title]),
        m.today_program_until({ time: time(session.endsAt) }),
        session.place || session.libraryName,
        session.came > 0 ? m.today_program_came(people) : m.today_program_expected(people),
      ].join(' · '),
      doorHref: staffProgramPath(session.programId, `/sesi/${session.id}/hadir`),
    };
  });
}
