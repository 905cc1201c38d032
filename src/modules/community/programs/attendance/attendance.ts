import { recordAudit } from '#modules/ground/audit';
import { noteActivity } from '#modules/people/members';
import { authorize, can, HIDDEN, serves } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { unstorableField } from '#platform/requests/bounds';
import type { Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import { parseInput, parseShape } from '#platform/requests/parse-input';
import { freeSeats, type AttendanceWay, type Program, type ProgramSession } from '../client.ts';
import {
  deleteAttendance,
  insertAttendance,
  selectAttendance,
  type AttendanceRow,
} from '../data/attendance.queries.ts';
import {
  selectByMemberNumber,
  selectByTicket,
  selectEnrolment,
  type EnrolmentRow,
} from '../data/enrolments.queries.ts';
import { lockProgram, selectProgram } from '../data/programs.queries.ts';
import { holdSession } from '../data/sessions.queries.ts';
import { write } from '../enrolment/enrol.ts';
import { programErrors } from '../errors.ts';
import { attendanceTime, readBadge } from '../rules/room-code.ts';
import { attendanceList, scanInput, scansInput, walkInInput, type ScansInput, type WalkInInput } from '../schema.ts';
import { getSession } from '../planning/view-programs.ts';
import { whoEnrols } from '../enrolment/who-enrols.ts';

/** Somebody who was let in; `again`: it was known already. */
export interface CameIn {
  enrolmentId: number;
  name: string;
  again: boolean;
}
/** What became of one scan of a device. */
export interface ScanAnswer {
  nonce: string;
  /** Null where it was refused. */
  came: CameIn | null;
  /** Code of the refusal. */
  refused: string | null;
}

type SessionOf = ProgramSession & { program: Program };

/** The session, for whoever may take attendance there: `programs.attendance` or `programs.manage`. Refuses `programs.session_not_found`. */
async function takenBy(ctx: Ctx, sessionId: number): Promise<SessionOf> {
  const session = await getSession(ctx, sessionId);
  authorize(ctx, permissionAt(ctx, session), session.program.library.id);
  return session;
}

const permissionAt = (
  { actor }: Pick<Ctx, 'actor'>,
  { program }: SessionOf,
): 'programs.manage' | 'programs.attendance' =>
  can(actor, 'programs.manage', program.library.id) ? 'programs.manage' : 'programs.attendance';

/** Members whom the door does not serve have no name there, nor a number. Participants who let themselves in know who they are. */
function seenAtDoor<Row extends Pick<EnrolmentRow, 'homeLibraryId' | 'name' | 'memberNumber'>>(
  ctx: Pick<Ctx, 'actor'>,
  session: SessionOf,
  row: Row,
): Row {
  const { homeLibraryId } = row;
  const known = homeLibraryId === null || serves(ctx.actor, permissionAt(ctx, session), homeLibraryId);
  return known ? row : { ...row, name: HIDDEN, memberNumber: row.memberNumber && HIDDEN };
}

/** Throws `programs.too_early` with the instant from which on, `attendance_over`. */
export function refuseWrongTime(session: Pick<ProgramSession, 'startsAt' | 'endsAt'>, now: Date): void {
  const { state, opensAt } = attendanceTime(session, now);
  if (state === 'early') throw programErrors.tooEarly({ opensAt: opensAt.toISOString() });
  if (state === 'over') throw programErrors.attendanceOver();
}

/**
 * Writes down that a participant was there. Refuses `programs.session_not_found` when it was taken out meanwhile, `called_off` from the moment
 * on when the programme was (a sheet of what took place before may still be entered), `without_seat` for whoever waits for a seat,
 * `not_participant` for everybody else without one.
 */
export async function letIn(
  trx: Tx,
  ctx: Ctx,
  about: { session: SessionOf; enrolment: EnrolmentRow | undefined; way: AttendanceWay; cameAt?: Date; nonce?: string },
): Promise<CameIn> {
  const { session, way, cameAt = ctx.clock.now(), nonce = null } = about;
  const held = await holdSession(trx, session.id);
  if (!held) throw programErrors.sessionNotFound();
  if (held.state === 'cancelled' && way !== 'sheet' && cameAt >= held.changedAt) throw programErrors.calledOff();
  // whoever was asked for before the programme was held may have given their seat back meanwhile
  const enrolment = about.enrolment && (await selectEnrolment(trx, about.enrolment.id));
  if (enrolment?.programId !== session.program.id) throw programErrors.notParticipant();
  const waits = ['requested', 'waitlisted', 'offered'].includes(enrolment.status);
  if (enrolment.status !== 'confirmed') throw waits ? programErrors.withoutSeat() : programErrors.notParticipant();
  if (enrolment.memberId !== null) await noteActivity(trx, ctx, { id: enrolment.memberId }, cameAt);
  const recordedBy = actorName(ctx.actor);
  const row = { sessionId: session.id, enrolmentId: enrolment.id, way, cameAt, nonce, recordedBy };
  const { name } = way === 'room' ? enrolment : seenAtDoor(ctx, session, enrolment);
  return { enrolmentId: enrolment.id, name, again: !(await insertAttendance(trx, row)) };
}

/**
 * Staff scans the personal code of a participant: the QR of their ticket, its letters, or their member card. Needs `programs.attendance` or
 * `programs.manage` there; a repeated scan changes nothing. Refuses `programs.session_not_found`, `too_early`, `attendance_over`,
 * `not_participant`.
 */
export async function scanBadge(ctx: Ctx, sessionId: number, code: string): Promise<CameIn> {
  const session = await takenBy(ctx, sessionId);
  refuseWrongTime(session, ctx.clock.now());
  return ctx.db.transaction().execute(async (trx) => {
    const enrolment = await byBadge(trx, session.program.id, code);
    return letIn(trx, ctx, { session, enrolment, way: 'badge' });
  });
}

async function byBadge(trx: Tx, programId: number, code: string): Promise<EnrolmentRow | undefined> {
  const badge = readBadge(code);
  return 'ticket' in badge
    ? selectByTicket(trx, badge.ticket)
    : selectByMemberNumber(trx, programId, badge.memberNumber);
}

/**
 * Scans that a device kept while it was offline, each with a nonce of its own: sent again, they change nothing. The time is that of the scan,
 * as far as it lies in the session's time. Needs what {@link scanBadge} needs. @returns what became of each; none is lost by another's refusal
 */
export async function sendScans(ctx: Ctx, sessionId: number, input: ScansInput): Promise<ScanAnswer[]> {
  const session = await takenBy(ctx, sessionId);
  const answers: ScanAnswer[] = [];
  for (const scan of parseShape(scansInput, input)) {
    const { nonce } = scan;
    try {
      const read = unstorableField(scan) === null ? scanInput.safeParse(scan).data : undefined;
      if (!read) throw programErrors.unreadable();
      const { code, at } = read;
      const now = ctx.clock.now();
      const cameAt = at > now ? now : at;
      refuseWrongTime(session, cameAt);
      const came = await ctx.db.transaction().execute(async (trx) => {
        const enrolment = await byBadge(trx, session.program.id, code);
        return letIn(trx, ctx, { session, enrolment, way: 'badge', cameAt, nonce });
      });
      answers.push({ nonce, came, refused: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      answers.push({ nonce, came: null, refused: error.code });
    }
  }
  return answers;
}

/**
 * A list by hand, or a printed sheet that is entered later: who is ticked was there. It adds; taking back is an act of its own. Who has no
 * seat (any more) holds up nobody else. Needs what {@link scanBadge} needs; a sheet may be entered any time after the beginning. Refuses
 * `programs.too_early`, `called_off`.
 * @returns how many were new, and the names of those who were not written down because they have no seat
 */
export async function enterList(
  ctx: Ctx,
  sessionId: number,
  input: { enrolmentIds: number[]; way: 'list' | 'sheet' },
): Promise<{ count: number; seatless: string[] }> {
  const session = await takenBy(ctx, sessionId);
  const { enrolmentIds, way } = parseInput(attendanceList, input);
  const now = ctx.clock.now();
  if (attendanceTime(session, now).state === 'early') refuseWrongTime(session, now);
  const cameAt = now < session.endsAt ? now : session.startsAt;
  return ctx.db.transaction().execute(async (trx) => {
    let count = 0;
    const seatless: string[] = [];
    for (const id of enrolmentIds) {
      const enrolment = await selectEnrolment(trx, id);
      try {
        const { again } = await letIn(trx, ctx, { session, enrolment, way, cameAt });
        if (!again) count += 1;
      } catch (error) {
        const ofHere = enrolment?.programId === session.program.id;
        if (!(error instanceof AppError) || !ofHere || !SEATLESS.includes(error.code)) throw error;
        seatless.push(seenAtDoor(ctx, session, enrolment).name);
      }
    }
    await trace(trx, ctx, session, {
      action: 'program_session.list_entered',
      after: { count, way, ...(seatless.length > 0 && { refused: seatless.length }) },
    });
    return { count, seatless };
  });
}

const SEATLESS = ['programs.without_seat', 'programs.not_participant'];

/** They were not there after all. Needs what {@link scanBadge} needs. */
export async function takeBack(ctx: Ctx, sessionId: number, enrolmentId: number): Promise<void> {
  const session = await takenBy(ctx, sessionId);
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await deleteAttendance(trx, sessionId, enrolmentId))) throw programErrors.notParticipant();
    await trace(trx, ctx, session, { action: 'program_session.attendance_removed', before: { enrolmentId } });
  });
}

/**
 * Somebody who has not enrolled stands at the door: a member by card, or a guest by name. There must be a seat that nobody has or holds. Needs
 * what {@link scanBadge} needs. Refuses `programs.full`, `already_enrolled`, `too_early`, `attendance_over`.
 */
export async function walkIn(ctx: Ctx, sessionId: number, input: WalkInInput): Promise<CameIn> {
  const session = await takenBy(ctx, sessionId);
  refuseWrongTime(session, ctx.clock.now());
  const wanted = parseInput(walkInInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    await lockProgram(trx, session.program.id);
    const program = await selectProgram(trx, session.program.id);
    if (!program) throw programErrors.notFound();
    const free = freeSeats(program);
    if (free !== null && free < 1) throw programErrors.full();
    const who = await whoEnrols(trx, ctx, { program, wanted });
    const about = { institution: wanted.institution, people: 1, answers: {} };
    const enrolment = await write(trx, ctx, { program, wanted: about, who, status: 'confirmed', walkIn: true });
    return letIn(trx, ctx, { session, enrolment, way: 'list' });
  });
}

/** Who is on the list of a session and who came; members whom the door does not serve without their name. Needs what {@link scanBadge} needs. */
export async function attendanceOf(
  ctx: Ctx,
  sessionId: number,
): Promise<{ session: SessionOf; rows: AttendanceRow[] }> {
  const session = await takenBy(ctx, sessionId);
  const rows = await selectAttendance(ctx.db, session);
  return { session, rows: rows.map((row) => seenAtDoor(ctx, session, row)) };
}

const trace = async (
  trx: Tx,
  ctx: Ctx,
  { id, program }: SessionOf,
  { action, before, after }: { action: string; before?: object; after?: object },
): Promise<void> =>
  recordAudit(trx, ctx, {
    action,
    entity: 'program_session',
    entityId: id,
    libraryId: program.library.id,
    ...(before && { before }),
    ...(after && { after }),
  });
