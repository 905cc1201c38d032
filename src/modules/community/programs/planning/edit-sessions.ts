import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedForeignKey, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { instantAt, isDay, localDate, localMinute } from '#shared/dates';
import { carryChange } from './carry-change.ts';
import type { Program, ProgramSession } from '../client.ts';
import {
  deleteSession,
  hasAttendance,
  insertSession,
  selectSessions,
  updateSession,
} from '../data/sessions.queries.ts';
import { managed } from './edit-programs.ts';
import { programErrors } from '../errors.ts';
import { passOnSeats } from '../enrolment/pass-on-seats.ts';
import { releaseCopies } from '../copies/release-copies.ts';
import { takingRooms } from './take-room.ts';
import { getProgram } from './view-programs.ts';
import { MAX_OCCURRENCES, recurrenceDays } from '../rules/recurrence.ts';
import {
  recurrenceInput,
  sessionInput,
  type RecurrenceInput,
  type SessionInput,
  type SessionValues,
} from '../schema.ts';

/**
 * Adds a session, or with a recurrence one for each of its days, at the same time of the library's clock. Needs `programs.manage` there.
 * Refuses `programs.not_found`, `too_many_sessions`, `room_taken`, `platform.invalid_input` (`until`, `count`) of a recurrence without a day, or beyond the last there is. @returns the ids in order
 */
export const addSessions = async (
  ctx: Ctx,
  programId: number,
  input: SessionInput,
  recurrence: RecurrenceInput | null = null,
): Promise<number[]> =>
  ctx.db.transaction().execute(async (trx) => {
    const program = await managed(trx, ctx, programId);
    return addSessionsIn(trx, ctx, { program, input, recurrence });
  });

/** The same in the transaction of the caller, who has locked the programme and checked the permission. */
export async function addSessionsIn(
  trx: Tx,
  ctx: Ctx,
  about: { program: Program; input: SessionInput; recurrence: RecurrenceInput | null },
): Promise<number[]> {
  const { program } = about;
  const session = parseInput(sessionInput, about.input);
  const ids: number[] = [];
  for (const one of occurrencesOf(session, about.recurrence, program.library.timeZone)) {
    ids.push(await takingRooms(one.room, async () => insertSession(trx, program.id, one)));
  }
  await trace(trx, ctx, program, { action: 'program_session.added', id: ids[0] ?? 0, after: { count: ids.length } });
  const key = `session:${ids[0] ?? 0}:added`;
  await carryChange(trx, ctx, program.id, { key, participants: true, speakerIds: session.speakerIds });
  return ids;
}

/**
 * When the sessions would be that {@link addSessions} makes, without making them. Needs `programs.manage` there. Refuses as that does, and
 * `too_many_sessions`.
 */
export async function previewSessions(
  ctx: Ctx,
  programId: number,
  input: SessionInput,
  recurrence: RecurrenceInput | null,
): Promise<{ startsAt: Date; endsAt: Date }[]> {
  const { library } = await getProgram(ctx, programId);
  authorize(ctx, 'programs.manage', library.id);
  return occurrencesOf(parseInput(sessionInput, input), recurrence, library.timeZone).map(({ startsAt, endsAt }) => ({
    startsAt,
    endsAt,
  }));
}

function occurrencesOf(session: SessionValues, recurrence: RecurrenceInput | null, zone: string): SessionValues[] {
  if (recurrence === null) return [session];
  const { startsAt, endsAt } = session;
  const rule = parseInput(recurrenceInput, recurrence);
  const days = recurrenceDays(localDate(startsAt, zone), rule);
  if (days.length === 0) throw platformErrors.invalidInput({}, { until: 'ends_before_start' });
  // the fifth Monday of a February comes again every 28 years
  if (!days.every(isDay))
    throw platformErrors.invalidInput({}, { ['until' in rule ? 'until' : 'count']: 'day_out_of_reach' });
  if (days.length > MAX_OCCURRENCES) throw programErrors.tooManySessions({ limit: MAX_OCCURRENCES });
  const minute = localMinute(startsAt, zone);
  const length = endsAt.getTime() - startsAt.getTime();
  return days.map((day) => {
    const begins = instantAt(day, minute, zone);
    return { ...session, startsAt: begins, endsAt: new Date(begins.getTime() + length) };
  });
}

async function managedSession(trx: Tx, ctx: Ctx, id: number): Promise<{ session: ProgramSession; program: Program }> {
  const [found] = await selectSessions(trx, { id });
  if (!found) throw programErrors.sessionNotFound();
  const program = await managed(trx, ctx, found.programId);
  // under the lock of its programme: another may have moved it meanwhile
  const [session] = await selectSessions(trx, { id });
  if (!session) throw programErrors.sessionNotFound();
  return { session, program };
}

/** Changes a session; who comes and who speaks is told of another time or room. Needs `programs.manage` there. Refuses `programs.session_not_found`, `room_taken`. */
export const changeSession = async (ctx: Ctx, id: number, input: SessionInput): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const { session, program } = await managedSession(trx, ctx, id);
    const values = parseInput(sessionInput, input);
    await takingRooms(values.room, async () => updateSession(trx, id, values));
    const { startsAt, endsAt, room } = session;
    const after = { startsAt: values.startsAt, endsAt: values.endsAt, room: values.room };
    const before = { startsAt, endsAt, room };
    await trace(trx, ctx, program, { action: 'program_session.changed', id, before, after });
    const moved = startsAt.getTime() !== values.startsAt.getTime() || endsAt.getTime() !== values.endsAt.getTime();
    const elsewhere = moved || room !== values.room;
    const [had, has] = [session.speakers.map((one) => one.id), values.speakerIds];
    // of the same time and room only those are told who came or went
    const speakerIds = elsewhere
      ? [...had, ...has]
      : had.filter((one) => !has.includes(one)).concat(has.filter((one) => !had.includes(one)));
    const key = `session:${id}:${session.revision + 1}`;
    await carryChange(trx, ctx, program.id, { key, participants: elsewhere, speakerIds });
    // more time before the beginning may be enough to hold a seat for the next in the queue
    if (moved) await passOnSeats(trx, ctx, program.id);
  });

/** Takes a session out; copies that were set aside for it are free. Needs `programs.manage` there. Refuses `programs.session_not_found`, `has_attendance` where somebody came, `last_session` of what is announced, `has_questionnaire`, `has_ideas`. */
export const removeSession = async (ctx: Ctx, id: number): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const { session, program } = await managedSession(trx, ctx, id);
    if (await hasAttendance(trx, id)) throw programErrors.hasAttendance();
    await releaseCopies(trx, ctx, program, { which: { sessionId: id }, how: 'over' });
    await unlessAsked(async () => deleteSession(trx, id));
    if (program.sessionCount === 1 && (program.state === 'published' || program.state === 'running')) {
      throw programErrors.lastSession();
    }
    const before = { title: session.title, startsAt: session.startsAt };
    await trace(trx, ctx, program, { action: 'program_session.removed', id, before });
    const speakerIds = session.speakers.map((one) => one.id);
    const key = `session:${id}:removed`;
    await carryChange(trx, ctx, program.id, { key, participants: true, gone: [session], speakerIds });
  });

/**
 * Takes a session or speaker away; refuses `programs.has_questionnaire` where people are asked about it: their answers would be about nothing.
 * And `programs.has_ideas` where people wrote on the board of the session: it would go with it.
 */
export async function unlessAsked(remove: () => Promise<void>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    const violated = violatedForeignKey(error);
    if (violated?.startsWith('questionnaire_placement')) throw programErrors.hasQuestionnaire();
    if (violated === 'idea_board_id_fkey') throw programErrors.hasIdeas();
    throw error;
  }
}

/** Writes down what was done to a part of a programme; the entity is the first word of the action. */
export const trace = async (
  trx: Tx,
  ctx: Ctx,
  program: Program,
  { action, id, before, after }: { action: string; id: number; before?: object; after?: object },
): Promise<void> =>
  recordAudit(trx, ctx, {
    action,
    entity: action.slice(0, action.indexOf('.')),
    entityId: id,
    libraryId: program.library.id,
    ...(before && { before }),
    ...(after && { after }),
  });
