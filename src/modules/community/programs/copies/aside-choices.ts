import { promisedWithin } from '#modules/lending/bookings';
import { selectBibTitles } from '#modules/collection/catalog';
import { copiesWaitedFor } from '#modules/lending/circulation';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { localDate } from '#shared/dates';
import { countCopiesAside, selectFreeCopies, type FreeCopy } from '../data/copies.queries.ts';
import { selectReadings } from '../data/reading.queries.ts';
import { isOver } from '../rules/states.ts';
import { getProgram, listSessions } from '../planning/view-programs.ts';

/** Why nothing of a record is offered: its day has passed, readers wait for all that stands there, or it is promised to somebody. */
export type AsideHindrance = 'late' | 'readers_wait' | 'promised';

interface AsideChoice {
  bibId: number;
  /** Null: of the list of the whole programme. */
  sessionId: number | null;
  title: string;
  /** On the shelves of the programme's library now, for nobody else: what {@link setCopiesAside} would take. */
  free: FreeCopy[];
  /** Set aside for this list. */
  aside: number;
  /** Null where some are free, or none stands on the shelf. */
  hindrance: AsideHindrance | null;
}

/**
 * The records of the lists of a programme with what may be set aside of them at its library, as things stand: what would be refused is not
 * offered. Needs `programs.manage` there. Refuses `programs.not_found`.
 */
export async function asideChoices(ctx: Ctx, programId: number): Promise<AsideChoice[]> {
  const program = await getProgram(ctx, programId);
  const { library } = program;
  authorize(ctx, 'programs.manage', library.id);
  const readings = await selectReadings(ctx.db, programId);
  const bibIds = [...new Set(readings.map((one) => one.bibId))];
  const [titles, shelf, aside, sessions] = await Promise.all([
    selectBibTitles(ctx.db, bibIds),
    selectFreeCopies(ctx.db, { bibIds, libraryId: library.id }),
    countCopiesAside(ctx.db, programId),
    listSessions(ctx, programId),
  ]);
  const now = ctx.clock.now();
  const ends = new Map(sessions.map(({ id, endsAt }): [number | null, Date] => [id, endsAt]));
  const waited = await copiesWaitedFor(ctx.db, shelf, localDate(now, library.timeZone));
  const unasked = shelf.filter(({ id }) => !waited.has(id));
  const choices: AsideChoice[] = [];
  for (const { bibId, sessionId } of readings) {
    const title = titles.find((one) => one.id === bibId)?.title;
    if (title === undefined) continue;
    const counted = aside.find((one) => one.bibId === bibId && one.sessionId === sessionId)?.count ?? 0;
    const until = sessionId === null ? program.endsAt : (ends.get(sessionId) ?? null);
    const about = { bibId, sessionId, title, aside: counted };
    if (isOver(program.state) || program.isTemplate || until === null || until <= now) {
      choices.push({ ...about, free: [], hindrance: 'late' });
      continue;
    }
    const own = unasked.filter((copy) => copy.bibId === bibId);
    const free: FreeCopy[] = [];
    for (const copy of own) if (!(await promisedWithin(ctx.db, copy.id, { from: now, until }))) free.push(copy);
    const stands = shelf.some((copy) => copy.bibId === bibId);
    const hindrance = free.length > 0 || !stands ? null : own.length > 0 ? 'promised' : 'readers_wait';
    choices.push({ ...about, free, hindrance });
  }
  return choices;
}
