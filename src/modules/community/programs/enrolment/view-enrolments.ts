import { authorize, can, HIDDEN, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { PermissionCode } from '#platform/rights/permissions';
import type { EnrolmentStatus, Program, ProgramSession } from '../client.ts';
import { selectAttendanceShares } from '../data/attendance.queries.ts';
import {
  selectByTicket,
  selectEnrolments,
  selectOfMemberIn,
  selectOwn,
  type EnrolmentRow,
} from '../data/enrolments.queries.ts';
import { selectProgram } from '../data/programs.queries.ts';
import { selectSessions } from '../data/sessions.queries.ts';
import { programErrors } from '../errors.ts';
import { getProgram } from '../planning/view-programs.ts';

type Looking = Pick<Ctx, 'actor'> & { db: Db | Tx };

/** Who takes part in a programme. */
export interface Participant {
  enrolmentId: number;
  name: string;
  /** The library they come from. */
  libraryId: number | null;
  /** Null for guests. */
  memberId: number | null;
}

/**
 * The confirmed participant who asks: by their ticket, else by their session as a member. Null: they are none. Whoever has a ticket is taken
 * for the one it belongs to.
 */
export async function participantOf(ctx: Looking, programId: number, ticket?: string): Promise<Participant | null> {
  const found = await askedBy(ctx, programId, ticket);
  if (found?.programId !== programId || found.status !== 'confirmed') return null;
  const { id: enrolmentId, name, libraryId, memberId } = found;
  return { enrolmentId, name, libraryId, memberId };
}

async function askedBy({ db, actor }: Looking, programId: number, ticket?: string): Promise<EnrolmentRow | undefined> {
  if (ticket) return selectByTicket(db, ticket);
  return actor.kind === 'member' ? selectOfMemberIn(db, programId, actor.id) : Promise.resolve(undefined);
}

/** Needs `programs.manage` or `programs.attendance` at the programme's library. Refuses `programs.not_found`. @returns the programme and the permission held */
async function staffOf(ctx: Looking, programId: number): Promise<{ program: Program; permission: PermissionCode }> {
  const program = await getProgram(ctx, programId);
  const manages = can(ctx.actor, 'programs.manage', program.library.id);
  const permission = manages ? 'programs.manage' : 'programs.attendance';
  authorize(ctx, permission, program.library.id);
  return { program, permission };
}

/**
 * The enrolments of a programme, by name. Needs `programs.manage` or `programs.attendance` at its library; members whom it does not serve
 * have no name. Refuses `programs.not_found`.
 */
export async function enrolmentsOf(
  ctx: Looking,
  programId: number,
  statuses?: readonly EnrolmentStatus[],
): Promise<EnrolmentRow[]> {
  const { permission } = await staffOf(ctx, programId);
  const rows = await selectEnrolments(ctx.db, programId, statuses);
  return rows.map((row) =>
    row.homeLibraryId === null || serves(ctx.actor, permission, row.homeLibraryId)
      ? row
      : { ...row, memberNumber: HIDDEN, name: HIDDEN, contact: '' },
  );
}

/**
 * The share of a programme's lesson hours (JP) that each confirmed participant was at, 0 to 1, by enrolment; in a programme without lesson
 * hours, of its sessions. Needs `programs.manage` or `programs.attendance` at its library. Refuses `programs.not_found`.
 */
export async function attendanceShares(ctx: Looking, programId: number): Promise<Map<number, number>> {
  await staffOf(ctx, programId);
  return selectAttendanceShares(ctx.db, programId);
}

/** An enrolment for whoever has its ticket: with the programme and its sessions. */
export interface TicketView {
  enrolment: EnrolmentRow;
  program: Program;
  sessions: ProgramSession[];
}

/** What a ticket is for; open to whoever has it. Refuses `programs.enrolment_not_found`. */
export async function viewTicket(ctx: Pick<Ctx, 'db'>, ticket: string): Promise<TicketView> {
  const enrolment = await selectByTicket(ctx.db, ticket);
  const program = enrolment && (await selectProgram(ctx.db, enrolment.programId));
  if (!program) throw programErrors.enrolmentNotFound();
  return { enrolment, program, sessions: await selectSessions(ctx.db, { programId: program.id }) };
}

/** What the member who is signed in has enrolled in, for themselves or for somebody; the next first. */
export async function ownEnrolments(ctx: Ctx): ReturnType<typeof selectOwn> {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  return selectOwn(ctx.db, ctx.actor.id, ctx.clock.now());
}
