import type { Ctx } from '#platform/context';
import { insertAttendance } from './data/attendance.queries.ts';
import { changeState } from './planning/change-state.ts';
import { createProgram } from './planning/edit-programs.ts';
import { addSessions } from './planning/edit-sessions.ts';
import { enrol } from './enrolment/enrol.ts';
import type { ProgramInput, SessionInput } from './schema.ts';

export { advanceByClock } from './planning/change-state.ts';
export { noteFirstLoans } from './chain/mark-first-loans.ts';
export { expireOffers } from './enrolment/pass-on-seats.ts';
export { setCopiesAsideIn } from './copies/set-aside.ts';
export { releasePastCopies } from './copies/release-copies.ts';
export { sendScans } from './attendance/attendance.ts';
export { saveCameBy, saveProgram } from './save-sample.ts';
export { remindParticipants } from './enrolment/remind-participants.ts';

let made = 0;

/**
 * A published programme of a library. Left out, it has two sessions, on the two days after the test's Wednesday, 08.00 to 11.00 in Blitar and
 * 4 JP each.
 * @returns ids of the programme and its sessions, in order, and its slug
 */
export async function makeProgram(
  ctx: Ctx,
  libraryId: number,
  about: { program?: Partial<ProgramInput>; sessions?: SessionInput[] } = {},
): Promise<{ id: number; sessionIds: number[] }> {
  made += 1;
  const id = await createProgram(ctx, libraryId, { kind: 'workshop', title: `Kegiatan ${made}`, ...about.program });
  const at = (day: number, time: string): Date => new Date(`2026-11-${day}T${time}:00+07:00`);
  const usual = [26, 27].map((day): SessionInput => ({
    title: `Sesi ${day}`,
    format: 'lecture',
    startsAt: at(day, '08:00'),
    endsAt: at(day, '11:00'),
    jp: 4,
  }));
  const sessionIds: number[] = [];
  for (const session of about.sessions ?? usual) sessionIds.push(...(await addSessions(ctx, id, session)));
  await changeState(ctx, id, 'published');
  return { id, sessionIds };
}

/** A guest whom staff enrols. @returns the enrolment and its ticket; `status` says whether they have a seat */
export async function makeParticipant(
  ctx: Ctx,
  programId: number,
  about: { name?: string; memberNumber?: string; libraryId?: number | null; contact?: string } = {},
): Promise<{ id: number; ticket: string; status: string }> {
  made += 1;
  const { name = `Peserta ${made}`, libraryId = null, contact = '', memberNumber } = about;
  const { id, ticket, status } = await enrol(ctx, {
    programId,
    libraryId,
    ...(memberNumber === undefined ? { name, contact } : { memberNumber }),
  });
  return { id, ticket, status };
}

/** They were there. */
export async function makeAttendance(ctx: Ctx, sessionId: number, enrolmentId: number): Promise<void> {
  const cameAt = ctx.clock.now();
  await ctx.db
    .transaction()
    .execute(async (trx) =>
      insertAttendance(trx, { sessionId, enrolmentId, way: 'list', cameAt, nonce: null, recordedBy: 'uji' }),
    );
}
