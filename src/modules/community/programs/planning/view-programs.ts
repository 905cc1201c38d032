import { authorize, authorizeAnywhere, can, canAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { cursorInstant, decodeCursor, toPage } from '#platform/requests/http';
import { z } from 'zod';
import type { Program, ProgramSession, ProgramState } from '../client.ts';
import {
  selectComing,
  selectFacets,
  selectProgram,
  selectProgramBySlug,
  selectPrograms,
  type ProgramFilter,
} from '../data/programs.queries.ts';
import {
  selectCalendar,
  selectNextSessions,
  selectSessions,
  selectToday,
  type CalendarEntry,
  type CalendarFilter,
  type SessionToday,
} from '../data/sessions.queries.ts';
import { selectSpeakers, type SpeakerRow } from '../data/speakers.queries.ts';
import { programErrors } from '../errors.ts';
import { isPublic } from '../rules/states.ts';

type Looking = Pick<Ctx, 'actor'> & { db: Db | Tx };
const PUBLIC_STATES: readonly ProgramState[] = ['published', 'running', 'closed', 'archived', 'cancelled'];

/** Drafts, what waits for review and templates are seen by whoever may manage programmes of their library. */
const maySee = (ctx: Pick<Ctx, 'actor'>, { state, isTemplate, library }: Program): boolean =>
  (isPublic(state) && !isTemplate) || can(ctx.actor, 'programs.manage', library.id);

/** A programme by its id or its slug; open to everybody once it is published. Refuses `programs.not_found`. */
export async function getProgram(ctx: Looking, which: number | string): Promise<Program> {
  const program = await (typeof which === 'number' ? selectProgram(ctx.db, which) : selectProgramBySlug(ctx.db, which));
  if (!program || !maySee(ctx, program)) throw programErrors.notFound();
  return program;
}

/** The sessions of a programme, the first one first; open as the programme is. Refuses `programs.not_found`. */
export async function listSessions(ctx: Looking, programId: number): Promise<ProgramSession[]> {
  await getProgram(ctx, programId);
  return selectSessions(ctx.db, { programId });
}

/** One session with its programme. Refuses `programs.session_not_found`, `not_found`. */
export async function getSession(ctx: Looking, id: number): Promise<ProgramSession & { program: Program }> {
  const [session] = await selectSessions(ctx.db, { id });
  if (!session) throw programErrors.sessionNotFound();
  return { ...session, program: await getProgram(ctx, session.programId) };
}

/** Speakers of a programme with their e-mail and what they answered. Needs `programs.manage` at its library. */
export async function listSpeakers(ctx: Looking, programId: number): Promise<SpeakerRow[]> {
  const program = await getProgram(ctx, programId);
  authorize(ctx, 'programs.manage', program.library.id);
  return selectSpeakers(ctx.db, { programId });
}

export interface ProgramQuery extends Omit<ProgramFilter, 'libraryIds' | 'templates'> {
  libraryId?: number | undefined;
  /** The latest first; left out: the next one first. */
  newestFirst?: boolean | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

const edge = z.tuple([cursorInstant.nullable(), z.number()]);

/** What everybody sees, by the time of the first session. @param query `libraryIds` of these libraries */
export async function listPrograms(
  ctx: Pick<Ctx, 'db'>,
  query: ProgramQuery & { libraryIds?: readonly number[] | undefined } = {},
): Promise<{ data: Program[]; next: string | null }> {
  const { libraryId, states = PUBLIC_STATES, ...rest } = query;
  const libraryIds = libraryId === undefined ? query.libraryIds : [libraryId];
  return page(ctx.db, { ...rest, libraryIds, states: states.filter(isPublic) }, query);
}

/** All programmes of the libraries where the actor may manage them or take attendance, or their templates. Needs either permission somewhere. */
export async function listManaged(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  query: ProgramQuery & { templates?: boolean } = {},
): Promise<{ data: Program[]; next: string | null }> {
  const permission = canAnywhere(ctx.actor, 'programs.manage') ? 'programs.manage' : 'programs.attendance';
  authorizeAnywhere(ctx, permission);
  const granted = grantedLibraries(ctx.actor, permission);
  const { libraryId } = query;
  const libraryIds = granted === 'all' ? (libraryId === undefined ? undefined : [libraryId]) : granted;
  return page(ctx.db, { ...query, libraryIds }, query);
}

async function page(db: Db | Tx, filter: ProgramFilter, { cursor, limit = 50, newestFirst = false }: ProgramQuery) {
  const from = decodeCursor(cursor, edge);
  const after = from && { at: from[0], id: from[1] };
  const rows = await selectPrograms(db, filter, { limit: limit + 1, newestFirst, after });
  return toPage(rows, limit, ({ startsAt, id }) => [startsAt?.toISOString() ?? null, id]);
}

/** The number of programmes ahead at each library that has any, and the time of its next session; open to everybody. */
export const comingByLibrary = async (
  ctx: Pick<Ctx, 'db' | 'clock'>,
  filter: { audience?: string | undefined; theme?: string | undefined } = {},
): ReturnType<typeof selectComing> => selectComing(ctx.db, { ...filter, from: ctx.clock.now() });

/** Themes and libraries of what is coming, for filters; open to everybody. */
export const programFacets = async (ctx: Pick<Ctx, 'db'>): ReturnType<typeof selectFacets> => selectFacets(ctx.db);

/** Sessions of what everybody sees, in the order of time: of a programme, or of all within a time. Open to everybody. */
export const sessionCalendar = async (ctx: Pick<Ctx, 'db'>, filter: CalendarFilter): Promise<CalendarEntry[]> =>
  selectCalendar(ctx.db, filter);

/** What comes next, series that run already among it by their next session, with when that is. Open to everyone. */
export async function nextPrograms(
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  limit: number,
): Promise<{ program: Program; startsAt: Date; endsAt: Date }[]> {
  const next = await selectNextSessions(db, { now: clock.now(), limit });
  if (next.length === 0) return [];
  const ids = next.map(({ programId }) => programId);
  const found = await selectPrograms(db, { ids }, { limit, newestFirst: false, after: null });
  return next.flatMap(({ programId, startsAt, endsAt }) => {
    const program = found.find(({ id }) => id === programId);
    return program ? [{ program, startsAt, endsAt }] : [];
  });
}

/** More sessions than a day has. */
const MOST_OF_A_DAY = 50;

/** Sessions of today at the libraries where the actor may manage programmes or take attendance, in the order of time; none for others. */
export async function sessionsToday({
  db,
  actor,
  clock,
}: Pick<Ctx, 'db' | 'actor' | 'clock'>): Promise<SessionToday[]> {
  const [manages, attends] = [
    grantedLibraries(actor, 'programs.manage'),
    grantedLibraries(actor, 'programs.attendance'),
  ];
  const libraryIds = manages === 'all' || attends === 'all' ? null : [...new Set([...manages, ...attends])];
  if (libraryIds?.length === 0) return [];
  return selectToday(db, libraryIds, { now: clock.now(), limit: MOST_OF_A_DAY });
}
